// Definitions in, findings out, against the naive oracle: random small accounts through the real loader, rules and
// packs. Route and hop verdicts, every blocked set, who decides and where, severities, witnesses and fixes must be
// what walking the lists packet by packet says.
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../depth.ts";
import { lintText } from "../cases.ts";
import type { Report } from "../../src/model/finding.ts";
import { renderJson } from "../../src/report/json.ts";
import { definitions } from "./definitions.ts";
import type { Definitions } from "./format.ts";
import { cellsOf, worldOf } from "./cells.ts";
import { expectAgreement, expectExposures, expectWitness, refusing } from "./checks.ts";
import { expectFix, expectReason } from "./fixes.ts";

const RUNS = runs(2000, 30);

function lintDefinitions(def: Definitions): Report {
  return lintText(JSON.stringify(def), {}, "infra/account.json");
}

test(`${RUNS} random accounts agree with the oracle`, { timeout: 3_600_000 }, () => {
  const seen = { routes: 0, findings: 0, fixes: 0 };
  fc.assert(
    fc.property(definitions, fc.nat(), (def, choice) => {
      const report = lintDefinitions(def);
      // A fix may cover several refused addresses by one CIDR: its ends are borders too.
      const fixes = report.findings.map(({ fix }) => fix?.policies ?? []);
      const world = worldOf(def, cellsOf([def, fixes]));
      expectAgreement(report, world);
      expectExposures(report, world);
      if (choice % 8 === 0) expect(renderJson(lintDefinitions(def))).toBe(renderJson(report));
      const findings = refusing(report);
      for (const finding of findings) expectWitness(finding, world);
      for (const finding of findings)
        if (finding.fix === null) expectReason(finding, report, world);
      const fixable = findings.filter(({ fix }) => fix !== null);
      const one = fixable[choice % Math.max(1, fixable.length)];
      if (one) {
        const after = expectFix(one, report, world);
        if (choice % 2 === 0) expectAgreement(lintDefinitions(after.def), after);
      }
      seen.routes += report.routes.length;
      seen.findings += findings.length;
      seen.fixes += one ? 1 : 0;
    }),
    { numRuns: RUNS },
  );
  // The generator must keep reaching what it is there for.
  expect(seen.routes).toBeGreaterThan(2 * RUNS);
  expect(seen.findings).toBeGreaterThan(2 * RUNS);
  expect(seen.fixes).toBeGreaterThan(RUNS / 2);
});
