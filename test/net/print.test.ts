// Printed sets cover exactly what they print, with as few CIDRs as there can be, and can be read again.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../depth.ts";
import {
  NO_ADDRESS,
  parseMember,
  uniteAddresses,
  type AddressRange,
  type AddressReading,
  type AddressSet,
} from "../../src/net/address.ts";
import { fromIntervals } from "../../src/net/line.ts";
import {
  compareText,
  printAddresses,
  printAsDeclared,
  printPorts,
  printServices,
  printTraffic,
} from "../../src/net/print.ts";
import { EVERY_SERVICE, parsePorts, parseService, type ServiceSet } from "../../src/net/service.ts";
import { block, sameTraffic, union, type Traffic } from "../../src/net/traffic.ts";

const V6_TOP = 1n << 128n;

function range(text: string): AddressReading {
  const reading = parseMember(text);
  if (!reading.ok) throw new Error(reading.why);
  return reading;
}
const sum = (texts: readonly string[]): AddressSet =>
  uniteAddresses(texts.map((text) => range(text).set));

describe("the fewest CIDRs", () => {
  // Every choice among the 15 CIDRs of 8 addresses: the least number that gives each of the 256 subsets.
  const cidrs = [
    [1, 8],
    [2, 4],
    [4, 2],
    [8, 1],
  ].flatMap(([size, count]) =>
    Array.from({ length: count! }, (_, i) => ((1 << size!) - 1) << (i * size!)),
  );
  const fewest = Array<number>(256).fill(Infinity);
  for (let choice = 0; choice < 2 ** cidrs.length; choice++) {
    let [covered, count] = [0, 0];
    cidrs.forEach((cidr, i) => {
      if ((choice >> i) & 1) [covered, count] = [covered | cidr, count + 1];
    });
    fewest[covered] = Math.min(fewest[covered]!, count);
  }
  const subset = (mask: number) =>
    Array.from({ length: 8 }, (_, i) => [i, i + ((mask >> i) & 1)] as const);

  test.each([
    ["the first addresses of IPv4", 0],
    ["10.0.0.0/29", 0x0a000000],
    ["the last addresses of IPv4", 2 ** 32 - 8],
  ])("proven by brute force in %s", (_, base) => {
    for (let mask = 0; mask < 256; mask++) {
      const v4 = fromIntervals(subset(mask).map(([a, b]) => [base + a, base + b]));
      const printed = printAddresses({ v4, v6: [] });
      expect(printed.length, `subset ${mask}`).toBe(mask === 0 ? 0 : fewest[mask]);
      expect(sum(printed), `subset ${mask}`).toEqual({ v4, v6: [] });
    }
  });

  test.each([
    ["the first addresses of IPv6", 0n],
    ["the last addresses of IPv6", V6_TOP - 8n],
  ])("proven by brute force in %s", (_, base) => {
    for (let mask = 0; mask < 256; mask++) {
      const v6 = fromIntervals(subset(mask).map(([a, b]) => [base + BigInt(a), base + BigInt(b)]));
      const printed = printAddresses({ v4: [], v6 });
      expect(printed.length, `subset ${mask}`).toBe(mask === 0 ? 0 : fewest[mask]);
      expect(sum(printed), `subset ${mask}`).toEqual({ v4: [], v6 });
    }
  });

  test.each([
    [["0.0.0.0/0"]],
    [["::/0"]],
    [["0.0.0.0/0", "::/0"]],
    [["0.0.0.0", "255.255.255.255"]],
    [["::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"]],
    [["10.0.0.0/7", "2001:db8::/32"]],
    [["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0"]],
  ])("%j is printed as it is", (texts) => {
    expect(printAddresses(sum(texts))).toEqual(texts);
  });

  test("the worst ranges: 62 CIDRs of IPv4, 254 of IPv6", () => {
    const four = { v4: [1, 2 ** 32 - 1], v6: [] };
    const six = { v4: [], v6: [1n, V6_TOP - 1n] };
    expect(printAddresses(four)).toHaveLength(62);
    expect(printAddresses(six)).toHaveLength(254);
    expect(sum(printAddresses(four))).toEqual(four);
    expect(sum(printAddresses(six))).toEqual(six);
  });

  test("any set can be read again", () => {
    const ends4 = fc.uniqueArray(fc.nat(2 ** 32), { maxLength: 10 });
    const ends6 = fc.uniqueArray(fc.bigInt(0n, V6_TOP), { maxLength: 6 });
    fc.assert(
      fc.property(ends4, ends6, (a, b) => {
        const set = {
          v4: a.toSorted((x, y) => x - y).slice(a.length % 2),
          v6: b.toSorted((x, y) => (x < y ? -1 : 1)).slice(b.length % 2),
        };
        expect(sum(printAddresses(set))).toEqual(set);
      }),
      { numRuns: runs(100, 30) },
    );
  });
});

describe("printAsDeclared", () => {
  const gateway = ["9.0.0.0/8", "10.0.0.0/8", "11.0.0.0/8", "30.0.0.0/8", "100.64.0.0/10"].map(
    range,
  );

  test.each([
    // what is in the set, how a reader of the five ranges knows it
    [["10.0.0.0/7"], ["10.0.0.0/8", "11.0.0.0/8"]],
    [
      ["10.0.0.0/8", "11.0.0.0/8", "30.0.0.0/8"],
      ["10.0.0.0/8", "11.0.0.0/8", "30.0.0.0/8"],
    ],
    [["10.255.0.0-11.0.255.255"], ["10.255.0.0/16", "11.0.0.0/16"]],
    [["10.0.0.0-11.127.255.255"], ["10.0.0.0/8", "11.0.0.0/9"]],
    [["8.0.0.0/6"], ["9.0.0.0/8", "10.0.0.0/8", "11.0.0.0/8", "8.0.0.0/8"]],
    [["192.0.2.0/25", "192.0.2.128/25"], ["192.0.2.0/24"]],
    [["100.64.0.1"], ["100.64.0.1"]],
    [[], []],
  ])("%j as %j", (set, printed) => {
    expect(printAsDeclared(sum(set), gateway)).toEqual(printed);
  });

  test("a declared range that is no CIDR, and IPv6, keep their own text", () => {
    const declared = ["10.0.0.1-10.0.0.100", "2001:DB8::5/32", "203.0.113.7"].map(range);
    const whole = uniteAddresses(declared.map((one) => one.set));
    expect(printAsDeclared(whole, declared)).toEqual([
      "10.0.0.1-10.0.0.100",
      "2001:db8::/32",
      "203.0.113.7",
    ]);
    expect(printAsDeclared(whole, [])).toEqual(printAddresses(whole));
  });

  test("covers exactly, repeats nothing, and no text reaches across two declared ranges", () => {
    const texts = [
      "10.0.0.0/30",
      "10.0.0.4/30",
      "10.0.0.8-10.0.0.11",
      "10.0.0.12",
      "10.0.0.13/32",
      "::/126",
      "::4/126",
    ];
    const declared = fc.shuffledSubarray(texts).map((list) => list.map(range));
    const mask = fc.nat(2 ** 18 - 1);
    fc.assert(
      fc.property(declared, mask, fc.nat(255), (ranges, bits4, bits6) => {
        const set = {
          v4: fromIntervals(
            Array.from(
              { length: 18 },
              (_, i) => [0x0a000000 + i, 0x0a000000 + i + ((bits4 >> i) & 1)] as const,
            ),
          ),
          v6: fromIntervals(
            Array.from(
              { length: 8 },
              (_, i) => [BigInt(i), BigInt(i + ((bits6 >> i) & 1))] as const,
            ),
          ),
        };
        const printed = printAsDeclared(set, ranges);
        expect(sum(printed)).toEqual(set);
        const pieces = printed.map((text) => range(text).set);
        expect(size(uniteAddresses(pieces))).toBe(pieces.reduce((n, piece) => n + size(piece), 0n));
        for (const piece of pieces) {
          const touched = ranges.filter((one) => meets(one.set, piece));
          expect(touched.length).toBeLessThanOrEqual(1);
          if (touched[0])
            expect(size(uniteAddresses([touched[0].set, piece]))).toBe(size(touched[0].set));
        }
        for (const one of ranges)
          expect(printed.includes(one.text)).toBe(
            size(uniteAddresses([set, one.set])) === size(set),
          );
      }),
      { numRuns: runs(1000) },
    );
  });

  const size = (set: AddressSet) =>
    [...set.v4.map(BigInt), ...set.v6].reduce((n, end, i) => (i % 2 === 0 ? n - end : n + end), 0n);
  const meets = (a: AddressSet, b: AddressSet) => size(uniteAddresses([a, b])) < size(a) + size(b);

  test("declared ranges that overlap never print an address that is not in the set", () => {
    const declared: AddressRange[] = ["10.0.0.0/8", "10.1.0.0/16", "10.0.0.0/7"].map(range);
    const set = sum(["10.1.0.0/16", "11.0.0.0/8"]);
    expect(sum(printAsDeclared(set, declared))).toEqual(set);
  });
});

describe("ports and services", () => {
  test.each([
    ["80", ["80"]],
    ["443,80", ["80", "443"]],
    ["80,81", ["80-81"]],
    ["0", ["0"]],
    ["65535", ["65535"]],
    ["0-65535", ["all"]],
    ["1-65535", ["1-65535"]],
    ["0-79,81-65535", ["0-79", "81-65535"]],
  ])("ports %s as %j", (text, printed) => {
    const ports = parsePorts(text);
    expect(ports.ok && printPorts(ports.set)).toEqual(printed);
  });

  const parts: [string | null, string | null][] = [
    ["tcp", "80"],
    ["tcp", "0"],
    ["tcp", "65535"],
    ["tcp", "8000-9000"],
    ["tcp", "81"],
    ["tcp", null],
    ["udp", "0-1023"],
    ["udp", "53"],
    ["udp", null],
    ["icmp", null],
    ["icmpv6", null],
    ["gre", null],
    ["all", null],
  ];
  const services = fc
    .subarray(parts, { maxLength: 6 })
    .map((chosen) => join(chosen.map(([p, q]) => services1(p, q))));

  test("what is printed reads as the same set, one entry for each protocol", () => {
    fc.assert(
      fc.property(services, (set) => {
        const printed = printServices(set);
        expect(readServices(printed)).toEqual(set);
        expect(new Set(printed.map((one) => one.protocol)).size).toBe(printed.length);
      }),
    );
  });

  test("no service, every service, and protocols without a name", () => {
    expect(printServices([])).toEqual([]);
    expect(printServices(EVERY_SERVICE)).toEqual([{ protocol: "all", ports: ["all"] }]);
    const sctp = [132 * 65536, 133 * 65536];
    expect(printServices(sctp)).toEqual([{ protocol: "other", ports: ["all"] }]);
    const icmp = services1("icmp", null);
    expect(printServices(join([sctp, icmp]))).toEqual([
      { protocol: "icmp", ports: ["all"] },
      { protocol: "other", ports: ["all"] },
    ]);
  });
});

describe("printTraffic", () => {
  const of = (sources: string[], protocol: string | null, port: string | null): Traffic => [
    block(sum(sources), services1(protocol, port)),
  ];

  test("two protocols with sources of their own stay two rows", () => {
    const set = union(of(["10.0.0.0/8"], "tcp", "80"), of(["11.0.0.0/8"], "udp", "53"));
    expect(printTraffic(set)).toEqual([
      { sources: ["10.0.0.0/8"], protocol: "tcp", ports: ["80"] },
      { sources: ["11.0.0.0/8"], protocol: "udp", ports: ["53"] },
    ]);
  });

  test("sources of the same ports share a row, whatever else they may send", () => {
    const set = union(
      of(["10.0.0.0/8", "11.0.0.0/8"], "tcp", "80"),
      of(["10.0.0.0/8"], "udp", "53"),
    );
    expect(printTraffic(set)).toEqual([
      { sources: ["10.0.0.0/7"], protocol: "tcp", ports: ["80"] },
      { sources: ["10.0.0.0/8"], protocol: "udp", ports: ["53"] },
    ]);
  });

  test("both families in one row, declared ranges whole", () => {
    const declared = ["10.0.0.0/8", "11.0.0.0/8", "2001:db8::/32"].map(range);
    const set = of(["10.0.0.0/7", "2001:db8::/32"], "tcp", "443,8080");
    expect(printTraffic(set, (part) => printAsDeclared(part, declared))).toEqual([
      {
        sources: ["10.0.0.0/8", "11.0.0.0/8", "2001:db8::/32"],
        protocol: "tcp",
        ports: ["443", "8080"],
      },
    ]);
    expect(printTraffic([])).toEqual([]);
    expect(printTraffic([block(NO_ADDRESS, EVERY_SERVICE)])).toEqual([]);
  });

  test("rows read as the same set, do not overlap, never repeat protocol and ports, and depend on the set only", () => {
    const texts = [
      "10.0.0.0/31",
      "10.0.0.1-10.0.0.6",
      "10.0.0.4",
      "0.0.0.0/0",
      "::1",
      "::/126",
      "::/0",
    ];
    const piece = fc.tuple(
      fc.subarray(texts, { minLength: 1, maxLength: 3 }),
      fc.constantFrom<[string | null, string | null]>(
        ["tcp", "80"],
        ["tcp", "80-81"],
        ["udp", null],
        ["icmp", "all"],
        ["all", null],
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), fc.subarray(texts), (list, declared) => {
        const blocks = list.map(([sources, [protocol, port]]) =>
          block(sum(sources), services1(protocol, port)),
        );
        const set = blocks.reduce<Traffic>((all, one) => union(all, [one]), []);
        const names = (part: AddressSet) => printAsDeclared(part, declared.map(range));
        const rows = printTraffic(set, names);
        // An unnamed protocol is everything that the named ones leave, and then cannot be read back.
        const named = rows.filter((row) => row.protocol !== "other");
        const back = named.map((row) => block(sum(row.sources), readServices([row])));
        const read = back.reduce<Traffic>((all, one) => union(all, [one]), []);
        if (named.length === rows.length) expect(sameTraffic(read, set)).toBe(true);
        const keys = rows.map((row) => `${row.protocol} ${row.ports.join()}`);
        expect(new Set(keys).size).toBe(keys.length);
        expect(rows).toEqual(
          printTraffic(
            blocks.toReversed().reduce<Traffic>((all, one) => union(all, [one]), []),
            names,
          ),
        );
        expect(keys).toEqual(keys.toSorted(compareText));
      }),
      { numRuns: runs(600, 60) },
    );
  });
});

test("text is compared by code units, the same on every machine", () => {
  expect(["b", "a", "B", "é", "a"].toSorted(compareText)).toEqual(["B", "a", "a", "b", "é"]);
});

function services1(protocol: string | null, port: string | null): ServiceSet {
  const reading = parseService(protocol, port);
  if (!reading.ok) throw new Error(reading.why);
  return reading.set;
}

function join(sets: readonly ServiceSet[]): ServiceSet {
  return fromIntervals(
    sets.flatMap((set) =>
      set.flatMap((lo, i) => (i % 2 === 0 ? [[lo, set[i + 1]!] as const] : [])),
    ),
  );
}

function readServices(
  printed: readonly { protocol: string; ports: readonly string[] }[],
): ServiceSet {
  return join(printed.map((one) => services1(one.protocol, one.ports.join())));
}
