// Fixes: applied to the definitions and judged by the oracle before and after. What a fix newly admits must be what
// it says, within the demand, and all that was refused; without a fix there must be a reason.
import { expect } from "vitest";
import type { Finding, Fix, Report } from "../../src/model/finding.ts";
import { spansOf } from "./oracle.ts";
import { ordered, spans, within, type Decision } from "./world.ts";
import {
  admittedBy,
  admittedByAcl,
  printedCells,
  worldOf,
  type Refusal,
  type World,
} from "./cells.ts";
import { refusalOf } from "./checks.ts";
import type { Definitions, EntryDef, PolicyDef } from "./format.ts";
import { policyFields } from "../../src/model/policy-text.ts";

/** Returns the world after the fix. */
export function expectFix(finding: Finding, report: Report, world: World): World {
  const fix = finding.fix!;
  const ids = report.routes.map(({ id }) => id);
  const refusal = refusalOf(finding, world, ids);
  const after = worldOf(applied(world.def, fix, refusal), world.cells);
  if (refusal.hop.acl) expectAclFix(fix, refusal, world, after);
  else expectGroupFix(fix, refusal, world, after);
  // It opens no path that is declared blocked.
  world.routes.forEach(({ route, verdict }, i) => {
    if (route.path?.expect === "blocked" && verdict === "blocked")
      expect(after.routes[i]!.verdict).toBe("blocked");
  });
  return after;
}

function applied(
  def: Definitions,
  { list, before, policies }: Fix,
  { hop, direction }: Refusal,
): Definitions {
  if (!hop.acl) {
    const added: PolicyDef[] = policies.map(policyFields);
    return {
      ...def,
      securityGroups: def.securityGroups.map((one) =>
        one.id === list.id ? { ...one, ingress: one.ingress.toSpliced(before, 0, ...added) } : one,
      ),
    };
  }
  const peer = direction === "ingress" ? "sourceCidr" : "destinationCidr";
  const added = policies.map(policyFields).map(({ action, source, protocol, port }): EntryDef => ({
    action,
    [peer]: source,
    protocol,
    destinationPort: port,
  }));
  return {
    ...def,
    networkAcls: def.networkAcls.map((acl) => {
      if (acl.id !== list.id) return acl;
      const entries = ordered(acl, acl[direction]).toSpliced(before, 0, ...added);
      return { ...acl, [direction]: entries.map((entry, i) => ({ ...entry, priority: i + 1 })) };
    }),
  };
}

const NUMBERS = { tcp: 6, udp: 17 } as const;

function expectGroupFix(fix: Fix, refusal: Refusal, world: World, after: World): void {
  const { hop } = refusal;
  const opened = newly(admittedBy(world, hop.groups), admittedBy(after, hop.groups));
  const number = NUMBERS[hop.protocol];
  const demanded = (cell: string) => {
    const [, protocol, a, p] = /^(\d+) (\d+):(\d+)$/.exec(cell)!.map(Number);
    return (
      protocol === number &&
      world.cells.ports[p!] === hop.port &&
      within(world.cells.addresses[a!]!, hop.demand.ranges)
    );
  };
  expect([...opened].filter((cell) => !demanded(cell))).toEqual([]);
  const hard = [...refusal.cells].filter(
    (cell) => !within(world.cells.addresses[Number(cell.split(":")[0])]!, hop.demand.soft),
  );
  expect(hard.filter((cell) => !opened.has(`${number} ${cell}`))).toEqual([]);
  expect([...opened].map((cell) => cell.split(" ")[1]!).toSorted()).toEqual(
    [...printedCells(world.cells, fix.effect.admits)].toSorted(),
  );
  expectBindings(fix, world, after);
}

/** Effects on everything that holds the edited group: who they are, and whether a narrow DROP is overridden there. */
function expectBindings(fix: Fix, world: World, after: World): void {
  const { def } = world;
  const bound = [
    ...def.instances.flatMap((one) => [one, ...(one.enis ?? [])]),
    ...def.loadBalancers,
  ].filter((one) => one.securityGroups!.includes(fix.list.id));
  expect([...fix.effect.targets].toSorted()).toEqual(bound.map(({ id }) => id).toSorted());
  const lists = new Map(
    bound.map(({ securityGroups }) => [securityGroups!.join(), securityGroups!]),
  );
  const overridden = [...lists.values()].some((list) => {
    const before = admittedBy(world, list);
    return [...newly(before, admittedBy(after, list))].some((cell) =>
      isNarrowDrop(before.get(cell)!.by, world),
    );
  });
  expect(fix.overridesDrop).toBe(overridden);
}

function isNarrowDrop(by: string, { groups }: World): boolean {
  const [, group, index] = /^(.+)\/(\d+) DROP$/.exec(by) ?? [];
  if (group === undefined) return false;
  const { sources, services } = spansOf(groups.get(group)![Number(index)]!);
  const whole = sources.some(
    ({ family, first, last }) => first === 0n && last === 2n ** (family === 4 ? 32n : 128n) - 1n,
  );
  return !(whole && services.some(({ first, last }) => first === 0n && last === 2n ** 24n - 1n));
}

function expectAclFix(fix: Fix, refusal: Refusal, world: World, after: World): void {
  const { hop, direction } = refusal;
  const [before, now] = [
    admittedByAcl(world, hop, direction),
    admittedByAcl(after, hop, direction),
  ];
  const subnet = spans([world.def.subnets.find(({ id }) => id === hop.face!.subnet)!.cidr]);
  // Neighbours of the target never meet its ACL, so nothing changes for them.
  const opened = [...newly(before, now)].filter(
    (cell) =>
      hop.demand.vendor || !within(world.cells.addresses[Number(cell.split(":")[0])]!, subnet),
  );
  const addresses = (cells: Iterable<string>) =>
    [...new Set([...cells].map((cell) => Number(cell.split(":")[0])))].toSorted((a, b) => a - b);
  expect(
    addresses(opened).filter((a) => !within(world.cells.addresses[a]!, hop.demand.ranges)),
  ).toEqual([]);
  const ephemeral = opened.filter((cell) => world.cells.ports[Number(cell.split(":")[1])]! >= 1024);
  const said = printedCells(world.cells, fix.effect.admits);
  if (direction === "egress") {
    expect(
      [...refusal.cells].filter(
        (cell) =>
          !within(world.cells.addresses[Number(cell.split(":")[0])]!, hop.demand.soft) &&
          !opened.includes(cell),
      ),
    ).toEqual([]);
    expect([...said].toSorted()).toEqual(opened.toSorted());
  } else {
    const hard = addresses(refusal.cells).filter(
      (a) => !within(world.cells.addresses[a]!, hop.demand.soft),
    );
    expect(hard.filter((a) => !addresses(opened).includes(a))).toEqual([]);
    expect(addresses(said)).toEqual(addresses(ephemeral));
  }
  expect([...fix.effect.targets].toSorted()).toEqual(
    world.def.subnets
      .filter(({ networkAcl }) => networkAcl === fix.list.id)
      .map(({ id }) => id)
      .toSorted(),
  );
}

/** What passes now and did not before; nothing may be lost. */
function newly(
  before: ReadonlyMap<string, Decision>,
  after: ReadonlyMap<string, Decision>,
): Set<string> {
  const opened = new Set<string>();
  const lost: string[] = [];
  for (const [cell, { admitted }] of before) {
    const now = after.get(cell)!.admitted;
    if (admitted && !now) lost.push(cell);
    if (now && !admitted) opened.add(cell);
  }
  expect(lost).toEqual([]);
  return opened;
}

/** Without a fix there is a reason that the oracle can see. */
export function expectReason(finding: Finding, report: Report, world: World): void {
  const { hop, cells } = refusalOf(
    finding,
    world,
    report.routes.map(({ id }) => id),
  );
  const soft = [...cells].every((cell) =>
    within(world.cells.addresses[Number(cell.split(":")[0])]!, hop.demand.soft),
  );
  const closed = world.routes.some(
    ({ route, verdict }) => route.path?.expect === "blocked" && verdict !== "reachable",
  );
  const acl = hop.acl?.type === "TRIPLE";
  expect(
    soft || acl || (closed && /declared blocked/.test(finding.help ?? "")),
    finding.help ?? "no help",
  ).toBe(true);
}
