// The engine's report against the oracle's: verdicts and refusals as texts that must be equal, witnesses, exposures
// of paths declared blocked, and what must hold in every world where something is missing.
import { expect } from "vitest";
import type { Finding, Report } from "../../src/model/finding.ts";
import { pathOf, type Place } from "../../src/model/place.ts";
import { addressSpan } from "./oracle.ts";
import type { Definitions } from "./format.ts";
import {
  ordered,
  packetTo,
  spans,
  walkAcl,
  walkGroups,
  within,
  type Decision,
  type Verdict,
} from "./world.ts";
import {
  cellOf,
  portCell,
  printedCells,
  type JudgedRoute,
  type Refusal,
  type World,
} from "./cells.ts";

/** Rules that refuse traffic; the others have tests of their own. */
const REQUIRING = /-admits-|^path-as-expected$/;

export function refusing({ findings }: Report): Finding[] {
  return findings.filter(({ rule, blocked }) => REQUIRING.test(rule) && blocked.length > 0);
}

/** Where a finding points, and where it should, in texts that can be compared. */
export interface Spots {
  readonly of: (place: Place) => string;
  readonly due: (refusal: Refusal, def: Definitions) => string;
}

/** In definitions: the keys from the top. */
const WRITTEN: Spots = { of: (place) => pathOf(place).join("/"), due: placeOf };

export function expectAgreement(report: Report, world: World, spots = WRITTEN): void {
  expect(report.complaints.map(({ message }) => message)).toEqual([]);
  expect(report.routes.map(routeText)).toEqual(world.routes.map(judgedText));
  expect(report.complete).toBe(true);
  const ids = report.routes.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  ids.forEach((id, i) => expect(id.startsWith(world.routes[i]!.route.owner)).toBe(true));
  const texts = refusing(report).map((finding) => findingText(finding, world, spots));
  expect(texts.toSorted()).toEqual(
    world.refusals.map((refusal) => refusalText(refusal, world, ids, spots)).toSorted(),
  );
  expect(new Set(report.findings.map(({ id }) => id)).size).toBe(report.findings.length);
  expectNamed(report);
}

/** A route that is not reachable is never silent, unless it was declared blocked. */
export function expectNamed({ routes, findings }: Report): void {
  const named = new Set(
    findings.flatMap((finding) => (finding.severity === "note" ? [] : finding.routes)),
  );
  for (const { id, verdict, reason } of routes)
    if (/^(blocked|partial|undetermined)$/.test(verdict) && reason !== "as declared")
      expect(named, id).toContain(id);
}

export function routeText({ target, verdict, hops }: Report["routes"][number]): string {
  const where = target && `${target.resource}:${target.port}`;
  return [
    where,
    verdict,
    ...hops.map(({ kind, resource, port, verdict: own }) => `${kind} ${resource}:${port} ${own}`),
  ].join("; ");
}

/** Of several worlds together a verdict may be open. */
type Judged = Pick<JudgedRoute, "route"> & {
  readonly verdict: Verdict | "undetermined";
  readonly hops: readonly (Pick<JudgedRoute["hops"][number], "hop"> & {
    readonly verdict: Verdict | "undetermined";
  })[];
};

export function judgedText({ route, verdict, hops }: Judged): string {
  return [
    route.target,
    verdict,
    ...hops.map(({ hop, verdict: own }) => `${hop.kind} ${hop.resource}:${hop.port} ${own}`),
  ].join("; ");
}

function findingText(
  { rule, severity, decidedBy, blocked, routes, mark }: Finding,
  { cells }: World,
  spots = WRITTEN,
): string {
  const by =
    "list" in decidedBy!
      ? `${decidedBy.list.id}/${decidedBy.policy} ${decidedBy.action}`
      : `default of ${decidedBy!.lists.map(({ id }) => id).join(", ")}`;
  const protocol = [...new Set(blocked.map((row) => row.protocol))].join();
  return lines({
    rule,
    severity,
    by,
    at: spots.of(mark!.place),
    routes,
    protocol,
    cells: printedCells(cells, blocked),
  });
}

function refusalText(
  refusal: Refusal,
  { def }: World,
  ids: readonly string[],
  spots = WRITTEN,
): string {
  const { rule, severity, by, hop, cells, routes } = refusal;
  return lines({
    rule,
    severity,
    by,
    at: spots.due(refusal, def),
    routes: routes.map((i) => ids[i]!),
    protocol: hop.protocol,
    cells,
  });
}

function lines({
  routes,
  cells,
  ...rest
}: { readonly routes: readonly string[]; readonly cells: ReadonlySet<string> } & Record<
  string,
  unknown
>): string {
  return JSON.stringify(
    { ...rest, routes: routes.toSorted(), cells: [...cells].toSorted() },
    null,
    1,
  );
}

/** Keys from the top of the definitions to the policy, or to the header of the last group. */
function placeOf(
  { by, hop, direction }: Refusal,
  { securityGroups, networkAcls }: Definitions,
): string {
  const [, group, index] = /^(.+)\/(\d+) /.exec(by) ?? [];
  if (hop.acl) {
    const at = networkAcls.findIndex(({ id }) => id === hop.acl!.id);
    const acl = networkAcls[at]!;
    const entry = index === undefined ? null : ordered(acl, acl[direction])[Number(index)]!;
    return `networkAcls/${at}${entry ? `/${direction}/${acl[direction].indexOf(entry)}` : ""}`;
  }
  const at = securityGroups.findIndex(({ id }) => id === (group ?? hop.groups.at(-1)));
  return `securityGroups/${at}${index === undefined ? "" : `/ingress/${index}`}`;
}

/** The refusal that a finding speaks of. */
export function refusalOf(finding: Finding, world: World, ids: readonly string[]): Refusal {
  const text = findingText(finding, world);
  const alike = world.refusals.filter((refusal) => refusalText(refusal, world, ids) === text);
  return alike.find(({ resources }) => resources.includes(finding.resource!))!;
}

/** In the refused set, and outside of the user's own subnets where there is such a packet. */
export function expectWitness({ witness, blocked }: Finding, { cells, def }: World): void {
  const refused = printedCells(cells, blocked);
  expect(witness!.protocol).toBe(blocked[0]!.protocol);
  const at = cellOf(cells, witness!.source);
  expect(refused).toContain(`${at}:${portCell(cells, witness!.port)}`);
  const own = spans(def.subnets.map(({ cidr }) => cidr));
  const foreign = [...refused].some(
    (cell) => !within(cells.addresses[Number(cell.split(":")[0])]!, own),
  );
  if (foreign) expect(within(cells.addresses[at]!, own)).toBe(false);
}

/** A path declared blocked that lets something through: in one finding, whose witness gets through every hop. */
export function expectExposures(report: Report, world: World): void {
  const unrefused = report.findings.filter(
    ({ rule, blocked }) => rule === "path-as-expected" && blocked.length === 0,
  );
  const exposures = unrefused.filter(({ verdict }) => verdict !== "blocked");
  const lost = world.routes.flatMap(({ route }, i) =>
    route.path?.expect === "reachable" && route.outcome === "no-address" ? [i] : [],
  );
  expect(
    unrefused.flatMap((one) => (exposures.includes(one) ? [] : one.routes)).toSorted(),
  ).toEqual(lost.map((i) => report.routes[i]!.id).toSorted());
  const open = world.routes.flatMap(({ route, verdict }, i) =>
    route.path?.expect === "blocked" && /reachable|partial/.test(verdict) ? [i] : [],
  );
  expect(exposures.flatMap(({ routes }) => routes).toSorted()).toEqual(
    open.map((i) => report.routes[i]!.id).toSorted(),
  );
  for (const { witness, decidedBy, routes } of exposures) {
    const { route, hops } = world.routes[report.routes.findIndex(({ id }) => id === routes[0])]!;
    if (!witness) {
      expect(hops.every(({ hop }) => hop.open || hop.acl !== null)).toBe(true);
      continue;
    }
    const address = {
      family: addressSpan(witness.source).family,
      address: addressSpan(witness.source).first,
    };
    const decisions = route.hops.flatMap((hop, i): Decision[] => {
      if (hop.open || hop.acl || !within(address, hop.demand.ranges)) return [];
      const decision = walkGroups(world.groups, hop.groups, packetTo(hop, address));
      // In front of a source change the witness of what lies behind it is no packet of the demand.
      if (route.change === route.hops.length || i >= route.change)
        expect(decision.admitted).toBe(true);
      return [decision];
    });
    if (decidedBy && "list" in decidedBy)
      expect(decisions.map(({ by }) => by)).toContain(
        `${decidedBy.list.id}/${decidedBy.policy} ACCEPT`,
      );
    for (const hop of route.hops)
      if (hop.acl && within(address, hop.demand.ranges))
        expect(
          (!hop.demand.vendor &&
            within(
              address,
              spans([world.def.subnets.find(({ id }) => id === hop.face!.subnet)!.cidr]),
            )) ||
            world.cells.ports.some(
              (port) =>
                port >= 1024 &&
                (["ingress", "egress"] as const).every(
                  (direction) => walkAcl(hop.acl!, direction, hop, address, port).admitted,
                ),
            ),
        ).toBe(true);
  }
}

/** What is called certain holds in every world, and what is called refused is refused in every world. */
export function expectCertain(
  report: Report,
  worlds: readonly World[],
  demandKnown: boolean,
): void {
  report.routes.forEach((route, i) => {
    const own = worlds.map(({ routes }) => routes[i]!);
    const told = (kind: string, said: string, verdicts: readonly string[]) => {
      if (said !== "undetermined")
        expect(new Set([said, ...verdicts]), `${route.id} ${kind}`).toEqual(new Set([said]));
    };
    told(
      "route",
      route.verdict,
      own.map(({ verdict }) => verdict),
    );
    for (const [h, hop] of route.hops.entries())
      if (own.every(({ hops }) => hops[h]?.hop.kind === hop.kind))
        told(
          `hop ${hop.kind}`,
          hop.verdict,
          own.map(({ hops }) => hops[h]!.verdict),
        );
  });
  if (!demandKnown) return;
  for (const { rule, blocked, routes } of refusing(report))
    for (const id of routes) {
      const at = report.routes.findIndex((route) => route.id === id);
      for (const { cells, refusals } of worlds) {
        const own = refusals.filter(
          (refusal) => refusal.rule === rule && refusal.routes.includes(at),
        );
        const lost = [...printedCells(cells, blocked)].filter(
          (cell) => !own.some((refusal) => refusal.cells.has(cell)),
        );
        expect(lost, `${rule} ${id}`).toEqual([]);
      }
    }
}
