// Laws of first match that hold for every list: how a list is written must not change what it decides.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LONG } from "../depth.ts";
import { judge, type Decision } from "../../src/judge/judge.ts";
import type { JudgedPolicy } from "../../src/judge/policies.ts";
import { EVERY_ADDRESS } from "../../src/net/address.ts";
import { EVERY_SERVICE } from "../../src/net/service.ts";
import {
  block,
  blocksOverlap,
  meetBlocks,
  NO_TRAFFIC,
  sameTraffic,
  union,
  type Traffic,
} from "../../src/net/traffic.ts";
import { decide, type Packet, type RawGroups } from "../oracle/oracle.ts";
import {
  blockOf,
  demands,
  EVERYTHING,
  judgedOf,
  listOf,
  lists,
  matchesDemand,
  written,
  type Demand,
  type Written,
} from "../oracle/lists.ts";
import { gridOf, holds, ownersOf, packetAt, packetsOf } from "../oracle/grid.ts";

/** What each decider decides, by name; `rename` says under which name a policy counts. */
function byDecider(
  policies: readonly JudgedPolicy[],
  demand: Demand,
  rename: (policy: JudgedPolicy) => unknown = (policy) => policy,
): Map<unknown, Traffic> {
  const out = new Map<unknown, Traffic>();
  for (const { by, traffic } of judge(policies, demand.traffic)) {
    const name = by && rename(by);
    out.set(name, union(out.get(name) ?? NO_TRAFFIC, traffic));
  }
  return out;
}

/** The deciders that do not decide the same in both; none when the lists mean the same. */
function differences(a: Map<unknown, Traffic>, b: Map<unknown, Traffic>): unknown[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter(
    (name) => !sameTraffic(a.get(name) ?? NO_TRAFFIC, b.get(name) ?? NO_TRAFFIC),
  );
}

/** A list with a place in it, and the parts before and behind. */
const around = fc
  .tuple(lists, fc.nat(), demands)
  .filter(([{ policies }]) => policies.length > 0)
  .map(([list, n, demand]) => {
    const at = n % list.policies.length;
    return { policies: list.policies, at, policy: list.policies[at]!, demand };
  });
const replaced = (policies: readonly JudgedPolicy[], at: number, by: readonly JudgedPolicy[]) => [
  ...policies.slice(0, at),
  ...by,
  ...policies.slice(at + 1),
];

describe("laws", () => {
  test("L ++ L = L", () => {
    fc.assert(
      fc.property(lists, demands, ({ policies }, demand) => {
        const copies = policies.map((policy) => ({ ...policy }));
        expect(
          differences(byDecider([...policies, ...copies], demand), byDecider(policies, demand)),
        ).toEqual([]);
      }),
    );
  });

  test("a policy split at any address decides as before, and its halves decide it together", () => {
    fc.assert(
      fc.property(
        around,
        fc.bigInt(0n, 2n ** 32n),
        fc.bigInt(0n, 2n ** 128n),
        ({ policies, at, policy, demand }, cut4, cut6) => {
          const low = block({ v4: [0, Number(cut4)], v6: [0n, cut6] }, EVERY_SERVICE);
          const high = block(
            { v4: [Number(cut4), 2 ** 32], v6: [cut6, 2n ** 128n] },
            EVERY_SERVICE,
          );
          const halves = [low, high].map((half) => part(policy, meetBlocks(policy.maybe, half)));
          const named = (one: JudgedPolicy) => (halves.includes(one) ? policy : one);
          for (const order of [halves, halves.toReversed()])
            expect(
              differences(
                byDecider(replaced(policies, at, order), demand, named),
                byDecider(policies, demand),
              ),
            ).toEqual([]);
        },
      ),
    );
  });

  test("a policy split at any port decides as before, and its halves decide it together", () => {
    const port = fc.tuple(
      fc.constantFrom(0, 1, 6, 17, 58, 256),
      fc.constantFrom(0, 80, 81, 8000, 65535),
    );
    fc.assert(
      fc.property(around, port, ({ policies, at, policy, demand }, [protocol, number]) => {
        const cut = Math.min(protocol * 65536 + number, 2 ** 24);
        const spans = [
          [0, cut],
          [cut, 2 ** 24],
        ].filter(([lo, hi]) => lo! < hi!);
        const halves = spans.map((span) =>
          part(policy, meetBlocks(policy.maybe, block(EVERY_ADDRESS, span))),
        );
        const named = (one: JudgedPolicy) => (halves.includes(one) ? policy : one);
        expect(
          differences(
            byDecider(replaced(policies, at, halves), demand, named),
            byDecider(policies, demand),
          ),
        ).toEqual([]);
      }),
    );
  });

  test("neighbours that share no packet may change places", () => {
    fc.assert(
      fc.property(lists, demands, ({ policies }, demand) => {
        for (let i = 0; i + 1 < policies.length; i++) {
          const [a, b] = [policies[i]!, policies[i + 1]!];
          if (blocksOverlap(a.maybe, b.maybe)) continue;
          const swapped = [...policies.slice(0, i), b, a, ...policies.slice(i + 2)];
          expect(differences(byDecider(swapped, demand), byDecider(policies, demand))).toEqual([]);
        }
      }),
    );
  });

  test("a policy inside an earlier one never decides, wherever it stands behind", () => {
    fc.assert(
      fc.property(around, written, fc.nat(), ({ policies, at, policy, demand }, other, n) => {
        const dead = part(judgedOf(other, 9, 9), meetBlocks(blockOf(other), policy.maybe));
        const behind = at + 1 + (n % (policies.length - at));
        const list = [...policies.slice(0, behind), dead, ...policies.slice(behind)];
        expect(differences(byDecider(list, demand), byDecider(policies, demand))).toEqual([]);
      }),
    );
  });

  test("group boundaries mean nothing: several groups are one list with one default", () => {
    fc.assert(
      fc.property(lists, demands, ({ written: groups, policies }, demand) => {
        const one = listOf([groups.flat()]).policies;
        const place = new Map<JudgedPolicy, number>(
          [...one, ...policies].map((policy, i) => [policy, i % policies.length]),
        );
        const named = (policy: JudgedPolicy) => place.get(policy);
        expect(
          differences(byDecider(one, demand, named), byDecider(policies, demand, named)),
        ).toEqual([]);
      }),
    );
  });

  test("a demand judged in parts is the demand judged whole", () => {
    fc.assert(
      fc.property(lists, demands, ({ policies }, demand) => {
        const parts = new Map<unknown, Traffic>();
        for (const piece of demand.traffic)
          for (const { by, traffic } of judge(policies, [piece]))
            parts.set(by, [...(parts.get(by) ?? []), ...traffic]);
        expect(differences(parts, byDecider(policies, demand))).toEqual([]);
      }),
    );
  });

  test("every witness of a refusal is in the demand, and the oracle drops it at the named policy", () => {
    fc.assert(
      fc.property(lists, demands, (list, demand) => {
        for (const { traffic, admitted, by } of judge(list.policies, demand.traffic)) {
          if (admitted) continue;
          for (const witness of traffic.map(firstPacket)) {
            expect(matchesDemand(demand, witness)).toBe(true);
            const { admitted: passes, by: dropper } = decide(list.raw, witness);
            expect(passes).toBe(false);
            expect(dropper && [`sg-${dropper.group}`, dropper.index]).toEqual(
              by && [by.list.id, by.index],
            );
          }
        }
      }),
    );
  });

  test("deciders come in list order, each once, the default last", () => {
    fc.assert(
      fc.property(lists, demands, ({ policies }, demand) => {
        const places = judge(policies, demand.traffic).map(({ by }) =>
          by ? policies.indexOf(by) : policies.length,
        );
        expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
      }),
    );
  });
});

describe("edges", () => {
  test("an empty list drops everything by default; an empty demand needs no decision", () => {
    expect(judge([], EVERYTHING.traffic)).toEqual([
      { traffic: EVERYTHING.traffic, admitted: false, by: null },
    ]);
    const accept = judgedOf(row("ACCEPT", "0.0.0.0/0"), 0, 0);
    expect(judge([accept], NO_TRAFFIC)).toEqual([]);
    expect(
      judge([accept], [block({ v4: [], v6: [] }, EVERY_SERVICE), block(EVERY_ADDRESS, [])]),
    ).toEqual([]);
  });

  test("IPv4 and IPv6 never meet: everything of one family leaves the other to the default", () => {
    const list = listOf([[row("ACCEPT", "0.0.0.0/0")]]).policies;
    const [four, rest] = judge(list, EVERYTHING.traffic) as [Decision, Decision];
    expect(four.traffic).toEqual([block({ v4: [0, 2 ** 32], v6: [] }, EVERY_SERVICE)]);
    expect(rest).toEqual({
      traffic: [block({ v4: [], v6: [0n, 2n ** 128n] }, EVERY_SERVICE)],
      admitted: false,
      by: null,
    });
  });

  test.each([
    ["0.0.0.0", { family: 4, address: 0n }],
    ["255.255.255.255", { family: 4, address: 2n ** 32n - 1n }],
    ["::", { family: 6, address: 0n }],
    ["ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", { family: 6, address: 2n ** 128n - 1n }],
  ] as const)("the single address %s, ports 0 and 65535", (cidr, packet) => {
    for (const port of [0, 65535]) {
      const list = listOf([[row("ACCEPT", cidr, "TCP", String(port))]]).policies;
      const [accepted, dropped] = judge(list, EVERYTHING.traffic) as [Decision, Decision];
      expect(accepted.traffic.map(firstPacket)).toEqual([{ ...packet, protocol: 6, port }]);
      expect(holds(accepted.traffic, { ...packet, protocol: 6, port })).toBe(true);
      expect(holds(accepted.traffic, { ...packet, protocol: 17, port })).toBe(false);
      expect(holds(dropped.traffic, { ...packet, protocol: 6, port: 65535 - port })).toBe(true);
      expect(holds(dropped.traffic, { ...packet, protocol: 6, port })).toBe(false);
    }
  });

  test("the walk stops when nothing is left", () => {
    const all = listOf([[row("ACCEPT", "0.0.0.0/0")], [row("DROP", "0.0.0.0/0")]]).policies;
    const demand = [block({ v4: [1, 2], v6: [] }, EVERY_SERVICE)];
    expect(judge(all, demand)).toEqual([{ traffic: demand, admitted: true, by: all[0] }]);
  });
});

describe("lists made to hurt", () => {
  const host = (i: number) => `10.0.${i >> 8}.${i & 255}`;

  test("host drops between global ports: exact, and the rest stays a few blocks", () => {
    const n = LONG ? 300 : 120;
    const rows = Array.from({ length: n }, (_, i) => [
      row("DROP", host(2 * i)),
      row("ACCEPT", "0.0.0.0/0", "TCP", String(1000 + 2 * i)),
    ]).flat();
    const { policies, raw } = listOf([rows]);
    const decisions = judge(policies, EVERYTHING.traffic);
    expect(decisions).toHaveLength(2 * n + 1);
    expect(Math.max(...decisions.map((decision) => decision.traffic.length))).toBeLessThanOrEqual(
      3,
    );
    expect(mismatches(raw, decisions, rows, 997)).toEqual([]);
  });

  test("a staircase of host x port pairs, and overlapping templates of 200 addresses", () => {
    const stairs = Array.from({ length: 120 }, (_, i) =>
      row(i % 3 ? "ACCEPT" : "DROP", host(i), "TCP", `${i}-${i + 60}`),
    );
    const many = (from: number): Written => ({
      ...row("ACCEPT", "", "UDP", `${from}-${from + 9}`),
      source: {
        kind: "templates",
        templates: [Array.from({ length: 200 }, (_, i) => host(from + 3 * i))],
      },
    });
    const rows = [...stairs, ...[0, 1, 2, 5, 9].map(many)];
    const { policies, raw } = listOf([rows]);
    expect(mismatches(raw, judge(policies, EVERYTHING.traffic), rows, 4999)).toEqual([]);
  });

  /** Every `step`-th cell against the oracle, and any cell that no decision holds. */
  function mismatches(
    raw: RawGroups,
    decisions: readonly Decision[],
    rows: readonly Written[],
    step: number,
  ): unknown[] {
    const grid = gridOf(raw.flat(), rows.map(blockOf));
    const owners = ownersOf(
      grid,
      decisions.map((decision) => decision.traffic),
    );
    const out: unknown[] = owners.includes(-1) ? ["an undecided cell"] : [];
    for (let cell = 0; cell < owners.length; cell += step) {
      const packet = packetAt(
        grid,
        Math.floor(cell / grid.services.length),
        cell % grid.services.length,
      );
      const decision = decisions[owners[cell]!];
      const { admitted, by } = decide(raw, packet);
      if (decision?.admitted !== admitted || decision.by?.index !== by?.index) out.push(packet);
    }
    return out;
  }
});

test("the grid has a packet inside and one outside of every policy of a list", () => {
  const rows = [
    row("ACCEPT", "10.0.0.0/8", "TCP", "80-90"),
    row("DROP", "2001:db8::/32", "UDP", "53"),
  ];
  const grid = gridOf(listOf([rows]).raw.flat(), []);
  for (const one of rows) {
    const inside = [...packetsOf(grid)].map((packet) => holds([blockOf(one)], packet));
    expect(new Set(inside)).toEqual(new Set([true, false]));
  }
});

function row(action: Written["action"], cidr: string, protocol = "ALL", port = ""): Written {
  return { action, source: { kind: "cidr", cidr }, service: { kind: "fields", protocol, port } };
}

function part(policy: JudgedPolicy, what: JudgedPolicy["maybe"]): JudgedPolicy {
  return { ...policy, sure: what, maybe: what };
}

function firstPacket({ v4, v6, services }: Traffic[number]): Packet {
  const [service] = services as [number];
  const at =
    v4.length > 0
      ? { family: 4 as const, address: BigInt(v4[0]!) }
      : { family: 6 as const, address: v6[0]! };
  return { ...at, protocol: Math.floor(service / 65536), port: service % 65536 };
}
