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
