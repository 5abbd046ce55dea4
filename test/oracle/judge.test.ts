// The engine against the naive oracle, on one packet of every elementary cell of random group lists.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { admitted, judge } from "../../src/judge/judge.ts";
import { runs } from "../depth.ts";
import { decide, type Packet, type RawPolicy } from "./oracle.ts";
import { blockOf, demands, lists, matchesDemand, type Demand, type List } from "./lists.ts";
import { gridOf, isWellFormed, ownersOf, packetAt } from "./grid.ts";

const RUNS = runs(5000);

test(
  `judge agrees with the oracle on every cell of ${RUNS} random lists`,
  { timeout: 3_600_000 },
  () => {
    fc.assert(fc.property(lists, demands, agrees), { numRuns: RUNS });
  },
);

function agrees(list: List, demand: Demand): void {
  const decisions = judge(list.policies, demand.traffic);
  const grid = gridOf(
    [...list.raw.flat(), ...demand.raw],
    [...list.written.flat().map(blockOf), ...demand.traffic],
  );
  const owners = ownersOf(
    grid,
    decisions.map((decision) => decision.traffic),
  );
  const width = grid.services.length;
  for (const [cell, owner] of owners.entries()) {
    const packet = packetAt(grid, Math.floor(cell / width), cell % width);
    const demanded = matchesDemand(demand, packet);
    if (demanded !== owner >= 0)
      fail(packet, demanded ? "demanded, and undecided" : "decided, and not demanded");
    if (!demanded) continue;
    const { by, admitted: passes } = decisions[owner]!;
    const expected = decide(list.raw, packet);
    const found = by && `${by.list.id} ${by.index}`;
    const wanted = expected.by && `sg-${expected.by.group} ${expected.by.index}`;
    if (passes !== expected.admitted || found !== wanted)
      fail(
        packet,
        `the engine says ${passes} by ${found}, the oracle ${expected.admitted} by ${wanted}`,
      );
  }
  expect(decisions.every((decision) => isWellFormed(decision.traffic))).toBe(true);
  expect(admitted(list.policies, demand.traffic)).toEqual(
    decisions.filter((decision) => decision.admitted).flatMap((decision) => decision.traffic),
  );
}

function fail(packet: Packet, why: string): never {
  throw new Error(
    `IPv${packet.family} 0x${packet.address.toString(16)} protocol ${packet.protocol} port ${packet.port}: ${why}`,
  );
}

// The oracle is only worth its name when it is right itself: facts by hand, none of them from the engine.
describe("the oracle", () => {
  const v4 = (address: bigint, protocol = 6, port = 80): Packet => ({
    family: 4,
    address,
    protocol,
    port,
  });
  const v6 = (address: bigint, protocol = 6, port = 80): Packet => ({
    family: 6,
    address,
    protocol,
    port,
  });
  const accept = (cidr: string, protocol = "ALL", port = ""): RawPolicy => ({
    action: "ACCEPT",
    source: { cidr },
    service: { protocol, port },
  });
  const drop = (cidr: string): RawPolicy => ({ ...accept(cidr), action: "DROP" });
  const TEN = 10n << 24n;

  test.each<[string, RawPolicy, Packet, boolean]>([
    ["an address", accept("10.0.0.1"), v4(TEN + 1n), true],
    ["its neighbour", accept("10.0.0.1"), v4(TEN + 2n), false],
    ["the last of a CIDR", accept("10.0.0.0/8"), v4(TEN + 0xffffffn), true],
    ["the first behind it", accept("10.0.0.0/8"), v4(TEN + 0x1000000n), false],
    ["host bits", accept("10.9.9.9/8"), v4(TEN), true],
    ["0.0.0.0/8 as CidrBlock", accept("0.0.0.0/8"), v4(2n ** 32n - 1n), true],
    [
      "0.0.0.0/8 in a template",
      { ...accept(""), source: { members: ["0.0.0.0/8"] } },
      v4(TEN),
      false,
    ],
    ["IPv4 everything and IPv6", accept("0.0.0.0/0"), v6(1n), false],
    ["IPv6 everything and IPv4", accept("::/0"), v4(1n), false],
    ["embedded IPv4", accept("::ffff:10.0.0.1"), v6(0xffff0a000001n), true],
    ["embedded IPv4 in IPv4", accept("::ffff:10.0.0.1"), v4(TEN + 1n), false],
    ["IPv6 CIDR", accept("2001:db8::/32"), v6((0x20010db8n << 96n) + 5n), true],
    [
      "a range's last",
      { ...accept(""), source: { members: ["9.0.0.0-10.0.0.5"] } },
      v4(TEN + 5n),
      true,
    ],
    [
      "behind a range",
      { ...accept(""), source: { members: ["9.0.0.0-10.0.0.5"] } },
      v4(TEN + 6n),
      false,
    ],
    ["no member", { ...accept(""), source: { members: [] } }, v4(TEN), false],
    ["port in a list", accept("0.0.0.0/0", "TCP", "80,443"), v4(TEN, 6, 443), true],
    ["port between", accept("0.0.0.0/0", "TCP", "80,443"), v4(TEN, 6, 81), false],
    ["other protocol", accept("0.0.0.0/0", "UDP", "80"), v4(TEN), false],
    ["icmp", accept("0.0.0.0/0", "icmp"), v4(TEN, 1, 0), true],
    ["ALL and an unnamed protocol", accept("0.0.0.0/0"), v4(TEN, 132, 0), true],
    [
      "service members",
      { ...accept("0.0.0.0/0"), service: { members: ["udp:all", "TCP: 70 - 90"] } },
      v4(TEN),
      true,
    ],
  ])("%s", (_, policy, packet, admits) => {
    expect(decide([[policy]], packet)).toEqual({
      admitted: admits,
      by: admits ? { group: 0, index: 0 } : null,
    });
  });

  test("first match over groups in binding order, one default at the very end", () => {
    const groups = [[drop("10.0.0.1")], [], [accept("10.0.0.0/8"), drop("10.0.0.2")]];
    expect(decide(groups, v4(TEN + 1n))).toEqual({ admitted: false, by: { group: 0, index: 0 } });
    expect(decide(groups, v4(TEN + 2n))).toEqual({ admitted: true, by: { group: 2, index: 0 } });
    expect(decide(groups, v4(1n))).toEqual({ admitted: false, by: null });
  });
});
