import { expect, test } from "vitest";
import { fits } from "../../src/report/source-line.ts";

test.each([
  ["x".repeat(80), true],
  ["x".repeat(81), false],
  ["中".repeat(40), true],
  ["中".repeat(41), false],
  ["e\u0301".repeat(80), true],
  ["\t".repeat(20), true],
  ["\t".repeat(21), false],
  ["\u0007".repeat(16), true],
  ["\u0007".repeat(17), false],
])("%j fits in 80 cells: %s", (line, expected) => {
  expect(fits(line, 80)).toBe(expected);
});

test("thousands of findings in one minified line take no time", { timeout: 5_000 }, () => {
  const line = "x".repeat(20_000_000);
  for (let i = 0; i < 5_000; i++) expect(fits(line, 80)).toBe(false);
});
