// Line algebra against a model that cannot be wrong: one boolean per point of a small universe.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../depth.ts";
import {
  covers,
  sameLine,
  fromIntervals,
  meetLines,
  intervalsOf,
  overlaps,
  subtractLines,
  uniteLines,
  type Line,
} from "../../src/net/line.ts";

const SIZE = 14;
const TOP_V6 = 1n << 128n;
type Bits = readonly boolean[];

const bits = fc.array(fc.boolean(), { minLength: SIZE, maxLength: SIZE });

function boundaries(of: Bits): number[] {
  const out: number[] = [];
  for (let i = 0; i <= SIZE; i++) if ((of[i] ?? false) !== (of[i - 1] ?? false)) out.push(i);
  return out;
}

/** The same small universe in three places: as numbers, as bigints, and at the far end of IPv6. */
const places: [string, (x: number) => number | bigint][] = [
  ["numbers", (x) => x],
  ["bigints", (x) => BigInt(x)],
  ["the last addresses of IPv6", (x) => TOP_V6 - BigInt(SIZE - x)],
];

const operations: [
  string,
  (a: Line<never>, b: Line<never>) => Line<never>,
  (x: boolean, y: boolean) => boolean,
][] = [
  ["intersect", meetLines, (x, y) => x && y],
  ["union", uniteLines, (x, y) => x || y],
  ["subtract", subtractLines, (x, y) => x && !y],
];

describe.each(places)("sets of %s", (_place, at) => {
  const line = (of: Bits) => boundaries(of).map(at) as unknown as Line<never>;

  test.each(operations)("%s agrees with a bit set", (_, run, bit) => {
    fc.assert(
      fc.property(bits, bits, (a, b) => {
        expect(run(line(a), line(b))).toEqual(line(a.map((x, i) => bit(x, b[i]!))));
      }),
      { numRuns: runs(1500, 300) },
    );
  });

  test("overlaps, covers and equal agree with a bit set", () => {
    fc.assert(
      fc.property(bits, bits, (a, b) => {
        expect(overlaps(line(a), line(b))).toBe(a.some((x, i) => x && b[i]));
        expect(covers(line(a), line(b))).toBe(b.every((x, i) => !x || a[i]));
        expect(sameLine(line(a), line(b))).toBe(a.every((x, i) => x === b[i]));
        const part = a.map((x, i) => x && b[i]!);
        expect(covers(line(a), line(part))).toBe(true);
        expect(sameLine(line(a), line([...a]))).toBe(true);
      }),
      { numRuns: runs(1500, 300) },
    );
  });

  test("fromIntervals takes any order, overlaps, neighbours and empty intervals; intervalsOf is its inverse", () => {
    const interval = fc.tuple(fc.nat(SIZE), fc.nat(SIZE));
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 7 }), (list) => {
        const model = Array.from({ length: SIZE }, (_, i) =>
          list.some(([lo, hi]) => lo <= i && i < hi),
        );
        const made = fromIntervals(
          list.map(([lo, hi]) => [at(lo), at(hi)] as unknown as [never, never]),
        );
        expect(made).toEqual(line(model));
        expect(intervalsOf(made).flat()).toEqual(made);
        expect(fromIntervals(intervalsOf(made))).toEqual(made);
      }),
      { numRuns: runs(1500, 300) },
    );
  });
});

test("long sets and short ones, far apart or interleaved", () => {
  const END = 1500;
  const set = (maxLength: number) =>
    fc
      .uniqueArray(fc.nat(END), { maxLength, size: "max" })
      .map((ends) => ends.toSorted((x, y) => x - y).slice(ends.length % 2));
  const sets = fc.oneof(set(4), set(500));
  const holds = (line: Line<number>) => {
    const marks = new Set(line);
    let inside = false;
    return Array.from({ length: END }, (_, x) => (inside = marks.has(x) ? !inside : inside));
  };
  fc.assert(
    fc.property(sets, sets, (a, b) => {
      const [x, y] = [holds(a), holds(b)];
      expect(holds(meetLines(a, b))).toEqual(x.map((in1, i) => in1 && y[i]));
      expect(holds(uniteLines(a, b))).toEqual(x.map((in1, i) => in1 || y[i]));
      expect(holds(subtractLines(a, b))).toEqual(x.map((in1, i) => in1 && !y[i]));
      for (const out of [meetLines(a, b), uniteLines(a, b), subtractLines(a, b)])
        expect(out.length % 2 === 0 && out.every((end, i) => i === 0 || out[i - 1]! < end)).toBe(
          true,
        );
      expect(overlaps(a, b)).toBe(x.some((in1, i) => in1 && y[i]));
    }),
    { numRuns: 150 },
  );
});

test("operations leave their arguments alone", () => {
  const [a, b] = [Object.freeze([0, 5, 8, 9]), Object.freeze([3, 8])] as [number[], number[]];
  expect([meetLines(a, b), uniteLines(a, b), subtractLines(a, b)]).toEqual([
    [3, 5],
    [0, 9],
    [0, 3, 8, 9],
  ]);
  const intervals = Object.freeze([
    [4, 6],
    [1, 2],
  ] as [number, number][]);
  expect(fromIntervals(intervals)).toEqual([1, 2, 4, 6]);
});

test.each([
  ["IPv4", 0, 2 ** 32 - 1, 2 ** 32],
  ["services", 0, 256 * 65536 - 1, 256 * 65536],
])("the first and the last point of %s", (_, first, last, end) => {
  const all: Line<number> = [first, end];
  expect(subtractLines(all, [first, first + 1])).toEqual([first + 1, end]);
  expect(subtractLines(all, [last, end])).toEqual([first, last]);
  expect(uniteLines([first, last], [last, end])).toEqual(all);
  expect(meetLines(all, [last, end])).toEqual([last, end]);
  expect(subtractLines(all, all)).toEqual([]);
  expect(overlaps([first, last], [last, end])).toBe(false);
});

test("bigints beyond double precision stay apart", () => {
  const last = TOP_V6 - 1n;
  expect(subtractLines([0n, TOP_V6], [last, TOP_V6])).toEqual([0n, last]);
  expect(overlaps([0n, last], [last, TOP_V6])).toBe(false);
  expect(covers([0n, last], [0n, TOP_V6])).toBe(false);
  expect(meetLines([last - 1n, TOP_V6], [last, TOP_V6])).toEqual([last, TOP_V6]);
});
