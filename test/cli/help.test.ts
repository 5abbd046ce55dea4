// What --help and --version print, and that they promise nothing that does not exist.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sglint } from "./run.ts";

test("--version prints the version of package.json", async () => {
  const { version } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  expect(await sglint(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  expect((await sglint(["-V"])).stdout).toBe(`${version}\n`);
});

test("--help lists every command and the exit codes, on stdout", async () => {
  const { code, stdout, stderr } = await sglint(["--help"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const word of [
    "check",
    "rules",
    "explain",
    "ranges",
    "--format",
    "--fail-on",
    "Exit codes:",
    "70",
  ])
    expect(stdout).toContain(word);
});

test.each([
  ["help", "check"],
  ["check", "--help"],
  ["check", "-h"],
])("%s %s is the help of check", async (...args) => {
  const { code, stdout } = await sglint(args);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Usage: sglint check \[options\] \[PATH\.\.\.\]/);
});

test("every flag in the help is known to the parser", async () => {
  const flags = (await sglint(["check", "--help"])).stdout.match(/--[a-z]+(-[a-z]+)*/g) ?? [];
  expect(new Set(flags).size).toBeGreaterThan(15);
  for (const flag of new Set(flags))
    expect((await sglint(["check", flag])).stderr).not.toContain("unknown option");
});

test("the help wraps at the columns of the terminal", async () => {
  const lines = (await sglint(["--help"], { env: { COLUMNS: "60" } })).stdout.split("\n");
  const commands = lines.slice(0, lines.indexOf("Exit codes:"));
  expect(Math.max(...commands.map((line) => line.length))).toBeLessThanOrEqual(60);
});
