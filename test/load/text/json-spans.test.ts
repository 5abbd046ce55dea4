import fc from "fast-check";
import { parseTree, type Node } from "jsonc-parser";
import { expect, test } from "vitest";
import {
  nestingOf,
  repeatedKeys,
  spanFinder,
  type Nesting,
} from "../../../src/load/text/json-spans.ts";

const finderOf = (text: string) => spanFinder(text, nestingOf(text, 100) as Nesting);

test("spans of values and keys are those of a whole parse tree", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), fc.nat(3), (compact, indent) => {
      const text = JSON.stringify(JSON.parse(compact), null, indent);
      const find = finderOf(text);
      const compare = (node: Node, path: (string | number)[]): void => {
        expect(find(path, "value"), path.join("/")).toEqual({
          start: node.offset,
          end: node.offset + node.length,
        });
        for (const [i, child] of (node.children ?? []).entries()) {
          if (node.type === "array") compare(child, [...path, i]);
          else {
            const [key, value] = child.children as [Node, Node];
            const to = [...path, String(key.value)];
            expect(find(to, "key")).toEqual({ start: key.offset, end: key.offset + key.length });
            compare(value, to);
          }
        }
      };
      compare(parseTree(text)!, []);
    }),
  );
});

test.each([
  ["[[1]]", 2, { opens: [0, 1], ends: [5, 4] }],
  ["[[1]]", 1, 1],
  ['["[[", {"]": []}]', 3, { opens: [0, 7, 13], ends: [17, 16, 15] }],
  ['"[\n[', 1, { opens: [3], ends: [4] }],
  ["]}[", 1, { opens: [2], ends: [3] }],
])("the nesting of %j, at most %i levels", (text, limit, expected) => {
  expect(nestingOf(text, limit)).toEqual(expected);
});

test("a path that leads nowhere ends at the nearest thing there is", () => {
  const text = '{ "a": [1, {"b": 2}] }';
  const find = finderOf(text);
  const at = (path: (string | number)[]) => {
    const { start, end } = find(path, "value");
    return text.slice(start, end);
  };
  expect(at(["a", 1, "c", "d"])).toBe('{"b": 2}');
  expect(at(["x"])).toBe(text);
});

test.each([
  ['{"a":1,"a":2}', ["a"]],
  ['{"a":{"b":1},"b":{"b":2,"c":"b","b":3}}', ["b"]],
  ['{"a":"a","b":["a","a"]}', []],
  [String.raw`{"\u0061":1,"a":2,"q\"":1,"q\"":2}`, ["a", 'q"']],
])("repeated keys of %s", (text, names) => {
  expect(repeatedKeys(text).map(({ name }) => name)).toEqual(names);
});
