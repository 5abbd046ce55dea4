// The exit codes, the same for every format, and what decides between them.
import { execFileSync } from "node:child_process";
import { lstatSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { definitions, fresh, project, sglint, shell } from "./run.ts";

beforeAll(fresh, 60_000);

const files = {
  "open.yaml": definitions("open"),
  "closed.yaml": definitions("closed"),
  "unknown.yaml": definitions("unknown"),
  /** A warning and a note, no error. */
  "untidy.yaml": [
    "version: 1",
    "securityGroups:",
    "  - id: sg-web",
    "    ingress:",
    '      - { action: ACCEPT, source: 203.0.113.7/24, protocol: TCP, port: "80" }',
    '      - { action: ACCEPT, source: 203.0.113.0/25, protocol: TCP, port: "80" }',
    "instances: [{ id: ins-web, privateIps: [10.0.0.1], securityGroups: [sg-web] }]",
    "",
  ].join("\n"),
};

const cases: readonly (readonly [args: string, code: number])[] = [
  ["open.yaml", 0],
  ["closed.yaml", 1],
  ["closed.yaml --fail-on never", 0],
  ["closed.yaml --exit-zero", 0],
  ["closed.yaml --skip path-as-expected", 0],
  ["closed.yaml --only no-dead-policy", 0],
  ["closed.yaml --rule path-as-expected=off", 0],
  ["closed.yaml --rule path-as-expected=warning", 0],
  ["closed.yaml --rule path-as-expected=warning --fail-on warning", 1],
  ["closed.yaml --rule path-as-expected=warning --max-warnings 0", 1],
  ["closed.yaml --rule path-as-expected=warning --max-warnings 1", 0],
  ["untidy.yaml", 0],
  ["untidy.yaml --fail-on warning", 1],
  ["untidy.yaml --fail-on note", 1],
  ["untidy.yaml --max-warnings 0", 1],
  ["untidy.yaml --max-warnings 5", 0],
  ["untidy.yaml --skip no-dead-policy --fail-on warning", 0],
  ["untidy.yaml --skip no-dead-policy --fail-on note", 1],
  ["untidy.yaml --rule no-host-bits=error", 1],
  ["untidy.yaml --min-severity warning --max-warnings 0", 1],
  ["untidy.yaml --require-routes", 3],
  ["open.yaml --require-routes", 0],
  ["unknown.yaml", 3],
  ["unknown.yaml --allow-incomplete", 0],
  ["unknown.yaml --exit-zero", 3],
  ["unknown.yaml --exit-zero --allow-incomplete", 0],
  ["unknown.yaml --skip cannot-decide", 3],
  ["unknown.yaml --min-severity error", 3],
  ["unknown.yaml --rule cannot-decide=error", 1],
  ["closed.yaml gone.yaml", 1],
  ["open.yaml gone.yaml", 3],
  ["open.yaml gone.yaml --allow-incomplete", 0],
  ["open.yaml --fail-on nevr", 2],
];

describe.each(["pretty", "concise", "json", "sarif"])("-f %s", (format) => {
  test.each(format === "json" ? cases : cases.filter((_, i) => i % 6 === 1))(
    "check %s ends with %i",
    async (args, code) => {
      const ran = await sglint(["check", ...args.split(" "), "-f", format], {
        cwd: project(files),
      });
      expect(ran.code).toBe(code);
    },
  );
});

test("what --only, --skip and --min-severity leave out is gone from the report, and routes stay", async () => {
  const cwd = project(files);
  const report = async (...args: string[]) =>
    JSON.parse((await sglint(["check", "closed.yaml", "-f", "json", ...args], { cwd })).stdout);
  const whole = await report();
  expect(whole.findings.map(({ rule }: { rule: string }) => rule)).toEqual(["path-as-expected"]);
  for (const args of [
    ["--skip", "path-as-expected"],
    ["--only", "no-host-bits,no-dead-policy"],
  ]) {
    const { findings, routes, complete } = await report(...args);
    expect({ findings, routes, complete }).toEqual({
      findings: [],
      routes: whole.routes,
      complete: true,
    });
  }
});

test("--require-routes says what is missing", async () => {
  const { stdout } = await sglint(["check", "untidy.yaml", "--require-routes", "-f", "json"], {
    cwd: project(files),
  });
  const { complete, complaints } = JSON.parse(stdout);
  expect(complete).toBe(false);
  expect(complaints[0].message).toContain("no gateway and no path is declared");
});

test("--report writes whole files beside the document on stdout, and makes their folders", async () => {
  const cwd = project(files);
  const reports = ["--report", "json=out/a.json", "--report", "sarif=out/deep/a.sarif"];
  const ran = await sglint(["check", "closed.yaml", "-f", "concise", ...reports], { cwd });
  expect([ran.code, ran.stderr]).toEqual([1, ""]);
  expect(JSON.parse(readFileSync(join(cwd, "out/a.json"), "utf8"))).toHaveProperty(
    "schemaVersion",
    1,
  );
  expect(JSON.parse(readFileSync(join(cwd, "out/deep/a.sarif"), "utf8"))).toHaveProperty(
    "version",
    "2.1.0",
  );
  expect(ran.stdout).toContain("path-as-expected");
});

test("--report writes through a link and into a pipe, and replaces neither", () => {
  const cwd = project({ ...files, "real.json": "{}" });
  symlinkSync("real.json", join(cwd, "link.json"));
  execFileSync("mkfifo", [join(cwd, "pipe")]);
  const line =
    "cat pipe > copy & sglint check open.yaml --report json=link.json --report json=pipe; wait";
  shell(line, { cwd });
  expect(lstatSync(join(cwd, "link.json")).isSymbolicLink()).toBe(true);
  expect(lstatSync(join(cwd, "pipe")).isFIFO()).toBe(true);
  for (const name of ["real.json", "copy"])
    expect(JSON.parse(readFileSync(join(cwd, name), "utf8"))).toHaveProperty("complete", true);
});

test("a report that cannot be written is exit code 2; the document is printed all the same", async () => {
  const cwd = project(files);
  const ran = await sglint(
    ["check", "closed.yaml", "-f", "json", "--report", "sarif=open.yaml/x.sarif"],
    { cwd },
  );
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain("--report sarif=open.yaml/x.sarif could not be written");
  expect(JSON.parse(ran.stdout).findings).toHaveLength(1);
});

describe("in a process of its own", () => {
  test.each([
    ["open.yaml", 0],
    ["closed.yaml", 1],
    ["open.yaml --fail-on nevr", 2],
    ["unknown.yaml", 3],
  ])("check %s ends with %i", (args, code) => {
    expect(shell(`sglint check ${args}`, { cwd: project(files) }).code).toBe(code);
  });

  test("two runs print the same bytes, which are those of a run here", async () => {
    const cwd = project(files);
    const once = shell("sglint check . -f json", { cwd });
    expect(shell("sglint check . -f json", { cwd })).toEqual(once);
    expect(await sglint(["check", ".", "-f", "json"], { cwd })).toEqual(once);
  });

  test.each(["pretty", "sarif", "concise"])(
    "prints as %s what a run here prints",
    async (format) => {
      const cwd = project(files);
      const apart = shell(`sglint check . -f ${format}`, { cwd });
      expect(await sglint(["check", ".", "-f", format], { cwd })).toEqual(apart);
    },
  );
});
