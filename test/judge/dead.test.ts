// Dead policies against the oracle: a policy is dead when every packet that it matches is decided by another.
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../depth.ts";
import { coverersOf, isDead } from "../../src/judge/dead.ts";
import { isEmptyBlock } from "../../src/net/traffic.ts";
import { decide, matches } from "../oracle/oracle.ts";
import { blockOf, lists, type List } from "../oracle/lists.ts";
import { gridOf, packetsOf } from "../oracle/grid.ts";

test("a policy is dead when no packet meets it first, and those that cover it decide its packets", () => {
  const seen = { dead: 0, alive: 0, together: 0 };
  fc.assert(
    fc.property(lists, (list) => {
      for (const [i, policy] of list.policies.entries()) {
        const deciders = decidersOf(list, i);
        const dead = !deciders.has(i) && !isEmptyBlock(policy.maybe);
        expect(isDead(list.policies, i), `policy ${i}`).toBe(dead);
        const coverers = coverersOf(list.policies, i);
        const named = coverers?.map((one) => list.policies.indexOf(one)) ?? null;
        const all = dead ? [...deciders].toSorted((a, b) => a - b) : null;
        if (all === null || !agree(list, all)) expect(named).toEqual(all);
        else {
          expect(all).toEqual(expect.arrayContaining(named!));
          expect(covers(list, i, named!)).toBe(true);
          for (const one of named!)
            expect(
              covers(
                list,
                i,
                named!.filter((other) => other !== one),
              ),
            ).toBe(false);
        }
        seen[dead ? "dead" : "alive"]++;
        if (dead && deciders.size > 1) seen.together++;
      }
    }),
    { numRuns: runs(500, 200) },
  );
  // Rare kinds must not be missed for want of cases.
  expect(Math.min(seen.dead, seen.alive, seen.together)).toBeGreaterThan(7);
});

/** Whether all of them have one action. */
function agree({ policies }: List, places: readonly number[]): boolean {
  return new Set(places.map((place) => policies[place]!.action)).size === 1;
}

/** Whether these match every packet that policy `i` does. */
function covers({ raw, written }: List, i: number, places: readonly number[]): boolean {
  const all = raw.flat();
  return [...packetsOf(gridOf(all, written.flat().map(blockOf)))]
    .filter((packet) => matches(all[i]!, packet))
    .every((packet) => places.some((place) => matches(all[place]!, packet)));
}

/** Places in the whole list of the policies that decide the packets of policy `i`. */
function decidersOf({ raw, written, policies }: List, i: number): Set<number> {
  const own = raw.flat()[i]!;
  const deciders = new Set<number>();
  for (const packet of packetsOf(gridOf(raw.flat(), written.flat().map(blockOf)))) {
    if (!matches(own, packet)) continue;
    const { by } = decide(raw, packet);
    deciders.add(
      policies.findIndex(({ list, index }) => list.id === `sg-${by!.group}` && index === by!.index),
    );
  }
  return deciders;
}
