// Packet sets against a model that cannot be wrong: one bit per packet of a universe of 4 IPv4 addresses,
// 3 IPv6 addresses and 4 services.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../depth.ts";
import { fromIntervals, type Line } from "../../src/net/line.ts";
import {
  block,
  blocksOverlap,
  intersect,
  isEmpty,
  isEmptyBlock,
  isSubset,
  meetBlocks,
  NO_TRAFFIC,
  sameTraffic,
  subtract,
  subtractBlock,
  union,
  type Block,
  type Traffic,
} from "../../src/net/traffic.ts";
import { EVERY_IPV4, EVERY_IPV6 } from "../../src/net/address.ts";
import { EVERY_SERVICE } from "../../src/net/service.ts";

const [V4, V6, SERVICES] = [4, 3, 4];
const EVERYTHING = 2 ** ((V4 + V6) * SERVICES) - 1;

const holds = (line: Line<number> | Line<bigint>, x: number) =>
  [...line].filter((end) => end <= x).length % 2 === 1;

/** The packets of a block as a bit mask. */
function bitsOf(one: Block): number {
  let bits = 0;
  for (let a = 0; a < V4 + V6; a++)
    for (let s = 0; s < SERVICES; s++)
      if ((a < V4 ? holds(one.v4, a) : holds(one.v6, a - V4)) && holds(one.services, s))
        bits |= 1 << (a * SERVICES + s);
  return bits;
}

/** The packets of a set; fails where blocks overlap or one is empty, which no result may hold. */
function packets(traffic: Traffic): number {
  let bits = 0;
  for (const one of traffic) {
    const own = bitsOf(one);
    expect(own, "an empty block").not.toBe(0);
    expect(bits & own, "blocks that overlap").toBe(0);
    bits |= own;
  }
  return bits;
}

function points(mask: number, size: number): Line<number> {
  return fromIntervals(
    Array.from({ length: size }, (_, i) => [i, (mask >> i) & 1 ? i + 1 : i] as const),
  );
}

const blocks = fc
  .tuple(fc.nat(2 ** V4 - 1), fc.nat(2 ** V6 - 1), fc.nat(2 ** SERVICES - 1))
  .map(([v4, v6, services]) =>
    block({ v4: points(v4, V4), v6: points(v6, V6).map(BigInt) }, points(services, SERVICES)),
  );
const sets: fc.Arbitrary<Traffic> = fc
  .array(blocks, { maxLength: 4 })
  .map((list) => list.reduce<Traffic>((sum, one) => union(sum, [one]), NO_TRAFFIC));

const run = { numRuns: runs(1500, 150) };

describe("blocks", () => {
  test("overlap, cover, meet and subtract agree with bits", () => {
    fc.assert(
      fc.property(blocks, blocks, (a, b) => {
        const [x, y] = [bitsOf(a), bitsOf(b)];
        expect(isEmptyBlock(a)).toBe(x === 0);
        expect(blocksOverlap(a, b)).toBe((x & y) !== 0);
        expect(bitsOf(meetBlocks(a, b))).toBe(x & y);
        if (x !== 0) expect(packets(subtractBlock(a, b))).toBe(x & ~y);
      }),
      run,
    );
  });
});

describe("sets", () => {
  test("union, intersection, difference, comparison agree with bits", () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const [x, y] = [packets(a), packets(b)];
        expect(packets(union(a, b))).toBe(x | y);
        expect(packets(intersect(a, b))).toBe(x & y);
        expect(packets(subtract(a, b))).toBe(x & ~y);
        expect(isEmpty(a)).toBe(x === 0);
        expect(isSubset(a, b)).toBe((x & ~y) === 0);
        expect(sameTraffic(a, b)).toBe(x === y);
      }),
      run,
    );
  });

  test("laws", () => {
    const all: Traffic = [block({ v4: [0, V4], v6: [0n, BigInt(V6)] }, [0, SERVICES])];
    expect(packets(all)).toBe(EVERYTHING);
    const not = (a: Traffic) => subtract(all, a);
    fc.assert(
      fc.property(sets, sets, sets, (a, b, c) => {
        const broken: string[] = [];
        const same = (x: Traffic, y: Traffic, law: string) => {
          if (!sameTraffic(x, y)) broken.push(law);
        };
        same(union(a, b), union(b, a), "union commutes");
        same(intersect(a, b), intersect(b, a), "intersection commutes");
        same(union(a, a), a, "union is idempotent");
        same(intersect(a, a), a, "intersection is idempotent");
        same(union(subtract(a, b), intersect(a, b)), a, "a set is parted by another");
        same(intersect(subtract(a, b), b), NO_TRAFFIC, "its parts are disjoint");
        same(not(union(a, b)), intersect(not(a), not(b)), "de Morgan");
        same(not(intersect(a, b)), union(not(a), not(b)), "de Morgan");
        same(not(not(a)), a, "complement twice");
        same(subtract(a, union(b, c)), subtract(subtract(a, b), c), "subtraction in steps");
        same(intersect(a, union(b, c)), union(intersect(a, b), intersect(a, c)), "distribution");
        expect(broken).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("empty blocks mean nothing, wherever they come from", () => {
    const hollow: Block[] = [
      block({ v4: [], v6: [] }, [0, 1]),
      block({ v4: [0, 4], v6: [0n, 3n] }, []),
    ];
    const one = block({ v4: [0, 1], v6: [] }, [0, 1]);
    expect(isEmpty(hollow)).toBe(true);
    expect(union(hollow, hollow)).toEqual([]);
    expect(subtract([...hollow, one], hollow)).toEqual([one]);
    expect(intersect([...hollow, one], [one, ...hollow])).toEqual([one]);
    expect(sameTraffic(hollow, NO_TRAFFIC)).toBe(true);
  });
});

test("IPv4 and IPv6 never meet", () => {
  const four = block(EVERY_IPV4, EVERY_SERVICE);
  const six = block(EVERY_IPV6, EVERY_SERVICE);
  expect(blocksOverlap(four, six)).toBe(false);
  expect(intersect([four], [six])).toEqual([]);
  expect(subtract([six], [four])).toEqual([six]);
  const dual = union([four], [six]);
  expect(sameTraffic(subtract(dual, [four]), [six])).toBe(true);
});
