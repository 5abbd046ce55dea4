// One filter with every choice made but how to read unknown policies: the groups of a hop, or its network ACL.
import {
  EVERY_ADDRESS,
  EVERY_IPV4,
  hasAny,
  meetAddresses,
  minusAddresses,
  NO_ADDRESS,
  uniteAddresses,
  type AddressSet,
} from "../net/address.ts";
import { servicePort } from "../net/service.ts";
import {
  addressesOf,
  block,
  intersect,
  isEmpty,
  type Block,
  type Traffic,
} from "../net/traffic.ts";
import type { Sources } from "../model/demand.ts";
import type { Inventory } from "../model/inventory.ts";
import { groupRef, type Direction } from "../model/list.ts";
import { hasIpv6 } from "../model/lookup.ts";
import type { Guard, Hop } from "../model/route.ts";
import { isUnknown, type Fact } from "../model/unknown.ts";
import { aclPolicies, connections, type PortReading } from "./acl.ts";
import { knownGroups, SOME_PRIVATE, unreadablePolicy, type PolicyBook } from "./compile.ts";
import {
  factsOf,
  outcomeOf,
  refusalsOf,
  walk,
  walkInAnyOrder,
  type HopOutcome,
  type Refusal,
  type Walks,
} from "./guard.ts";
import type { Decision, Strictness } from "./judge.ts";
import type { JudgedPolicy } from "./policies.ts";

export interface HopRefusal extends Refusal {
  readonly direction: Direction;
  /** Only some of the ephemeral ports of a reply are refused: the connection often works. */
  readonly ephemeralOnly: boolean;
}

/** A filter with every choice made but how to read unknown policies. */
export interface View {
  readonly outcome: (reading: Strictness) => HopOutcome;
  readonly refusals: readonly HopRefusal[];
  readonly admissions: readonly Decision[];
  readonly facts: readonly Fact[];
  readonly policies: readonly JudgedPolicy[];
}

export function viewOf(
  inventory: Inventory,
  book: PolicyBook,
  hop: Hop,
  sources: Sources,
  reading: PortReading,
): View {
  const { guard } = hop;
  return guard.kind === "acl"
    ? aclView(inventory, hop, guard, sources, reading)
    : groupView(book, hop, guard, sources);
}

function groupView(
  book: PolicyBook,
  hop: Hop,
  guard: Guard & { readonly kind: "groups" },
  sources: Sources,
): View {
  const policies = isUnknown(guard.groups)
    ? [unreadablePolicy(groupRef(""), guard.groups.fact)]
    : book.list(knownGroups(guard.groups));
  const service = servicePort(hop.protocol, hop.port);
  const known = block(sources.known, service);
  const open = sources.open && block(boundsOf(sources, hop), service);
  const ids = knownGroups(guard.groups);
  const walks =
    guard.unordered && ids.length > 1
      ? walkInAnyOrder(ids.map(book.group), guard.unordered, known, open)
      : walk(policies, known, open);
  return {
    outcome: (r) => outcomeOf(walks, r),
    refusals: refusalsOf(walks).map((r) => ({ ...r, direction: "ingress", ephemeralOnly: false })),
    admissions: admissionsOf(walks),
    facts: factsOf(walks, sources.open?.facts ?? []),
    policies,
  };
}

/** Inside one subnet an ACL does not filter: where its addresses are unknown, few or many sources may be neighbours. */
function aclView(
  inventory: Inventory,
  hop: Hop,
  guard: Guard & { readonly kind: "acl" },
  sources: Sources,
  reading: PortReading,
): View {
  const cidr = sources.vendor
    ? NO_ADDRESS
    : (inventory.subnets.get(guard.subnet)?.cidr ?? NO_ADDRESS);
  if (!isUnknown(cidr)) return besideView(hop, guard, sources, reading, cidr);
  const few = besideView(hop, guard, sources, reading, SOME_PRIVATE.sure);
  const many = besideView(hop, guard, sources, reading, SOME_PRIVATE.maybe);
  const [least, most] = [few.outcome("lenient"), many.outcome("lenient")];
  const hangs =
    least.all !== most.all ||
    least.open !== most.open ||
    hasAny(minusAddresses(most.pass, least.pass));
  return {
    ...few,
    outcome: (r) => (r === "strict" ? few : many).outcome(r),
    refusals: many.refusals,
    facts: [...few.facts, ...many.facts, ...(hangs ? [cidr.fact] : [])],
  };
}

/** Inward and outward walk; a connection passes where both admit it. `inside`: who stands in the target's subnet. */
function besideView(
  hop: Hop,
  guard: Guard & { readonly kind: "acl" },
  sources: Sources,
  reading: PortReading,
  inside: AddressSet,
): View {
  const plane = (set: AddressSet): Block => connections(minusAddresses(set, inside), hop.protocol);
  const open = sources.open && plane(boundsOf(sources, hop));
  // Unknown sources may be neighbours of the target, which the ACL never sees.
  const beside = sources.open !== null && hasAny(meetAddresses(boundsOf(sources, hop), inside));
  const through = (r: Strictness) => openThrough(inward, outward, r) || (r === "lenient" && beside);
  const walks = (direction: Direction): Walks =>
    walk(aclPolicies(guard.acl, direction, hop, reading), plane(sources.known), open);
  const [inward, outward] = [walks("ingress"), walks("egress")];
  const passing = (r: Strictness): Traffic =>
    intersect(passed(inward.known[r]), passed(outward.known[r]));
  const unfiltered = meetAddresses(sources.known, inside);
  const outcome = (r: Strictness): HopOutcome => ({
    pass: uniteAddresses([addressesOf(passing(r)), unfiltered]),
    all: [...inward.known[r], ...outward.known[r]].every((d) => d.admitted),
    open: open && through(r),
    hasKnown: hasAny(sources.known),
  });
  const surely = beside && !hasAny(sources.known) ? [] : (["ingress", "egress"] as const);
  const refusals = surely.flatMap((direction) =>
    refusalsOf(direction === "ingress" ? inward : outward).map((refusal) => ({
      ...refusal,
      direction,
      ephemeralOnly: isPartOfPorts(refusal.traffic, passing("lenient")),
    })),
  );
  return {
    outcome,
    refusals,
    admissions: admissionsOf(inward),
    facts: [
      ...[inward, outward].flatMap((w) => factsOf(w, sources.open?.facts ?? [])),
      ...(open && through("strict") !== through("lenient") ? sources.open!.facts : []),
    ],
    policies: inward.policies,
  };
}

/** Unknown sources pass when both directions admit all of them (strict), or a common one (lenient). */
function openThrough(inward: Walks, outward: Walks, reading: Strictness): boolean {
  const [a, b] = [inward.open![reading], outward.open![reading]];
  if (reading === "strict") return [...a, ...b].every((d) => d.admitted);
  return !isEmpty(intersect(passed(a), passed(b)));
}

/** Every refused address still has ephemeral ports through which both directions pass. */
function isPartOfPorts(refusedTraffic: Traffic, passing: Traffic): boolean {
  const left = minusAddresses(addressesOf(refusedTraffic), addressesOf(passing));
  return !hasAny(left);
}

function passed(decisions: readonly Decision[]): Traffic {
  return decisions.flatMap((d) => (d.admitted ? d.traffic : []));
}

function admissionsOf(walks: Walks): Decision[] {
  const decisions = walks.known.strict.length > 0 ? walks.known.strict : (walks.open?.strict ?? []);
  return decisions.filter((d) => d.admitted);
}

/** Unknown sources are IPv4, and IPv6 too where the target has such an address. */
function boundsOf(sources: Sources, hop: Hop): AddressSet {
  const v6 = hop.face !== null && hasIpv6(hop.face);
  return meetAddresses(sources.open!.within, v6 ? EVERY_ADDRESS : EVERY_IPV4);
}
