// `sglint explain FINDING-ID`: the story of one finding, with its fix tried on the text.
import { expect, test } from "vitest";
import { definitions, project, sglint } from "./run.ts";

async function found(cwd: string): Promise<string> {
  const { stdout } = await sglint(["-f", "json"], { cwd });
  return (JSON.parse(stdout) as { findings: { id: string }[] }).findings[0]!.id;
}

test("finding, route, rule, fix, proof and patch; nothing is written", async () => {
  const cwd = project({ "sg.yaml": definitions("closed") });
  const id = await found(cwd);
  const { code, stdout, stderr } = await sglint(["explain", id, "sg.yaml"], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const part of [
    "error[path-as-expected]",
    "route: web",
    "rule:  path-as-expected",
    "in the text:  changed in memory, read and judged again: the finding is gone",
    "newly found:  nothing",
    "diff --git a/sg.yaml b/sg.yaml",
    "+      - { action: ACCEPT, source: 203.0.113.0/24",
  ])
    expect(stdout).toContain(part);
  expect((await sglint(["-f", "json"], { cwd })).stdout).toContain(id);
});

test("in the notation that is asked for", async () => {
  const cwd = project({ "sg.yaml": definitions("closed") });
  expect(
    (await sglint(["explain", await found(cwd), "--fix-as", "tccli"], { cwd })).stdout,
  ).toContain("tccli vpc CreateSecurityGroupPolicies");
});

test.each([
  [["explain", "path-as-expected@000000000000"], "no finding of these inputs has the id"],
  [["explain", "path-as-expected", "sg.yaml"], '"sg.yaml" does nothing beside the id of a rule'],
  [
    ["explain", "path-as-expected", "--fix-as", "tccli"],
    '"--fix-as" does nothing beside the id of a rule',
  ],
])("%j", async (args, says) => {
  const { code, stdout, stderr } = await sglint(args, {
    cwd: project({ "sg.yaml": definitions("closed") }),
  });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(says);
});

test("the command that it prints applies this fix and no other", async () => {
  const group = (id: string) =>
    `  - { id: ${id}, ingress: [{ action: ACCEPT, source: 10.0.0.0/8, protocol: TCP, port: 22 }] }\n`;
  const text = `version: 1\nsecurityGroups:\n${group("sg-x")}${group("sg-y")}instances:\n  - { id: i-x, securityGroups: [sg-x] }\n  - { id: i-y, securityGroups: [sg-y] }\npaths:\n  - { name: x, from: 203.0.113.0/24, to: "i-x:443" }\n  - { name: y, from: 203.0.113.0/24, to: "i-y:443" }\n`;
  const cwd = project({ "my sub/a.yaml": text });
  const { stdout } = await sglint(["check", "my sub", "-f", "json"], { cwd });
  const [first, second]: { id: string }[] = JSON.parse(stdout).findings;
  const told = await sglint(["explain", first!.id, "my sub"], { cwd });
  const command = `sglint check 'my sub' --only ${first!.id} --fix --unsafe-fixes`;
  expect(told.stdout.replaceAll(/\s+/g, " ")).toContain(command);
  const only = ["check", "my sub", "--only", first!.id, "--fix", "--unsafe-fixes"];
  await sglint(only, { cwd });
  const after = await sglint(["check", "my sub", "-f", "json"], { cwd });
  expect(JSON.parse(after.stdout).findings.map(({ id }: { id: string }) => id)).toEqual([
    second!.id,
  ]);
});
