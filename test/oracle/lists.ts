// Random group lists for fast-check, each in two forms: raw for the oracle, judged policies for the engine.
// Values come from a small pool of edges and neighbours, so that overlaps are the rule.
import fc from "fast-check";
import type { Bounds, JudgedPolicy } from "../../src/judge/policies.ts";
import { judgedPolicy } from "../../src/judge/policies.ts";
import {
  groupMeaning,
  NO_ADDRESS,
  parseCidr,
  parseMember,
  uniteAddresses,
  type AddressSet,
} from "../../src/net/address.ts";
import { fromIntervals, intervalsOf } from "../../src/net/line.ts";
import { parseService, parseServiceMember, type ServiceSet } from "../../src/net/service.ts";
import { block, NO_TRAFFIC, union, type Block, type Traffic } from "../../src/net/traffic.ts";
import { matches, type Packet, type RawGroups, type RawPolicy } from "./oracle.ts";
import { groupRef } from "../../src/model/list.ts";

/** Where a policy's addresses come from, before anything is resolved. */
export type Source =
  | { readonly kind: "cidr"; readonly cidr: string }
  /** One template is an ipm-, several are an ipmg-. */
  | { readonly kind: "templates"; readonly templates: readonly (readonly string[])[] }
  /** A group reference: the private IPs of its members, perhaps none. */
  | { readonly kind: "group"; readonly ips: readonly string[] };

export type Service =
  | { readonly kind: "fields"; readonly protocol: string; readonly port: string }
  | { readonly kind: "templates"; readonly templates: readonly (readonly string[])[] };

export interface Written {
  readonly action: "ACCEPT" | "DROP";
  readonly source: Source;
  readonly service: Service;
}

export interface List {
  readonly written: readonly (readonly Written[])[];
  readonly raw: RawGroups;
  readonly policies: readonly JudgedPolicy[];
}

// Sorted by address, so that two places in order make a range. Several spellings of one address are equal.
const V4 = [
  "0.0.0.0",
  "0.0.0.1",
  "9.255.255.255",
  "10.0.0.0",
  "10.0.0.1",
  "10.0.0.5",
  "10.0.0.255",
  "10.0.1.0",
  "10.128.0.0",
  "11.0.0.0",
  "127.255.255.255",
  "128.0.0.0",
  "255.255.255.254",
  "255.255.255.255",
];
const V6 = [
  "::",
  "::1",
  "::10.0.0.1",
  "::ffff:10.0.0.1",
  "::FFFF:a00:5",
  "2001:db8::",
  "2001:DB8:0::1",
  "2001:0db8:0:0:0:0:0:0001",
  "2001:db8::ffff",
  "2001:db8:1::",
  "8000::",
  "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe",
  "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
];
const PORTS = [0, 1, 79, 80, 81, 443, 8000, 8080, 65534, 65535];

const pick = <T>(...values: T[]) => fc.constantFrom(...values);
const ip4 = pick(...V4);
const ip6 = pick(...V6);
const cidr4 = fc
  .tuple(pick(...V4.slice(1)), pick(0, 1, 7, 8, 9, 23, 24, 30, 31, 32))
  .map(([ip, n]) => `${ip}/${n}`);
const cidr6 = fc
  .tuple(ip6, pick(0, 1, 8, 32, 47, 96, 104, 112, 126, 127, 128))
  .map(([ip, n]) => `${ip}/${n}`);
const zeroPrefix = pick(0, 1, 8, 31, 32).map((n) => `0.0.0.0/${n}`);

function inOrder(texts: readonly string[]): fc.Arbitrary<string> {
  const place = fc.nat(texts.length - 1);
  return fc
    .tuple(place, place, pick("-", " - "))
    .map(([a, b, dash]) => texts[Math.min(a, b)]! + dash + texts[Math.max(a, b)]!);
}

const cidr = fc.oneof(
  { weight: 2, arbitrary: ip4 },
  { weight: 5, arbitrary: cidr4 },
  ip6,
  { weight: 3, arbitrary: cidr6 },
  zeroPrefix,
);
const member = fc.oneof(
  ip4,
  { weight: 2, arbitrary: cidr4 },
  { weight: 2, arbitrary: inOrder(V4) },
  ip6,
  cidr6,
  inOrder(V6),
  fc.constant("0.0.0.0/0"),
);
const members = fc.array(member, { minLength: 1, maxLength: 3 });

const sources: fc.Arbitrary<Source> = fc.oneof(
  { weight: 4, arbitrary: cidr.map((text) => ({ kind: "cidr" as const, cidr: text })) },
  {
    weight: 2,
    arbitrary: fc
      .array(members, { minLength: 1, maxLength: 2 })
      .map((templates) => ({ kind: "templates" as const, templates })),
  },
  fc.array(fc.oneof(ip4, ip6), { maxLength: 3 }).map((ips) => ({ kind: "group" as const, ips })),
);

const portItem = fc
  .tuple(pick(...PORTS), pick(...PORTS), fc.boolean())
  .map(([a, b, one]) => (one ? `${a}` : `${Math.min(a, b)}-${Math.max(a, b)}`));
const port = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(portItem, { minLength: 1, maxLength: 2 }).map((list) => list.join(",")),
  },
  pick("ALL", "all", ""),
);
const portless = fc.tuple(pick("ICMP", "icmp", "ICMPv6", "GRE", "ALL", "all"), pick("", "ALL"));
const fields = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(pick("TCP", "tcp", "UDP"), port) },
  portless,
);
const serviceMember = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(pick("tcp:", "TCP: ", " udp :"), port).map((parts) => parts.join("")),
  },
  pick("icmp", "gre", "ICMPV6", "udp:all", "tcp"),
);
const serviceMembers = fc.array(serviceMember, { minLength: 1, maxLength: 2 });

const services: fc.Arbitrary<Service> = fc.oneof(
  {
    weight: 3,
    arbitrary: fields.map(([protocol, text]) => ({
      kind: "fields" as const,
      protocol,
      port: text,
    })),
  },
  fc
    .array(serviceMembers, { minLength: 1, maxLength: 2 })
    .map((templates) => ({ kind: "templates" as const, templates })),
);

export const written: fc.Arbitrary<Written> = fc.record({
  action: pick("ACCEPT", "DROP"),
  source: sources,
  service: services,
});

/** Up to 5 groups of up to 6 policies, in binding order; empty groups and duplicates occur. */
export const lists: fc.Arbitrary<List> = fc
  .array(fc.array(written, { maxLength: 6, size: "max" }), { maxLength: 5, size: "max" })
  .map(listOf);

/** A demand as rows of sources x services, and as the engine's packet set. */
export interface Demand {
  readonly raw: readonly RawPolicy[];
  readonly traffic: Traffic;
}

const everything: Written = {
  action: "ACCEPT",
  source: { kind: "templates", templates: [["0.0.0.0/0", "::/0"]] },
  service: { kind: "fields", protocol: "ALL", port: "" },
};
export const demands: fc.Arbitrary<Demand> = fc
  .oneof(fc.array(written, { minLength: 1, maxLength: 3 }), fc.constant([everything]))
  .map(demandOf);

export const EVERYTHING: Demand = demandOf([everything]);

function demandOf(rows: readonly Written[]): Demand {
  return {
    raw: rows.map(rawOf),
    traffic: rows.reduce<Traffic>((sum, row) => union(sum, [blockOf(row)]), NO_TRAFFIC),
  };
}

export function matchesDemand(demand: Demand, packet: Packet): boolean {
  return demand.raw.some((row) => matches(row, packet));
}

export function listOf(groups: readonly (readonly Written[])[]): List {
  const policies = groups.flatMap((group, g) =>
    group.map((policy, index) => judgedOf(policy, g, index)),
  );
  return { written: groups, raw: groups.map((group) => group.map(rawOf)), policies };
}

export function rawOf({ action, source, service }: Written): RawPolicy {
  return {
    action,
    source:
      source.kind === "cidr"
        ? { cidr: source.cidr }
        : { members: source.kind === "group" ? source.ips : source.templates.flat() },
    service: service.kind === "fields" ? service : { members: service.templates.flat() },
  };
}

/** The group is named by its place, `sg-0`, so that a decision can be compared with the oracle's. */
export function judgedOf(policy: Written, group: number, index: number): JudgedPolicy {
  return judgedPolicy(
    { list: groupRef(`sg-${group}`), index, place: null },
    { value: policy.action, facts: [] },
    exactly(addressesOf(policy.source)),
    exactly(servicesOf(policy.service)),
  );
}

export function blockOf(policy: Written): Block {
  return block(addressesOf(policy.source), servicesOf(policy.service));
}

function exactly<T>(set: T): Bounds<T> {
  return { sure: set, maybe: set, facts: [] };
}

export function addressesOf(source: Source): AddressSet {
  if (source.kind === "cidr") return groupMeaning(accepted(source.cidr, parseCidr(source.cidr)));
  if (source.kind === "group") return membersOf(source.ips);
  return uniteAddresses(source.templates.map(membersOf));
}

export function membersOf(texts: readonly string[]): AddressSet {
  return texts.length === 0
    ? NO_ADDRESS
    : uniteAddresses(texts.map((text) => accepted(text, parseMember(text)).set));
}

export function servicesOf(service: Service): ServiceSet {
  if (service.kind === "fields")
    return accepted(service.port, parseService(service.protocol, service.port)).set;
  return serviceMembersOf(service.templates.flat());
}

export function serviceMembersOf(texts: readonly string[]): ServiceSet {
  return fromIntervals(
    texts.flatMap((text) => intervalsOf(accepted(text, parseServiceMember(text)).set)),
  );
}

function accepted<T extends { readonly ok: true }>(
  text: string,
  reading: T | { readonly ok: false; readonly why: string },
): T {
  if (!reading.ok) throw new Error(`the generator wrote "${text}": ${reading.why}`);
  return reading;
}
