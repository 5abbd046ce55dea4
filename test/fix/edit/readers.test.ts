// Text that somebody else reads is not edited, and the message says who; text that only the rule reads is.
import { describe, expect, test } from "vitest";
import { editWriter } from "../../../src/fix/edit/index.ts";
import { mergeDrafts } from "../../../src/load/merge/merge.ts";
import { readTerraform } from "../../../src/load/terraform/read.ts";
import type { Inventory } from "../../../src/model/inventory.ts";
import { groupRef } from "../../../src/model/list.ts";
import { policy } from "../policy.ts";

type Files = Readonly<Record<string, string>>;

const ID = "tencentcloud_security_group.a";
const GROUP = 'resource "tencentcloud_security_group" "a" {\n  name = "a"\n}\n';

async function inventoryOf(files: Files): Promise<Inventory> {
  const drafts = await readTerraform({
    files: Object.entries(files).map(([file, text]) => ({ file, text })),
    plans: [],
    states: [],
    beside: null,
    variables: new Map(),
    variableFiles: [],
    environment: new Map(),
    readFile: () => null,
  });
  return mergeDrafts(drafts);
}

/** The file that is edited, or why none is. */
async function editOf(files: Files, group = ID): Promise<string> {
  const inventory = await inventoryOf(files);
  const insert = {
    kind: "insert",
    list: groupRef(group),
    direction: "ingress",
    before: 0,
  } as const;
  const written = editWriter(inventory)([{ ...insert, policies: [policy("11.0.0.0/8")] }]);
  if ("withheld" in written) return `withheld: ${written.withheld}`;
  return [...new Set(written.edits.map(({ file }) => file))].join();
}

/** A list of sources behind an expression, in a dynamic block. */
const set = (over: string, more = "") => `${GROUP}
resource "tencentcloud_security_group_rule_set" "a" {
  security_group_id = ${ID}.id
${more}
  dynamic "ingress" {
    for_each = ${over}
    content {
      action     = "ACCEPT"
      cidr_block = ingress.value
      protocol   = "TCP"
      port       = "8080"
    }
  }
}
`;
const lite = (name: string, over: string) =>
  `resource "tencentcloud_security_group_lite_rule" "${name}" {\n  security_group_id = ${ID}.id\n  ingress = ${over}\n}\n`;
const other = (name: string, over: string) =>
  `resource "tencentcloud_security_group" "${name}" {\n  name = "b"\n}\n${lite(name, over).replace(ID, `tencentcloud_security_group.${name}`)}`;

const SOURCES = 'locals {\n  sources = ["9.0.0.0/8"]\n}\n';
const CONFIG = 'locals {\n  cfg = {\n    sources = ["9.0.0.0/8"]\n    ports   = ["80"]\n  }\n}\n';
const RULES = 'locals {\n  rules = ["DROP#0.0.0.0/0#ALL#ALL"]\n}\n';
const bucket = (value: string) =>
  `resource "tencentcloud_cos_bucket_policy" "logs" {\n  policy = ${value}\n}\n`;
const module = (body: string) => `module "m" {\n  source = "./m"\n${body}\n}\n`;
const variable = (name: string) => `variable "${name}" {\n}\n`;

describe("withheld where somebody else reads the list", () => {
  test.each<[string, Files, string]>([
    [
      "a resource of another file",
      { "main.tf": SOURCES + set("local.sources"), "b.tf": bucket("jsonencode(local.sources)") },
      "b.tf:2 (tencentcloud_cos_bucket_policy.logs)",
    ],
    [
      "the object that holds it, passed on whole",
      { "main.tf": CONFIG + set("local.cfg.sources"), "b.tf": bucket("jsonencode(local.cfg)") },
      "b.tf:2 (tencentcloud_cos_bucket_policy.logs)",
    ],
    [
      "a path through an object",
      {
        "main.tf": CONFIG + set("local.cfg.sources"),
        "b.tf": bucket('local.cfg["sources"][0]'),
      },
      "b.tf:2 (tencentcloud_cos_bucket_policy.logs)",
    ],
    [
      "another local value of it",
      {
        "main.tf": SOURCES + set("local.sources"),
        "b.tf": `locals {\n  all = { web = local.sources }\n}\n${bucket("local.all.web")}`,
      },
      "b.tf:5 (tencentcloud_cos_bucket_policy.logs)",
    ],
    [
      "a module, by a variable of another name",
      {
        "main.tf": SOURCES + set("local.sources") + module("  allow = local.sources"),
        "m/main.tf": variable("allow") + bucket("jsonencode({ from = var.allow })"),
      },
      "m/main.tf:4 (module.m.tencentcloud_cos_bucket_policy.logs)",
    ],
    [
      "a module that is not in the input",
      { "main.tf": SOURCES + set("local.sources") + module("  allow = local.sources") },
      "(module.m)",
    ],
    [
      "a caller, by an output",
      {
        "main.tf": module("") + bucket("jsonencode(module.m.out)"),
        "m/main.tf": `${SOURCES}${set("local.sources")}output "out" {\n  value = local.sources\n}\n`,
      },
      "main.tf:6 (tencentcloud_cos_bucket_policy.logs)",
    ],
    [
      "an output of the root",
      {
        "main.tf": `${SOURCES}${set("local.sources")}output "out" {\n  value = local.sources\n}\n`,
      },
      "(output.out)",
    ],
    [
      "a second rule",
      { "main.tf": RULES + GROUP + lite("a", "local.rules") + other("b", "local.rules") },
      "(tencentcloud_security_group_lite_rule.b)",
    ],
    [
      "a text",
      {
        "main.tf": SOURCES + set("local.sources"),
        "b.tf": bucket('"${join(",", local.sources)}"'),
      },
      "b.tf:2 (tencentcloud_cos_bucket_policy.logs)",
    ],
    [
      "a for expression",
      {
        "main.tf": SOURCES + set("local.sources"),
        "b.tf": bucket("[for one in local.sources : upper(one)]"),
      },
      "b.tf:2 (tencentcloud_cos_bucket_policy.logs)",
    ],
    [
      "a file in JSON",
      {
        "main.tf": SOURCES + set("local.sources"),
        "b.tf.json": '{"resource":{"other_thing":{"x":{"list":"${local.sources}"}}}}',
      },
      "b.tf.json:1 (other_thing.x)",
    ],
    [
      "a check in JSON",
      {
        "main.tf": SOURCES + set("local.sources"),
        "b.tf.json":
          '{"check":{"c":{"assert":{"condition":"${length(local.sources) > 0}","error_message":"no"}}}}',
      },
      "b.tf.json:1 (check.c)",
    ],
    [
      "a resource of another provider",
      {
        "main.tf": SOURCES + set("local.sources"),
        "b.tf": 'resource "other_thing" "x" {\n  block {\n    list = local.sources\n  }\n}\n',
      },
      "b.tf:3 (other_thing.x)",
    ],
    [
      "a data source",
      {
        "main.tf": SOURCES + set("local.sources"),
        "b.tf": 'data "d" "x" {\n  q = local.sources\n}\n',
      },
      "b.tf:2 (data.d.x)",
    ],
    [
      "a provider",
      {
        "main.tf": SOURCES + set("local.sources"),
        "b.tf": 'provider "p" {\n  q = local.sources\n}\n',
      },
      "b.tf:2 (provider.p)",
    ],
    [
      "a check",
      {
        "main.tf": SOURCES + set("local.sources"),
        "b.tf":
          'check "c" {\n  assert {\n    condition = length(local.sources) > 0\n    error_message = "no"\n  }\n}\n',
      },
      "b.tf:3 (check.c)",
    ],
    [
      "a precondition",
      {
        "main.tf":
          SOURCES +
          set(
            "local.sources",
            '  lifecycle {\n    precondition {\n      condition = length(local.sources) > 0\n      error_message = "no"\n    }\n  }',
          ),
      },
      "main.tf:12 (tencentcloud_security_group_rule_set.a)",
    ],
    [
      "a condition of a count",
      {
        "main.tf": SOURCES + set("local.sources"),
        "b.tf": 'resource "x" "y" {\n  count = length(local.sources) > 3 ? 1 : 0\n}\n',
      },
      "b.tf:2 (x.y)",
    ],
    [
      "a resource that there is none of now",
      {
        "main.tf": SOURCES + set("local.sources"),
        "b.tf": 'resource "x" "y" {\n  count = 0\n  q = local.sources\n}\n',
      },
      "b.tf:3 (x.y)",
    ],
    [
      "for_each of others",
      {
        "main.tf": `locals {\n  all = {\n    web = ["DROP#0.0.0.0/0#ALL#ALL"]\n  }\n}\n${GROUP}${lite("a", "local.all.web")}`,
        "b.tf": 'resource "x" "y" {\n  for_each = local.all\n  q = each.value\n}\n',
      },
      'b.tf:3 (x.y["web"])',
    ],
    [
      "who reads the rules of the resource itself",
      {
        "main.tf": `${GROUP}${lite("a", '["DROP#0.0.0.0/0#ALL#ALL"]')}output "out" {\n  value = tencentcloud_security_group_lite_rule.a.ingress\n}\n`,
      },
      "main.tf:9 (output.out)",
    ],
    [
      "a provisioner of the resource itself",
      {
        "main.tf": `${GROUP}${lite("a", '["DROP#0.0.0.0/0#ALL#ALL"]').replace("{\n", '{\n  provisioner "local-exec" {\n    command = jsonencode(self.ingress)\n  }\n')}`,
      },
      "main.tf:6 (tencentcloud_security_group_lite_rule.a)",
    ],
    [
      "a key that is another with other values of variables",
      {
        "main.tf": `variable "env" {\n  default = "b"\n}\nlocals {\n  all = {\n    a = ["DROP#0.0.0.0/0#ALL#ALL"]\n    b = []\n  }\n}\n${GROUP}${lite("a", "local.all.a")}`,
        "b.tf": bucket("local.all[var.env]"),
      },
      "b.tf:2 (tencentcloud_cos_bucket_policy.logs)",
    ],
    [
      "a key in JSON",
      {
        "main.tf": SOURCES + set("local.sources"),
        "b.tf.json":
          '{"locals":{"all":{"${local.sources[0]}":1}},"output":{"x":{"value":"${local.all}"}}}',
      },
      "b.tf.json:1 (output.x)",
    ],
    [
      "another root module that calls the same folder",
      {
        "dev/main.tf": 'module "m" {\n  source = "../m"\n}\n',
        "prod/main.tf": 'module "m" {\n  source = "../m"\n}\n',
        "m/main.tf": GROUP + lite("a", '["DROP#0.0.0.0/0#ALL#ALL"]'),
      },
      "m/main.tf:4 (module.m.tencentcloud_security_group_lite_rule.a)",
    ],
  ])("%s", async (_, files, who) => {
    const group = Object.hasOwn(files, "dev/main.tf")
      ? `dev/module.m.${ID}`
      : files["m/main.tf"]?.includes("security_group_lite_rule") ||
          files["m/main.tf"]?.includes("rule_set")
        ? `module.m.${ID}`
        : ID;
    expect(await editOf(files, group)).toMatch(
      /^withheld: .*(?:used in several places|once for several rules)/,
    );
    expect(await editOf(files, group)).toContain(who);
  });

  test("the same rule twice, by count", async () => {
    const counted = (text: string) => text.replace("{\n", "{\n  count = 2\n");
    const rule = counted(lite("a", "local.rules")).replace(ID, `${ID}[count.index]`);
    const edit = await editOf({ "main.tf": RULES + counted(GROUP) + rule }, `${ID}[0]`);
    expect(edit).toMatch(/^withheld: .*several rules, by count/);
    expect(edit).toContain("main.tf:11 (tencentcloud_security_group_lite_rule.a[1])");
  });

  test("a module of two calls that is passed one list", async () => {
    const call = (name: string) => module("  allow = local.sources").replace('"m"', `"${name}"`);
    const files = {
      "main.tf": SOURCES + call("one") + call("two"),
      "m/main.tf": variable("allow") + set("var.allow"),
    };
    expect(await editOf(files, `module.one.${ID}`)).toMatch(/^withheld: /);
  });
});

describe("withheld where it cannot be known", () => {
  test("a file beside it is broken", async () => {
    const files = {
      "main.tf": SOURCES + set("local.sources"),
      "b.tf": 'resource "x" "y" {\n  q = [\n',
    };
    expect(await editOf(files)).toBe(
      "withheld: it cannot be known who else uses these rules: b.tf could not be read whole",
    );
  });
  test("a chain of values too long to follow", async () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => `  x${i + 1} = local.x${i}\n`).join("");
    const files = {
      "main.tf": SOURCES + set("local.sources"),
      "b.tf": `locals {\n  x0 = local.sources\n${chain}}\n`,
    };
    expect(await editOf(files)).toMatch(/too many values/);
  });
  test("a rule of which it is not known how many there are", async () => {
    const rule = lite("a", "local.rules").replace("{\n", "{\n  count = length(data.d.x.list)\n");
    expect(await editOf({ "main.tf": `${RULES}${GROUP}${rule}data "d" "x" {\n}\n` })).toMatch(
      /^withheld: /,
    );
  });
});

describe("edited where only the rule reads it", () => {
  test.each<[string, Files, string?, string?]>([
    ["a local value", { "main.tf": SOURCES + set("local.sources") }],
    [
      "another part of the object is used elsewhere",
      {
        "main.tf": CONFIG + set("local.cfg.sources"),
        "b.tf": bucket("jsonencode(local.cfg.ports)"),
      },
    ],
    ["a local value of another file", { "main.tf": set("local.sources"), "b.tf": SOURCES }, "b.tf"],
    [
      "a variable of the module that holds the rule",
      {
        "main.tf": SOURCES + module("  allow = local.sources"),
        "m/main.tf": variable("allow") + set("var.allow"),
      },
      "main.tf",
      `module.m.${ID}`,
    ],
    [
      "its own element of a map for for_each",
      {
        "main.tf": `locals {\n  all = {\n    a = ["DROP#0.0.0.0/0#ALL#ALL"]\n    b = ["ACCEPT#9.0.0.0/8#22#TCP"]\n  }\n}\n${GROUP}resource "tencentcloud_security_group" "b" {\n  name = "b"\n}\nresource "tencentcloud_security_group_lite_rule" "each" {\n  for_each = local.all\n  security_group_id = each.key == "a" ? ${ID}.id : tencentcloud_security_group.b.id\n  ingress = each.value\n}\n`,
      },
    ],
    [
      "its own key of a map",
      {
        "main.tf": `locals {\n  all = {\n    a = ["DROP#0.0.0.0/0#ALL#ALL"]\n    b = ["ACCEPT#9.0.0.0/8#22#TCP"]\n  }\n}\n${GROUP}${lite("a", 'local.all["a"]')}${bucket("local.all.b")}`,
      },
    ],
    [
      "named for its order only",
      {
        "main.tf": `${GROUP}${lite("a", '["DROP#0.0.0.0/0#ALL#ALL"]')}resource "x" "y" {\n  depends_on = [tencentcloud_security_group_lite_rule.a]\n  q = tencentcloud_security_group_lite_rule.a.id\n}\n`,
      },
    ],
    [
      "a fault in another module",
      {
        "main.tf": SOURCES + set("local.sources") + module(""),
        "m/main.tf": "resource {\n",
      },
    ],
  ])("%s", async (_, files, file = "main.tf", group = ID) => {
    expect(await editOf(files, group)).toBe(file);
  });
});

describe("a rule of its own goes only where nobody names it", () => {
  const rule = (name: string) =>
    `resource "tencentcloud_security_group_rule" "${name}" {\n  security_group_id = ${ID}.id\n  type = "ingress"\n  cidr_ip = "9.0.0.0/8"\n  ip_protocol = "tcp"\n  port_range = "80"\n  policy = "accept"\n}\n`;
  const removal = async (files: Files): Promise<string> => {
    const inventory = await inventoryOf(files);
    const change = { kind: "remove", list: groupRef(ID), direction: "ingress", index: 0 } as const;
    const written = editWriter(inventory)([change]);
    return "withheld" in written ? written.withheld : "edited";
  };
  test.each<[string, string, string]>([
    [
      "an order",
      'resource "x" "y" {\n  depends_on = [tencentcloud_security_group_rule.a]\n}\n',
      "b.tf:2 (x.y)",
    ],
    [
      "a move",
      "moved {\n  from = tencentcloud_security_group_rule.old\n  to = tencentcloud_security_group_rule.a\n}\n",
      "b.tf:3 (moved)",
    ],
    [
      "its id",
      'output "x" {\n  value = tencentcloud_security_group_rule.a.id\n}\n',
      "b.tf:2 (output.x)",
    ],
  ])("%s", async (_, beside, who) => {
    expect(await removal({ "main.tf": GROUP + rule("a"), "b.tf": beside })).toBe(
      `another part of the configuration refers to this rule: ${who}`,
    );
  });
  test("nobody", async () => {
    expect(await removal({ "main.tf": GROUP + rule("a") })).toBe("edited");
  });
});
