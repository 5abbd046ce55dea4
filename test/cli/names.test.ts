// Names that every JavaScript object has, where a name of ours is expected: wrong use with a word of help, never a bug.
import { beforeAll, describe, expect, test } from "vitest";
import { definitions, fresh, project, sglint } from "./run.ts";

beforeAll(fresh, 60_000);

describe.each(["constructor", "__proto__", "toString", "hasOwnProperty"])("%s", (name) => {
  const files = (config = "version: 1\n") => ({
    "sg.yaml": definitions("open"),
    "sglint.yaml": config,
  });

  test.each([
    [["check", "sg.yaml", "--rule", `${name}=off`], `--rule: unknown rule "${name}"; `],
    [["check", "sg.yaml", "--rule", `no-dead-policy=${name}`], `unknown value "${name}"; `],
    [["check", "sg.yaml", "--only", name], `--only: unknown rule "${name}"; `],
    [["check", "sg.yaml", "--skip", name], `--skip: unknown rule "${name}"; `],
    [["check", "sg.yaml", "-f", name], `--format: unknown value "${name}"; `],
    [["check", "sg.yaml", "--report", `${name}=x`], `--report: unknown value "${name}"; `],
    [["check", "sg.yaml", "--fix-as", name], `--fix-as: unknown value "${name}"; expected `],
    [["check", "--live", "--role", name], `--role: unknown value "${name}"; expected cvm or tke`],
    [["explain", name], `no rule is called "${name}"; `],
    [["ranges", name], `no range pack knows the region "${name}"; `],
    [[name], `"${name}" is neither a command nor an existing file or folder`],
    [["check", `--${name}`], `unknown option "--${name}"; `],
  ])("%j", async (args, said) => {
    const { code, stderr } = await sglint(args, { cwd: project(files()) });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(said) });
  });

  test.each([
    [`severity: { "${name}": off }`, `no rule is called "${name}"; `],
    [`severity: { no-dead-policy: "${name}" }`, `"no-dead-policy" is "${name}", expected error`],
    [`"${name}": 1`, `unknown key "${name}"; expected version`],
    [`ranges: [{ product: "${name}", title: x, regions: [{ region: "${name}" }] }]`, "sglint.yaml"],
  ])("in the config: %s", async (line, said) => {
    const cwd = project(files(`version: 1\n${line}\n`));
    const { code, stderr } = await sglint(["check", "sg.yaml"], { cwd });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(said) });
  });

  test("as a region it is none", async () => {
    const { code, stderr } = await sglint(["check", "sg.yaml", "--region", name], {
      cwd: project(files()),
    });
    expect([code, stderr]).toEqual([2, expect.stringContaining("is no region")]);
  });
});
