// Texts of the JSON spelling of Terraform: where Terraform evaluates them they must be templates, elsewhere they are taken
// as they stand.
import { describe, expect, test } from "vitest";
import { locate } from "../../../src/model/place.ts";
import { evaluated, plain, resource } from "./hcl-values.ts";

const INTERPOLATION = 'a "${" is not closed; add the "}"';
const DIRECTIVE = 'a "%{" is not closed; add the "}"';

async function told(text: string): Promise<string[]> {
  const { complaints } = await evaluated({ "main.tf.json": text });
  return complaints.map(({ place, message }) => {
    const { line, column } = locate(place!);
    return `${line}:${column} ${message}`;
  });
}

describe("a text that is no template", () => {
  test.each<[string, string]>([
    ["${b", `1:1 ${INTERPOLATION}`],
    ["x ${b", `1:3 ${INTERPOLATION}`],
    ["${", `1:1 ${INTERPOLATION}`],
    ["${f(1}", "1:4 a ( is not closed; add the )"],
    ["${[1, 2}", "1:3 a [ is not closed; add the ]"],
    ['${"b}', "1:3 a text is not closed on its line; add the double quote"],
    ["%{ if b", `1:1 ${DIRECTIVE}`],
    ["${}", '1:1 this "${}" is empty; expected an expression in it'],
    ["${[1 2]}", "1:4 a comma is missing between this element and the next"],
    ["${inside::b}", '1:3 "inside::b" is no name; "::" stands only in names of functions'],
  ])("%j", async (template, expected) => {
    const json = `{"locals": {"a": ${JSON.stringify(template)}}}`;
    const lead = json.indexOf(JSON.stringify(template)) + 1;
    const [column, message] = [Number(expected[2]), expected.slice(3)];
    expect(await told(json)).toEqual([`1:${lead + column}${message}`]);
  });

  test.each([
    "%{ if true }a",
    "%{ endif }",
    "%{ else }",
    "%{ for a in b }c",
    "%{ for }%{ endfor }",
    "%{ unless a }b%{ endif }",
    "${1 +}",
    "${a b}",
    "a}${b}}${",
    '${"${c}',
  ])("%j", async (template) => {
    expect(await told(`{"locals": {"a": ${JSON.stringify(template)}}}`)).toHaveLength(1);
  });

  test.each([
    "$",
    "{",
    "}",
    "100%",
    "$${b",
    "%%{ if b",
    "$${",
    '\\ " \n ${"b"} \t',
    "${\n1\n}",
    "${{ a = 1 }.a}",
    "%{ if true ~}\na\n%{~ else }b%{ endif }",
    "a\r\n${1}",
    "<<EOT ${1}",
  ])("%j is one", async (template) => {
    expect(await told(`{"locals": {"a": ${JSON.stringify(template)}}}`)).toEqual([]);
  });

  test.each([
    ["$${1}", "${1}"],
    ["$$${1}", "$${1}"],
    ["a$$$$${1}", "a$$$${1}"],
    ["%%%{ if true }", "%%{ if true }"],
    ["%${1}", "%1"],
    ["$%{ if true }a%{ endif }", "$a"],
    ["$$%{ if true }a%{ endif }", "$$a"],
    ["%$${1}", "%${1}"],
    ["$$$", "$$$"],
  ])("%j is %j, as in a text in quotes", async (template, expected) => {
    const text = JSON.stringify(template);
    const stack = await evaluated({
      "main.tf.json": `{"resource": {"a": {"b": {"x": ${text}}}}}`,
      "quoted.tf": `resource "a" "c" {\n  x = ${text}\n}\n`,
    });
    for (const address of ["a.b", "a.c"])
      expect(plain(resource(stack, address).body)).toEqual({ x: expected });
  });

  test("is told of where it stands among escapes and lines", async () => {
    const json = '{\n "locals": {\n  "a": "\\u4e2d\\n\\"${[1]",\n  "b": ["${", "%{"]\n }\n}';
    expect(await told(json)).toEqual([
      `3:19 ${INTERPOLATION}`,
      `4:10 ${INTERPOLATION}`,
      `4:16 ${DIRECTIVE}`,
    ]);
  });

  test("costs the block that it stands in, and no other", async () => {
    const stack = await evaluated({
      "main.tf.json":
        '{"resource": {"a": {"b": {"x": "${"}, "c": {"x": "${a.b.id}", "y": "${1 + 1}"}}}}',
    });
    expect(stack.complaints).toHaveLength(1);
    expect(stack.resources.map(({ address }) => address)).toEqual(["a.c"]);
    expect(plain(resource(stack, "a.c").body)).toMatchObject({ y: 2 });
  });
});

describe("what is evaluated", () => {
  const block = (type: string, body: string) => `{"${type}": {"n": ${body}}}`;
  const resourceOf = (body: string) => block("resource", `{"m": ${body}}`);
  test.each<[name: string, json: string]>([
    ["a key of a value", '{"locals": {"a": {"k${": 1}}}'],
    ["an argument of a resource that is not read", resourceOf('{"a": [{"b": "${"}]}')],
    ["an argument of a data source", block("data", '{"m": {"a": "${"}}')],
    ["an output", block("output", '{"value": "${"}')],
    ["an input of a module", block("module", '{"source": "./m", "a": "${"}')],
    ["a region", block("provider", '{"region": "${"}')],
    ["a validation", block("variable", '{"validation": {"condition": "${"}}')],
    ["a condition", resourceOf('{"lifecycle": {"precondition": {"condition": "${"}}}')],
    ["count", resourceOf('{"count": "${"}')],
    ["a content", resourceOf('{"dynamic": {"a": {"for_each": [], "content": {"b": "${"}}}}')],
    ["a reference", resourceOf('{"depends_on": ["a b"]}')],
    ["a changed argument", resourceOf('{"lifecycle": [{"ignore_changes": ["a["]}]}')],
    ["a trigger", resourceOf('{"lifecycle": {"replace_triggered_by": ["a["]}}')],
    ["a type", block("variable", '{"type": "list(string"}')],
    ["two expressions", block("variable", '{"type": "string)\\n y = (string"}')],
  ])("%s", async (_, json) => {
    expect(await told(json)).toHaveLength(1);
  });

  test.each<[name: string, json: string]>([
    ["a default", block("variable", '{"default": {"${": "%{ if"}}')],
    ["a description", block("variable", '{"description": "${"}')],
    ["a description of an output", block("output", '{"value": 1, "description": "${"}')],
    ["a comment", '{"locals": {"//": "${"}}'],
    ["a backend", '{"terraform": {"backend": {"local": {"path": "${"}}}}'],
    ["names of arguments", resourceOf('{"lifecycle": {"ignore_changes": ["a", "b[0].c"]}}')],
    ["all of them", resourceOf('{"lifecycle": {"ignore_changes": "all"}}')],
  ])("%s is not", async (_, json) => {
    expect(await told(json)).toEqual([]);
  });

  test("nor are values of variables", async () => {
    const { complaints } = await evaluated({
      "main.tf.json": '{"variable": {"a": {}}}',
      "terraform.tfvars.json": '{"a": {"%{ if": "${"}}',
    });
    expect(complaints).toEqual([]);
  });

  test("an argument that has the name of a reference elsewhere is a text", async () => {
    const stack = await evaluated({
      "main.tf.json":
        '{"locals": {"to": "a", "provider": "b"}, "resource": {"n": {"m": {"x": "${local.to}${local.provider}", "to": "c d"}}}}',
    });
    expect(plain(resource(stack, "n.m").body)).toMatchObject({ x: "ab", to: "c d" });
    expect(stack.complaints).toEqual([]);
  });
});
