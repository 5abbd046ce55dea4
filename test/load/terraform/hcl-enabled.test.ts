// `lifecycle { enabled = ... }` of OpenTofu: whether a resource or a module is there, and what it then is as a value.
import { describe, expect, test } from "vitest";
import { bodies, evaluated } from "./hcl-values.ts";

const inBlock = (enabled: string): string => `  lifecycle {\n    enabled = ${enabled}\n  }\n`;
const instancesIn = async (files: Readonly<Record<string, string>>) =>
  (await evaluated(files)).resources.map(({ address, certain }) => `${address} ${certain}`);

describe("lifecycle.enabled of OpenTofu", () => {
  test.each([
    ["true", ["a.b true"]],
    ["false", []],
    ['"false"', []],
    ["var.no", []],
    ["var.open", ["a.b false"]],
    ["var.open ? true : false", ["a.b false"]],
    ["var.open ? false : var.no", []],
    ["!var.no", ["a.b true"]],
  ])("%s of a resource and of a module", async (enabled, instances) => {
    const variables = 'variable "no" {\n  default = false\n}\nvariable "open" {}\n';
    const resource = `resource "a" "b" {\n${inBlock(enabled)}}\n`;
    expect(await instancesIn({ "main.tofu": variables + resource })).toEqual(instances);
    const call = `module "m" {\n  source = "./m"\n${inBlock(enabled)}}\n`;
    const held = { "main.tf": variables + call, "m/main.tf": 'resource "a" "b" {}\n' };
    expect(await instancesIn(held)).toEqual(instances.map((one) => `module.m.${one}`));
  });

  test.each([{ enabled: false }, [{ enabled: "${false}", ignore_changes: ["name"] }]])(
    "in JSON: %j",
    async (lifecycle) => {
      const text = JSON.stringify({ resource: { a: { b: { lifecycle }, c: {} } } });
      expect(await instancesIn({ "main.tofu.json": text })).toEqual(["a.c true"]);
    },
  );

  test("an override of something else in the block leaves it", async () => {
    const override = 'resource "a" "b" {\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n';
    const base = `resource "a" "b" {\n${inBlock("false")}}\n`;
    expect(await instancesIn({ "main.tofu": base, "b_override.tofu": override })).toEqual([]);
  });

  test.each([
    ["false", "a.b != null ? a.b.n : 2", 2],
    ["true", "a.b != null ? a.b.n : 2", 1],
    ["true", "a.b == null", false],
    ["false", "try(a.b.n, 3)", 3],
    ["false", "length(a.b[*])", 0],
    ["false", "one(a.b[*].n) == null", true],
    ["true", "one(a.b[*].n)", 1],
  ])("enabled = %s: %s", async (enabled, value, expected) => {
    const text = `resource "a" "b" {\n  n = 1\n${inBlock(enabled)}}\nresource "c" "d" {\n  v = ${value}\n}\n`;
    expect(bodies(await evaluated({ "main.tofu": text }))["c.d"]).toEqual({ v: expected });
  });

  test.each([
    [inBlock("null"), /neither true nor false/],
    [inBlock('"on"'), /neither true nor false/],
    [`  count = 1\n${inBlock("true")}`, /beside count or for_each/],
  ])("what OpenTofu refuses is an input error: %j", async (meta, said) => {
    const text = `resource "tencentcloud_security_group" "g" {\n  name = "g"\n${meta}}\n`;
    const { complaints, resources } = await evaluated({ "main.tofu": text });
    expect(complaints.map(({ message }) => message)).toEqual([expect.stringMatching(said)]);
    expect(resources.map(({ certain }) => certain)).toEqual([false]);
  });

  test("an attribute of what is not enabled is an input error", async () => {
    const { complaints } = await evaluated({
      "main.tofu": `resource "a" "b" {\n${inBlock("false")}}
resource "tencentcloud_security_group" "g" {\n  name = a.b.id\n}\n`,
    });
    expect(complaints.map(({ message }) => message)).toEqual([expect.stringMatching(/asks null/)]);
  });
});
