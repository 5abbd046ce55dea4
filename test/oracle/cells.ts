// The packets worth asking for: one of each elementary cell of address x port. All packets of a cell are treated
// alike by everything that the definitions say, so agreement on them is agreement on all. Judges whole accounts
// by walking each list for each of them.
import { addressSpan, spansOf, type AddressSpan, type Packet, type RawPolicy } from "./oracle.ts";
import {
  packetTo,
  rawGroups,
  spans,
  walkAcl,
  walkGroups,
  within,
  type Decision,
  type Hop,
  type Route,
  type Verdict,
} from "./world.ts";
import type { Definitions } from "./format.ts";
import { PUBLISHED, routesOf } from "./routes.ts";

export type Address = Pick<Packet, "family" | "address">;

export interface Cells {
  /** The first address of each cell, IPv4 before IPv6, ascending. */
  readonly addresses: readonly Address[];
  /** The first port of each cell, from 0. */
  readonly ports: readonly number[];
}

const ADDRESS = /^\s*[\da-f.:]*[.:][\da-f.:]*(\/\d+)?(\s*-\s*[\da-f.:]+)?\s*$/i;
const NUMBERED = /port$|^services$|^to$|^url$/i;
const ENDS = { 4: 2n ** 32n, 6: 2n ** 128n };

export function cellsOf(def: unknown): Cells {
  const texts: string[] = [...PUBLISHED];
  const ports = new Set([0, 1, 1024, 65535]);
  const addPort = (n: number) =>
    [n, n + 1].filter((one) => one <= 65535).forEach((one) => ports.add(one));
  visit(def, (leaf, key) => {
    if (typeof leaf === "string" && ADDRESS.test(leaf)) texts.push(leaf);
    else if (typeof leaf === "number" || NUMBERED.test(key))
      String(leaf).match(/\d+/g)?.map(Number).forEach(addPort);
  });
  // Ports to which a port-range listener leads.
  for (const n of [80, 443, 8081, 8082]) ports.add(n).add(n + 1);
  const cuts: Record<4 | 6, Set<bigint>> = { 4: new Set([0n]), 6: new Set([0n]) };
  for (const { family, first, last } of spans(texts)) cuts[family].add(first).add(last + 1n);
  const sorted = (family: 4 | 6) =>
    [...cuts[family]]
      .filter((at) => at < ENDS[family])
      .toSorted((a, b) => (a < b ? -1 : 1))
      .map((at) => ({ family, address: at }));
  return { addresses: [...sorted(4), ...sorted(6)], ports: [...ports].toSorted((a, b) => a - b) };
}

function visit(value: unknown, see: (leaf: unknown, key: string) => void, key = ""): void {
  if (Array.isArray(value)) for (const one of value) visit(one, see, key);
  else if (typeof value === "object" && value !== null)
    for (const [name, one] of Object.entries(value)) visit(one, see, name);
  else see(value, key);
}

/** What one decider refuses at one hop, with every route that it hits. */
export interface Refusal {
  readonly rule: string;
  readonly hop: Hop;
  readonly direction: "ingress" | "egress";
  /** `sg-1/0 DROP`, `default of sg-1, sg-2`. */
  readonly by: string;
  /** `address index:port index`, with the ports that a reader is shown. */
  readonly cells: ReadonlySet<string>;
  readonly severity: "error" | "warning";
  readonly routes: number[];
  /** Whose traffic is refused. */
  readonly resources: string[];
}

type Refused = Omit<Refusal, "rule" | "routes" | "hop" | "resources">;

export interface JudgedHop {
  readonly hop: Hop;
  readonly verdict: Verdict;
}

export interface JudgedRoute {
  readonly route: Route;
  readonly verdict: Verdict;
  readonly hops: readonly JudgedHop[];
}

export interface World {
  readonly def: Definitions;
  readonly cells: Cells;
  readonly groups: ReadonlyMap<string, readonly RawPolicy[]>;
  readonly routes: readonly JudgedRoute[];
  readonly refusals: readonly Refusal[];
}

export function worldOf(def: Definitions, cells: Cells): World {
  const groups = rawGroups(def);
  const asked = new Map<string, Answer>();
  const ask = (hop: Hop): Answer => {
    const key = JSON.stringify(
      [
        hop.kind,
        hop.resource,
        hop.port,
        hop.protocol,
        hop.groups,
        hop.open,
        hop.face?.id,
        hop.demand,
      ],
      (_, v: unknown) => (typeof v === "bigint" ? String(v) : v),
    );
    const found = asked.get(key) ?? answerOf(def, cells, groups, hop);
    asked.set(key, found);
    return found;
  };
  const merged = new Map<string, Refusal>();
  const routes = routesOf(def).map((route, at): JudgedRoute => {
    const answers = route.hops.map(ask);
    if (route.path?.expect !== "blocked")
      route.hops.forEach((hop, i) =>
        answers[i]!.refusals.forEach((refusal) => merge(merged, hop, refusal, at)),
      );
    return {
      route,
      verdict: routeVerdict(route, answers),
      hops: route.hops.map((hop, i) => ({ hop, verdict: answers[i]!.verdict })),
    };
  });
  return { def, cells, groups, routes, refusals: [...merged.values()] };
}

/** One finding per rule, ordered group list (or ACL of a subnet), decider and refused set. */
function merge(merged: Map<string, Refusal>, hop: Hop, refusal: Refused, route: number): void {
  const filter = hop.acl
    ? `${hop.acl.id} ${hop.face!.subnet} ${refusal.direction}`
    : hop.groups.join();
  const key = [hop.rule, filter, refusal.by, hop.protocol, ...refusal.cells].join("|");
  const found = merged.get(key);
  if (!found)
    merged.set(key, {
      ...refusal,
      rule: hop.rule,
      hop,
      routes: [route],
      resources: [hop.resource],
    });
  else {
    if (!found.routes.includes(route)) found.routes.push(route);
    found.resources.push(hop.resource);
    if (refusal.severity === "error") merged.set(key, { ...found, severity: "error" });
  }
}

interface Answer {
  readonly verdict: "reachable" | "blocked" | "partial";
  /** For each address of the demand: whether all, or some, of its packets pass. */
  readonly passing: ReadonlyMap<number, "all" | "some" | "none">;
  readonly refusals: readonly Refused[];
}

function answerOf(def: Definitions, cells: Cells, groups: World["groups"], hop: Hop): Answer {
  const ephemeral = cells.ports.flatMap((port, i) => (port >= 1024 ? [i] : []));
  const subnet = hop.acl
    ? spans([def.subnets.find(({ id }) => id === hop.face!.subnet)!.cidr])
    : [];
  const passing = new Map<number, "all" | "some" | "none">();
  const refused = { ingress: new Map<string, string[]>(), egress: new Map<string, string[]>() };
  const note = (direction: "ingress" | "egress", by: string, cell: string) => {
    const list = refused[direction].get(by);
    if (list) list.push(cell);
    else refused[direction].set(by, [cell]);
  };
  const own = cells.ports.indexOf(hop.port);
  cells.addresses.forEach((address, a) => {
    if (!within(address, hop.demand.ranges)) return;
    if (hop.open || (hop.acl && !hop.demand.vendor && within(address, subnet)))
      return void passing.set(a, "all");
    if (!hop.acl) {
      const { admitted, by } = walkGroups(groups, hop.groups, packetTo(hop, address));
      if (!admitted) note("ingress", by, `${a}:${own}`);
      return void passing.set(a, admitted ? "all" : "none");
    }
    let through = 0;
    const inward = new Set<string>();
    for (const e of ephemeral) {
      const decisions = (["ingress", "egress"] as const).map(
        (direction): [typeof direction, Decision] => [
          direction,
          walkAcl(hop.acl!, direction, hop, address, cells.ports[e]!),
        ],
      );
      if (decisions.every(([, { admitted }]) => admitted)) through++;
      for (const [direction, { admitted, by }] of decisions) {
        if (admitted) continue;
        if (direction === "egress") note(direction, by, `${a}:${e}`);
        else if (!inward.has(by)) {
          inward.add(by);
          note(direction, by, `${a}:${own}`);
        }
      }
    }
    passing.set(a, through === ephemeral.length ? "all" : through > 0 ? "some" : "none");
  });
  const states = [...passing.values()];
  const verdict = states.every((s) => s === "all")
    ? "reachable"
    : states.every((s) => s === "none")
      ? "blocked"
      : "partial";
  return { verdict, passing, refusals: refusalsOf(cells, hop, refused, passing) };
}

function refusalsOf(
  cells: Cells,
  hop: Hop,
  refused: Readonly<Record<"ingress" | "egress", ReadonlyMap<string, readonly string[]>>>,
  passing: Answer["passing"],
): Answer["refusals"] {
  const filter = hop.acl ? hop.acl.id : hop.groups.join(", ");
  return (["ingress", "egress"] as const).flatMap((direction) =>
    [...refused[direction]].map(([by, list]) => {
      const addresses = [...new Set(list.map((cell) => Number(cell.split(":")[0])))];
      const soft = addresses.every((a) => within(cells.addresses[a]!, hop.demand.soft));
      // Some ephemeral ports still pass for each address: the connection often works.
      const often = hop.acl !== null && addresses.every((a) => passing.get(a) !== "none");
      return {
        direction,
        by: by === "default" ? `default of ${filter}` : by,
        cells: new Set(list),
        severity: soft || often ? ("warning" as const) : ("error" as const),
      };
    }),
  );
}

function routeVerdict({ outcome, change }: Route, answers: readonly Answer[]): Verdict {
  if (outcome === "external" || outcome === "skipped") return outcome;
  if (outcome === "no-targets" || outcome === "no-address") return "blocked";
  const meets = (some: readonly Answer[]) =>
    some.length === 0 ||
    [...some[0]!.passing.keys()].some((a) =>
      some.every(({ passing }) => passing.get(a) !== "none"),
    );
  if (!meets(answers.slice(0, change)) || !meets(answers.slice(change))) return "blocked";
  return answers.every(({ verdict }) => verdict === "reachable") ? "reachable" : "partial";
}

/** Index of the cell that holds a point. */
export function cellOf(cells: Cells, text: string): number {
  const { family, first } = addressSpan(text);
  return cells.addresses.findLastIndex((one) => one.family === family && one.address <= first);
}

export function portCell(cells: Cells, port: number): number {
  return cells.ports.findLastIndex((first) => first <= port);
}

/** Printed traffic (`sources` x `ports`) as cells; throws where its border is none of theirs. */
export function printedCells(
  cells: Cells,
  rows: readonly { readonly sources: readonly string[]; readonly ports: readonly string[] }[],
): Set<string> {
  const out = new Set<string>();
  for (const { sources, ports } of rows) {
    const columns = ports.flatMap((range) => columnsOf(cells, range));
    for (const row of joined(sources).flatMap((span) => rowsOf(cells, span)))
      for (const column of columns) out.add(`${row}:${column}`);
  }
  return out;
}

function columnsOf({ ports }: Cells, text: string): number[] {
  const [first, last = first] = text === "all" ? [0, 65535] : text.split("-").map(Number);
  if (!ports.includes(first!) || (last! < 65535 && !ports.includes(last! + 1)))
    throw new Error(`ports ${text} cut a cell`);
  return ports.flatMap((at, i) => (first! <= at && at <= last! ? [i] : []));
}

/** CIDRs that touch or overlap as one span: the borders between them are the printer's own. */
function joined(sources: readonly string[]): AddressSpan[] {
  const sorted = spans(sources).toSorted(
    (a, b) => a.family - b.family || (a.first < b.first ? -1 : 1),
  );
  const done: AddressSpan[] = [];
  for (const next of sorted) {
    const last = done.at(-1);
    if (last?.family !== next.family || next.first > last.last + 1n) done.push(next);
    else if (next.last > last.last) done.splice(-1, 1, { ...last, last: next.last });
  }
  return done;
}

function rowsOf({ addresses }: Cells, { family, first, last }: AddressSpan): number[] {
  const isCut = (at: bigint) =>
    at === ENDS[family] || addresses.some((one) => one.family === family && one.address === at);
  if (!isCut(first) || !isCut(last + 1n)) throw new Error(`addresses ${first}-${last} cut a cell`);
  return addresses.flatMap((one, i) =>
    one.family === family && first <= one.address && one.address <= last ? [i] : [],
  );
}

const PORTLESS = [1, 47, 58, 99];

/** What a list of groups says of every address and every service. */
export function admittedBy(
  { cells, groups }: World,
  ids: readonly string[],
): Map<string, Decision> {
  const services = [
    ...[6, 17].flatMap((protocol) => cells.ports.map((port, p) => ({ protocol, port, p }))),
    ...PORTLESS.map((protocol) => ({ protocol, port: 0, p: 0 })),
  ];
  const policies = ids.flatMap((id) =>
    groups.get(id)!.map((policy, index) => ({ policy, by: `${id}/${index} ${policy.action}` })),
  );
  const lines = policies.map(({ policy, by }) => {
    const { sources, services: ranges } = spansOf(policy);
    const points = services.map(({ protocol, port }) => BigInt(protocol * 65536 + port));
    return {
      decision: { admitted: policy.action === "ACCEPT", by },
      from: cells.addresses.map((address) => within(address, sources)),
      to: points.map((point) => ranges.some(({ first, last }) => first <= point && point <= last)),
    };
  });
  const out = new Map<string, Decision>();
  cells.addresses.forEach((_, a) => {
    const near = lines.filter(({ from }) => from[a]);
    services.forEach(({ protocol, p }, i) =>
      out.set(`${protocol} ${a}:${p}`, near.find(({ to }) => to[i])?.decision ?? DEFAULT),
    );
  });
  return out;
}

const DEFAULT: Decision = { admitted: false, by: "default" };

/** What one direction of an ACL says of every client address and port for a hop. */
export function admittedByAcl(
  { cells, def }: World,
  hop: Hop,
  direction: "ingress" | "egress",
): Map<string, Decision> {
  const acl = def.networkAcls.find(({ id }) => id === hop.acl!.id)!;
  return new Map(
    cells.addresses.flatMap((address, a) =>
      cells.ports.map(
        (port, p) => [`${a}:${p}`, walkAcl(acl, direction, hop, address, port)] as const,
      ),
    ),
  );
}
