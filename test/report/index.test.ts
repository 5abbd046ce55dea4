import { expect, test } from "vitest";
import { OUTPUT } from "../../src/cli/flags.ts";
import { FORMATS, type Format } from "../../src/report/index.ts";
import { backendFinding, blockedRoute, report } from "./sample.ts";

const FULL = report({ routes: [blockedRoute()], findings: [backendFinding()] });

test.each(Object.keys(FORMATS) as Format[])(
  "%s prints a report, the same one each time",
  async (name) => {
    const render = await FORMATS[name]();
    const text = render(FULL);
    expect(text).toContain("clb-backend-admits-gateway");
    expect(text.endsWith("\n")).toBe(true);
    expect(render(FULL)).toBe(text);
  },
);

test("the help of --format lists every format", () => {
  expect(OUTPUT.format.help).toContain(`: ${Object.keys(FORMATS).join(", ")} (`);
});
