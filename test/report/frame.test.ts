import { expect, test } from "vitest";
import type { Mark } from "../../src/model/finding.ts";
import { frame } from "../../src/report/frame.ts";
import { printRows } from "../../src/report/style.ts";
import { displayWidth } from "../../src/report/width.ts";
import { DROP, mark, NINE, POLICIES, sourceOf } from "./sample.ts";

function draw(primary: Mark, related: Mark[] = [], width = 80): string {
  return printRows(frame(primary, related, "error", width).rows, false);
}

test("distant lines have a gap, a gap of one line is filled", () => {
  const source = sourceOf("sg.yaml", "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\n");
  expect(
    draw(mark(source, "f: 6", "here"), [mark(source, "a: 1", "one"), mark(source, "c: 3", "two")]),
  ).toMatchInlineSnapshot(`
      " --> sg.yaml:6:1
        |
      1 | a: 1
        | ---- one
      2 | b: 2
      3 | c: 3
        | ---- two
      ...
      6 | f: 6
        | ^^^^ here
        |
      "
    `);
});

test("two marks of one line, and an empty span", () => {
  const source = sourceOf("sg.yaml", `from: "" # to: x`);
  const empty: Mark = {
    place: {
      source: { ...source, span: () => ({ start: 7, end: 7 }) },
      parent: null,
      key: null,
      part: "value",
    },
    label: "no source",
  };
  expect(draw(empty)).toMatchInlineSnapshot(`
    " --> sg.yaml:1:8
      |
    1 | from: "" # to: x
      |        ^ no source
      |
    "
  `);
  expect(draw(mark(source, "to: x", "second"), [mark(source, "from", "first")]))
    .toMatchInlineSnapshot(`
    " --> sg.yaml:1:12
      |
    1 | from: "" # to: x
      | ---- first
      |            ^^^^^ second
      |
    "
  `);
});

test("an element of a few lines is shown whole, its first line is marked", () => {
  const text =
    "ingress:\r\n  - action: DROP\r\n    source: 0.0.0.0/0\r\n    protocol: TCP\r\negress: []\r\n";
  const source = sourceOf("sg.yaml", text);
  const policy = "action: DROP\r\n    source: 0.0.0.0/0\r\n    protocol: TCP\r\n";
  expect(draw(mark(source, policy, "policy 0 drops it"))).toMatchInlineSnapshot(`
    " --> sg.yaml:2:5
      |
    2 |   - action: DROP
      |     ^^^^^^^^^^^^ policy 0 drops it
    3 |     source: 0.0.0.0/0
    4 |     protocol: TCP
      |
    "
  `);
});

test("a long element behind a lone bracket shows what it begins with", () => {
  const fields = Array.from({ length: 12 }, (_, i) => `    "Field${i}": ${i}`).join(",\n");
  const source = sourceOf("dump.json", `[\n  {\n${fields}\n  }\n]\n`);
  expect(draw(mark(source, `{\n${fields}\n  }`, "policy 0"))).toMatchInlineSnapshot(`
    " --> dump.json:2:3
      |
    2 |   {
      |   ^ policy 0
    3 |     "Field0": 0,
    4 |     "Field1": 1,
    5 |     "Field2": 2,
      |
    "
  `);
});

test("a mark in another file follows with its own head", () => {
  const one = sourceOf("sg.yaml", POLICIES);
  const two = sourceOf("more/sg.yaml", "x\ny\n");
  expect(draw(mark(one, DROP, "policy 2 drops it"), [mark(two, "y", "named here")]))
    .toMatchInlineSnapshot(`
    "  --> sg.yaml:17:9
       |
    17 |       - { action: DROP, source: 0.0.0.0/0 }
       |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ policy 2 drops it
       |
      ::: more/sg.yaml:2:1
       |
    2  | y
       | - named here
       |
    "
  `);
});

test("tabs and controls take the cells that are printed", () => {
  const source = sourceOf("sg.yaml", "\t- { id:\tsg-\u001b[2J, 名: 后端 }");
  expect(draw(mark(source, "后端", "名字"), [mark(source, "sg-\u001b[2J", "id")]))
    .toMatchInlineSnapshot(`
    " --> sg.yaml:1:22
      |
    1 |     - { id: sg-\\u{1b}[2J, 名: 后端 }
      |             ------------ id
      |                               ^^^^ 名字
      |
    "
  `);
});

test("of a line that is too long only the part around each mark is shown", () => {
  const filler = "x".repeat(5_000_000);
  const source = sourceOf(
    "dump.json",
    `{"Pad":"${filler}","In":[{"Action":"ACCEPT"},${"{},".repeat(99)}{"Action":"DROP"}]}`,
  );
  const shown = draw(
    mark(source, `{"Action":"DROP"}`, "policy 100 drops it"),
    [mark(source, `{"Action":"ACCEPT"}`, "policy 0 admits it")],
    60,
  );
  expect(shown).toMatchInlineSnapshot(`
    " --> dump.json:1:5000334
      |
    1 | …xxxxxxxxx","In":[{"Action":"ACCEPT"},{},{},{},{},{},{}…
      |                   ------------------- policy 0 admits it
    1 | …},{},{},{},{},{},{},{},{},{},{},{},{"Action":"DROP"}]}
      |                                     ^^^^^^^^^^^^^^^^^
      |                 policy 100 drops it
      |
    "
  `);
});

test("a mark wider than the frame is cut with its line", () => {
  const source = sourceOf("sg.yaml", POLICIES);
  expect(draw(mark(source, NINE, "policy 0 admits 9.0.0.0/8 and nothing else"), [], 50))
    .toMatchInlineSnapshot(`
    "  --> sg.yaml:13:9
       |
    13 | …{ action: ACCEPT, source: 9.0.0.0/8, protoc…
       |  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |  policy 0 admits 9.0.0.0/8 and nothing else
       |
    "
  `);
});

test.each([40, 60, 80, 120])("no row of the frame is wider than %i", (width) => {
  const text = `a: "${"安全组 ".repeat(60)}"\n\t\tb: ${"word ".repeat(80)} 👨‍👩‍👧\n`;
  const source = sourceOf("sg.yaml", text);
  const label =
    "这个策略 never matches, since policy 0 has decided every packet 已经拒绝了所有的数据包";
  const rows = draw(mark(source, "👨‍👩‍👧", label), [mark(source, "安全组", label)], width).split("\n");
  for (const row of rows) expect(displayWidth(row)).toBeLessThanOrEqual(width);
});
