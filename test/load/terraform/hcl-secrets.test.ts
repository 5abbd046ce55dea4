// Which keys of instances Terraform refuses because they would show something sensitive: keys of its own terms, never
// those that come from a file or stand beside a sensitive value.
import { describe, expect, test } from "vitest";
import { evaluated, valueOf } from "./hcl-values.ts";

const VARIABLES = `
variable "s" {
  sensitive = true
  default   = "hunter2"
}
variable "m" {
  sensitive = true
  default   = { hunter2 = "x" }
}
locals {
  users = { alice = "10.0.0.1" }
}
`;
const FILES = new Map([
  ["users.yaml", "alice: 10.0.0.1\n"],
  ["names.json", '["alice"]'],
]);

async function expanded(forEach: string) {
  const text = `${VARIABLES}
resource "tencentcloud_security_group" "g" {
  for_each = ${forEach}
  name     = "g"
}
`;
  const { resources, complaints } = await evaluated(
    { "main.tf": text },
    { readFile: (name) => FILES.get(name) ?? null },
  );
  return {
    addresses: resources.map(({ address }) => address),
    faults: complaints.map(({ message }) => message),
  };
}

describe("a for_each whose keys are sensitive is refused, and no address tells them", () => {
  test.each([
    "toset([var.s])",
    'toset(["x", var.s])',
    "var.m",
    "{ (var.s) = 1 }",
    "{ (var.s) = {} }",
    "{ (var.s) = tencentcloud_vpc.later.id }",
    "{ for one in [var.s] : upper(one) => 1 }",
    'merge(local.users, { "${var.s}" = "10.0.0.2" })',
    "zipmap([var.s], [1])",
    'toset(split("t", var.s))',
    'jsondecode("{\\"${var.s}\\": 1}")',
    'toset([sensitive("hunter2")])',
    "sensitive({ hunter2 = 1 })",
    'var.s == "" ? toset(["a"]) : toset([var.s])',
  ])("%s", async (forEach) => {
    const { addresses, faults } = await expanded(forEach);
    expect(addresses).toEqual(['tencentcloud_security_group.g["*"]']);
    expect(faults).toEqual([expect.stringContaining("sensitive")]);
    expect(JSON.stringify([addresses, faults])).not.toMatch(/hunter2|hun\b/i);
  });
});

describe("what Terraform takes is expanded", () => {
  test.each<[string, string[]]>([
    ["{ alice = var.s }", ["alice"]],
    ["merge(local.users, { bob = var.s })", ["alice", "bob"]],
    ["{ for name, address in local.users : name => [address, var.s] }", ["alice"]],
    ['yamldecode(file("users.yaml"))', ["alice"]],
    ['toset(jsondecode(file("names.json")))', ["alice"]],
    ['merge(yamldecode(file("users.yaml")), { bob = var.s })', ["alice", "bob"]],
    ['{ for name, address in yamldecode(file("users.yaml")) : name => var.s }', ["alice"]],
    ["toset([nonsensitive(var.s)])", ["hunter2"]],
    ["nonsensitive(var.m)", ["hunter2"]],
  ])("%s", async (forEach, keys) => {
    const addresses = keys.map((key) => `tencentcloud_security_group.g["${key}"]`);
    expect(await expanded(forEach)).toEqual({ addresses, faults: [] });
  });
});

test.each([
  ['issensitive(sensitive("x"))', true],
  ['issensitive("x")', false],
  ['issensitive(nonsensitive(sensitive("x")))', false],
])("%s is %s", async (expression, expected) => {
  expect(await valueOf(expression)).toBe(expected);
});
