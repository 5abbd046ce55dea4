// Random groups on machines, and one declared path to the first of them, as an inventory and as raw lists: what a
// fix changes can be carried out on the lists and asked of the oracle.
import fc from "fast-check";
import { lint, DEFAULT_SETTINGS } from "../../src/lint.ts";
import type { Change, Finding, FixPolicy } from "../../src/model/finding.ts";
import type {
  AddressTemplate,
  Instance,
  Inventory,
  Peer,
  Policy,
  SecurityGroup,
  Service,
  ServiceTemplate,
  TemplateGroup,
} from "../../src/model/inventory.ts";
import { inside, rootOf, type Place } from "../../src/model/place.ts";
import { parseCidr, parseMember, type AddressRange } from "../../src/net/address.ts";
import { parseServiceMember } from "../../src/net/service.ts";
import { builtInRules } from "../../src/rule/index.ts";
import {
  addressesOf,
  membersOf,
  rawOf,
  serviceMembersOf,
  servicesOf,
  written,
  type Source,
  type Written,
} from "./lists.ts";
import type { Packet, RawGroups, RawPolicy } from "./oracle.ts";
import { matches } from "./oracle.ts";
import { policyFields } from "../../src/model/policy-text.ts";

export interface World {
  /** Policies of sg-0, sg-1 ... */
  readonly groups: readonly (readonly Written[])[];
  /** Groups of ins-0, ins-1 ... in binding order; the path leads to the first. */
  readonly machines: readonly (readonly number[])[];
  /** Members of ipm-0, ipm-1 ... that no policy needs to name. */
  readonly templates: readonly (readonly string[])[];
  readonly ranges: readonly string[];
  readonly protocol: "tcp" | "udp";
  readonly port: number;
}

const RULES = builtInRules();

export function findingsOf(world: World): readonly Finding[] {
  return lint(inventoryOf(world), RULES, new Map(), DEFAULT_SETTINGS).findings;
}

function inventoryOf(world: World): Inventory {
  const book = new Templates(world.templates);
  const groups = world.groups.map((policies, g): SecurityGroup => ({
    id: `sg-${g}`,
    name: null,
    ingress: policies.map((policy, i) => book.policyOf(policy, `${g} ${i}`)),
    egress: [],
    place: PLACE,
    membersUnknown: null,
  }));
  const instances = world.machines.map((list, i): Instance => ({
    id: `ins-${i}`,
    privateIps: [],
    publicIps: [],
    subnet: null,
    securityGroups: list.map((g) => `sg-${g}`),
    place: PLACE,
    enis: [],
  }));
  return {
    groups: byId(groups),
    addressTemplates: byId(book.addresses),
    addressTemplateGroups: byId(book.addressGroups),
    serviceTemplates: byId(book.services),
    serviceTemplateGroups: new Map(),
    subnets: new Map(),
    networkAcls: new Map(),
    instances: byId(instances),
    interfaces: new Map(),
    loadBalancers: new Map(),
    clusters: new Map(),
    microservices: new Map(),
    gateways: [],
    paths: [
      {
        name: "wanted",
        from: { kind: "addresses", ranges: world.ranges.map(rangeOf) },
        to: { id: "ins-0", port: world.port, protocol: world.protocol },
        expect: "reachable",
        region: "ap-guangzhou",
        place: PLACE,
      },
    ],
    assumptions: [],
    notices: [],
    flaws: [],
    complaints: [],
  };
}

/** The world with the steps of a fix carried out; indexes are those of the lists before. */
export function carriedOut(world: World, changes: readonly Change[]): World {
  const groups = world.groups.map((list, g) => {
    const own = changes.filter((one) => one.list.id === `sg-${g}`);
    const at = (index: number) =>
      own.flatMap((one) =>
        one.kind === "insert" && one.before === index
          ? one.policies.map((policy) => writtenOf(world, policy))
          : [],
      );
    const kept = list.flatMap((policy, index) => [
      ...at(index),
      ...own.reduce<Written[]>((now, one) => changed(now, one, index), [policy]),
    ]);
    return [...kept, ...at(list.length)];
  });
  return { ...world, groups };
}

function changed(now: Written[], change: Change, index: number): Written[] {
  if (change.kind === "insert" || change.index !== index) return now;
  if (change.kind === "remove") return [];
  return now.map((policy) => ({ ...policy, source: { kind: "cidr", cidr: change.source.text } }));
}

function writtenOf(world: World, policy: FixPolicy): Written {
  const { action, source, protocol, port } = policyFields(policy);
  const from = /^ipmg?-/.test(source)
    ? new Templates(world.templates).sourceOf(source, world)
    : { kind: "cidr" as const, cidr: source };
  return { action, source: from, service: { kind: "fields", protocol, port } };
}

/** What the oracle walks for a machine. */
export function rawListOf(world: World, machine: number): RawGroups {
  return world.machines[machine]!.map((g) => world.groups[g]!.map(rawOnce));
}

const raws = new WeakMap<Written, RawPolicy>();

/** The oracle remembers what a policy says by its object. */
function rawOnce(policy: Written): RawPolicy {
  const raw = raws.get(policy) ?? rawOf(policy);
  raws.set(policy, raw);
  return raw;
}

/** The path's packets; members, since what a CIDR of a group means is said of groups only. */
export function demandOf({ ranges, protocol, port }: World): RawPolicy {
  const service = { protocol, port: String(port) };
  return { action: "ACCEPT", source: { members: ranges }, service };
}

export function isDemanded(demand: RawPolicy, packet: Packet): boolean {
  return matches(demand, packet);
}

/** Gives every list of members a template of its own. */
class Templates {
  readonly addresses: AddressTemplate[];
  readonly addressGroups: TemplateGroup[] = [];
  readonly services: ServiceTemplate[] = [];
  readonly #lists: (readonly string[])[];

  constructor(free: readonly (readonly string[])[]) {
    this.#lists = [];
    this.addresses = [];
    for (const members of free) this.#template(members);
  }

  policyOf({ action, source, service }: Written, at: string): Policy {
    const peer: Peer =
      source.kind === "cidr"
        ? {
            kind: "addresses",
            text: source.cidr,
            set: addressesOf(source),
            ...flagsOf(source.cidr),
          }
        : this.#peerOf(source.kind === "group" ? [source.ips] : source.templates);
    const what: Service =
      service.kind === "fields"
        ? {
            kind: "services",
            text: `${service.protocol}/${service.port}`,
            set: servicesOf(service),
          }
        : { kind: "service-template", id: this.#services(service.templates.flat()) };
    return { action, peer, service: what, place: inside(PLACE, at) };
  }

  /** Members of a template that a fix names: templates are numbered alike for equal worlds. */
  sourceOf(id: string, world: World): Source {
    for (const policy of world.groups.flat()) this.policyOf(policy, "");
    const group = this.addressGroups.find((one) => one.id === id);
    const ids = group ? (group.templates as readonly string[]) : [id];
    const templates = ids.map((one) => this.#lists[Number(one.slice(4))]!);
    return { kind: "templates", templates };
  }

  #peerOf(lists: readonly (readonly string[])[]): Peer {
    const ids = lists.map((members) => this.#template(members));
    const [only, ...others] = ids;
    if (only !== undefined && others.length === 0) return { kind: "address-template", id: only };
    const id = `ipmg-${this.addressGroups.length}`;
    this.addressGroups.push({ id, templates: ids, place: PLACE });
    return { kind: "address-template-group", id };
  }

  #template(members: readonly string[]): string {
    const id = `ipm-${this.addresses.length}`;
    this.#lists.push(members);
    this.addresses.push({
      id,
      addresses: members.map((text) => {
        const set = membersOf([text]);
        return { text, sure: set, maybe: set, fact: null };
      }),
      place: PLACE,
    });
    return id;
  }

  #services(members: readonly string[]): string {
    const id = `ppm-${this.services.length}`;
    this.services.push({
      id,
      services: members.map((text) => {
        if (!parseServiceMember(text).ok) throw new Error(text);
        const set = serviceMembersOf([text]);
        return { text, sure: set, maybe: set, fact: null };
      }),
      place: PLACE,
    });
    return id;
  }
}

function flagsOf(text: string): { hostBits: boolean; zeroPrefix: boolean } {
  const reading = parseCidr(text);
  if (!reading.ok) throw new Error(reading.why);
  return { hostBits: reading.hostBits, zeroPrefix: reading.zeroPrefix };
}

function rangeOf(text: string): AddressRange {
  const reading = parseMember(text);
  if (!reading.ok) throw new Error(reading.why);
  return { text: reading.text, set: reading.set };
}

function byId<T extends { readonly id: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  return new Map(list.map((one) => [one.id, one]));
}

const PLACE: Place = rootOf({
  file: "world.json",
  text: "{}",
  span: () => ({ start: 0, end: 2 }),
});

const V4 = ["10.0.0.0/8", "10.0.0.0/30", "11.0.0.0/8", "10.0.1.0/24", "10.0.0.5", "128.0.0.0/1"];
const REST = ["0.0.0.0/1", "0.0.0.0/7", "10.0.0.1-10.0.1.0", "2001:db8::/32", "::/0", "8000::/1"];

/** Policies that speak of the demand more often than chance would have it. */
const near: fc.Arbitrary<Written> = fc.record({
  action: fc.constantFrom("ACCEPT" as const, "DROP" as const),
  source: fc
    .constantFrom(...V4, "10.128.0.0/9", "0.0.0.0/0", "::/0", "10.9.9.9/8")
    .map((cidr): Source => ({ kind: "cidr", cidr })),
  service: fc.constantFrom(
    { kind: "fields" as const, protocol: "TCP", port: "80" },
    { kind: "fields" as const, protocol: "ALL", port: "" },
    { kind: "fields" as const, protocol: "TCP", port: "79-443" },
    { kind: "fields" as const, protocol: "UDP", port: "80" },
  ),
});

const policies = fc.array(fc.oneof({ weight: 3, arbitrary: near }, written), {
  maxLength: 5,
  size: "max",
});

export const worlds: fc.Arbitrary<World> = fc
  .array(policies, { minLength: 1, maxLength: 3, size: "max" })
  .chain((groups) => {
    const list = fc.shuffledSubarray(
      groups.map((_, g) => g),
      { minLength: 1 },
    );
    return fc.record({
      groups: fc.constant(groups),
      machines: fc.array(list, { minLength: 1, maxLength: 3 }),
      templates: fc.array(fc.subarray([...V4, "0.0.0.0/1"], { minLength: 1, maxLength: 3 }), {
        maxLength: 2,
      }),
      ranges: fc.uniqueArray(
        fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...V4) }, fc.constantFrom(...REST)),
        { minLength: 1, maxLength: 3 },
      ),
      protocol: fc.constantFrom("tcp" as const, "udp" as const),
      port: fc.constantFrom(80, 443),
    });
  });
