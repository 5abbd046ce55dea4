// What is wrong with a part of a text is said where that part comes from, however the text was put together; where a part was
// itself put together, at what does so, and its pieces are named.
import { describe, expect, test } from "vitest";
import { mapStack } from "../../../src/load/terraform/index.ts";
import { evaluated, textAt, type Options } from "./hcl-values.ts";

type Files = Readonly<Record<string, string>>;

/** What is said of ACLs and of lite rules, with the text it is said at. */
async function told(files: Files, options: Options = {}): Promise<(readonly [string, string])[]> {
  const { complaints, flaws } = mapStack(await evaluated(files, options));
  const ofText = flaws.filter(({ kind }) => kind === "invalid-lite-rule");
  return [...complaints, ...ofText].map(({ place, message }) => [textAt(place!), message] as const);
}

const VALUES = `
variable "verb" { default = "PERMIT" }
variable "nets" { default = { office = "10.0.0.0/40" } }
locals {
  verb = "REFUSE"
  port = 99999
  all  = [{ verb = "BLOCK", net = "10.1.0.0/16" }]
  line = "JOINED,10.2.0.0/16"
}
`;

/** An element of a list of entries, and the text that is to be mended. */
const ELEMENTS: readonly (readonly [string, string])[] = [
  ['"${var.verb}#10.0.0.0/8#80#TCP"', '"PERMIT"'],
  ['"ACCEPT#${var.nets.office}#80#TCP"', '"10.0.0.0/40"'],
  ['"ACCEPT#10.0.0.0/8#${local.port}#TCP"', "99999"],
  ['"${local.verb}#${"10.0.0.0/8"}#80#TCP"', '"REFUSE"'],
  ['join("#", [local.verb, "10.0.0.0/8", "80", "TCP"])', '"REFUSE"'],
  ['join("#", ["ACCEPT", "10.0.0.0/8", "80", "TPC"])', '"TPC"'],
  ['join("#", concat([var.verb], ["10.0.0.0/8#80#TCP"]))', '"PERMIT"'],
  ['format("%s#%s#%d#%s", "ACCEPT", "10.0.0.0/8", local.port, "TCP")', "99999"],
  ['format("%-6s#10.0.0.0/8#80#TCP", var.verb)', '"PERMIT"'],
  ['"${lower(var.verb)}#10.0.0.0/8#80#TCP"', '"PERMIT"'],
  ['"${replace(local.verb, "R", "r")}#10.0.0.0/8#80#TCP"', '"REFUSE"'],
  ['"${split(",", local.line)[0]}#10.0.0.0/8#80#TCP"', '"JOINED,10.2.0.0/16"'],
  ['"%{ if true }${var.verb}%{ endif }#10.0.0.0/8#80#TCP"', '"PERMIT"'],
  ['"${var.verb == "x" ? "ACCEPT" : var.verb}#10.0.0.0/8#80#TCP"', '"PERMIT"'],
  ['[for one in local.all : "${one.verb}#${one.net}#80#TCP"][0]', '"BLOCK"'],
  ['[for verb in [local.verb] : join("#", [verb, "10.0.0.0/8", "80", "TCP"])][0]', '"REFUSE"'],
  ['"${local.verb}#${tencentcloud_vpc.v.cidr_block}#80#TCP"', '"REFUSE"'],
  ['"LET#10.0.0.0/8#80#TCP"', '"LET#10.0.0.0/8#80#TCP"'],
];

const RESOURCES = {
  tencentcloud_vpc_acl: 'name = "a"',
  tencentcloud_security_group_lite_rule: 'security_group_id = "sg-12345678"',
};

describe.each(Object.entries(RESOURCES))("%s", (type, own) => {
  const block = (name: string, value: string) =>
    `resource "${type}" "${name}" {\n  ${own}\n  ingress = ${value}\n}\n`;
  const VPC = 'resource "tencentcloud_vpc" "v" {}\n';

  test.each(ELEMENTS)("%s", async (element, at) => {
    const found = await told({ "main.tf": VALUES + VPC + block("x", `[${element}]`) });
    expect(found.map(([text]) => text)).toEqual([`main.tf: ${at}`]);
  });

  const MODULE = `variable "rows" { type = list(object({ verb = string, net = string })) }
${block("x", '[for row in var.rows : "${row.verb}#${row.net}/24#80#TCP"]')}`;

  test("what a caller gives to a module", async () => {
    const call = `module "m" {\n  source = "./m"\n  rows = [{ verb = "ALLOW", net = "10.0.0.0" }]\n}\n`;
    const found = await told({ "main.tf": call, "m/main.tf": MODULE });
    expect(found.map(([text]) => text)).toEqual(['main.tf: "ALLOW"']);
  });

  test("what stands in a file of values", async () => {
    const values =
      'rows = [{ verb = "ACCEPT", net = "10.0.0.0" }, { verb = "NEVER", net = "10.0.1.0" }]';
    const found = await told({ "main.tf": MODULE, "terraform.tfvars": values });
    expect(found.map(([text]) => text)).toEqual(['terraform.tfvars: "NEVER"']);
  });

  test("a part that was put together names what it is made of", async () => {
    const call = `module "m" {\n  source = "./m"\n  rows = [{ verb = "DROP", net = "10.0.0.0/8" }]\n}\n`;
    const [[text, message] = []] = await told({ "main.tf": call, "m/main.tf": MODULE });
    expect(text).toBe('m/main.tf: "${row.verb}#${row.net}/24#80#TCP"');
    expect(message).toContain('it is made of "10.0.0.0/8" (main.tf:3:34)');
  });

  test("of what is secret nothing is told apart", async () => {
    const text = `variable "verb" {\n  default   = "WHISPER"\n  sensitive = true\n}\n`;
    const found = await told({
      "main.tf": text + block("x", '["${var.verb}#10.0.0.0/8#80#TCP"]'),
    });
    expect(found.map(([at]) => at)).toEqual(['main.tf: "${var.verb}#10.0.0.0/8#80#TCP"']);
  });
});
