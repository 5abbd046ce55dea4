// Text that is meant to hurt: deep nesting, huge files, values that double, circles, random damage. Nothing may
// throw, hang or take the memory of the machine.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LONG, runs, some } from "../../depth.ts";
import { hclParser } from "../../../src/load/terraform/hcl/syntax/parse.ts";
import { hopelessIn } from "../../../src/load/terraform/hcl/syntax/hopeless.ts";
import { locate } from "../../../src/model/place.ts";
import { evaluated, plain, resource } from "./hcl-values.ts";
import { damaged, SEEDS } from "../../fuzz/hcl-damage.ts";

const DEEP = 20_000;
const around = (value: string) => `resource "a" "b" {\n  x = ${value}\n}\n`;
const times = (text: string, count = DEEP) => text.repeat(count);

const NESTED: readonly (readonly [name: string, text: string])[] = [
  ["parentheses", around(`${times("(")}1${times(")")}`)],
  ["open parentheses", around(times("("))],
  ["brackets", around(`${times("[")}${times("]")}`)],
  ["open brackets", around(times("["))],
  ["objects", around(`${times("{a=")}1${times("}")}`)],
  ["blocks", `${times("a {\n")}${times("}\n")}`],
  ["open blocks", times("a {\n")],
  ["templates", around(`${times('"${')}1${times('}"')}`)],
  ["calls", around(`${times("f(")}${times(")")}`)],
  ["negations", around(`${times("!")}true`)],
  ["sums", around(Array.from({ length: DEEP }, () => "1").join(" + "))],
  ["conditionals", around(`${times("true ? 1 : ")}2`)],
];

describe("20,000 levels of", () => {
  test.each(NESTED)("%s: a complaint", async (_, text) => {
    const stack = await evaluated({ "main.tf": text });
    expect(stack.complaints.length).toBeGreaterThan(0);
    expect(stack.resources).toEqual([]);
  });

  test.each([
    ["attributes", `a${times(".b")}`],
    ["indexes", `a${times("[0]")}`],
  ])("%s: a notice", async (_, value) => {
    const stack = await evaluated({ "main.tf": around(value) });
    expect(stack.notices).toEqual([
      "main.tf:2: this value refers to other values too many times in a row to be evaluated here",
    ]);
  });

  test("JSON: a complaint", async () => {
    const stack = await evaluated({ "main.tf.json": times('{"resource":') });
    expect(stack.complaints).toHaveLength(1);
  });
});

describe("size", () => {
  test("10 MB are refused", async () => {
    const stack = await evaluated({ "main.tf": times(around("1"), 370_000) });
    expect(stack.complaints.map(({ message, file }) => [message, file])).toEqual([
      ["the file is too large: 11 MiB, at most 1 MiB of Terraform are read; split it", "main.tf"],
    ]);
  });

  test("of the texts of JSON, as much is parsed as of a file of Terraform", async () => {
    const text = (name: string) => `"${name}": {"b": {"x": "\${f(/*${times("x", 600_000)}*/1)}"}}`;
    const json = (...names: string[]) => `{"resource": {\n${names.map(text).join(",\n")}\n}}`;
    expect(await evaluated({ "main.tf.json": json("a") })).toMatchObject({ complaints: [] });
    const { complaints, resources } = await evaluated({ "main.tf.json": json("a", "b") });
    expect(resources).toEqual([]);
    expect(complaints.map(({ message, place }) => [message, place && locate(place).line])).toEqual([
      [
        "the expressions of this file are too large: at most 1 MiB of them are read; split the file here",
        3,
      ],
    ]);
  });

  test("much nonsense", async () => {
    const stack = await evaluated({ "main.tf": times('@#$%^&*( {{{ "', LONG ? 30_000 : 3_000) });
    expect(stack.complaints.length).toBeGreaterThan(0);
  });
});

describe("very much of", () => {
  const MEGABYTE = 2 ** (LONG ? 20 : 17);
  const filled = (text: string) => text.repeat(Math.floor(MEGABYTE / text.length));

  test.each(['"', "${", "%{", "%{x}", '"x" ', '"x"\n', '"${', "a = 'b'\n", "[", "a {\n", "}", "@"])(
    "%j: one complaint",
    async (text) => {
      const { complaints } = (await hclParser()).file("a.tf", filled(text));
      expect(complaints).toHaveLength(1);
    },
  );

  test.each([
    ["a = f(", " \n"],
    ["a = [1,", "\n"],
    ["a = ", " "],
    ['a = "${', "\t"],
    ["a ", " "],
  ])("blanks behind %j, %j: one complaint", async (text, blank) => {
    for (const end of ["", " 1"]) {
      const { complaints } = (await hclParser()).file("a.tf", text + blank.repeat(300_000) + end);
      expect(complaints).toHaveLength(1);
    }
  });

  test("blanks in many rows: one complaint", async () => {
    const text = `a = [\n${`${" ".repeat(3000)}1,\n`.repeat(20)}]\n`;
    expect((await hclParser()).file("a.tf", text).complaints).toHaveLength(1);
  });

  test("templates in JSON: one complaint", async () => {
    const json = JSON.stringify({ locals: { a: filled("%{x}").slice(1) } });
    expect((await evaluated({ "a.tf.json": json })).complaints).toHaveLength(1);
  });

  test.each(some([...SEEDS.entries()], 4))("what is sound, %i: none", (_, seed) => {
    expect(hopelessIn(filled(seed))).toBeNull();
  });

  test.each([
    'a = {\n  "x" = 1, y : 2\n  (z) = 3\n}\n',
    'a = "x\\"y" # "x" "y" "z" {\n/* "x" "y" ( */\n',
    'a = <<E\n  "x" "y" ( [ } $${ %%%{ \\ \n ${ <<F\n x\n F\n} E\nE\n',
    "a = [for k, v in b : v if !c]\nd = { for v in b : v => v... }\n",
    'a = "%{ if b ~}c%{ else }${d["e"]}%{ endif }%{ for f, g in h }i%{ endfor }"\n',
    `\n${" ".repeat(20_000)}a = 1 # ${" ".repeat(20_000)}\nb = "${" ".repeat(20_000)}"\n`,
    `a = [\n${" ".repeat(800)}1]\n`.repeat(50) + " ".repeat(MEGABYTE),
    'a "b" "c" {}\nd { e = f(1, 2...)[0].*.g }\n',
    "a = b ? c : -d % 2 - 1.5e3\ne = f.0.g[*].h\r\n",
    "a = (\n  b\n  + c\n)\n\tfor = in\n",
  ])("what is sound, %#: none", (text) => {
    expect(hopelessIn(filled(text))).toBeNull();
  });
});

/** `a1` is made of two `a0`, and so on: 2^60 of them at the end. */
function doubling(first: string, next: (name: string) => string): string {
  const lines = Array.from({ length: 60 }, (_, i) => `  a${i + 1} = ${next(`local.a${i}`)}\n`);
  return `locals {\n  a0 = ${first}\n${lines.join("")}}\n`;
}

describe("values that grow", () => {
  test.each([
    ["texts", doubling('"xxxxxxxx"', (name) => `"\${${name}}\${${name}}"`), "local.a60"],
    ["lists", doubling("[1]", (name) => `concat(${name}, ${name})`), "local.a60"],
    ["flattened", doubling("[1]", (name) => `[${name}, ${name}]`), "flatten(local.a60)"],
    ["as JSON", doubling("[1]", (name) => `[${name}, ${name}]`), "jsonencode(local.a60)"],
    ["as a set", doubling("[1]", (name) => `[${name}, ${name}]`), "toset([local.a60, local.a59])"],
    ["compared", doubling("[1]", (name) => `[${name}, ${name}]`), "local.a60 == local.a59"],
    [
      "loops",
      "",
      "[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a * b * c]]]",
    ],
    ["products", "", "setproduct(range(1000), range(1000), range(1000))"],
  ])("%s", async (_, beside, value) => {
    const stack = await evaluated({ "main.tf": `${beside}${around(`[${value}]`)}` });
    expect(stack.resources).toHaveLength(1);
  });

  test.each([
    ["nested repeats", "(a+)+$"],
    ["equal alternatives", "(a|a)*b"],
    ["optional repeats", "(a?){50}a{50}"],
    ["bounded repeats in each other", "((a{1,30}){1,30}){1,30}b"],
    ["many repeats", "a*a*a*a*a*a*a*a*a*a*a*b"],
    ["dots", ".*.*.*.*.*.*.*.*=.*"],
    ["back-references", "(a)\\\\1"],
  ])("regular expressions, %s: not evaluated", async (_, pattern) => {
    const text = around(`can(regex("${pattern}", "${times("a", 60)}!"))`);
    const stack = await evaluated({ "main.tf": text });
    expect(plain(resource(stack, "a.b").body)).toEqual({
      x: "?~ has a regular expression that is not evaluated here",
    });
  });

  test("a module that calls itself twice", async () => {
    const call = (name: string) => `module "${name}" {\n  source = "./"\n}\n`;
    const stack = await evaluated({ "main.tf": call("m") + call("n") });
    expect(stack.gaps).toHaveLength(2);
  });

  test("a hundred million instances", async () => {
    const stack = await evaluated({
      "main.tf": 'module "m" {\n  source = "./m"\n  count  = 10000\n}\n',
      "m/a.tf": 'resource "a" "b" {\n  count = 10000\n}\n',
    });
    expect(stack.resources.length).toBeLessThanOrEqual(200_000);
    expect(stack.gaps).toHaveLength(1);
  });

  test("names of object prototypes are names like any other", async () => {
    const stack = await evaluated({
      "main.tf":
        'resource "__proto__" "constructor" {\n  __proto__ = 1\n  x = { __proto__ = 2 }.__proto__\n}\nlocals {\n  toString = 1\n}\n',
    });
    expect(resource(stack, "__proto__.constructor").body.entries.get("x")).toMatchObject({
      value: 2,
    });
  });
});

describe("random damage", () => {
  test("never throws, and every complaint and place lies in its text", async () => {
    await hclParser();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(SEEDS.length - 1),
        fc.array(fc.nat(1_000_000), { minLength: 3, maxLength: 30 }),
        async (i, numbers) => {
          const text = damaged(SEEDS[i]!, numbers);
          const stack = await evaluated({
            "main.tf": text,
            "other.tf": SEEDS[(i + 1) % SEEDS.length]!,
          });
          for (const { place, message } of stack.complaints) {
            expect(message).not.toMatch(/undefined|NaN|\[object/);
            if (place)
              expect(locate(place).line).toBeLessThanOrEqual(
                Math.max(...[text, ...SEEDS].map((one) => one.split("\n").length)),
              );
          }
          for (const { place, body } of stack.resources) {
            locate(place);
            plain(body);
          }
        },
      ),
      { numRuns: runs(1500) },
    );
  });

  test("any text at all", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 200 }), async (text) => {
        const stack = await evaluated({
          "main.tf": text,
          "a.auto.tfvars": text,
          "b.tf.json": text,
        });
        expect(Array.isArray(stack.resources)).toBe(true);
      }),
      { numRuns: runs(500, 40) },
    );
  });
});
