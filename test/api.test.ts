// The public API as the head of its file shows it: the example is a file that the type check reads, and it lints.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { definitions, project } from "./cli/run.ts";

const text = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), "utf8");

test("the example in src/index.ts is the one that the type check reads", () => {
  const [head] = /^(?:\/\/.*\n)+/.exec(text("../src/index.ts"))!;
  const shown = [...head.matchAll(/^\/\/(?: {3}(.*))?$/gm)].map(([, line]) => line ?? "");
  const checked = text("example.ts")
    .replace(/^\/\/.*\n/, "")
    .replace("export { report };\n", "")
    .replace('from "../src/index.ts"', 'from "sglint"');
  expect(shown.join("\n").trim()).toBe(checked.trim());
});

test("it lints the file that it names", async () => {
  const folder = project({});
  writeFileSync(join(folder, "sg.yaml"), definitions("closed"));
  const here = process.cwd();
  onTestFinished(() => process.chdir(here));
  process.chdir(folder);
  const { report } = await import("./example.ts");
  expect(report.routes.map(({ verdict }) => verdict)).toEqual(["blocked"]);
});
