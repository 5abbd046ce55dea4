// The working folder has no name here, as an absolute path hangs on the machine; what lies in it is read all the same.
import { expect, test } from "vitest";
import { bodies, evaluated } from "./hcl-values.ts";

test.each([
  ['file("${path.cwd}/rules.json")', "[1]"],
  ['jsondecode(file("${path.cwd}/rules.json"))', [1]],
  ['templatefile("${path.cwd}/rules.json", {})', "[1]"],
  ['fileexists("${path.cwd}/rules.json")', true],
  ['fileexists("${path.root}/rules.json")', true],
  ['fileset(path.cwd, "*.json")', ["rules.json"]],
  ['file("${path.cwd}${path.cwd}/rules.json")', expect.stringContaining("path.cwd")],
  ['"${path.cwd}/rules.json" == "./rules.json"', expect.stringContaining("path.cwd")],
])("%s", async (expression, expected) => {
  const text = `resource "a" "b" {\n  v = ${expression}\n}\n`;
  const stack = await evaluated(
    { "main.tf": text },
    {
      readFile: (path) => (path === "rules.json" ? "[1]" : null),
      listFolder: (path) => (path === "" ? [{ name: "rules.json", kind: "file" }] : []),
    },
  );
  expect(bodies(stack)["a.b"]).toEqual({ v: expected });
});
