// stdout carries one document and nothing else; pipes, colours and widths behave as terminals expect.
import { beforeAll, describe, expect, test } from "vitest";
import { FORMATS } from "../../src/report/index.ts";
import { definitions, fresh, project, sglint, shell } from "./run.ts";

beforeAll(fresh, 60_000);

const ESC = "\u001b";
const files = { "sg.yaml": definitions("closed") };

test("JSON goes through a pipe whole", () => {
  const cwd = project(files);
  const ran = shell("sglint check sg.yaml -f json | cat; exit ${PIPESTATUS[0]}", { cwd });
  expect(ran.code).toBe(1);
  expect(JSON.parse(ran.stdout).findings).toHaveLength(1);
});

test("a reader that leaves early is no error", () => {
  const cwd = project(files);
  const ran = shell("sglint check sg.yaml -f sarif --verbose 2>err | head -n 1; cat err >&2", {
    cwd,
  });
  expect(ran.stdout).toBe("{\n");
  expect(ran.stderr).toBe("note: read as definitions: sg.yaml\n");
  const closed = shell("(sleep 0.3; sglint ranges; echo $? >&2) | true", { cwd });
  expect(closed.stderr).toBe("0\n");
});

test("a full disk behind stdout is said, not thrown", () => {
  const ran = shell("sglint rules >/dev/full");
  expect(ran.code).toBe(3);
  expect(ran.stderr).toMatch(/^error: the output could not be written: .*ENOSPC.*\n$/);
});

test.each(["sglint check sg.yaml -f json <&-", "sglint check sg.yaml -f json </dev/null"])(
  "%s",
  (line) => {
    const ran = shell(line, { cwd: project(files) });
    expect([ran.code, ran.stderr]).toEqual([1, ""]);
    expect(JSON.parse(ran.stdout)).toHaveProperty("complete", true);
  },
);

describe("colour", () => {
  const colored = async (args: readonly string[], env: Record<string, string>) =>
    (await sglint(["check", "sg.yaml", ...args], { cwd: project(files), env })).stdout.includes(
      ESC,
    );

  test.each<[string, readonly string[], Record<string, string>, boolean]>([
    ["a pipe has none", [], {}, false],
    ["--color always", ["--color", "always"], {}, true],
    ["FORCE_COLOR", [], { FORCE_COLOR: "1" }, true],
    ["FORCE_COLOR=0", [], { FORCE_COLOR: "0" }, false],
    ["NO_COLOR wins over FORCE_COLOR", [], { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
    ["an empty NO_COLOR is none", [], { NO_COLOR: "", FORCE_COLOR: "1" }, true],
    ["--color wins over NO_COLOR", ["--color", "always"], { NO_COLOR: "1" }, true],
    ["--color never wins over FORCE_COLOR", ["--color", "never"], { FORCE_COLOR: "1" }, false],
    ["JSON has none", ["--color", "always", "-f", "json"], {}, false],
  ])("%s", async (_name, args, env, expected) => {
    expect(await colored(args, env)).toBe(expected);
  });

  test("report files never have any", () => {
    const cwd = project(files);
    const ran = shell(
      "sglint check sg.yaml --color always --report pretty=out.txt >/dev/null; cat out.txt",
      { cwd },
    );
    expect(ran.stdout).toContain("path-as-expected");
    expect(ran.stdout).not.toContain(ESC);
  });

  test("the label of a message on stderr follows the same choice", async () => {
    expect((await sglint(["zzz"])).stderr).toMatch(/^error: /);
    expect(
      (await sglint(["zzz"], { env: { FORCE_COLOR: "1" } })).stderr.startsWith(
        `${ESC}[1;31merror${ESC}[0m: `,
      ),
    ).toBe(true);
  });
});

test("prose wraps at COLUMNS, and nonsense in it is passed over", async () => {
  const cwd = project(files);
  const prose = async (columns: string) =>
    (await sglint(["check", "sg.yaml"], { cwd, env: { COLUMNS: columns } })).stdout
      .split("\n")
      .filter((line) => /^( *= |Complete|Found|`sglint)/.test(line));
  expect(Math.max(...(await prose("60")).map((line) => line.length))).toBeLessThanOrEqual(60);
  expect(Math.max(...(await prose("200")).map((line) => line.length))).toBeGreaterThan(60);
  expect(await prose("wide")).toEqual(await prose("-4"));
});

test("--quiet prints findings and no summary", async () => {
  const { stdout, code } = await sglint(["check", "sg.yaml", "--quiet"], { cwd: project(files) });
  expect(code).toBe(1);
  expect(stdout).toContain("path-as-expected");
  expect(stdout).not.toContain("Found 1 error");
});

describe("where nobody sees why a run is not proven, stderr has one line", () => {
  const line = async (holds: Record<string, string>, args: readonly string[]) =>
    (await sglint(["check", ...args], { cwd: project(holds) })).stderr;

  test.each(Object.keys(FORMATS))("%s on no terminal", async (format) => {
    expect(await line({}, ["gone.yaml", "-f", format])).toBe(
      "not proven: gone.yaml: no such file or folder\n",
    );
  });

  test("the sums and the first of several reasons", async () => {
    const holds = { "a.yaml": "version: 1\ngateways: 1\n", "b.yaml": definitions("unknown") };
    expect(await line(holds, ["a.yaml", "b.yaml", "gone.yaml", "-f", "json"])).toMatch(
      /^not proven: 2 input errors and 1 undetermined route, first of all: .+\n$/,
    );
    // Without a wrong input: what is not known, and what to do first.
    expect(await line(holds, ["b.yaml", "-f", "json"])).toMatch(
      /^not proven: 1 undetermined route, first of all: cannot decide [^;]+; .+\n$/,
    );
  });

  test("a complete run has none", async () => {
    expect(await line(files, ["sg.yaml", "-f", "json"])).toBe("");
  });
});

test("no line begins like a command of a runner, whatever files are called", async () => {
  const name = "::error title=x::y.yaml";
  const cwd = project({
    [name]: definitions("closed"),
    "sub/ ::warning::.yaml": "version: 1\ngateways: [\n",
    "x\n::warning::z.yaml": "version: 1\ngateways: [\n",
  });
  for (const format of Object.keys(FORMATS)) {
    const { stdout, stderr } = await sglint(["check", ".", "-v", "-f", format], {
      cwd,
      env: { COLUMNS: "60" },
    });
    expect(stdout).toMatch(/error(?: |%20)title=x::y\.yaml/);
    expect(`${stdout}\n${stderr}`).not.toMatch(/^\s*::/m);
  }
});
