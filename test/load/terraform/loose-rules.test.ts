// Rules whose group is not known: what they say is checked all the same, and that they stand in no list is said once.
import { describe, expect, test } from "vitest";
import { mapStack } from "../../../src/load/terraform/index.ts";
import { isUnknown } from "../../../src/model/unknown.ts";
import { evaluated } from "./hcl-values.ts";

const SINGLE = `
  type        = "ingress"
  policy      = "accept"
  ip_protocol = "TCP"
  port_range  = "22"
  cidr_ip     = "10.0.0.0/40"`;
const RULES = {
  rule_set: `
  ingress {
    action     = "ACCEPT"
    protocol   = "TCP"
    port       = "22"
    cidr_block = "10.0.0.0/40"
  }`,
  rule: SINGLE,
};

const draftOf = async (text: string) => mapStack(await evaluated({ "main.tf": text }));

async function said(text: string): Promise<string[]> {
  return (await draftOf(text)).complaints.map(({ message }) => message);
}

const BAD = expect.stringContaining('"10.0.0.0/40" has a prefix length above 32');

/** What owns the rules, what else stands there, and what is said of the owner. */
const OWNERS: readonly (readonly [string, string, string | null])[] = [
  ["var.owner", 'variable "owner" { type = string }', 'variable "owner" has no value'],
  ["tencentcloud_security_group.gone.id", "", "is not declared"],
  ["module.far.group_id", 'module "far" { source = "git::https://example.org/far.git" }', "far"],
  [
    "tencentcloud_security_group.maybe[0].id",
    `variable "on" { type = bool }
     resource "tencentcloud_security_group" "maybe" { count = var.on ? 1 : 0 }`,
    "whether tencentcloud_security_group.maybe[0] exists is not known",
  ],
  ['""', "", "is empty"],
  ["null", "", "is not set"],
  // Who they belong to is told: the input is whole.
  ['"sg-0a1b2c3d"', "", null],
  [
    "data.tencentcloud_security_groups.x.security_groups[0].security_group_id",
    'data "tencentcloud_security_groups" "x" {}',
    null,
  ],
];

describe.each(Object.entries(RULES))("a security_group_%s", (type, body) => {
  test.each(OWNERS)("of %s is read", async (owner, beside, why) => {
    const rules = `resource "tencentcloud_security_group_${type}" "r" {
      security_group_id = ${owner}
      ${body}
    }`;
    const messages = await said(`${beside}\n${rules}`);
    expect(messages).toContainEqual(BAD);
    // What Terraform itself refuses is told by that alone.
    const about = messages.filter(
      (message) => message.includes("stand in no group's list") || message.startsWith("this value"),
    );
    expect(about).toHaveLength(why === null ? 0 : 1);
    if (why !== null) expect(about[0]).toContain(why);
  });

  test("that may not exist is read", async () => {
    const messages = await said(`
      variable "on" { type = bool }
      resource "tencentcloud_security_group" "a" {}
      resource "tencentcloud_security_group_${type}" "r" {
        count             = var.on ? 1 : 0
        security_group_id = tencentcloud_security_group.a.id
        ${body}
      }`);
    expect(messages).toContainEqual(BAD);
    expect(messages).toContainEqual(expect.stringContaining("whether"));
  });

  test("beside another rule resource is read", async () => {
    const messages = await said(`
      resource "tencentcloud_security_group" "a" {}
      resource "tencentcloud_security_group_lite_rule" "l" {
        security_group_id = tencentcloud_security_group.a.id
        ingress           = ["ACCEPT#10.0.0.0/8#80#TCP"]
      }
      resource "tencentcloud_security_group_${type}" "r" {
        security_group_id = tencentcloud_security_group.a.id
        ${body}
      }`);
    expect(messages).toContainEqual(BAD);
    expect(messages).toContainEqual(expect.stringContaining("ends up with is not known"));
  });
});

test("the order of a rule set of no known group is that of its list", async () => {
  const { groups } = await draftOf(`
    variable "owner" { type = string }
    resource "tencentcloud_security_group_rule_set" "r" {
      security_group_id = var.owner
      ingress { action = "ACCEPT" }
      ingress { action = "DROP" }
    }`);
  const [only] = groups;
  expect(only!.id).toBe("tencentcloud_security_group_rule_set.r");
  const list = isUnknown(only!.ingress) ? [] : only!.ingress;
  expect(list.map(({ action }) => action)).toEqual(["ACCEPT", "DROP"]);
});

const rule = (name: string, owner: string) => `
  resource "tencentcloud_security_group_rule" "${name}" {
    security_group_id = ${owner}
    ${SINGLE.replace("/40", "/8")}
  }`;

test("one cause is said once", async () => {
  const text = `
    variable "owner" { type = string }
    ${["a", "b", "c"].map((name) => rule(name, "var.owner")).join("")}`;
  expect(await said(text)).toEqual([expect.stringContaining("(and 2 rule resources more)")]);
});

test("rules of a known group are no list of their own", async () => {
  const own = 'resource "tencentcloud_security_group" "own" {}';
  const { groups, complaints } = await draftOf(
    `${own}${rule("d", "tencentcloud_security_group.own.id")}`,
  );
  expect(groups.map(({ id }) => id)).toEqual(["tencentcloud_security_group.own"]);
  expect(complaints).toEqual([]);
});

test.each([
  ["too many", "count = 10001"],
  ["a number that counts nothing", "count = -1"],
  ["a list instead of a set", 'for_each = ["a"]'],
])("%s as the number of instances is one complaint", async (_, head) => {
  const messages = await said(`
    resource "tencentcloud_security_group" "a" {}
    resource "tencentcloud_security_group_rule" "r" {
      ${head}
      security_group_id = tencentcloud_security_group.a.id
      ${SINGLE.replace("/40", "/8")}
    }`);
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatch(/^this value /);
});

test("a fault in the call of a module is one complaint, however deep the rules stand", async () => {
  const { complaints } = mapStack(
    await evaluated({
      "main.tf": 'module "m" {\n  source = "./m"\n  count = 10001\n}',
      "m/main.tf": 'module "n" {\n  source = "./n"\n}',
      "m/n/main.tf": `resource "tencentcloud_security_group" "a" {}
        resource "tencentcloud_security_group_rule" "r" {
          security_group_id = tencentcloud_security_group.a.id
          ${SINGLE.replace("/40", "/8")}
        }`,
    }),
  );
  expect(complaints.map(({ message }) => message)).toEqual([
    expect.stringContaining("more instances than"),
  ]);
});

test.each([
  ["source", /cidr_ip .*/, 2, "names no source; .*; the same is wrong in [^,]*r\\[1\\]$"],
  ["source", /cidr_ip .*/, 9, "r\\[1\\], [^,]*r\\[2\\] and 6 more$"],
  ["policy", /policy .*/, 2, "r\\[0\\].*; the same is wrong in [^,]*r\\[1\\]$"],
  ["type", /type .*/, 2, "r\\[0\\].*; the same is wrong in [^,]*r\\[1\\]$"],
])("no %s in a text of several instances is said once", async (_, left, count, expected) => {
  const messages = await said(`
    resource "tencentcloud_security_group" "a" {}
    resource "tencentcloud_security_group_rule" "r" {
      count             = ${count}
      security_group_id = tencentcloud_security_group.a.id
      ${SINGLE.replace("/40", "/8").replace(left, "")}
    }`);
  expect(messages).toEqual([expect.stringMatching(new RegExp(expected))]);
});
