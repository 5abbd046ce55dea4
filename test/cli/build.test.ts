// What `npm ci` and every `npx sglint` rely on: a build that is silent, does nothing when nothing changed, and
// leaves a dist that needs no other file.
import { spawnSync } from "node:child_process";
import { accessSync, constants, cpSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { BIN, definitions, fresh, project } from "./run.ts";

beforeAll(fresh, 60_000);

const root = fileURLToPath(new URL("../..", import.meta.url));

test("a fresh dist is left alone, in silence", () => {
  const before = statSync(BIN);
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/build.mjs"], {
    cwd: root,
    encoding: "utf8",
  });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(statSync(BIN).ino).toBe(before.ino);
});

test("the command is executable by itself", () => {
  accessSync(BIN, constants.X_OK);
  expect(readFileSync(BIN, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
});

test("dist works alone: rules and ranges are compiled in, no package is needed", () => {
  const cwd = project({ "sg.yaml": definitions("closed") });
  cpSync(join(root, "dist"), join(cwd, "dist"), { recursive: true });
  cpSync(join(root, "package.json"), join(cwd, "package.json"));
  for (const args of [
    ["rules"],
    ["ranges"],
    ["check", "sg.yaml", "-f", "sarif", "--rules", "none/*.yaml"],
  ]) {
    const run = spawnSync(process.execPath, ["dist/sglint.js", ...args], { cwd, encoding: "utf8" });
    expect([run.status, run.stderr.includes("bug")]).toEqual([args[0] === "check" ? 2 : 0, false]);
  }
  const check = spawnSync(process.execPath, ["dist/sglint.js", "check", "sg.yaml"], {
    cwd,
    encoding: "utf8",
  });
  expect(check.status).toBe(1);
});

test("the library exports lint and its types, and who imports it runs no command", () => {
  const code = 'console.log(typeof (await import("./dist/index.js")).lint)';
  const args = ["--input-type=module", "-e", code, "--", "no-such-command"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: "utf8",
  });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "function\n", stderr: "" });
  expect(readdirSync(join(root, "dist/types"))).toContain("index.d.ts");
});
