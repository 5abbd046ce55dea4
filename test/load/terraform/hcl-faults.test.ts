// What Terraform refuses is a complaint where it is read, and a notice elsewhere.
import { describe, expect, test } from "vitest";
import { evaluated, valueOf } from "./hcl-values.ts";

const group = (meta = ""): string =>
  `resource "tencentcloud_security_group" "g" {\n${meta}  name = "g"\n}\n`;
const set = (cidr: string, id = '"sg-12345678"'): string => `
resource "tencentcloud_security_group_rule_set" "r" {
  security_group_id = ${id}
  ingress {
    action     = "ACCEPT"
    cidr_block = ${cidr}
  }
}
variable "office" {
  default = "203.0.113.0/24"
}
variable "unset" {}
`;
const complaintsOf = async (text: string) =>
  (await evaluated({ "main.tf": text })).complaints.map(({ message }) => message);

describe("a value that Terraform refuses", () => {
  test.each([
    ["var.offise", /"offise", which is not declared; did you mean "office"\?/],
    ["local.nothing", /"nothing", which is not declared/],
    ["tencentcloud_vpc.v.cidr_block", /tencentcloud_vpc.v, which is not declared/],
    ["cidrhost(1 / 0, 1)", /divides by zero/],
    ["[var.office][1]", /element/],
    ['{ a = var.office }["b"]', /"b"/],
    ['regex("x", var.office)', /does not match/],
    ['"${[1]}/8"', /a list/],
  ])("%s is a complaint where it is read", async (cidr, said) => {
    const messages = await complaintsOf(set(cidr));
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(said);
  });

  test.each([
    "var.office",
    "var.unset",
    "try(var.nothing, var.office)",
    'can(1 / 0) ? "10.0.0.0/8" : var.office',
    "data.tencentcloud_vpc.v.cidr_block",
    "true ? var.office : var.nothing",
  ])("%s is none", async (cidr) => {
    const data = 'data "tencentcloud_vpc" "v" {}\n';
    expect(await complaintsOf(set(cidr) + data)).toEqual([]);
  });

  test("elsewhere it is a notice", async () => {
    const text = `${group()}resource "tencentcloud_cos_bucket" "b" {\n  bucket = var.nothing\n}\n`;
    const { complaints, notices } = await evaluated({ "main.tf": text });
    expect(complaints).toEqual([]);
    expect(notices.join()).toMatch(/"nothing", which is not declared/);
  });

  test("what a file that cannot be read may declare is not missed", async () => {
    const { complaints } = await evaluated({ "main.tf": set("var.lost"), "b.tf": "variable {{" });
    expect(complaints.filter(({ message }) => message.includes("lost"))).toEqual([]);
  });

  test("a variable without a value is told of where it is read", async () => {
    const { notices } = await evaluated({ "main.tf": set("var.unset") });
    expect(notices.join()).toMatch(/"unset" has no value.*--var unset=VALUE/);
    expect((await evaluated({ "main.tf": set("var.office") })).notices).toEqual([]);
  });
});

describe("a resource of several instances", () => {
  test.each([
    ["  count = 1\n", "g.id", /count set, without an index/],
    ['  for_each = toset(["a"])\n', "g.id", /for_each set, without a key/],
  ])("%s: named without a key", async (meta, name, said) => {
    const [only, ...more] = await complaintsOf(
      group(meta) + set("var.office", `tencentcloud_security_group.${name}`),
    );
    expect(only).toMatch(said);
    expect(more).toEqual([]);
  });

  test.each([
    ["", "g.id"],
    ["  count = 1\n", "g[0].id"],
    ["  count = 1\n", "g.0.id"],
    ["  count = 2\n", "g[*].id[0]"],
    ['  for_each = toset(["a"])\n', 'g["a"].id'],
  ])("%s: %s is sound", async (meta, name) => {
    const text = group(meta) + set("var.office", `tencentcloud_security_group.${name}`);
    expect(await complaintsOf(text)).toEqual([]);
  });
});

describe("bounds of ours", () => {
  test("more instances than are expanded", async () => {
    const call = `module "w" {\n  source = "./w"\n  count = 20002\n}\n`;
    const { complaints } = await evaluated({ "main.tf": call, "w/main.tf": group() });
    expect(complaints.map(({ message }) => message).join()).toMatch(/more instances than/);
  });

  test("more modules than are expanded", async () => {
    const files: Record<string, string> = { "main.tf": 'module "a" {\n  source = "./m0"\n}\n' };
    const twice = (i: number) =>
      ["a", "b"].map((n) => `module "${n}" {\n  source = "../m${i}"\n}\n`).join("");
    for (let i = 0; i < 20; i++) files[`m${i}/main.tf`] = i < 19 ? twice(i + 1) : group();
    const { gaps } = await evaluated(files);
    expect(gaps.map(({ message }) => message).join()).toMatch(/more instances of modules/);
  });

  test("characters are counted as before, of any text", async () => {
    const text = "e\u0301\u{1F1E8}\u{1F1F3}\u{1F468}\u200D\u{1F469}\u0E01\u0E33中".repeat(2000);
    const seen = [...new Intl.Segmenter().segment(text.slice(0, text.length / 2000))].length;
    expect(await valueOf(`length("${text}")`)).toBe(seen * 2000);
    const reversed = [...new Intl.Segmenter().segment(text.slice(0, 4000))];
    const back = reversed.map(({ segment }) => segment).toReversed();
    expect(await valueOf(`strrev("${text.slice(0, 4000)}")`)).toBe(back.join(""));
  });

  test.each(["(?i)(ab|AB)*c", "(?i:(a|A))*c", "(a|(?i)A)*c"])("%s ends", async (pattern) => {
    expect(await valueOf(`regexall("${pattern}", "${"ab".repeat(2000)}")`)).toBe(
      "? has a regular expression that is not evaluated here",
    );
  });
});
