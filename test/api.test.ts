// The public API as the head of its file shows it: the example is checked by the compiler.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The indented lines of the head. */
function example(): string {
  const [head] = /^(?:\/\/.*\n)+/.exec(readFileSync(join(ROOT, "src/index.ts"), "utf8"))!;
  return [...head.matchAll(/^\/\/ {3}(.*)$/gm)].map(([, line]) => line).join("\n");
}

test.each([
  ["compiles", (text: string) => text, ""],
  [
    "would not, were a name of it wrong",
    (text: string) => text.replace("lint(", "lint(1, "),
    "error TS2554",
  ],
])("the example in src/index.ts %s", (_, edit, says) => {
  expect(example()).toContain("const report = lint(");
  const folder = mkdtempSync(join(ROOT, "node_modules/.sglint-example-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const text = edit(example().replace('from "sglint"', 'from "../../src/index.ts"'));
  writeFileSync(join(folder, "example.ts"), `${text}\nexport { report };\n`);
  const said = compiled(folder);
  expect(said.slice(said.indexOf("error"))).toMatch(says === "" ? /^$/ : says);
});

function compiled(folder: string): string {
  const config = join(folder, "tsconfig.json");
  const project = { extends: join(ROOT, "tsconfig.json"), include: [], files: ["example.ts"] };
  writeFileSync(config, JSON.stringify(project));
  const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
  const args = [join(dirname(typescript), "bin/tsc"), "-p", config];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return stdout + stderr;
}
