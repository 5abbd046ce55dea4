// Definitions with something missing, against the naive oracle: a verdict is certain only where every world that the
// missing part may turn out to be has it, and no world admits what is called refused.
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../depth.ts";
import { lintText } from "../cases.ts";
import { definitions } from "./definitions.ts";
import { cellsOf, worldOf } from "./cells.ts";
import { expectCertain, expectNamed } from "./checks.ts";
import { holes, inputOf, TEMPLATE_HOLES, usesOf, worldsOf } from "./unknowns.ts";

const RUNS = runs(500, 25);

test(
  `${RUNS} accounts with holes: what is certain holds in every world`,
  { timeout: 3_600_000 },
  () => {
    const seen = { certain: 0, undetermined: 0 };
    fc.assert(
      fc.property(definitions, holes, (def, missing) => {
        const report = lintText(JSON.stringify(inputOf(def, missing)), {}, "infra/account.json");
        const filled = worldsOf(def, missing);
        const cells = cellsOf(filled);
        const worlds = filled.map((one) => worldOf(one, cells));
        expectCertain(
          report,
          worlds,
          missing.every(({ demand }) => !demand),
        );
        expectNamed(report);
        for (const { verdict } of report.routes)
          seen[verdict === "undetermined" ? "undetermined" : "certain"]++;
        if (report.routes.some(({ verdict }) => verdict === "undetermined"))
          expect(report.complete).toBe(false);
      }),
      { numRuns: RUNS },
    );
    expect(seen.certain).toBeGreaterThan(2 * RUNS);
    expect(seen.undetermined).toBeGreaterThan(RUNS / 3);
  },
);

test(
  `${RUNS} accounts in which one policy names a missing template: undetermined exactly where it matters`,
  { timeout: 3_600_000 },
  () => {
    const once = fc
      .tuple(definitions, fc.constantFrom(...TEMPLATE_HOLES))
      .filter(([def, { name }]) => usesOf(def, name) === 1);
    let mattered = 0;
    fc.assert(
      fc.property(once, ([def, hole]) => {
        const report = lintText(JSON.stringify(hole.input(def)), {}, "infra/account.json");
        // The first two worlds are the extremes: it matches nothing, it matches everything.
        const [none, all] = worldsOf(def, [hole]).map((one) => worldOf(one, cellsOf(one)));
        report.routes.forEach(({ id, verdict }, i) => {
          const [a, b] = [none!.routes[i]!.verdict, all!.routes[i]!.verdict];
          expect(verdict, id).toBe(a === b ? a : "undetermined");
          if (a !== b) mattered++;
        });
      }),
      { numRuns: RUNS },
    );
    expect(mattered).toBeGreaterThan(RUNS / 10);
  },
);
