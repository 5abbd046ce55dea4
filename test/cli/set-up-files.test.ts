// Rule files, range packs, configs and files of variables that are no file: what they are is said, and nobody waits for one.
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { project, sglint } from "./run.ts";

const GROUPS = "version: 1\nsecurityGroups: [{ id: sg-web, ingress: [] }]\n";

const odd = (config: string) => {
  const cwd = project({ "sg.yaml": GROUPS, "sglint.yaml": `version: 1\n${config}` });
  for (const name of ["folder.yaml", "pipes", "links", "out"]) mkdirSync(join(cwd, name));
  execFileSync("mkfifo", [join(cwd, "pipe.yaml"), join(cwd, "pipes/r.yaml")]);
  for (const name of ["gone.yaml", "links/gone.yaml"]) symlinkSync("nothing", join(cwd, name));
  symlinkSync("/etc/hostname", join(cwd, "out/r.yaml"));
  return cwd;
};

const WHATS: [string, RegExp][] = [
  ["folder.yaml", /folder\.yaml:? .*is a folder/],
  ["pipe.yaml", /pipe\.yaml:? .*is not a regular file/],
  ["gone.yaml", /gone\.yaml:? .*is a link to nothing, which does not exist/],
  ["/dev/zero", /dev\/zero:? .*is not a regular file/],
];

test.each(
  ["--config", "--var-file", "--rules"].flatMap((flag) =>
    WHATS.filter(([name]) => flag !== "--rules" || name !== "folder.yaml").map(
      ([name, says]): [string, string, RegExp] => [flag, name, says],
    ),
  ),
)("%s %s says what it is", async (flag, name, says) => {
  const ran = await sglint(["check", "sg.yaml", flag, name], { cwd: odd("") });
  expect([ran.code, ran.stderr]).toEqual([2, expect.stringMatching(says)]);
});

test.each(WHATS)("ranges: %s says what it is", async (name, says) => {
  const ran = await sglint(["check", "sg.yaml"], { cwd: odd(`ranges: [${name}]\n`) });
  expect([ran.code, ran.stderr]).toEqual([2, expect.stringMatching(says)]);
});

test.each([
  ["pipes", "pipes/r.yaml: the file is not a regular file"],
  ["links", "links/gone.yaml: the file is a link to nothing"],
  ["out", "out/r.yaml: the file is a link that leads out of this project"],
])("a folder of rules tells of each file in it: %s", async (name, says) => {
  for (const [config, ...flags] of [["", "--rules", name], [`rules: [${name}]\n`]]) {
    const ran = await sglint(["check", "sg.yaml", ...flags], { cwd: odd(config!) });
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining(says)]);
  }
});
