// Texts to values with positions, and hostile texts to complaints.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LONG, runs } from "../../depth.ts";
import { misreadings, parseDocument } from "../../../src/load/text/document.ts";
import { MAX_LENGTH } from "../../../src/load/text/limits.ts";
import { isComplaints } from "../../../src/load/text/parsed.ts";
import { inside, locate, rootOf, type Key, type Place } from "../../../src/model/place.ts";
import { documentOf, refused, shown } from "../reading.ts";

const YAML = `version: 1
groups:
  - id: sg-a
    ports: [80, 08080, "443", 0x50, 80-90]
    empty:
  - { id: sg-b, note: &n some text }
more: *n
merged:
  <<: &base { x: 1, y: 2 }
  y: 3
again: { <<: [*base], z: 4 }
`;

const JSON_TEXT = `{
  "version": 1,
  "groups": [
    { "id": "sg-a", "ports": [80, "443"] }
  ]
}`;

describe("values", () => {
  test("of YAML, with aliases and merge keys followed", () => {
    expect(documentOf(YAML).value).toEqual({
      version: 1,
      groups: [
        { id: "sg-a", ports: [80, 8080, "443", 80, "80-90"], empty: null },
        { id: "sg-b", note: "some text" },
      ],
      more: "some text",
      merged: { x: 1, y: 3 },
      again: { x: 1, y: 2, z: 4 },
    });
  });

  test.each(["\uFEFF", ""])("a byte order mark (%j) and CRLF change nothing", (mark) => {
    for (const [file, text] of [
      ["a.yaml", YAML],
      ["a.json", JSON_TEXT],
    ] as const) {
      const document = documentOf(mark + text.replaceAll("\n", "\r\n"), file);
      expect(document.value).toEqual(documentOf(text, file).value);
      expect(locate(at(document.root, ["groups", 0, "id"])).line).toBe(file === "a.yaml" ? 3 : 4);
      expect(locate(at(document.root, ["version"], "key"))).toMatchObject({
        column: file === "a.yaml" ? 1 : 3,
      });
    }
  });

  test.each(["a.yaml", "a.json"])("__proto__ in %s is a key like any other", (file) => {
    const { value } = documentOf(
      '{ "__proto__": { "polluted": 1 }, "a": { "constructor": 2 } }',
      file,
    );
    expect(Object.keys(value as object)).toEqual(["__proto__", "a"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test("foreign tags and dates stay readable", () => {
    expect(documentOf("a: !Ref b\nc: 2024-11-05\nd: !x [1]").value).toEqual({
      a: "b",
      c: "2024-11-05",
      d: [1],
    });
  });
});

describe("written", () => {
  test.each([
    [["groups", 0, "ports", 0], "80"],
    [["groups", 0, "ports", 1], "08080"],
    [["groups", 0, "ports", 2], "443"],
    [["groups", 0, "ports", 3], "0x50"],
    [["groups", 0, "ports", 4], "80-90"],
    [["more"], "some text"],
    [["merged", "x"], "1"],
    [["again", "x"], "1"],
    [["groups", 0, "empty"], null],
    [["groups"], null],
    [["groups", 9, "id"], null],
    [["nothing"], null],
  ] as [Key[], string | null][])("%j is %j", (path, text) => {
    expect(documentOf(YAML).written(path)).toBe(text);
  });

  test("of JSON", () => {
    const document = documentOf(JSON_TEXT, "a.json");
    expect(document.written(["groups", 0, "ports", 0])).toBe("80");
    expect(document.written(["groups", 0, "ports", 1])).toBe("443");
    expect(document.written(["groups", 0])).toBeNull();
    expect(document.written(["constructor"])).toBeNull();
  });
});

describe("positions", () => {
  test.each([
    ["a.yaml", ["version"], "key", "1:1-1:8"],
    ["a.yaml", ["version"], "value", "1:10-1:11"],
    ["a.yaml", ["groups", 0], "value", "3:5-5:11"],
    ["a.yaml", ["groups", 0, "ports", 1], "value", "4:17-4:22"],
    ["a.yaml", ["groups", 0, "empty"], "value", "5:5-5:10"],
    ["a.yaml", ["groups", 1, "note"], "value", "6:26-6:35"],
    ["a.yaml", ["more"], "value", "6:26-6:35"],
    ["a.yaml", ["merged", "x"], "value", "9:18-9:19"],
    ["a.yaml", ["groups", 1, "missing", "deeper"], "value", "6:5-6:37"],
    ["a.yaml", ["groups", 7], "key", "3:3-7:1"],
    ["a.json", ["version"], "key", "2:3-2:12"],
    ["a.json", ["groups", 0, "ports", 1], "value", "4:35-4:40"],
    ["a.json", ["groups", 0, "missing"], "key", "4:5-4:43"],
    ["a.json", [], "value", "1:1-6:2"],
  ] as [string, Key[], "key" | "value", string][])(
    "%s %j (%s) is at %s",
    (file, path, part, expected) => {
      const { line, column, endLine, endColumn } = locate(
        at(documentOf(file === "a.yaml" ? YAML : JSON_TEXT, file).root, path, part),
      );
      expect(`${line}:${column}-${endLine}:${endColumn}`).toBe(expected);
    },
  );
});

describe("the same key twice", () => {
  test.each([
    ["a.yaml", "a: 1\nb: {c: 1, d: 2, c: 3}\na: 2\n", ['2:17 the key "c"', '3:1 the key "a"']],
    [
      "a.json",
      '{"a": 1,\n "b": [{"c": 1, "c": 2}],\n "a": 2}',
      ['2:17 the key "c"', '3:2 the key "a"'],
    ],
    ["a.yaml", "a: {<<: {x: 1}, x: 2}\nb: {x: 1}", []],
    ["a.json", '[{"a": 1}, {"a": 1}]', []],
  ])("%s %j", (file, text, expected) => {
    const found = shown(misreadings(documentOf(text, file)));
    expect(found).toEqual(
      expected.map((start) => expect.stringContaining(`${start} stands twice`)),
    );
  });

  test("the last one counts, in both formats", () => {
    expect(documentOf("a: 1\na: 2").value).toEqual({ a: 2 });
    expect(documentOf('{"a": 1, "a": 2}', "a.json").value).toEqual({ a: 2 });
  });
});

describe("syntax errors", () => {
  test.each([
    ["a: [1, 2\nb: 3", /^2:1 a .* is missing|^2:\d+ .*(not closed|missing)/],
    ['a: "open\nb: 1\n', /quoted text is not closed/],
    ["a: 1\n\tb: 2\n", /^2:\d+ a tab cannot indent/],
    ["a: b: c", /^1:4 a nested list or mapping cannot begin here/],
    ["a: @x", /^1:4 a plain value cannot begin with this character/],
    ["a: 1\n  b: 2\n", /^2:|^1:4/],
    ["a: 1\nb\nc: 2\n", /^2:1 .*expected "key: value"/],
    ['a: "\\q"', /^1:\d+ an unknown escape in double quotes/],
    ["a: *nobody", /^1:4 no anchor &nobody/],
    ["a: 1\n---\nb: 2\n", /^3:1 a second YAML document; expected one per file/],
    ["]", /^1:1 a \] or \} without its opening bracket/],
    ["a: \0", /^1:4 a NUL byte/],
  ])("%j", (text, expected) => {
    const [first] = refused(text);
    expect(first).toMatch(expected);
  });

  test("all of them are reported, one per line", () => {
    const complaints = refused('a: @x\nb: 1\nc: `y\nd: "\\q \\w"\n');
    expect(complaints.map((one) => one.split(" ")[0])).toEqual([
      "1:4",
      "3:4",
      expect.stringMatching(/^4:/),
    ]);
  });

  test.each([
    ['{"a": 1,}', /^1:9 .*"," too many/],
    ['{"a" 1}', /^1:6 expected ":"/],
    ['{\n "a": 1\n "b": 2\n}', /^3:2 a "," is missing/],
    ["{'a': 1}", /^1:2 /],
    ['{"a": [1, 2}', /^1:12 /],
    ['{"a": 1} 2', /^1:10 expected the end of the file/],
    ['// no\n{"a": 1}', /^1:1 JSON has no comments/],
    ['{"a": "\t"}', /^1:\d+ a control character/],
    ['{"a": "\\q"}', /^1:7 an unknown escape/],
    ['{"a": 1', /^1:8 a \{ is not closed/],
  ])("JSON %j", (text, expected) => {
    expect(refused(text, "a.json")[0]).toMatch(expected);
  });

  test.each(["", "  \n\n", "# only words\n", "---\n# nothing\n...\n", "---\n---\n", "\uFEFF"])(
    "%j is empty",
    (text) => {
      expect(refused(text, "empty.yml")).toEqual(["empty.yml: the file is empty"]);
    },
  );

  test("an empty JSON file is empty", () => {
    expect(refused(" \n", "a.json")).toEqual(["a.json: the file is empty"]);
  });
});

const MANY_WORDS = [
  "words",
  "a.yaml",
  "- a\n".repeat(MAX_LENGTH.yaml / 4),
  /more than 3000000 words/,
] as const;

describe("hostile texts", () => {
  const N = 20_000;
  const letters = [..."abcdefghijkl"];
  const bomb = letters
    .map(
      (c, i) =>
        `${c}: &${c} [${Array<string>(9)
          .fill(i === 0 ? "x" : `*${letters[i - 1]}`)
          .join(", ")}]`,
    )
    .join("\n");

  test.each<readonly [name: string, file: string, text: string, expected: RegExp]>([
    ["flow lists", "a.yaml", "[".repeat(N), /nested deeper than 100/],
    ["closed flow lists", "a.yaml", "[".repeat(N) + "]".repeat(N), /nested deeper than 100/],
    ["flow mappings", "a.yaml", "{a: ".repeat(N), /nested deeper than 100/],
    ["block lists", "a.yaml", "- ".repeat(N), /nested deeper than 100/],
    ["explicit keys", "a.yaml", "? ".repeat(N), /nested deeper than 100/],
    [
      "indentation",
      "a.yaml",
      Array.from({ length: 2000 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
      /nested deeper/,
    ],
    ["JSON lists", "a.json", "[".repeat(N) + "]".repeat(N), /nested deeper than 100/],
    ["JSON objects", "a.json", '{"a":'.repeat(N) + "1" + "}".repeat(N), /nested deeper than 100/],
    ["JSON after an open text", "a.json", `"\n${"[".repeat(N)}`, /nested deeper than 100/],
    ["an alias bomb", "a.yaml", bomb, /the aliases up to here repeat more than/],
    [
      "aliases in a chain",
      "a.yaml",
      `a: &a0 [1]\n${Array.from({ length: N }, (_, i) => `a${i}: &a${i + 1} [*a${i}]\n`).join("")}`,
      /this alias nests/,
    ],
    ["an alias in itself", "a.yaml", "a: &a { b: *a }", /\*a stands inside the value it repeats/],
    ["documents", "a.yaml", "---\n".repeat(N), /a second YAML document|is empty/],
    ["commas", "a.yaml", `[${",".repeat(N)}]`, /"," without an element/],
    ["brackets", "a.yaml", "]\n".repeat(N), /without its opening bracket/],
    // Eight megabytes to the end: seconds.
    ...(LONG ? [MANY_WORDS] : []),
    [
      "length",
      "a.yaml",
      "#".repeat(MAX_LENGTH.yaml + 1),
      /too large: 9 MiB, at most 8 MiB of YAML/,
    ],
    [
      "JSON length",
      "a.json",
      " ".repeat(MAX_LENGTH.json + 1),
      /too large: 65 MiB, at most 64 MiB of JSON/,
    ],
  ])("%s", (_, file, text, expected) => {
    const complaints = refused(text, file);
    expect(complaints[0]).toMatch(expected);
    expect(complaints.length).toBeLessThanOrEqual(200);
  });

  test("a hundred levels are read", () => {
    const levels = 98;
    expect(documentOf("[".repeat(levels) + "]".repeat(levels)).value).toHaveLength(1);
    expect(documentOf("[".repeat(levels) + "]".repeat(levels), "a.json").value).toHaveLength(1);
  });

  test("JSON means the same when it is read as YAML", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, noUnicodeString: false }), (value) => {
        const text = JSON.stringify({ value }, null, 1);
        expect(documentOf(text).value).toEqual(JSON.parse(text));
        expect(documentOf(text, "a.json").value).toEqual(JSON.parse(text));
      }),
      { numRuns: runs(500) },
    );
  });

  test("no text throws, whatever its bytes are", () => {
    const marks = fc.constantFrom(
      ..."{}[]:,-?&*!|>'\"%@`#\n\r\t \\~<=0a\0\u0002\u001f\uFEFF\ud800é",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(marks, { maxLength: 60 }).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(text, fc.constantFrom("a.yaml", "a.json"), (one, file) => {
        const document = parseDocument(file, one);
        if (isComplaints(document)) {
          expect(document.length).toBeGreaterThan(0);
          for (const { place } of document)
            if (place) expect(locate(place).line).toBeGreaterThan(0);
        } else {
          expect(JSON.stringify(document.value)).toBeTypeOf("string");
          expect(locate(document.root).line).toBeGreaterThan(0);
          misreadings(document);
        }
      }),
      { numRuns: runs(3000, 200) },
    );
  });
});

function at(root: Place, path: readonly Key[], part: "key" | "value" = "value"): Place {
  return path.reduce(
    (place, key, i) => inside(place, key, i === path.length - 1 ? part : "value"),
    rootOf(root.source),
  );
}
