// What --help and --version print, and that they promise nothing that does not exist.
import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { fresh, sglint } from "./run.ts";

beforeAll(fresh, 60_000);

test("--version prints the version of package.json", () => {
  const { version } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  expect(sglint(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  expect(sglint(["-V"]).stdout).toBe(`${version}\n`);
});

test("--help lists every command and the exit codes, on stdout", () => {
  const { code, stdout, stderr } = sglint(["--help"]);
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
])("%s %s is the help of check", (...args) => {
  const { code, stdout } = sglint(args);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Usage: sglint check \[options\] \[PATH\.\.\.\]/);
});

test("every flag in the help is known to the parser", () => {
  const flags = sglint(["check", "--help"]).stdout.match(/--[a-z]+(-[a-z]+)*/g) ?? [];
  expect(new Set(flags).size).toBeGreaterThan(15);
  for (const flag of new Set(flags))
    expect(sglint(["check", flag]).stderr).not.toContain("unknown option");
});

test("the help wraps at the columns of the terminal", () => {
  const lines = sglint(["--help"], { env: { COLUMNS: "60" } }).stdout.split("\n");
  const commands = lines.slice(0, lines.indexOf("Exit codes:"));
  expect(Math.max(...commands.map((line) => line.length))).toBeLessThanOrEqual(60);
});
