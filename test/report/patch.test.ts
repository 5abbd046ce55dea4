// The lines that differ: whatever the two texts are, the hunks lead from one to the other.
import fc from "fast-check";
import { expect, test } from "vitest";
import { hunksOf } from "../../src/report/line-diff.ts";
import { renderPatch } from "../../src/report/patch.ts";
import { LONG } from "../depth.ts";
import { fix } from "./sample.ts";

function patched(before: string): (hunks: ReturnType<typeof hunksOf>) => string {
  return (hunks) => {
    const lines = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    for (const { oldStart, oldCount, lines: all } of hunks.toReversed()) {
      const old = all.filter((line) => !line.startsWith("+")).map((line) => line.slice(1));
      expect(lines.slice(oldStart, oldStart + oldCount)).toEqual(old);
      lines.splice(
        oldStart,
        oldCount,
        ...all.filter((line) => !line.startsWith("-")).map((line) => line.slice(1)),
      );
    }
    return lines.join("");
  };
}

const text = fc
  .array(fc.constantFrom("a\n", "b\n", "c\r\n", "\n", "d\n"), { maxLength: 40 })
  .map((lines) => lines.join(""));
const unended = fc.tuple(text, fc.constantFrom("", "x", "y")).map((parts) => parts.join(""));

test("hunks lead from one text to the other", () => {
  fc.assert(
    fc.property(unended, unended, (before, after) => {
      expect(patched(before)(hunksOf(before, after))).toBe(after);
    }),
    { numRuns: 2000 },
  );
});

test("one changed line of many is one small hunk", () => {
  const lines = Array.from({ length: 2000 }, (_, i) => `line ${i}\n`);
  const after = lines.toSpliced(1000, 0, "new\n");
  expect(hunksOf(lines.join(""), after.join(""))).toEqual([
    {
      oldStart: 997,
      oldCount: 6,
      newStart: 997,
      newCount: 7,
      lines: [
        ...lines.slice(997, 1000).map((l) => ` ${l}`),
        "+new\n",
        ...lines.slice(1000, 1003).map((l) => ` ${l}`),
      ],
    },
  ]);
});

test("two texts without a line in common are told apart", () => {
  const lines = LONG ? 20_000 : 5_000;
  const [before, after] = ["a", "b"].map((word) =>
    Array.from({ length: lines }, (_, i) => `${word}${i}\n`).join(""),
  );
  expect(hunksOf(before!, after!)[0]).toMatchObject({ oldCount: lines, newCount: lines });
});

test("names and labels cannot end their line", () => {
  const patch = renderPatch([
    {
      name: 'a"\n.yaml',
      before: "x\n",
      after: "y\n",
      fixes: [{ fix: fix({ title: "one\n+++ b/evil\u001b[31m" }), offset: 0 }],
    },
  ]);
  expect(patch).toContain(String.raw`--- "a/a\"\012.yaml"`);
  expect(patch).not.toMatch(/^\+\+\+ b\/evil/m);
  expect(patch).not.toContain("\u001b");
});
