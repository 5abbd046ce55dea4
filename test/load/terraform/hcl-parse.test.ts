// The parser: what it refuses and where, what it still reads around a mistake, and positions in UTF-16.
import { describe, expect, test } from "vitest";
import { hclParser } from "../../../src/load/terraform/hcl/syntax/parse.ts";
import { locate, spanOf } from "../../../src/model/place.ts";
import { evaluated, resource, textAt } from "./hcl-values.ts";

async function parsed(text: string) {
  const { body, complaints } = (await hclParser()).file("a.tf", text);
  return {
    body,
    names: body.blocks.map(({ labels }) => labels.join(".")),
    complaints: complaints.map(({ message, place }) => {
      const at = place ? locate(place) : null;
      return `${at?.line}:${at?.column} ${message}`;
    }),
  };
}

describe("positions", () => {
  test("are UTF-16 code units, after Chinese text and emoji too", async () => {
    const text =
      '# 安全组 😀\nresource "a" "b" {\n  备注 = "中文😀" # 😀\n  list = ["x", "中${1}", "后"]\n}\n';
    const { body } = resource(await evaluated({ "main.tf": text }), "a.b");
    const list = body.entries.get("list");
    const items = list?.kind === "list" ? list.items : [];
    expect(textAt(body.entries.get("备注")!.place)).toBe('main.tf: "中文😀"');
    expect(items.map(({ place }) => textAt(place))).toEqual([
      'main.tf: "x"',
      'main.tf: "中${1}"',
      'main.tf: "后"',
    ]);
    expect(locate(items[2]!.place)).toEqual({
      file: "main.tf",
      line: 4,
      column: 25,
      endLine: 4,
      endColumn: 28,
    });
  });

  test("of a block: its header, its whole text, its nested blocks", async () => {
    const text = 'resource "a" "b" {\n  in {\n    n = 1\n  }\n}\n';
    const found = resource(await evaluated({ "main.tf": text }), "a.b");
    expect(textAt(found.place)).toBe('main.tf: resource "a" "b"');
    expect(spanOf(found.body.place)).toEqual({ start: 0, end: text.length - 1 });
    const nested = found.body.entries.get("in");
    expect(nested?.kind === "list" && textAt(nested.items[0]!.place)).toBe(
      "main.tf: in {\n    n = 1\n  }",
    );
  });

  test("of a value that comes through variables and locals: where it is written", async () => {
    const stack = await evaluated({
      "main.tf":
        'variable "v" {}\nlocals {\n  all = concat(var.v, ["own"])\n}\nresource "a" "b" {\n  l = local.all\n}\n',
      "terraform.tfvars": 'v = [\n  "given",\n]\n',
    });
    const list = resource(stack, "a.b").body.entries.get("l");
    expect(list?.kind === "list" && list.items.map(({ place }) => textAt(place))).toEqual([
      'terraform.tfvars: "given"',
      'main.tf: "own"',
    ]);
  });

  test("a byte order mark and Windows line ends shift nothing", async () => {
    const { body, complaints } = await parsed('\uFEFFa "b" {\r\n  c = 1\r\n  d = 2\r\n}\r\n');
    expect(complaints).toEqual([]);
    expect(locate(body.blocks[0]!.body.attributes.get("d")!.place)).toMatchObject({
      line: 3,
      column: 3,
    });
  });
});

/** Text around it is sound; HCL refuses each, and says something like the message. */
const MISTAKES: readonly (readonly [text: string, complaint: string])[] = [
  ["a = 1 b = 2", '1:7 expected a new line before "b = 2"'],
  ["a {\n  b = 1 }", "2:9 a block of more than one argument needs its own lines between { and }"],
  [
    "a { b = 1\n c = 2\n}",
    "1:5 a block of more than one argument needs its own lines between { and }",
  ],
  ["a { b {} }", "1:5 a block of more than one argument needs its own lines between { and }"],
  ["a\n{\n}", '2:1 a line break is not allowed before "{" of a block'],
  ["a =\n1", '2:1 a line break is not allowed before "1"; wrap the expression in parentheses'],
  [
    "a = b\n ? 1 : 2",
    '2:2 a line break is not allowed before "?"; wrap the expression in parentheses',
  ],
  ["a = { b = 1 c = 2 }", '1:13 a "," or a new line is missing between two elements'],
  ["a = { b = 1\n, c = 2 }", '2:1 this "," must stand on the line of the element before it'],
  ["a = 1\na = 2", '2:1 the argument "a" stands twice in this block; remove one of the two'],
  ["a = 0x1F", '1:5 "0x1F" is no number; expected decimal digits'],
  ["a = b::c", '1:5 "b::c" is no name; "::" stands only in names of functions'],
  [
    'a = "x\ny"',
    "1:7 a text in quotes cannot go over the end of its line; write \\n, or use a heredoc",
  ],
  ['a = "${}"', '1:6 this "${}" is empty; expected an expression in it'],
  ['a "b${c}" {}', '1:3 a label is plain text; write "$${" for a literal "${"'],
  [
    "a = << EOT\nx\nEOT\n",
    '1:5 a heredoc starts with "<<" or "<<-", its marker and the end of the line',
  ],
  ["a = [for x iny : x]", '1:12 expected a space after "in"'],
  ["a = \f1", "1:4 an unusual kind of space or line break; expected spaces, tabs and line feeds"],
  ["a = [1, 2", "1:5 a [ is not closed; add the ]"],
  ["a {\n", "1:3 a { is not closed; add the }"],
  ["{}", "1:1 this is an object, not Terraform; expected blocks and arguments"],
];

describe("mistakes", () => {
  test.each(MISTAKES)("%j", async (text, complaint) => {
    expect((await parsed(text)).complaints).toEqual([complaint]);
  });

  test("text that fits nothing is quoted", async () => {
    const { complaints } = await parsed("a = @x");
    expect(complaints[0]).toMatch(/^1:\d ".*" is not valid Terraform here; expected an argument/);
  });

  test.each([
    ["an open bracket", "  x = [1, 2\n"],
    ["an open brace", "  x {\n"],
    ["an open quote", '  x = "a\n'],
    ["a stray sign", "  x = )\n"],
    ["an argument without a value", "  x =\n"],
    ["two arguments on a line", "  x = 1 y = 2\n"],
  ])("%s costs its own block only", async (_, line) => {
    const block = (name: string, body: string) => `resource "a" "${name}" {\n${body}}\n\n`;
    const text = block("one", "  x = 1\n") + block("two", line) + block("three", "  x = 3\n");
    const { names, complaints } = await parsed(text);
    expect(names).toEqual(["a.one", "a.three"]);
    expect(complaints).toHaveLength(1);
    expect(Number(complaints[0]!.split(":")[0])).toBeGreaterThanOrEqual(5);
    expect(Number(complaints[0]!.split(":")[0])).toBeLessThanOrEqual(8);
  });

  test("other files of the folder are still read", async () => {
    const stack = await evaluated({ "a.tf": "resource {{{", "b.tf": 'resource "a" "b" {}\n' });
    expect(stack.resources.map(({ address }) => address)).toEqual(["a.b"]);
    expect(stack.complaints).toHaveLength(1);
  });
});
