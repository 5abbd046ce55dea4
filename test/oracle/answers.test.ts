// Answers in, verdicts out, against the naive oracle: the same random accounts as in `routes.test.ts`, printed as the
// vendor's API answers, as files that somebody saved and as a snapshot, with a sglint.yaml for what no answer tells.
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../depth.ts";
import { printAccount } from "./answers/account.ts";
import { drawing } from "./answers/answer.ts";
import { expectExactly, expectWithinBounds } from "./answers/compare.ts";
import { lintFiles, lintSnapshot } from "./answers/linted.ts";
import { savedFiles, snapshotOf } from "./answers/saved.ts";
import { expressible } from "./answers/world.ts";
import { definitions } from "./definitions.ts";
import { cellsOf, worldOf } from "./cells.ts";

const RUNS = runs(500, 25);

test(
  `${RUNS} random accounts, printed as answers, agree with the oracle`,
  { timeout: 3_600_000 },
  () => {
    const seen = { routes: 0, refusals: 0, exact: 0 };
    fc.assert(
      fc.property(definitions, fc.nat(), (drawn, seed) => {
        const draw = drawing(seed, "world");
        const withoutMembers = draw.chance(0.5);
        const def = expressible(drawn, draw, { withoutMembers });
        const world = worldOf(def, cellsOf(def));

        const fetched = drawing(seed, "snapshot");
        const account = printAccount(def, true, fetched);
        expectExactly(lintSnapshot(snapshotOf(account.answers, fetched), account.config), world);

        const saved = drawing(seed, "files");
        const dump = printAccount(def, false, saved);
        const linted = lintFiles(savedFiles(dump.answers, saved), dump.config);
        if (withoutMembers) expectExactly(linted, world);
        else expectWithinBounds(linted, def);

        seen.routes += world.routes.length;
        seen.refusals += world.refusals.length;
        seen.exact += withoutMembers ? 1 : 0;
      }),
      { numRuns: RUNS },
    );
    // The generator must keep reaching what it is there for.
    expect(seen.routes).toBeGreaterThan(2 * RUNS);
    expect(seen.refusals).toBeGreaterThan(2 * RUNS);
    expect(seen.exact).toBeGreaterThan(RUNS / 4);
  },
);
