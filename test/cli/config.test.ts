// sglint.yaml: where it is found, what it changes, and that its mistakes are wrong use.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { definitions, project, sglint } from "./run.ts";

const closed = definitions("closed");
const lenient = "severity: { path-as-expected: warning }\n";

describe("is found", () => {
  test("in the working directory", async () => {
    expect(
      (await sglint([], { cwd: project({ "sglint.yaml": lenient, "sg.yaml": closed }) })).code,
    ).toBe(0);
  });

  test("upward to the repository's root, and no further", async () => {
    const files = { "repo/a/b/sg.yaml": closed, "repo/.git/HEAD": "" };
    const inside = project({ ...files, "repo/sglint.yaml": lenient });
    expect((await sglint([], { cwd: join(inside, "repo/a/b") })).code).toBe(0);
    const outside = project({ ...files, "sglint.yaml": lenient });
    expect((await sglint([], { cwd: join(outside, "repo/a/b") })).code).toBe(1);
  });

  test("only in the working directory without a repository", async () => {
    const cwd = project({ "sglint.yaml": lenient, "a/sg.yaml": closed });
    expect((await sglint([], { cwd: join(cwd, "a") })).code).toBe(1);
  });

  test("the nearest wins and is not merged with another", async () => {
    const cwd = project({
      ".git/HEAD": "",
      "sglint.yaml": lenient,
      "a/sglint.yaml": "fail_on: error\n",
      "a/sg.yaml": closed,
    });
    expect((await sglint([], { cwd: join(cwd, "a") })).code).toBe(1);
  });

  test("by --config, wherever it is", async () => {
    const cwd = project({ "sg.yaml": closed, "ci/lenient.yaml": lenient });
    expect((await sglint(["sg.yaml", "--config", "ci/lenient.yaml"], { cwd })).code).toBe(0);
  });

  test("a sglint.yml is refused: it would only look as if it were in force", async () => {
    const ran = await sglint([], { cwd: project({ "sglint.yml": lenient, "sg.yaml": closed }) });
    expect([ran.code, ran.stderr]).toEqual([
      2,
      "error: sglint.yml is not read; the config is called sglint.yaml\n",
    ]);
  });
});

describe("changes", () => {
  test("what is read: files, folders and globs from its own folder on", async () => {
    const cwd = project({
      ".git/HEAD": "",
      "sglint.yaml": "inputs: [infra, 'more/*.yaml', one.yaml]\n",
      "infra/sg.yaml": closed,
      "more/chart.yaml": "apiVersion: v1\n",
      "one.yaml": "version: 1\nregion: ap-guangzhou\n",
      "other/sg.yaml": "version: 1\nsecurityGroups: 3\n",
    });
    mkdirSync(join(cwd, "sub"));
    const { code, stdout } = await sglint(["-f", "json"], { cwd: join(cwd, "sub") });
    const report = JSON.parse(stdout);
    expect([code, report.complaints]).toEqual([1, []]);
    expect(report.findings[0].location.file).toBe("../infra/sg.yaml");
  });

  test("an input that it names must be there", async () => {
    const cwd = project({ "sglint.yaml": "inputs: [gone.yaml]\n" });
    const { code, stdout } = await sglint(["-f", "json"], { cwd });
    expect(code).toBe(3);
    expect(JSON.parse(stdout).complaints[0].message).toBe("no such file or folder");
  });

  test("paths on the command line win over its inputs", async () => {
    const cwd = project({ "sglint.yaml": "inputs: [gone.yaml]\n", "sg.yaml": closed });
    expect((await sglint(["sg.yaml"], { cwd })).code).toBe(1);
  });

  test("from which severity on a run fails, unless a flag says otherwise", async () => {
    const cwd = project({ "sglint.yaml": `fail_on: warning\n${lenient}`, "sg.yaml": closed });
    expect((await sglint([], { cwd })).code).toBe(1);
    expect((await sglint(["--fail-on", "error"], { cwd })).code).toBe(0);
    expect((await sglint(["--rule", "path-as-expected=note"], { cwd })).code).toBe(0);
  });

  test("whether a route must be declared", async () => {
    const cwd = project({
      "sglint.yaml": "require_routes: true\n",
      "sg.yaml": "version: 1\nregion: ap-guangzhou\n",
    });
    expect((await sglint([], { cwd })).code).toBe(3);
  });

  test("the paths to judge", async () => {
    const cwd = project({
      "sglint.yaml": 'paths: [{ name: ssh, from: internet, to: "ins-web:22", expect: blocked }]\n',
      "sg.yaml": closed.replace(/^paths:.*$/m, ""),
    });
    const { routes } = JSON.parse((await sglint(["-f", "json"], { cwd })).stdout);
    expect(routes.map(({ path }: { path: string }) => path)).toEqual(["ssh"]);
  });
});

const rule = (id: string): string =>
  [
    `id: ${id}`,
    "title: Ours",
    "severity: error",
    "why: because",
    "forbid: { policy: zero-prefix }",
    "",
  ].join("\n");

describe("rule files", () => {
  test("of the config and of --rules are listed, explained and run", async () => {
    const cwd = project({
      "sglint.yaml": "rules: ['rules/*.yaml']\n",
      "rules/one.yaml": rule("our-first"),
      "two.yaml": rule("our-second"),
      "sg.yaml": closed.replace("203.0.113.0/24, protocol", "0.0.0.0/8, protocol"),
    });
    expect((await sglint(["rules"], { cwd })).stdout).toContain("our-first");
    expect((await sglint(["explain", "our-first"], { cwd })).stdout).toContain(
      "error[our-first]: Ours",
    );
    const run = await sglint(
      ["sg.yaml", "--rules", "two.yaml", "--only", "our-first,our-second", "-f", "json"],
      { cwd },
    );
    const found = JSON.parse(run.stdout).findings.map((finding: { rule: string }) => finding.rule);
    expect([run.code, found]).toEqual([1, ["our-first", "our-second"]]);
  });

  test.each([
    ["id: x\n", "rule.yaml:1:1: "],
    [`${rule("x")}requier: {}\n`, 'rule.yaml:6:1: unknown key "requier"; did you mean "require"?'],
    [rule("no-host-bits"), 'rule.yaml:1:5: the rule id "no-host-bits" is taken by a built-in rule'],
    [`${rule("x")}for: { hop: clb }\n`, 'rule.yaml:6:13: "hop" under "for" narrows nothing'],
    ["a: [", "rule.yaml:1:"],
  ])("with a mistake are wrong use: %j", async (text, says) => {
    const cwd = project({ "sg.yaml": closed, "rule.yaml": text });
    const ran = await sglint(["sg.yaml", "--rules", "rule.yaml"], { cwd });
    expect(ran.stderr).toContain(says);
    expect([ran.code, ran.stdout]).toEqual([2, ""]);
  });
});

test.each([
  ["inptus: []\n", 'sglint.yaml:1:1: unknown key "inptus"; did you mean "inputs"?'],
  [
    "severity: { no-dead-polcy: off }\n",
    'sglint.yaml:1:13: no rule is called "no-dead-polcy"; did you mean "no-dead-policy"?',
  ],
  ["severity: { no-dead-policy: fatal }\n", "sglint.yaml:1:"],
  ["clients: [10.0.0]\n", "sglint.yaml:1:11: "],
  ["rules: [gone.yaml]\n", 'sglint.yaml:1:9: no rule file is called "gone.yaml"'],
  ["ranges: [gone.yaml]\n", 'sglint.yaml:1:10: no range pack is called "gone.yaml"'],
  ["ranges: [{ product: api-gateway }]\n", "sglint.yaml:1:"],
  ["a: [", "sglint.yaml:1:"],
])("a mistake in it is wrong use, with its place: %j", async (text, says) => {
  const ran = await sglint([], { cwd: project({ "sglint.yaml": text, "sg.yaml": closed }) });
  expect(ran.stderr).toContain(says);
  expect([ran.code, ran.stdout]).toEqual([2, ""]);
});
