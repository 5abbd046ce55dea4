// Folders of OpenTofu: its files are configuration like those of Terraform, and where a folder means two things to the
// two tools, it is read as OpenTofu does and that is told.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { project, sglint } from "./run.ts";

const GROUP = `resource "tencentcloud_security_group" "door" {
  name = "door"
}
resource "tencentcloud_instance" "desk" {
  orderly_security_groups = [tencentcloud_security_group.door.id]
}
`;
const CONFIG =
  'paths:\n  - { name: desk, from: 10.7.0.0/16, to: "tencentcloud_instance.desk:8443" }\n';

const opens = (port: string, group = "tencentcloud_security_group.door.id") =>
  `resource "tencentcloud_security_group_rule_set" "door" {
  security_group_id = ${group}
  ingress {
    action     = "ACCEPT"
    cidr_block = "10.7.0.0/16"
    protocol   = "TCP"
    port       = "${port}"
  }
}
`;
const inJson = (port: string) =>
  JSON.stringify({
    resource: {
      tencentcloud_security_group_rule_set: {
        door: {
          security_group_id: "${tencentcloud_security_group.door.id}",
          ingress: [{ action: "ACCEPT", cidr_block: "10.7.0.0/16", protocol: "TCP", port }],
        },
      },
    },
  });
const override = (port: string) => opens(port).replace(/\n {2}security_group_id.*/, "");
const MODULE = 'variable "id" {\n  type = string\n}\n';
const CALL = `module "rules" {
  source = "./rules"
  id     = tencentcloud_security_group.door.id
}
`;

interface Told {
  readonly routes: readonly { readonly verdict: string }[];
  readonly complaints: readonly { readonly message: string }[];
  readonly notices: readonly string[];
}

const INSTEAD = (tofu: string, tf: string) =>
  `${tofu} in the place of ${tf}, which was passed over`;
const BESIDE = (tofu: string) => `${tofu} beside files of Terraform`;

test.each<[string, Record<string, string>, string, string[]]>([
  ["alone", { "a.tofu": GROUP, "b.tofu": opens("8443") }, "reachable", []],
  ["in JSON", { "a.tofu": GROUP, "b.tofu.json": inJson("8443") }, "reachable", []],
  [
    "of one name",
    { "a.tf": GROUP, "b.tf": opens("80"), "b.tofu": opens("8443") },
    "reachable",
    [INSTEAD("b.tofu", "b.tf")],
  ],
  [
    "of one name, the other way round",
    { "a.tf": GROUP, "b.tf": opens("8443"), "b.tofu": opens("80") },
    "blocked",
    [INSTEAD("b.tofu", "b.tf")],
  ],
  [
    "of one name in JSON",
    { "a.tofu": GROUP, "b.tf.json": inJson("80"), "b.tofu.json": inJson("8443") },
    "reachable",
    [BESIDE("a.tofu"), INSTEAD("b.tofu.json", "b.tf.json")],
  ],
  ["of other names", { "a.tf": GROUP, "b.tofu": opens("8443") }, "reachable", [BESIDE("b.tofu")]],
  [
    "overrides",
    { "a.tofu": GROUP, "b.tofu": opens("80"), "b_override.tofu": override("8443") },
    "reachable",
    [],
  ],
  [
    "an override in the place of another",
    {
      "a.tofu": GROUP + opens("80"),
      "override.tf": override("81"),
      "override.tofu": override("8443"),
    },
    "reachable",
    [BESIDE("a.tofu"), INSTEAD("override.tofu", "override.tf")],
  ],
  [
    "a module",
    {
      "a.tf": GROUP + CALL,
      "rules/m.tf": MODULE + opens("80", "var.id"),
      "rules/m.tofu": MODULE + opens("8443", "var.id"),
    },
    "reachable",
    [INSTEAD("rules/m.tofu", "rules/m.tf")],
  ],
  [
    "a module that only the passed-over file calls is a stack of its own",
    { "a.tf": CALL, "a.tofu": GROUP + opens("8443"), "rules/m.tf": MODULE },
    "undetermined",
    [INSTEAD("a.tofu", "a.tf")],
  ],
  [
    "tests, drafts and files of values",
    {
      "a.tofu": `variable "port" {\n  type = string\n}\n${GROUP}${opens("${var.port}")}`,
      "terraform.tfvars": 'port = "8443"\n',
      "a.tofutest.hcl": "run {",
      ".b.tofu": "broken {",
    },
    "reachable",
    [],
  ],
])("%s", async (_, files, verdict, readings) => {
  const cwd = project({ "sglint.yaml": CONFIG, ...files });
  const { stdout } = await sglint(["check", ".", "-f", "json"], { cwd });
  const { routes, notices } = JSON.parse(stdout) as Told;
  expect(routes.map((route) => route.verdict)).toEqual([verdict]);
  const told = notices.filter((notice) => notice.startsWith("read as OpenTofu does: "));
  expect(told).toEqual(
    readings.length === 0
      ? []
      : [expect.stringContaining(`read as OpenTofu does: ${readings.join(", ")}; Terraform reads`)],
  );
});

test("a folder called like a file stands in nobody's place", async () => {
  const cwd = project({
    "sglint.yaml": CONFIG,
    "a.tf": GROUP + opens("8443"),
    "a.tofu/notes.md": "",
  });
  const { code, stdout } = await sglint(["check", ".", "-f", "json"], { cwd });
  const { routes, notices } = JSON.parse(stdout) as Told;
  expect([code, routes.map(({ verdict }) => verdict)]).toEqual([0, ["reachable"]]);
  expect(notices.filter((notice) => notice.startsWith("read as OpenTofu"))).toEqual([]);
});

test("one that is named, and its fix", async () => {
  const cwd = project({ "sglint.yaml": CONFIG, "a.tofu": GROUP, "b.tofu": opens("80") });
  const fixed = await sglint(["check", "b.tofu", "--fix", "--unsafe-fixes"], { cwd });
  expect(fixed.code).toBe(0);
  expect(readFileSync(join(cwd, "b.tofu"), "utf8")).toMatch(/port += "8443"/);
});
