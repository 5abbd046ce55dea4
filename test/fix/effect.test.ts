// What an edit changes, computed from the first difference on, against whole lists judged before and after.
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../depth.ts";
import { effectOn } from "../../src/fix/effect.ts";
import { admitted, judge, type Strictness } from "../../src/judge/judge.ts";
import { isDead } from "../../src/judge/dead.ts";
import { isEverything, type JudgedPolicy } from "../../src/judge/policies.ts";
import { EVERY_SERVICE } from "../../src/net/service.ts";
import { block, isEmpty, meetBlocks, sameTraffic, subtract, union } from "../../src/net/traffic.ts";
import { judgedOf, lists, written } from "../oracle/lists.ts";

const LOWER_HALF = block({ v4: [0, 2 ** 31], v6: [0n, 2n ** 127n] }, EVERY_SERVICE);

/** Some policies become ones of which only the bounds are known. */
const vague = fc
  .tuple(lists, fc.array(fc.constantFrom("exact", "maybe", "action")))
  .map(([{ policies }, kinds]): JudgedPolicy[] =>
    policies.map((policy, i) =>
      kinds[i] === "maybe"
        ? { ...policy, sure: meetBlocks(policy.maybe, LOWER_HALF) }
        : kinds[i] === "action"
          ? { ...policy, action: null }
          : policy,
    ),
  );

test("opened, closed and overridden are those of the whole lists", () => {
  const seen = { opened: 0, closed: 0, overridden: 0 };
  fc.assert(
    fc.property(vague, written, fc.nat(), fc.boolean(), (before, policy, n, insert) => {
      fc.pre(insert || before.length > 0);
      const at = n % (before.length + (insert ? 1 : 0));
      const one = insert ? judgedOf(policy, 9, 0) : before[at]!;
      const after = insert ? before.toSpliced(at, 0, one) : before.toSpliced(at, 1);
      const domain = [one.maybe];
      const passes = (list: readonly JudgedPolicy[], reading: Strictness) =>
        admitted(list, domain, reading);
      const opened = subtract(passes(after, "lenient"), passes(before, "lenient"));
      const closed = union(
        subtract(passes(before, "lenient"), passes(after, "lenient")),
        subtract(passes(before, "strict"), passes(after, "strict")),
      );
      const overridden = judge(before, opened, "lenient").flatMap(({ by }) =>
        by?.action === "DROP" && !isEverything(by) ? by : [],
      );
      const effect = effectOn(before, after, domain);
      expect(sameTraffic(effect.opened, opened)).toBe(true);
      expect(sameTraffic(effect.closed, closed)).toBe(true);
      expect(effect.overridden).toEqual(overridden);
      if (!isEmpty(opened)) seen.opened++;
      if (!isEmpty(closed)) seen.closed++;
      if (overridden.length > 0) seen.overridden++;
    }),
    { numRuns: runs(2000, 400) },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
});

test("taking a dead policy out changes nothing, whatever is unknown", () => {
  let dead = 0;
  fc.assert(
    fc.property(vague, (list) => {
      for (const [i, { maybe }] of list.entries()) {
        if (!isDead(list, i)) continue;
        dead++;
        const { opened, closed } = effectOn(list, list.toSpliced(i, 1), [maybe]);
        expect([isEmpty(opened), isEmpty(closed)]).toEqual([true, true]);
      }
    }),
    { numRuns: runs(1000, 300) },
  );
  expect(dead).toBeGreaterThan(30);
});
