// Edits of Terraform text: where a rule is written out it is edited in its own dialect, and nowhere else.
import { describe, expect, test } from "vitest";
import { editWriter } from "../../../src/fix/edit/index.ts";
import { mergeDrafts } from "../../../src/load/merge/merge.ts";
import { evaluateFolder } from "../../../src/load/terraform/hcl/index.ts";
import { mapStack } from "../../../src/load/terraform/index.ts";
import type { Change, FixPolicy } from "../../../src/model/finding.ts";
import { isUnknown } from "../../../src/model/unknown.ts";
import { policy, rangeOf } from "../policy.ts";
import { applied } from "./edited.ts";
import { groupRef } from "../../../src/model/list.ts";
import { policyFields } from "../../../src/model/policy-text.ts";

const GROUP = 'resource "tencentcloud_security_group" "a" {\n  name = "a"\n}\n\n';
const ID = "tencentcloud_security_group.a";

async function inventoryOf(files: Readonly<Record<string, string>>) {
  const list = Object.entries(files).map(([file, text]) => ({ file, text }));
  const stack = await evaluateFolder({ folder: "", files: list });
  return { inventory: mergeDrafts([mapStack(stack)]), complaints: stack.complaints };
}

/** The text of main.tf afterwards, or why there is none. */
async function edited(
  files: Readonly<Record<string, string>> | string,
  ...changes: readonly Change[]
): Promise<string> {
  const all = typeof files === "string" ? { "main.tf": GROUP + files } : files;
  const { inventory } = await inventoryOf(all);
  const written = editWriter(inventory)(changes);
  if (!("edits" in written)) return `withheld: ${written.withheld}`;
  const [file, ...others] = new Set(written.edits.map((edit) => edit.file));
  expect(others).toEqual([]);
  const after = applied(all[file!]!, written.edits);
  await expectRead({ ...all, [file!]: after }, changes);
  return after.replace(GROUP, "");
}

/** The new text is read again, and its first inserted policies stand where they should. */
async function expectRead(
  files: Readonly<Record<string, string>>,
  changes: readonly Change[],
): Promise<void> {
  const { inventory, complaints } = await inventoryOf(files);
  expect(complaints).toEqual([]);
  for (const change of changes) {
    if (change.kind !== "insert" || changes.length > 1) continue;
    const list = inventory.groups.get(change.list.id)![change.direction];
    if (isUnknown(list)) throw new Error(list.fact.text);
    const found = list.slice(change.before, change.before + change.policies.length);
    const sources = found.map(({ peer }) => (!isUnknown(peer) && "text" in peer ? peer.text : "?"));
    expect(sources).toEqual(change.policies.map((one) => policyFields(one).source));
  }
}

function insert(before: number, ...policies: readonly FixPolicy[]): Change {
  return { kind: "insert", list: groupRef(ID), direction: "ingress", before, policies };
}
const remove = (index: number): Change => ({
  kind: "remove",
  list: groupRef(ID),
  direction: "ingress",
  index,
});
const mask = (index: number, source: string): Change => ({
  kind: "source",
  list: groupRef(ID),
  direction: "ingress",
  index,
  source: rangeOf(source),
});
const NEW = policy("11.0.0.0/8");

const SET = `resource "tencentcloud_security_group_rule_set" "a" {
  security_group_id = ${ID}.id

  # the gateway
  ingress {
    action     = "ACCEPT"
    cidr_block = "9.0.0.1/8"
    protocol   = "TCP"
    port       = "8080"
  }

  # the rest
  ingress {
    action     = "DROP"
    cidr_block = "0.0.0.0/0"
  }

  egress {
    action     = "ACCEPT"
    cidr_block = "0.0.0.0/0"
  }
}
`;
const BLOCK = `  ingress {
    action     = "ACCEPT"
    cidr_block = "11.0.0.0/8"
    protocol   = "TCP"
    port       = "8080"
  }
`;

describe("rule_set", () => {
  test("a block goes above the comment of the one below", async () => {
    expect(await edited(SET, insert(1, NEW))).toBe(
      SET.replace("  # the rest", `${BLOCK}\n  # the rest`),
    );
  });
  test("behind the last one", async () => {
    expect(await edited(SET, insert(2, NEW))).toBe(
      SET.replace("\n  egress", `\n${BLOCK}\n  egress`),
    );
  });
  test("IPv6 has an argument of its own", async () => {
    expect(await edited(SET, insert(0, policy("2001:db8::/32")))).toContain(
      '    action          = "ACCEPT"\n    ipv6_cidr_block = "2001:db8::/32"\n    protocol        = "TCP"\n',
    );
  });
  test("a block goes with its blank line, host bits go alone", async () => {
    expect(await edited(SET, remove(1))).toBe(
      SET.replace(/ {2}ingress \{\n {4}action {5}= "DROP"\n.*\n {2}\}\n/, ""),
    );
    expect(await edited(SET, mask(0, "9.0.0.0/8"))).toBe(SET.replace("9.0.0.1/8", "9.0.0.0/8"));
  });
  test("the first of its direction goes before the others", async () => {
    const only = SET.replace(/ {2}# the gateway\n[^]*(?= {2}egress)/, "");
    expect(await edited(only, insert(0, NEW))).toBe(
      only.replace("  egress", `${BLOCK}  egress`).replace("egress {", "egress {"),
    );
  });
});

const lite = (list: string) =>
  `resource "tencentcloud_security_group_lite_rule" "a" {\n  security_group_id = ${ID}.id\n  ingress = ${list}\n}\n`;

describe("lite_rule", () => {
  test("on several lines", async () => {
    const text = lite(
      '[\n    "ACCEPT#9.0.0.1/8#8080#TCP",  # nine\n    # the rest\n    "DROP#0.0.0.0/0#ALL#ALL"\n  ]',
    );
    const added = '    "ACCEPT#11.0.0.0/8#8080#TCP"';
    expect(await edited(text, insert(1, NEW))).toBe(
      text.replace("    # the rest", `${added},\n    # the rest`),
    );
    expect(await edited(text, insert(2, NEW))).toBe(
      text.replace('ALL#ALL"', `ALL#ALL",\n${added}`),
    );
    expect(await edited(text, remove(0))).toBe(text.replace(/.*# nine\n/, ""));
    expect(await edited(text, mask(0, "9.0.0.0/8"))).toBe(text.replace("9.0.0.1", "9.0.0.0"));
  });
  test("on one line", async () => {
    expect(
      await edited(
        lite('["DROP#0.0.0.0/0#ALL#ALL"]'),
        insert(0, NEW, policy("30.0.0.0/8", "80,443")),
      ),
    ).toBe(
      lite(
        '["ACCEPT#11.0.0.0/8#8080#TCP", "ACCEPT#30.0.0.0/8#80,443#TCP", "DROP#0.0.0.0/0#ALL#ALL"]',
      ),
    );
  });
  test("beside a rule that is partly a reference", async () => {
    const text = `variable "office" {\n  default = "9.0.0.0/8"\n}\n${lite('["ACCEPT#${var.office}#22#TCP", "DROP#0.0.0.0/0#ALL#ALL"]')}`;
    expect(await edited(text, insert(1, NEW))).toBe(
      text.replace('"DROP', '"ACCEPT#11.0.0.0/8#8080#TCP", "DROP'),
    );
  });
  test("in a local value", async () => {
    const text = `locals {\n  rules = ["DROP#0.0.0.0/0#ALL#ALL"]\n}\n${lite("local.rules")}`;
    expect(await edited(text, insert(0, NEW))).toBe(
      text.replace('"DROP', '"ACCEPT#11.0.0.0/8#8080#TCP", "DROP'),
    );
  });
});

const dynamic = (
  over: string,
  values: string,
) => `resource "tencentcloud_security_group_rule_set" "a" {
  security_group_id = ${ID}.id
  dynamic "ingress" {
    for_each = ${over}
    content {
${values}
    }
  }
}
`;
const OBJECTS = `      action     = ingress.value.action
      cidr_block = ingress.value.cidr
      protocol   = ingress.value.proto
      port       = ingress.value.port`;
const SOURCES =
  '      action     = "ACCEPT"\n      cidr_block = ingress.value\n      protocol   = "TCP"\n      port       = "8080"';

describe("dynamic", () => {
  test("over objects: a neighbour with other values", async () => {
    const text = dynamic(
      '[\n      { action = "ACCEPT", cidr = "9.0.0.0/8", proto = "tcp", port = "8080", description = "gateway" },\n      { action = "DROP", cidr = "0.0.0.0/0", proto = "ALL", port = "ALL" },\n    ]',
      OBJECTS,
    );
    expect(await edited(text, insert(1, policy("11.0.0.0/8", "9090")))).toBe(
      text.replace(
        '      { action = "DROP"',
        '      { action = "ACCEPT", cidr = "11.0.0.0/8", proto = "tcp", port = "9090", description = "" },\n      { action = "DROP"',
      ),
    );
    expect(await edited(text, remove(1))).toBe(text.replace(/ {6}\{ action = "DROP".*\n/, ""));
  });
  test("over sources, where the rest is the same", async () => {
    const text = dynamic('["9.0.0.0/8"]', SOURCES);
    expect(await edited(text, insert(1, NEW))).toBe(
      text.replace('["9.0.0.0/8"]', '["9.0.0.0/8", "11.0.0.0/8"]'),
    );
    expect(await edited(text, insert(1, policy("11.0.0.0/8", "9090")))).toMatch(
      /^withheld: 11\.0\.0\.0\/8 cannot be written/,
    );
  });
});

const rule = (
  name: string,
  source: string,
  action = "accept",
) => `resource "tencentcloud_security_group_rule" "${name}" {
  security_group_id = ${ID}.id
  type              = "ingress"
  cidr_ip           = "${source}"
  ip_protocol       = "tcp"
  port_range        = "8080"
  policy            = "${action}"
}
`;

describe("security_group_rule", () => {
  test("a new resource where all rules accept", async () => {
    expect(await edited(rule("nine", "9.0.0.0/8"), insert(1, NEW))).toBe(
      `${rule("nine", "9.0.0.0/8")}\n${rule("nine_11_0_0_0_8", "11.0.0.0/8")}`,
    );
  });
  test("none where the order would matter", async () => {
    const text = rule("nine", "9.0.0.0/8") + rule("ten", "10.0.0.0/8", "drop");
    expect(await edited(text, insert(1, NEW))).toMatch(
      /^withheld: the order of security_group_rule/,
    );
  });
  test("one goes with its blank line", async () => {
    expect(
      await edited(`${rule("nine", "9.0.0.0/8")}\n${rule("ten", "10.0.0.0/8")}`, remove(0)),
    ).toBe(rule("ten", "10.0.0.0/8"));
  });
});

describe("withheld", () => {
  test.each<[string, string, RegExp]>([
    [
      "a list from a variable",
      `variable "rules" {\n  default = ["DROP#0.0.0.0/0#ALL#ALL"]\n}\n${lite("var.rules")}`,
      /come from a variable/,
    ],
    [
      "a list from a function",
      lite('concat(["ACCEPT#9.0.0.0/8#1#TCP"], ["DROP#0.0.0.0/0#ALL#ALL"])'),
      /computed/,
    ],
    ["a sorted list", lite('sort(["DROP#0.0.0.0/0#ALL#ALL"])'), /computed/],
    [
      "a loop",
      lite('[for c in ["9.0.0.0/8", "10.0.0.0/8"] : "DROP#${c}#ALL#ALL"]'),
      /once for several rules|computed/,
    ],
    ["a loop that runs once", lite('[for c in ["9.0.0.0/8"] : "DROP#${c}#ALL#ALL"]'), /computed/],
    ["a condition", lite('true ? ["DROP#0.0.0.0/0#ALL#ALL"] : []'), /computed/],
    [
      "a local value that is used twice",
      `locals {\n  rules = ["DROP#0.0.0.0/0#ALL#ALL"]\n}\n${lite("local.rules")}\noutput "x" {\n  value = local.rules\n}\n`,
      /several places/,
    ],
    [
      "a switch",
      dynamic("true ? [1] : []", '      action     = "DROP"\n      cidr_block = "0.0.0.0/0"'),
      /expression/,
    ],
    ["no rules at all", "", /no rules here/],
  ])("%s", async (_, text, why) => {
    const changed = await edited(text, insert(0, NEW));
    expect(changed).toMatch(/^withheld: /);
    expect(changed).toMatch(why);
  });

  test("a module that is called twice", async () => {
    const files = {
      "main.tf": 'module "one" {\n  source = "./m"\n}\nmodule "two" {\n  source = "./m"\n}\n',
      "m/main.tf": GROUP + SET,
    };
    const change = { ...insert(0, NEW), list: groupRef(`module.one.${ID}`) } as Change;
    expect(await edited(files, change)).toMatch(/^withheld: .*called more than once/);
  });

  test("a module that is called once is edited", async () => {
    const files = { "main.tf": 'module "one" {\n  source = "./m"\n}\n', "m/main.tf": GROUP + SET };
    const change = { ...insert(1, NEW), list: groupRef(`module.one.${ID}`) } as Change;
    expect(await edited(files, change)).toContain("11.0.0.0/8");
  });
});
