// The config beside the linted files counts, and one that does not count is told of.
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { project, sglint } from "./run.ts";

const GROUPS = (id: string) =>
  `version: 1\nsecurityGroups:\n  - { id: sg-${id}, ingress: [{ action: ACCEPT, source: 0.0.0.0/0 }] }\ninstances:\n  - { id: ins-${id}, securityGroups: [sg-${id}] }\n`;
const CLOSED = (id: string) =>
  `paths:\n  - { name: ${id}, from: 198.51.100.9, to: "ins-${id}:22", expect: blocked }\n`;

const stack = (folder: string, id = folder) => ({
  [`${folder}/sg.yaml`]: GROUPS(id),
  [`${folder}/sglint.yaml`]: CLOSED(id),
});

async function concise(cwd: string, ...args: string[]) {
  const { code, stdout, stderr } = await sglint(["check", ...args, "-f", "concise"], { cwd });
  return { code, lines: stdout.trimEnd().split("\n"), stderr };
}

describe("the nearest config upward from each path", () => {
  test.each([
    ["a folder", ["infra"]],
    ["a file in it", ["infra/deep/sg.yaml"]],
    ["a folder below it", ["infra/deep"]],
  ])("%s", async (_, paths) => {
    const cwd = project({
      "infra/sglint.yaml": CLOSED("infra"),
      "infra/deep/sg.yaml": GROUPS("infra"),
    });
    const { code, lines } = await concise(cwd, ...paths);
    expect([code, lines.at(-1)]).toEqual([
      1,
      expect.stringMatching(/^1 error; 1 route: .*complete$/),
    ]);
  });

  test("ends at the repository's root", async () => {
    const cwd = project({
      "sglint.yaml": CLOSED("a"),
      "a/.git/HEAD": "",
      "a/sg.yaml": GROUPS("a"),
    });
    const from = join(cwd, "a");
    expect((await concise(from, ".")).lines.at(-1)).toMatch(/0 routes/);
  });

  test("is that of the working directory where the paths have none", async () => {
    const cwd = project({ "here/sglint.yaml": CLOSED("a"), "a/sg.yaml": GROUPS("a") });
    expect((await concise(join(cwd, "here"), "../a")).code).toBe(1);
  });

  test("two different ones are wrong use, and how to run twice is said", async () => {
    const cwd = project({ ...stack("a"), ...stack("b"), "c/sg.yaml": GROUPS("c") });
    const { code, stderr } = await concise(cwd, "a", "c", "b");
    expect(code).toBe(2);
    expect(stderr).toContain(
      "a/sglint.yaml is the config of a, and b/sglint.yaml that of b; one run has one config: name the one that counts with --config, or run one after the other:\n  sglint check a\n  sglint check b",
    );
    expect((await concise(cwd, "a", "c")).code).toBe(1);
    expect((await concise(cwd, "a", "b", "-c", "a/sglint.yaml")).code).toBe(1);
  });
});

describe("a config below a linted folder", () => {
  const unused = (folder: string) =>
    `${folder}/sglint.yaml: input error: this config is not used, and what it declares is not checked; list ${folder} under separate: (or exclude:) in the config of this run, and check it by itself: \`sglint check ${folder}\``;

  test("is a complaint that names the command", async () => {
    const cwd = project({ ...stack("x/a", "a"), "sg.yaml": GROUPS("c") });
    const { code, lines } = await concise(cwd, ".");
    expect([code, lines[0], lines.length]).toEqual([3, unused("x/a"), 2]);
  });

  test("of the name that nobody reads", async () => {
    const cwd = project({ "sg.yaml": GROUPS("c"), "a/sglint.yml": CLOSED("c") });
    const { code, lines } = await concise(cwd, ".");
    expect([code, lines[0]]).toEqual([
      3,
      "a/sglint.yml: input error: this file is not read; the config is called sglint.yaml",
    ]);
  });

  test.each([
    "exclude: [a, b]",
    "separate: [a, b]",
    'separate: ["?"]',
    "exclude: [a/sglint.yaml, b]",
  ])("is no matter where the config in use says %s", async (says) => {
    const cwd = project({
      ...stack("a"),
      ...stack("b"),
      "sg.yaml": GROUPS("c"),
      "sglint.yaml": says,
    });
    expect(await concise(cwd, ".")).toMatchObject({ code: 0 });
    expect((await concise(cwd, "b")).code).toBe(1);
  });

  test("is left out of globs too, and none of them is definitions", async () => {
    const cwd = project({
      ...stack("a"),
      ...stack("b"),
      "sg.yaml": GROUPS("c"),
      "sglint.yaml": 'inputs: ["**/*.yaml"]\nseparate: [a]\n',
    });
    expect((await concise(cwd)).lines).toEqual([
      unused("b"),
      "no findings; 0 routes; not proven (1 input error)",
    ]);
  });
});

test("a list of what is left out names what is there", async () => {
  const cwd = project({ "sg.yaml": GROUPS("c"), "sglint.yaml": "exclude: [gone]\n" });
  const { code, stderr } = await concise(cwd);
  expect([code, stderr]).toEqual([
    2,
    'error: sglint.yaml:1:11: no file or folder is called "gone"; paths are relative to the config\n',
  ]);
});

describe("globs of the config", () => {
  test.each(["../*.yaml", "/**/*.yaml", "{..,a}/*.yaml", "a/{b,/etc}/*.yaml", "*/../../*.yaml"])(
    "may not lead out of the repository: %s",
    async (pattern) => {
      for (const key of ["inputs", "rules", "exclude"]) {
        const cwd = project({ "sg.yaml": GROUPS("c"), "sglint.yaml": `${key}: ["${pattern}"]\n` });
        const { code, stderr } = await concise(cwd);
        expect([code, stderr]).toEqual([
          2,
          expect.stringContaining("leads out of this repository"),
        ]);
      }
    },
  );

  test("may climb inside of it", async () => {
    const cwd = project({
      ".git/HEAD": "",
      "sg.yaml": GROUPS("c"),
      "a/sglint.yaml": 'inputs: ["../*.yaml"]\n',
    });
    expect((await concise(join(cwd, "a"))).code).toBe(0);
  });

  test("follow no link out of it, and those inside", async () => {
    const outside = project({ "out.yaml": GROUPS("out") });
    const cwd = project({
      "real/sg.yaml": GROUPS("c"),
      "sglint.yaml": `inputs: ["l*/**/*.yaml"]\n${CLOSED("c")}`,
    });
    symlinkSync(outside, join(cwd, "lout"));
    symlinkSync("/", join(cwd, "lroot"));
    symlinkSync("real", join(cwd, "lin"));
    const { stderr, lines } = await concise(cwd, "-v");
    expect(lines.at(-1)).toMatch(/^1 error; 1 route: .*complete$/);
    expect(stderr).toContain("read as definitions: lin/sg.yaml\n");
  });
});
