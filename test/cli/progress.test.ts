// The live line: what matters stays visible however narrow the terminal is, and only a terminal that can redraw gets one.
import { describe, expect, test } from "vitest";
import { lineOf, wantsProgress } from "../../src/cli/live/progress.ts";

const COUNTS = [
  { service: "vpc", rate: 100, total: 10_013, done: 120 },
  { service: "cvm", rate: 40, total: 1, done: 1 },
  { service: "clb", rate: 20, total: 41, done: 8 },
  { service: "apigateway", rate: 20, total: 20, done: 4 },
];

describe("the line", () => {
  test.each([
    [100, "vpc 120/10013  cvm 1/1  clb 8/41  apigateway 4/20  80/s  about 3 min left"],
    [70, "vpc 120/10013  clb 8/41  apigateway 4/20  80/s  about 3 min left"],
    [50, "vpc 120/10013  clb 8/41  …  80/s  about 3 min left"],
    [40, "vpc 120/10013  …  80/s  about 3 min left"],
    [25, "80/s  about 3 min left"],
    [19, "80/s  about 3 min l"],
    [4, "80/s"],
  ])("of %i columns", (width, expected) => {
    const line = lineOf(COUNTS, 80, width);
    expect(line).toBe(expected);
    expect(line.length).toBeLessThanOrEqual(width);
  });

  test("of a fetch that is nearly over tells no time", () => {
    expect(lineOf([{ service: "vpc", rate: 100, total: 9, done: 9 }], 3.21, 80)).toBe(
      "vpc 9/9  3.2/s",
    );
  });
});

test.each([
  [undefined, true, "xterm", true],
  [undefined, true, undefined, true],
  [undefined, true, "dumb", false],
  [undefined, false, "xterm", false],
  [true, false, "dumb", true],
  [false, true, "xterm", false],
])("--progress %s, a terminal %s, TERM=%s: %s", (flag, isTerminal, term, expected) => {
  expect(wantsProgress(flag, isTerminal, term)).toBe(expected);
});
