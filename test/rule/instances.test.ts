// One line that makes several groups is one finding; what only looks alike stays apart.
import { describe, expect, test } from "vitest";
import { project, sglint } from "../cli/run.ts";

const MODULE = `
variable "name" { type = string }
variable "from" {
  type    = string
  default = "0.0.0.0/0"
}
resource "tencentcloud_security_group" "g" { name = var.name }
resource "tencentcloud_security_group_rule_set" "r" {
  security_group_id = tencentcloud_security_group.g.id
  ingress {
    action     = "DROP"
    cidr_block = var.from
  }
}
resource "tencentcloud_instance" "i" { orderly_security_groups = [tencentcloud_security_group.g.id] }
output "id" { value = tencentcloud_instance.i.id }`;
const path = (to: string) => `  - { name: '${to}', from: 203.0.113.0/24, to: '${to}:8080' }\n`;
const instance = (module: string) => `module.${module}.tencentcloud_instance.i`;

async function found(main: string, modules: readonly string[], folder = "") {
  const config = `paths:\n${modules.map((one) => path(`${folder}${instance(one)}`)).join("")}`;
  const cwd = project({ "main.tf": main, "web/main.tf": MODULE, "sglint.yaml": config });
  const { stdout } = await sglint(["check", ".", "-f", "json", "--only", "path-as-expected"], {
    cwd,
  });
  const report: { findings: { message: string; instances: string[]; routes: string[] }[] } =
    JSON.parse(stdout);
  return report.findings.map(({ message, instances, routes }) => ({
    message,
    instances: instances.length,
    routes: routes.length,
  }));
}

const call = (name: string, more: string) =>
  `module "${name}" {\n  source = "./web"\n  name   = "${name}"\n${more}}\n`;

describe("one finding", () => {
  test.each([
    [
      "for_each",
      call("w", '  for_each = toset(["a", "b", "c"])\n'),
      ['w["a"]', 'w["b"]', 'w["c"]'],
    ],
    ["count", call("w", "  count = 3\n"), ["w[0]", "w[1]", "w[2]"]],
    ["three calls", ["a", "b", "c"].map((one) => call(one, "")).join(""), ["a", "b", "c"]],
  ])("%s", async (_, main, modules) => {
    const [first, ...others] = await found(main, modules);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ instances: 3, routes: 3 });
    expect(first!.message).toContain(`${instance(modules[0]!)} on tcp/8080 (and 2 more instances)`);
  });
});

test("another refused set at the same line is another finding", async () => {
  const main = `${call("a", "")}${call("b", '  from = "203.0.113.0/25"\n')}`;
  const all = await found(main, ["a", "b"]);
  expect(all.length).toBeGreaterThan(1);
});

test("groups of two texts are two findings, whatever they are called", async () => {
  const group = (id: string) =>
    `  - { id: '${id}', ingress: [{ action: DROP, source: 0.0.0.0/0 }] }\n`;
  const ids = ["module.web[0].g", "module.web[1].g"];
  const machines = ids.map((id, i) => `  - { id: i${i}, securityGroups: ['${id}'] }\n`);
  const text = `version: 1\nsecurityGroups:\n${ids.map(group).join("")}instances:\n${machines.join("")}paths:\n${path("i0")}${path("i1")}`;
  const { stdout } = await sglint(["check", ".", "-f", "concise"], {
    cwd: project({ "a.yaml": text }),
  });
  expect(stdout.match(/path-as-expected/g)).toHaveLength(2);
});

test("an id of half a megabyte is looked through once, not from each of its letters", async () => {
  const id = `sg-${"x".repeat(500_000)}`;
  const ingress = [
    { action: "DROP", source: "10.0.0.0/8" },
    { action: "ACCEPT", source: "10.0.0.0/9", protocol: "TCP", port: "80" },
  ];
  const text = { version: 1, securityGroups: [{ id, ingress }] };
  const { stdout } = await sglint(["check", ".", "-f", "json"], {
    cwd: project({ "a.json": JSON.stringify(text) }),
  });
  const { findings }: { findings: { rule: string }[] } = JSON.parse(stdout);
  expect(findings.map(({ rule }) => rule)).toContain("no-dead-policy");
});
