// Expressions by the rules of Terraform's language documentation. Expected values are those of its examples and
// of Terraform 1.11 itself.
import { describe, expect, test } from "vitest";
import { isError, valueOf } from "./hcl-values.ts";

const KNOWN: readonly (readonly [expression: string, value: unknown])[] = [
  ["1 + 2 * 3", 7],
  ["7 / 2", 3.5],
  ["-7 % 3", -1],
  ["(1 + 2) * 3", 9],
  ["1 < 2 && 2 >= 2 || false", true],
  ["!true", false],
  ['"a" == "a"', true],
  ['1 == "1"', false],
  ["[1,2] == [1,2]", true],
  ["{a=1} == {a=1}", true],
  ['true ? "x" : 1', "x"],
  ['false ? "x" : 1', "1"],
  ['[for i, v in ["a","b"] : "${i}-${v}"]', ["0-a", "1-b"]],
  ['[for k, v in {b=1,a=2} : "${k}${v}"]', ["a2", "b1"]],
  ['{for v in ["a","b"] : v => upper(v)}', { a: "A", b: "B" }],
  ['{for v in ["a","b","aa"] : substr(v,0,1) => v...}', { a: ["a", "aa"], b: ["b"] }],
  ["[for v in [1,2,3,4] : v if v % 2 == 0]", [2, 4]],
  ['[for v in toset(["b","a"]) : v]', ["a", "b"]],
  ['{a=1,"b"=2,("c")=3}.c', 3],
  ['["a","b"][1]', "b"],
  ['["a","b"][*]', ["a", "b"]],
  ["[{x=1},{x=2}][*].x", [1, 2]],
  ["[{x=1},{x=2}].*.x", [1, 2]],
  ["[{x=[1]},{x=[2]}].*.x[1]", [2]],
  ["[{x=[1,3]},{x=[2]}][*].x[0]", [1, 2]],
  ["null[*]", []],
  ['"x"[*]', ["x"]],
  ['["a"].0', "a"],
  ['"a${1}b${true}"', "a1btrue"],
  ['"%{ if true }y%{ else }n%{ endif }"', "y"],
  ['"%{ for x in ["a","b"] }${x},%{ endfor }"', "a,b,"],
  ['"%{ for i, x in ["a","b"] ~} ${i}${x} %{ endfor ~} z"', "0a 1b z"],
  ['"$${a} %%{b}"', "${a} %{b}"],
  [String.raw`"\u4e2d\t\"\\"`, '中\t"\\'],
  ["100000000000", 100000000000],
  ["1.0", 1],
  ['"${1.0}"', 1],
  ["0.1 + 0.2", 0.3],
  ['[for s in ["a"] : s if s != ""]', ["a"]],
  ["{for k, v in {a=1} : v => k}", { "1": "a" }],
  ['{for i in range(2) : "k${i}" => i}', { k0: 0, k1: 1 }],
  ["[for i in [1,2] : i * 10][1]", 20],
  ['"10" + 5', 15],
  ['!"true"', false],
  ['true && "false"', false],
  ['-"3"', -3],
  ["null == null", true],
  ['"" == null', false],
  ["[] == []", true],
  ['"${["a"][0]}"', "a"],
  ['"true" ? "a" : "b"', "a"],
  ['{ "a.b" = 1 }["a.b"]', 1],
  ["{ a = 1, b = { c = [1,2] } }.b.c[1]", 2],
  ['{ 1 = "x" }["1"]', "x"],
  ['{ 1 = "x" }[1]', "x"],
  ["[for k in keys({a=1}) : k]", ["a"]],
  // Conditional expressions nest to the right.
  ['false ? "a" : true ? "b" : "c"', "b"],
  ['true ? "a" : true ? "b" : "c"', "a"],
  ['false ? "a" : false ? "b" : false ? "c" : "d"', "d"],
  ['(false ? true : true) ? "a" : "b"', "a"],
  // Operator precedence: ! and -, then * / %, + -, comparisons, equality, &&, ||.
  ["1 + 2 == 3 && !false || false", true],
  ["-2 * -3 - -1", 7],
  ["1 < 2 == true", true],
  // Numbers: 1e5 has no point.
  ["1e5 + 2.5E-1", 100000.25],
  // Object keys are names, texts or expressions in parentheses; "=" and ":" are the same.
  ['{ a : 1, "b" = 2, (upper("c")) = 3 }', { a: 1, b: 2, C: 3 }],
  ["{\n a = 1\n b = 2,\n c = 3\n}", { a: 1, b: 2, c: 3 }],
  // Line breaks mean nothing inside of brackets and parentheses.
  ["(1\n + 2)", 3],
  ["[\n 1,\n 2,\n]", [1, 2]],
  // Heredocs keep their line ends; <<- takes the smallest indentation from every line.
  ["<<EOT\na\n  b\nEOT\n", "a\n  b\n"],
  ['<<-EOT\n    a\n\n      b\n  ${"x"}   c\n    EOT\n', "  a\n\n    b\nx   c\n"],
  ["<<-EOT\n      foo\n   \n        bar\n  EOT\n", "foo\n   \n  bar\n"],
  ['<<-EOT\n      ${"x"}\n        foo\n  EOT\n', "x\n  foo\n"],
  // No backslash escapes in a heredoc.
  ["<<EOT\na\\n${1}$${b}\nEOT\n", "a\\n1${b}\n"],
  // Strip markers remove the white space on their side, in a heredoc up to the end of the line.
  ['"a ${~ "x" ~}\\n  b ${"y" ~} z"', "axb yz"],
  [
    '<<EOT\n%{ for ip in ["1","2"] ~}\n  server ${ip}\n%{ endfor ~}\nEOT\n',
    "  server 1\n  server 2\n",
  ],
  [
    '<<-EOT\n    a\n      b ${"x" ~}\n      c\n    %{ if true ~}\n    y\n    %{ endif ~}\n    z\n    EOT\n',
    "a\n  b x      c\n    y\n    z\n",
  ],
  // A template of a single interpolation keeps the type of its value.
  ['"${[1, 2]}"', [1, 2]],
  // A text that looks like a mark, escapes, comments.
  ['"$ % # // {}"', "$ % # // {}"],
  ['"a" /* not * here */ # nor here\n', "a"],
  // Nested for with a condition on the key.
  [
    '[for k, v in { a = [1], b = [2, 3] } : [for i in v : "${k}${i}" if i != 2] if k != "a"]',
    [["b3"]],
  ],
];

const REFUSED = [
  '"a" < "b"',
  '1 ? "a" : "b"',
  '"x${null}"',
  '"${[1]} "',
  "[1][1]",
  "{ a = 1 }.b",
  '{ a = 1 }["b"]',
  "null.a",
  '"a".b',
  '1 + "a"',
  '!"a"',
  "1 / 0",
  'toset(["a"])[0]',
  '{ for v in ["a", "a"] : v => 1 }',
  '[for v in "a" : v]',
  "[for v in null : v]",
];

describe("expressions", () => {
  test.each(KNOWN)("%s", async (expression, value) => {
    expect(await valueOf(expression)).toEqual(value);
  });

  test.each(REFUSED)("refused, as by Terraform: %s", async (expression) => {
    expect(await isError(expression)).toBe(true);
  });
});

const BESIDE = `
variable "none" {}
variable "text" { type = string }
resource "tencentcloud_instance" "i" {
  name = "web"
  tag  = null
}
resource "tencentcloud_security_group" "counted" { count = 2 }
resource "tencentcloud_security_group" "maybe" { count = var.none ? 1 : 0 }
resource "tencentcloud_security_group" "each" { for_each = { x = 1, y = 2 } }
resource "tencentcloud_clb_instance" "lb" {}
data "tencentcloud_images" "d" { image_type = ["PUBLIC"] }
locals {
  a = local.b
  b = local.a
}
`;

/** A value that is not known before apply, and what is left of it. */
const UNKNOWN: readonly (readonly [rule: string, expression: string, value: unknown])[] = [
  ["an attribute set in the configuration is its value", "tencentcloud_instance.i.name", "web"],
  [
    "an attribute not set is a reference",
    "tencentcloud_instance.i.id",
    "? tencentcloud_instance.i.id",
  ],
  ["null is the same as not set", "tencentcloud_instance.i.tag", "? tencentcloud_instance.i.tag"],
  ["a data source's own argument is known", "data.tencentcloud_images.d.image_type[0]", "PUBLIC"],
  [
    "a part of an unknown names the part, then the whole",
    "tencentcloud_clb_instance.lb.clb_vips[0]",
    "? tencentcloud_clb_instance.lb.clb_vips[0], tencentcloud_clb_instance.lb.clb_vips",
  ],
  [
    "count: by index",
    "tencentcloud_security_group.counted[1].id",
    "? tencentcloud_security_group.counted[1].id",
  ],
  [
    "count: the old index",
    "tencentcloud_security_group.counted.1.id",
    "? tencentcloud_security_group.counted[1].id",
  ],
  [
    "count: splat",
    "tencentcloud_security_group.counted[*].id",
    ["? tencentcloud_security_group.counted[0].id", "? tencentcloud_security_group.counted[1].id"],
  ],
  [
    "count: the old splat",
    "tencentcloud_security_group.counted.*.id[0]",
    "? tencentcloud_security_group.counted[0].id",
  ],
  [
    "for_each: by key",
    'tencentcloud_security_group.each["y"].id',
    '? tencentcloud_security_group.each["y"].id',
  ],
  [
    "for_each: values in the order of keys",
    "values(tencentcloud_security_group.each)[*].id",
    ['? tencentcloud_security_group.each["x"].id', '? tencentcloud_security_group.each["y"].id'],
  ],
  [
    "for_each: a for expression",
    "{ for k, v in tencentcloud_security_group.each : k => v.id }",
    {
      x: '? tencentcloud_security_group.each["x"].id',
      y: '? tencentcloud_security_group.each["y"].id',
    },
  ],
  ["the number of instances is known", "length(tencentcloud_security_group.counted)", 2],
  [
    "count unknown: the instance that may be",
    "tencentcloud_security_group.maybe[0].id",
    "? tencentcloud_security_group.maybe[0].id",
  ],
  [
    "count unknown: a splat is derived",
    "one(tencentcloud_security_group.maybe[*].id)",
    "?~ tencentcloud_security_group.maybe[0].id",
  ],
  [
    "try: unknown is no error",
    'try(tencentcloud_instance.i.id, "x")',
    "? tencentcloud_instance.i.id",
  ],
  [
    "try: an instance that may not be leaves the next argument possible",
    'try(tencentcloud_security_group.maybe[0].id, "")',
    "?~ tencentcloud_security_group.maybe[0].id",
  ],
  [
    "try: a literal that is as possible leaves no bound",
    'try(tencentcloud_security_group.maybe[0].id, "sg-1")',
    "?~ is known only after apply",
  ],
  [
    "can: of an unknown is unknown",
    "can(tencentcloud_instance.i.id)",
    "?~ tencentcloud_instance.i.id",
  ],
  [
    "a text is known in part",
    '"ACCEPT#${tencentcloud_instance.i.private_ip}#80#TCP"',
    {
      parts: ["ACCEPT#", "? tencentcloud_instance.i.private_ip", "#80#TCP"],
    },
  ],
  [
    "join keeps the parts",
    'join("#", ["A", tencentcloud_instance.i.id, "B"])',
    {
      parts: ["A#", "? tencentcloud_instance.i.id", "#B"],
    },
  ],
  [
    "format keeps the parts",
    'format("%s#%s", upper("a"), tencentcloud_instance.i.id)',
    {
      parts: ["A#", "? tencentcloud_instance.i.id"],
    },
  ],
  [
    "a function of an unknown is derived",
    "lower(tencentcloud_instance.i.id)",
    "?~ tencentcloud_instance.i.id",
  ],
  [
    "an operator on an unknown is derived",
    "tencentcloud_instance.i.port + 1",
    "?~ tencentcloud_instance.i.port",
  ],
  ["an unknown condition with equal branches is known", 'var.none ? "a" : "a"', "a"],
  [
    "an unknown condition is one of both",
    'var.none ? tencentcloud_instance.i.id : ""',
    "?~ tencentcloud_instance.i.id",
  ],
  [
    "an unknown condition beside a literal bounds nothing",
    'var.none ? tencentcloud_instance.i.id : "ins-1"',
    '?~ variable "none" has no value',
  ],
  ["false decides beside an unknown", "var.none && false", false],
  ["true decides beside an unknown", "var.none || true", true],
  ["a known head decides an equality", '"sg-${var.none}" == "lb-1"', false],
  ["a variable without a value", "var.none", '? variable "none" has no value'],
  ["the length of a list with unknown elements is known", "length([var.none, 1])", 2],
  ["contains: a known element decides", 'contains([var.none, "a"], "a")', true],
  [
    "contains: else the unknown does",
    'contains([var.none, "a"], "b")',
    '?~ variable "none" has no value',
  ],
  [
    "coalesce: the id of a resource is never empty",
    'coalesce(tencentcloud_instance.i.id, "x")',
    "? tencentcloud_instance.i.id",
  ],
  [
    "element of a known list with unknown elements",
    "element([tencentcloud_instance.i.id], 3)",
    "? tencentcloud_instance.i.id",
  ],
  [
    "an undeclared variable",
    "var.zzzzz",
    '? refers to the variable "zzzzz", which is not declared',
  ],
  [
    "an undeclared resource",
    "tencentcloud_vpc.nope.id",
    "? refers to tencentcloud_vpc.nope, which is not declared",
  ],
  ["a circle", "local.a", "? refers to itself through local.a"],
  [
    "a function that is not known",
    "nope(1)",
    "?~ uses the function nope(), which is not evaluated here; did you mean one()?",
  ],
  [
    "the workspace",
    "terraform.workspace",
    "? depends on the workspace, which is not known here; set TF_WORKSPACE",
  ],
  ["after apply", "timestamp()", "? is known only after apply"],
  ["each outside of for_each", "each.key", "? uses each outside of a block with for_each"],
];

describe("unknown values", () => {
  test.each(UNKNOWN)("%s: %s", async (_, expression, value) => {
    expect(await valueOf(expression, BESIDE)).toEqual(value);
  });
});

describe("the right side of && and || is looked at only where the left one leaves it open", () => {
  test.each([
    ["true || length(null) == 0", true],
    ["false && length(null) == 0", false],
    ["var.list == null || length(var.list) == 0", true],
    ["var.list != null && length(var.list) > 0", false],
    ["false || length([1]) == 1", true],
    ["can(false || 1 / 0 == 1)", false],
    ["can(length(null) == 0 || true)", false],
    ["var.unset && false", false],
  ])("%s is %s", async (text, value) => {
    const beside = 'variable "list" {\n  default = null\n}\nvariable "unset" {\n  type = bool\n}\n';
    expect(await valueOf(text, beside)).toBe(value);
  });
});
