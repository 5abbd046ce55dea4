// Unknowns: both readings against every small world, enumerated. A world settles every missing fact one way.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../depth.ts";
import { admitted, decidingFacts, judge, type Strictness } from "../../src/judge/judge.ts";
import { isExact, judgedPolicy, type Bounds, type JudgedPolicy } from "../../src/judge/policies.ts";
import { EVERY_ADDRESS, NO_ADDRESS } from "../../src/net/address.ts";
import { EVERY_SERVICE } from "../../src/net/service.ts";
import { block, isSubset, subtract } from "../../src/net/traffic.ts";
import type { Action } from "../../src/model/inventory.ts";
import type { Fact } from "../../src/model/unknown.ts";
import { decide, matches, type Packet, type RawPolicy } from "../oracle/oracle.ts";
import { EVERYTHING, membersOf, serviceMembersOf } from "../oracle/lists.ts";
import { gridOf, holds, packetsOf } from "../oracle/grid.ts";
import { groupRef } from "../../src/model/list.ts";

/** A policy as far as it is known: members surely in it, and members that may be. */
interface Vague {
  readonly actions: readonly Action[];
  readonly addresses: { readonly sure: readonly string[]; readonly extra: readonly string[] };
  readonly services: { readonly sure: readonly string[]; readonly extra: readonly string[] };
}

const V4 = [
  "10.0.0.0/30",
  "10.0.0.1",
  "10.0.0.2-10.0.0.9",
  "0.0.0.0/0",
  "10.0.0.1-10.0.0.2",
  "::/127",
  "::1",
  "::/0",
];
const SERVICES = ["tcp:80", "tcp:80-90", "tcp:81,443", "icmp", "udp:all", "tcp"];

const known = <T extends string>(texts: readonly T[]) =>
  fc
    .subarray([...texts], { minLength: 1, maxLength: 2 })
    .map((sure) => ({ sure, extra: [] as T[] }));
const partly = <T extends string>(texts: readonly T[]) =>
  fc.record({
    sure: fc.subarray([...texts], { maxLength: 2 }),
    extra: fc.subarray([...texts], { minLength: 1, maxLength: 2 }),
  });
const vague: fc.Arbitrary<Vague> = fc.record({
  actions: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom<Action[]>(["ACCEPT"], ["DROP"]) },
    fc.constant<Action[]>(["DROP", "ACCEPT"]),
  ),
  addresses: fc.oneof({ weight: 2, arbitrary: known(V4) }, partly(V4)),
  services: fc.oneof({ weight: 3, arbitrary: known(SERVICES) }, partly(SERVICES)),
});
/** At most six open facts, so at most 64 worlds. */
const vagueLists = fc.array(vague, { maxLength: 5 }).filter((list) => factCount(list) <= 6);

function factCount(list: readonly Vague[]): number {
  return list.flatMap(dimensions).length;
}

type Dimension = "action" | "addresses" | "services";
function dimensions(policy: Vague): Dimension[] {
  const open: [Dimension, boolean][] = [
    ["action", policy.actions.length > 1],
    ["addresses", policy.addresses.extra.length > 0],
    ["services", policy.services.extra.length > 0],
  ];
  return open.filter(([, is]) => is).map(([dimension]) => dimension);
}

/** Every way to settle the chosen facts, as lists that are vague about the others only. */
function* settled(list: readonly Vague[], chosen: (id: string) => boolean): Generator<Vague[]> {
  const facts = list.flatMap((policy, i) =>
    dimensions(policy).map((dimension) => [i, dimension] as const),
  );
  const open = facts.filter(([i, dimension]) => chosen(factId(i, dimension)));
  for (let choice = 0; choice < 2 ** open.length; choice++) {
    const out = [...list];
    open.forEach(([i, dimension], bit) => {
      out[i] = settle(out[i]!, dimension, ((choice >> bit) & 1) === 1);
    });
    yield out;
  }
}

function settle(policy: Vague, dimension: Dimension, wide: boolean): Vague {
  if (dimension === "action") return { ...policy, actions: [policy.actions[wide ? 1 : 0]!] };
  const { sure, extra } = policy[dimension];
  return { ...policy, [dimension]: { sure: wide ? [...sure, ...extra] : sure, extra: [] } };
}

const factId = (index: number, dimension: Dimension) => `${dimension} ${index}`;
const fact = (index: number, dimension: Dimension): Fact => ({
  id: factId(index, dimension),
  reason: "model.missing",
  text: `the ${dimension} of policy ${index} are not known`,
  remedy: "add them",
  place: null,
});

/** For the oracle: only a world, where nothing is vague. */
function rawOf(list: readonly Vague[]): RawPolicy[] {
  return list.map((policy) => rawPolicy(policy, false));
}

function rawPolicy({ actions, addresses, services }: Vague, wide: boolean): RawPolicy {
  return {
    action: actions[0]!,
    source: { members: wide ? [...addresses.sure, ...addresses.extra] : addresses.sure },
    service: { members: wide ? [...services.sure, ...services.extra] : services.sure },
  };
}

function judgedOf(list: readonly Vague[]): JudgedPolicy[] {
  return list.map((policy, index) => {
    const open = dimensions(policy);
    const bounds = <T>(
      dimension: "addresses" | "services",
      read: (texts: readonly string[]) => T,
    ): Bounds<T> => {
      const { sure, extra } = policy[dimension];
      const least = read(sure);
      return open.includes(dimension)
        ? { sure: least, maybe: read([...sure, ...extra]), facts: [fact(index, dimension)] }
        : { sure: least, maybe: least, facts: [] };
    };
    const action = open.includes("action")
      ? { value: null, facts: [fact(index, "action")] }
      : { value: policy.actions[0]!, facts: [] };
    return judgedPolicy(
      { list: groupRef("sg-0"), index, place: null },
      action,
      bounds("addresses", membersOf),
      bounds("services", serviceMembersOf),
    );
  });
}

/** All packets that matter to a list: one per cell of everything that any world may hold. */
function packetsFor(list: readonly Vague[]): Packet[] {
  return [
    ...packetsOf(gridOf(list.map((policy) => rawPolicy(policy, true)).concat(rawOf(list)), [])),
  ];
}

const passes = (list: readonly Vague[], packet: Packet, reading: Strictness) =>
  holds(admitted(judgedOf(list), EVERYTHING.traffic, reading), packet);

describe("both readings against every world", () => {
  test("they bound all worlds, and some world attains each bound", () => {
    fc.assert(
      fc.property(vagueLists, (list) => {
        const policies = judgedOf(list);
        const strict = admitted(policies, EVERYTHING.traffic, "strict");
        const lenient = admitted(policies, EVERYTHING.traffic, "lenient");
        expect(isSubset(strict, lenient)).toBe(true);
        const worlds = [...settled(list, () => true)].map(rawOf);
        for (const packet of packetsFor(list)) {
          const fates = worlds.map((world) => decide([world], packet).admitted);
          // Bounds and tightness at once: strict is the packets of all worlds, lenient those of any.
          expect(holds(strict, packet), "strict").toBe(fates.every(Boolean));
          expect(holds(lenient, packet), "lenient").toBe(fates.some(Boolean));
        }
      }),
      { numRuns: runs(300) },
    );
  });

  test("one world attains the whole bound, not only packet by packet", () => {
    fc.assert(
      fc.property(vagueLists, (list) => {
        const policies = judgedOf(list);
        const same = (reading: Strictness) => {
          const bound = admitted(policies, EVERYTHING.traffic, reading);
          return [...settled(list, () => true)].some((world) => {
            const own = admitted(judgedOf(world), EVERYTHING.traffic);
            return isSubset(own, bound) && isSubset(bound, own);
          });
        };
        expect([same("strict"), same("lenient")]).toEqual([true, true]);
      }),
      { numRuns: runs(150, 50) },
    );
  });

  test("a list without unknowns reads the same either way", () => {
    fc.assert(
      fc.property(vagueLists, (list) => {
        const [world] = settled(list, () => true);
        const policies = judgedOf(world!);
        expect(policies.every(isExact)).toBe(true);
        expect(judge(policies, EVERYTHING.traffic, "strict")).toEqual(
          judge(policies, EVERYTHING.traffic, "lenient"),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe("decidingFacts", () => {
  /** Facts of every policy that the packet reaches in some world and that may or may not match it, by the oracle. */
  function expectedFacts(list: readonly Vague[], packet: Packet): string[] {
    const out: string[] = [];
    for (const [i, policy] of list.entries()) {
      const [may, must] = [true, false].map((wide) => matches(rawPolicy(policy, wide), packet));
      if (may && (!must || policy.actions.length > 1))
        out.push(...dimensions(policy).map((dimension) => factId(i, dimension)));
      if (must) break;
    }
    return out;
  }

  test("names exactly the facts of the policies on which an open packet hangs, and settling those closes it", () => {
    fc.assert(
      fc.property(vagueLists, fc.nat(), (list, n) => {
        const policies = judgedOf(list);
        const open = subtract(
          admitted(policies, EVERYTHING.traffic, "lenient"),
          admitted(policies, EVERYTHING.traffic, "strict"),
        );
        const packets = packetsFor(list).filter((packet) => holds(open, packet));
        const all = new Set(decidingFacts(policies, open).map(({ id }) => id));
        expect(all.size > 0).toBe(packets.length > 0);
        for (const packet of packets) {
          const named = decidingFacts(policies, [single(packet)]).map(({ id }) => id);
          expect(named.length).toBeGreaterThan(0);
          expect(named.toSorted()).toEqual(expectedFacts(list, packet).toSorted());
          expect(named.filter((id) => !all.has(id))).toEqual([]);
        }
        if (packets.length === 0) return;
        const packet = packets[n % packets.length]!;
        const named = new Set(decidingFacts(policies, [single(packet)]).map(({ id }) => id));
        for (const world of settled(list, (id) => named.has(id)))
          expect(passes(world, packet, "strict")).toBe(passes(world, packet, "lenient"));
      }),
      { numRuns: runs(300) },
    );
  });

  const at = (index: number) => ({ list: groupRef("sg-0"), index, place: null });
  const exactly = <T>(set: T): Bounds<T> => ({ sure: set, maybe: set, facts: [] });
  const ten = membersOf(["10.0.0.0/8"]);
  const unknownAddresses = (index: number, sure = NO_ADDRESS): Bounds<typeof ten> => ({
    sure,
    maybe: EVERY_ADDRESS,
    facts: [fact(index, "addresses")],
  });

  test("a fact that cannot change the packet's fate is not named", () => {
    const policies = [
      judgedPolicy(
        at(0),
        { value: "DROP", facts: [] },
        unknownAddresses(0),
        exactly(EVERY_SERVICE),
      ),
      // Surely accepts 10/8; what else is in it does not matter there.
      judgedPolicy(
        at(1),
        { value: "ACCEPT", facts: [] },
        unknownAddresses(1, ten),
        exactly(EVERY_SERVICE),
      ),
      judgedPolicy(
        at(2),
        { value: "ACCEPT", facts: [] },
        unknownAddresses(2),
        exactly(EVERY_SERVICE),
      ),
    ];
    const named = decidingFacts(policies, [block(ten, EVERY_SERVICE)]);
    expect(named.map(({ id }) => id)).toEqual(["addresses 0"]);
  });

  test("a policy of unknown action hides what stands behind its known match", () => {
    const policies = [
      judgedPolicy(
        at(0),
        { value: null, facts: [fact(0, "action")] },
        exactly(ten),
        exactly(EVERY_SERVICE),
      ),
      judgedPolicy(
        at(1),
        { value: "ACCEPT", facts: [] },
        unknownAddresses(1),
        exactly(EVERY_SERVICE),
      ),
    ];
    expect(decidingFacts(policies, [block(ten, EVERY_SERVICE)]).map(({ id }) => id)).toEqual([
      "action 0",
    ]);
  });

  test("a fact that two policies share is named once", () => {
    const shared = (index: number) =>
      judgedPolicy(
        at(index),
        { value: "ACCEPT", facts: [] },
        unknownAddresses(7),
        exactly(EVERY_SERVICE),
      );
    expect(decidingFacts([shared(0), shared(1)], EVERYTHING.traffic)).toEqual([
      fact(7, "addresses"),
    ]);
    expect(decidingFacts([shared(0)], [])).toEqual([]);
  });
});

describe("judged policies", () => {
  const [some, more] = [membersOf(["10.0.0.1"]), membersOf(["10.0.0.0/8"])];
  const at = { list: groupRef("sg-a"), index: 3, place: null };
  const every: Bounds<typeof EVERY_SERVICE> = {
    sure: EVERY_SERVICE,
    maybe: EVERY_SERVICE,
    facts: [],
  };

  test("one with exact bounds and a known action is exact; its two blocks are one", () => {
    const policy = judgedPolicy(
      at,
      { value: "DROP", facts: [] },
      { sure: some, maybe: some, facts: [] },
      every,
    );
    expect(isExact(policy)).toBe(true);
    expect(policy).toMatchObject({ list: groupRef("sg-a"), index: 3, action: "DROP", facts: [] });
    expect(policy.sure).toBe(policy.maybe);
  });

  test("an unknown action, address or service makes it inexact and its facts are kept in order", () => {
    const vagueAddresses = { sure: some, maybe: more, facts: [fact(1, "addresses")] };
    const vagueServices = { sure: [], maybe: EVERY_SERVICE, facts: [fact(1, "services")] };
    const action = { value: null, facts: [fact(1, "action")] };
    const policy = judgedPolicy(at, action, vagueAddresses, vagueServices);
    expect(policy.facts.map(({ id }) => id)).toEqual(["action 1", "addresses 1", "services 1"]);
    expect(policy.sure).toEqual(block(some, []));
    expect(policy.maybe).toEqual(block(more, EVERY_SERVICE));
    expect(isExact(judgedPolicy(at, action, { sure: some, maybe: some, facts: [] }, every))).toBe(
      false,
    );
    expect(isExact(judgedPolicy(at, { value: "DROP", facts: [] }, vagueAddresses, every))).toBe(
      false,
    );
  });
});

function single({ family, address, protocol, port }: Packet) {
  const service = protocol * 65536 + port;
  const addresses =
    family === 4
      ? { v4: [Number(address), Number(address) + 1], v6: [] }
      : { v4: [], v6: [address, address + 1n] };
  return block(addresses, [service, service + 1]);
}
