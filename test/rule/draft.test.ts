// Drafts of one key are one finding: what stands behind it may not depend on which of them comes first.
import { expect, test } from "vitest";
import type { Severity } from "../../src/model/finding.ts";
import { draft, mergeFindings } from "../../src/rule/draft.ts";
import { builtInRules } from "../../src/rule/index.ts";

const [rule] = builtInRules();
const one = (route: string, severity: Severity) =>
  draft(rule!, ["acl-1", "the same set"], route, {
    severity,
    routes: [route],
    resources: [`ins-${route}`],
  });

test.each<[Severity, Severity, Severity]>([
  ["warning", "error", "error"],
  ["error", "warning", "error"],
  ["note", "warning", "warning"],
  ["warning", "warning", "warning"],
])("%s and %s are one %s, which tells of the worse", (first, second, merged) => {
  const found = mergeFindings([one("a", first), one("b", second)]);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ severity: merged });
  expect(found[0]!.routes.toSorted()).toEqual(["a", "b"]);
  const worse = first === merged ? "a" : "b";
  expect(found[0]!.message("", "")).toBe(worse);
  expect(found[0]!.resources[0]).toBe(`ins-${worse}`);
});
