// The fewest policies: against brute force on universes of eight addresses and two ports, and by hand.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../depth.ts";
import { fewestCovers } from "../../src/fix/cover.ts";
import { parseMember, type AddressRange } from "../../src/net/address.ts";
import { parseService, servicePort, servicePorts } from "../../src/net/service.ts";
import {
  block,
  isSubset,
  NO_TRAFFIC,
  union,
  type Block,
  type Traffic,
} from "../../src/net/traffic.ts";

const PORTS = servicePorts("tcp", 80, 81);

/** Universe: eight neighbouring addresses x ports 80 and 81, one bit each. */
function universe(base: string, bits: number, last: (i: number) => string) {
  const cells = Array.from({ length: 8 }, (_, i) =>
    [80, 81].map((port) => block(range(last(i)).set, servicePort("tcp", port))),
  ).flat();
  const whole = range(`${base}/${bits - 3}`);
  const candidates = [0, 1, 2, 3].flatMap((level) =>
    Array.from({ length: 1 << level }, (_, i) => i * (8 >> level)).flatMap((first) =>
      [1, 2, 3].map((ports) =>
        Array.from({ length: 8 >> level }, (_, j) => ports << (2 * (first + j))).reduce(
          (sum, mask) => sum | mask,
          0,
        ),
      ),
    ),
  );
  return { cells, whole, candidates };
}

const V4 = universe("203.0.113.8", 32, (i) => `203.0.113.${8 + i}`);
const V6 = universe("2001:db8::", 128, (i) => `2001:db8::${i}`);

describe.each([
  ["IPv4", V4],
  ["IPv6", V6],
])("%s", (_, { cells, whole, candidates }) => {
  test("needs, within bounds, are covered by as few policies as brute force finds", () => {
    const mask = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(mask, mask, (a, b) => {
        const [need, allowed] = [a & b, a];
        if (need === 0) return;
        const covers = fewestCovers(traffic(cells, need), traffic(cells, allowed), [whole], PORTS);
        const blocks = covers.map((cover) => cover.block);
        expect(blocks.every((one) => isSubset([one], traffic(cells, allowed)))).toBe(true);
        expect(
          isSubset(
            traffic(cells, need),
            blocks.reduce<Traffic>((sum, one) => union(sum, [one]), NO_TRAFFIC),
          ),
        ).toBe(true);
        expect(covers.length).toBe(
          fewest(
            need,
            candidates.filter((one) => (one & ~allowed) === 0),
          ),
        );
        for (const { range: own, block: what } of covers)
          expect(sameText(own.text, what)).toBe(true);
      }),
      { numRuns: runs(3000, 150) },
    );
  });
});

/** Breadth first over what is still needed. */
function fewest(need: number, candidates: readonly number[]): number {
  const seen = new Set([need]);
  let front = [need];
  for (let count = 0; ; count++) {
    if (front.includes(0)) return count;
    const next = front.flatMap((left) => candidates.map((one) => left & ~one));
    front = [...new Set(next)].filter((left) => !seen.has(left));
    for (const left of front) seen.add(left);
  }
}

describe("by hand", () => {
  const cases: [string, { need: string; within: string; ranges: string; covers: string }][] = [
    [
      "a whole range",
      { need: "10.0.0.0/8", within: "10.0.0.0/8", ranges: "10.0.0.0/8", covers: "10.0.0.0/8" },
    ],
    [
      "neighbours are never merged",
      {
        need: "10.0.0.0/7",
        within: "10.0.0.0/7",
        ranges: "10.0.0.0/8 11.0.0.0/8",
        covers: "10.0.0.0/8 11.0.0.0/8",
      },
    ],
    [
      "one CIDR is taken as it is",
      { need: "10.128.0.0/9", within: "10.0.0.0/8", ranges: "10.0.0.0/8", covers: "10.128.0.0/9" },
    ],
    [
      "ragged gaps are mended with the whole range",
      {
        need: "10.0.0.5 10.9.0.0/16",
        within: "10.0.0.0/8",
        ranges: "10.0.0.0/8",
        covers: "10.0.0.0/8",
      },
    ],
    [
      "unless something within must stay out",
      {
        need: "10.0.0.0 10.0.0.2",
        within: "10.0.0.0 10.0.0.2-10.0.0.9",
        ranges: "10.0.0.0/8",
        covers: "10.0.0.0 10.0.0.2",
      },
    ],
    [
      "a declared range that is no CIDR",
      {
        need: "10.0.0.1-10.0.0.6",
        within: "10.0.0.1-10.0.0.6",
        ranges: "10.0.0.1-10.0.0.6",
        covers: "10.0.0.1 10.0.0.2/31 10.0.0.4/31 10.0.0.6",
      },
    ],
    [
      "0.0.0.0/n cannot be written: it would be every address",
      {
        need: "0.0.0.0/30",
        within: "0.0.0.0/30",
        ranges: "0.0.0.0/30",
        covers: "0.0.0.0 0.0.0.1 0.0.0.2/31",
      },
    ],
    [
      "every address can",
      { need: "0.0.0.0/0", within: "0.0.0.0/0", ranges: "0.0.0.0/0", covers: "0.0.0.0/0" },
    ],
    [
      "both families",
      {
        need: "10.0.0.0/8 2001:db8::/33",
        within: "10.0.0.0/8 2001:db8::/32",
        ranges: "10.0.0.0/8 2001:db8::/32",
        covers: "10.0.0.0/8 2001:db8::/33",
      },
    ],
  ];

  test.each(cases)("%s", (_, { need, within, ranges, covers }) => {
    const service = servicePort("tcp", 8080);
    const traffics = (text: string) =>
      text
        .split(" ")
        .reduce<Traffic>((sum, one) => union(sum, [block(range(one).set, service)]), NO_TRAFFIC);
    const found = fewestCovers(
      traffics(need),
      traffics(within),
      ranges.split(" ").map(range),
      service,
    );
    expect(found.map((one) => one.range.text).join(" ")).toBe(covers);
  });

  test("ports are widened where that costs nothing", () => {
    const [ten, all] = [range("10.0.0.0/8"), parseService("tcp", "1024-65535")];
    if (!all.ok) throw new Error(all.why);
    const part: Traffic = [block(ten.set, servicePorts("tcp", 1024, 2000))];
    const [cover] = fewestCovers(part, [block(ten.set, all.set)], [ten], all.set);
    expect(cover?.block.services).toEqual(all.set);
  });
});

function range(text: string): AddressRange {
  const reading = parseMember(text);
  if (!reading.ok) throw new Error(reading.why);
  return reading;
}

function traffic(cells: readonly Block[], mask: number): Traffic {
  return cells
    .filter((_, i) => (mask >> i) & 1)
    .reduce<Traffic>((sum, one) => union(sum, [one]), NO_TRAFFIC);
}

function sameText(source: string, { v4, v6 }: Block): boolean {
  const { set } = range(source);
  return JSON.stringify([set.v4, set.v6.map(String)]) === JSON.stringify([v4, v6.map(String)]);
}
