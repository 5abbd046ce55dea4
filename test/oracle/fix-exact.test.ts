// Fixes of random worlds, carried out on the raw lists and asked of the naive oracle, one packet of every
// elementary cell: exactly what the finding says is refused passes, and nothing else changes.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Finding, Fix } from "../../src/model/finding.ts";
import { gridOf, packetsOf, type Grid } from "./grid.ts";
import { runs } from "../depth.ts";
import { decide, type Packet, type RawGroups } from "./oracle.ts";
import {
  carriedOut,
  demandOf,
  findingsOf,
  isDemanded,
  rawListOf,
  worlds,
  type World,
} from "./fix-world.ts";

const RUNS = runs(3000, 60);
const LIMIT = { timeout: 3_600_000 };

test(`fixes of ${RUNS} random lists open exactly the missing part`, LIMIT, () => {
  let [fixes, moves, removals, elsewhere, templates] = [0, 0, 0, 0, 0];
  fc.assert(
    fc.property(worlds, (world) => {
      for (const finding of refusals(world)) {
        expect(finding.help).toBeNull();
        const fix = finding.fix!;
        expect(fix.safety).toBe("unsafe");
        opensExactly(world, finding, fix);
        fixes++;
        if (fix.policies.some(({ peer }) => peer.kind.startsWith("address-template"))) templates++;
        if (fix.title.startsWith("move")) moves++;
        if (fix.changes.some(({ kind }) => kind === "remove")) removals++;
        if (fix.cautions.some((text) => text.includes("rather than"))) elsewhere++;
      }
    }),
    { numRuns: RUNS },
  );
  // The interesting kinds occur, or this test proves less than it says.
  expect(Math.min(fixes / RUNS, removals, elsewhere, templates)).toBeGreaterThan(0.5);
  // A move is drawn twice in a thousand worlds; seek.test.ts has some by hand.
  if (RUNS > 1000) expect(moves).toBeGreaterThan(0);
});

test(
  "fixes one after the other end, leave nothing refused, and a further run has none",
  LIMIT,
  () => {
    fc.assert(
      fc.property(worlds, (start) => {
        const deadAtFirst = deadCount(start);
        let world = start;
        let left = refusals(world);
        for (let round = left.length; left.length > 0; round--) {
          expect(round).toBeGreaterThan(0);
          world = carriedOut(world, left[0]!.fix!.changes);
          const now = refusals(world);
          // No new finding: each left is one of those before, or less of it.
          expect(now.length).toBeLessThan(left.length);
          left = now;
        }
        expect(deadCount(world)).toBeLessThanOrEqual(deadAtFirst);
        const demand = demandOf(world);
        const raw = rawListOf(world, 0);
        for (const packet of packetsOf(gridOf([...raw.flat(), demand], [])))
          if (isDemanded(demand, packet)) expect(decide(raw, packet).admitted).toBe(true);
      }),
      { numRuns: runs(1500, 30) },
    );
  },
);

test("safe fixes change no packet on any machine, one by one and all at once", LIMIT, () => {
  const worldsDrawn = runs(3000, 60);
  let count = 0;
  fc.assert(
    fc.property(worlds, (world) => {
      const safe = findingsOf(world).flatMap(({ fix }) => (fix?.safety === "safe" ? fix : []));
      const every = safe.flatMap(({ changes }) => changes);
      const edited = safe.map(({ changes }) => carriedOut(world, changes));
      if (safe.length > 1) edited.push(carriedOut(world, distinct(every)));
      for (const after of edited) changesNothing(world, after);
      for (const fix of safe) expect(fix.effect.admits).toEqual([]);
      count += safe.length;
    }),
    { numRuns: worldsDrawn },
  );
  expect(count).toBeGreaterThan(worldsDrawn / 10);
});

test("after all safe fixes none is left", LIMIT, () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const safe = (one: World) =>
        findingsOf(one).flatMap(({ fix }) => (fix?.safety === "safe" ? fix.changes : []));
      const removals = (one: World) => safe(one).filter(({ kind }) => kind === "remove");
      const once = carriedOut(world, distinct(removals(world)));
      expect(removals(once)).toEqual([]);
      const sources = carriedOut(once, safe(once));
      expect(safe(sources)).toEqual([]);
    }),
    { numRuns: runs(1000, 30) },
  );
});

function refusals(world: World): Finding[] {
  return findingsOf(world).filter(({ rule }) => rule === "path-as-expected");
}

function deadCount(world: World): number {
  return findingsOf(world).filter(({ rule }) => rule === "no-dead-policy").length;
}

function opensExactly(world: World, { decidedBy }: Finding, fix: Fix): void {
  const after = carriedOut(world, fix.changes);
  const demand = demandOf(world);
  const listed = new Set(fix.effect.targets);
  // Said where one policy for a range takes what the default refuses as well.
  const exactly = !fix.cautions.some((text) => text.startsWith("It also admits what"));
  for (const machine of world.machines.keys()) {
    const [before, now] = [rawListOf(world, machine), rawListOf(after, machine)];
    for (const packet of packetsOf(gridFor([before, now], world))) {
      const was = decide(before, packet);
      const is = decide(now, packet);
      const wanted = isDemanded(demand, packet);
      const blamed = machine === 0 && isBlamed(world, decidedBy, was.by) && !was.admitted;
      if (wanted && blamed && !is.admitted) fail(machine, packet, "is still refused");
      if (exactly && machine === 0 && is.admitted !== (was.admitted || (wanted && blamed)))
        fail(machine, packet, "is admitted and another refusal's");
      if (was.admitted && !is.admitted) fail(machine, packet, "is refused now");
      if (!was.admitted && is.admitted && !(wanted && listed.has(`ins-${machine}`)))
        fail(machine, packet, "is admitted now");
    }
  }
}

function isBlamed(
  world: World,
  decidedBy: Finding["decidedBy"],
  by: { group: number; index: number } | null,
): boolean {
  if (decidedBy === null || "default" in decidedBy) return by === null;
  if (by === null) return false;
  return (
    `sg-${world.machines[0]![by.group]}` === decidedBy.list.id && by.index === decidedBy.policy
  );
}

function changesNothing(world: World, after: World): void {
  for (const machine of world.machines.keys()) {
    const [before, now] = [rawListOf(world, machine), rawListOf(after, machine)];
    for (const packet of packetsOf(gridFor([before, now], world)))
      if (decide(before, packet).admitted !== decide(now, packet).admitted)
        fail(machine, packet, "is decided otherwise");
  }
}

function gridFor(lists: readonly RawGroups[], world: World): Grid {
  return gridOf([...new Set(lists.flat(2)), demandOf(world)], []);
}

/** Two findings may want the same policy gone. */
function distinct<T>(changes: readonly T[]): T[] {
  const plain = (_: string, value: unknown) => (typeof value === "bigint" ? `${value}n` : value);
  return [...new Map(changes.map((one) => [JSON.stringify(one, plain), one])).values()];
}

function fail(machine: number, packet: Packet, why: string): never {
  throw new Error(
    `ins-${machine}, IPv${packet.family} 0x${packet.address.toString(16)} protocol ${packet.protocol} port ${packet.port}: ${why}`,
  );
}
