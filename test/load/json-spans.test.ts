import fc from "fast-check";
import { parseTree, type Node } from "jsonc-parser";
import { expect, test } from "vitest";
import { repeatedKeys, spanFinder } from "../../src/load/json-spans.ts";

test("spans of values and keys are those of a whole parse tree", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), fc.nat(3), (compact, indent) => {
      const text = JSON.stringify(JSON.parse(compact), null, indent);
      const find = spanFinder(text);
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

test("a path that leads nowhere ends at the nearest thing there is", () => {
  const text = '{ "a": [1, {"b": 2}] }';
  const find = spanFinder(text);
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
