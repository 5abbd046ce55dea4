// What the provider refuses, and what it takes for nothing: a complaint at its attribute, said once.
import { describe, expect, test } from "vitest";
import { mapStack } from "../../../src/load/terraform/index.ts";
import { locate } from "../../../src/model/place.ts";
import { evaluated } from "./hcl-values.ts";

const OWN = 'resource "tencentcloud_security_group" "a" {}\n';
const FIELDS = {
  type: '"ingress"',
  policy: '"accept"',
  cidr_ip: '"10.1.0.0/16"',
  ip_protocol: '"tcp"',
  port_range: '"22"',
};

function single(fields: Readonly<Record<string, string | null>>, more = ""): string {
  const written = Object.entries({ ...FIELDS, ...fields }).map(([name, value]) =>
    value === null ? "" : `  ${name} = ${value}\n`,
  );
  return `${OWN}resource "tencentcloud_security_group_rule" "r" {
  security_group_id = tencentcloud_security_group.a.id\n${written.join("")}${more}}\n`;
}

const draftOf = async (text: string) => mapStack(await evaluated({ "main.tf": text }));

async function said(text: string): Promise<string[]> {
  return (await draftOf(text)).complaints.map(({ message }) => message);
}

describe("a word that is none", () => {
  test.each([
    [{ type: '"ingres"' }, 'unknown type "ingres"; did you mean "ingress"?'],
    [{ type: '"EGRES"' }, 'unknown type "EGRES"; did you mean "EGRESS"?'],
    [{ type: '"inbound"' }, 'unknown type "inbound"; did you mean "ingress"?'],
    [{ type: '"sideways"' }, 'unknown type "sideways"; expected INGRESS or EGRESS'],
    [{ policy: '"ALLOW"' }, 'unknown policy "ALLOW"; did you mean "ACCEPT"?'],
    [{ policy: '"deny"' }, 'unknown policy "deny"; did you mean "drop"?'],
    [{ policy: '"accpet"' }, 'unknown policy "accpet"; did you mean "accept"?'],
    [{ type: null }, "tencentcloud_security_group_rule.r has no type; expected ingress or egress"],
  ])("%j", async (fields, message) => {
    expect(await said(single(fields))).toEqual([message]);
  });

  test.each([[{}], [{ type: '"Ingress"' }], [{ policy: '"DROP"' }]])("%j is none", async (more) => {
    expect(await said(single(more))).toEqual([]);
  });

  test.each([
    ["clb_instance", 'network_type = "OPNE"', 'unknown network_type "OPNE"; did you mean "OPEN"?'],
    [
      "clb_instance",
      'network_type = "PRIVATE"',
      'unknown network_type "PRIVATE"; did you mean "INTERNAL"?',
    ],
    [
      "kubernetes_cluster",
      'network_type = "VPC_CNI"',
      'unknown network_type "VPC_CNI"; did you mean "VPC-CNI"?',
    ],
  ])("of a %s: %s", async (type, attribute, message) => {
    expect(await said(`resource "tencentcloud_${type}" "x" {\n${attribute}\n}`)).toEqual([message]);
  });
});

test("a wrong type hides no other mistake of its rule", async () => {
  expect(await said(single({ type: '"ingres"', cidr_ip: '"10.0.0.0/99"' }))).toHaveLength(2);
});

describe("sources that exclude each other", () => {
  const group = "tencentcloud_security_group.a.id";
  const flaws = async (text: string) => (await draftOf(text)).flaws.map(({ kind }) => kind);

  test.each([
    [group],
    ['"sg-0a1b2c3d"'],
    // A text is never null, whatever is in it.
    ['join("", [tencentcloud_security_group.a.id])'],
  ])("%s beside a CIDR", async (source) => {
    expect(await flaws(single({ source_sgid: source }))).toEqual(["several-sources"]);
  });

  test("an address that a machine gets, beside a group", async () => {
    const machine = 'resource "tencentcloud_instance" "m" {}\n';
    const cidr_ip = '"${tencentcloud_instance.m.private_ip}/32"';
    expect(await flaws(machine + single({ cidr_ip, source_sgid: group }))).toEqual([
      "several-sources",
    ]);
  });

  test.each(["null", '""', `var.on ? ${group} : null`, "var.id"])("%s is none", async (source) => {
    const variables = 'variable "on" { type = bool }\nvariable "id" { type = string }\n';
    expect(await flaws(variables + single({ source_sgid: source }))).toEqual([]);
  });
});

test.each([
  ['ip_protocol = "tcpp"', { ip_protocol: '"tcpp"' }],
  ['port_range = "99999"', { port_range: '"99999"' }],
])("%s is told at its own line", async (line, fields) => {
  const text = single(fields);
  const { complaints } = await draftOf(text);
  const at = complaints.map(({ place }) => text.split("\n")[locate(place!).line - 1]!.trim());
  expect(at).toEqual([line]);
});

test("an empty id in a list is told at its place, once for all instances", async () => {
  const text =
    'resource "tencentcloud_instance" "m" {\n  count = 2\n  orderly_security_groups = [""]\n}';
  expect(await said(text)).toEqual([
    "this id is empty; expected the id of a tencentcloud_security_group",
  ]);
});

test("rules without a source name their instances", async () => {
  const messages = await said(single({ cidr_ip: null }, "  count = 2\n"));
  expect(messages).toEqual([
    expect.stringMatching(
      /^tencentcloud_security_group_rule\.r\[0\] .*; the same is wrong in tencentcloud_security_group_rule\.r\[1\]$/,
    ),
  ]);
});
