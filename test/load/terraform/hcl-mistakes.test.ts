// What is said of a text that is no HCL: a missing comma between the two elements, and what is not closed where it was
// opened.
import { expect, test } from "vitest";
import { locate } from "../../../src/model/place.ts";
import { hclParser } from "../../../src/load/terraform/hcl/syntax/parse.ts";

const parser = await hclParser();

const NEXT = "a comma is missing between this element and the next";
const BRACE = "a { is not closed; add the }";
const BRACKET = "a [ is not closed; add the ]";
const PARENTHESIS = "a ( is not closed; add the )";
const TEXT = "a text is not closed on its line; add the double quote";
const HEREDOC = "a heredoc is not closed; add a line with its marker alone";

test.each<[string, string]>([
  ['a = ["x" "y"]', `1:6 ${NEXT}`],
  ['a = [\n  "x", # one\n  "y" # two\n  "z",\n]', `3:3 ${NEXT}, at line 4`],
  ["a = [\n  var.a\n  var.b\n]", `2:3 ${NEXT}, at line 3`],
  ["a = [\n  f(1)\n  g(2)\n]", `2:3 ${NEXT}, at line 3`],
  ["a = [\n  { b = 1 }\n  { b = 2 }\n]", `2:3 ${NEXT}, at line 3`],
  ["a = [\n  [1, 2],\n  3\n  4\n]", `3:3 ${NEXT}, at line 4`],
  ['a = [\n  "x${b}"\n  "y${f("z")}"\n]', `2:3 ${NEXT}, at line 3`],
  ["a = max(1 2)", `1:9 ${NEXT}`],
  ["a = max(\n  1,\n  2\n  3\n)", `3:3 ${NEXT}, at line 4`],
  ["a = [for b in [1 2] : b]", `1:16 ${NEXT}`],
  ['b {\n  a = [\n    "x"\n    "y"\n  ]\n}', `3:5 ${NEXT}, at line 4`],
  ['b {\n  a = ["x",\n  c = 3\n}', `2:7 ${BRACKET}`],
  ["b {\n  a = max(1, 2\n  c = 3\n}", `2:10 ${PARENTHESIS}`],
  ["b {\n  a = {\n    c = [1, 2\n    d = 3\n  }\n}", `3:9 ${BRACKET}`],
  ['b {\n  a = ["x"\n  c {\n    d = 1\n  }\n}', `2:7 ${BRACKET}`],
  ["b {\n  a = [f(1, 2]\n}", `2:9 ${PARENTHESIS}`],
  ["b {\n  c {\n    d = 1\n}\n", `2:5 ${BRACE}`],
  ['b {\n  a = "x\n  c = 3\n}', `2:7 ${TEXT}`],
  ['b {\n  a = ["x, "y"]\n}', `2:8 ${NEXT}`],
  ['b {\n  a = ["x", "y]\n}', `2:13 ${TEXT}`],
  ["b {\n  a = <<EOT\n  x\n}\n", `2:7 ${HEREDOC}`],
  ["a = ", "1:4 a value or a name is missing here"],
  ["a = 1 +\n", "1:8 a value or a name is missing here"],
])("%j", (text, told) => {
  const { complaints } = parser.file("a.tf", `${text}\n`);
  const [first] = complaints.map(({ place, message }) => {
    const { line, column } = locate(place!);
    return `${line}:${column} ${message}`;
  });
  expect(first).toBe(told);
});
