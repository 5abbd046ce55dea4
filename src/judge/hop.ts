// One demand at one hop of a route, in every scenario of what the input or the vendor leaves open.
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
import type { Demand, Sources } from "../model/demand.ts";
import type { Inventory } from "../model/inventory.ts";
import { groupRef } from "../model/list.ts";
import { hasIpv6 } from "../model/lookup.ts";
import type { Arrival, Hop } from "../model/route.ts";
import { isUnknown, type Fact } from "../model/unknown.ts";
import {
  aclPolicies,
  connections,
  portMatters,
  portReadingFact,
  PORT_READINGS,
  type Direction,
  type PortReading,
} from "./acl.ts";
import { arrivingAs } from "./arrival.ts";
import { knownGroups, unreadablePolicy, type PolicyBook } from "./compile.ts";
import {
  factsOf,
  judgedAs,
  outcomeOf,
  refusalsOf,
  walk,
  walkInAnyOrder,
  type Judged,
  type Outcome,
  type Refusal,
  type Walks,
} from "./guard.ts";
import type { Decision, Reading } from "./judge.ts";
import type { JudgedPolicy } from "./policies.ts";

/** One way in which everything that is open may turn out; the same for all hops of a route. */
export interface Scenario {
  readonly reading: Reading;
  readonly acl: PortReading;
  /** What a source-changing hop with an unknown setting does. */
  readonly arrival: Arrival["kind"];
}

export interface HopJudgement {
  /** The demand as it arrives here; one for each of `ARRIVALS` where it is unknown what a CLB does to it. */
  readonly arriving: readonly Sources[];
  readonly outcome: (scenario: Scenario) => Outcome;
  readonly verdict: Judged | "undetermined";
  /** Surely refused, by decider, in list order; an ACL's inward refusals before its outward ones. */
  readonly refusals: readonly HopRefusal[];
  /** Policies that admit some of the demand, for the reader. */
  readonly admissions: readonly Decision[];
  readonly facts: readonly Fact[];
  /** Which policies were walked; empty where nothing filters. */
  readonly policies: readonly JudgedPolicy[];
  /** Why the groups were not asked. */
  readonly note: string | null;
}

export interface HopRefusal extends Refusal {
  readonly direction: Direction;
  /** Only some of the ephemeral ports of a reply are refused: the connection often works. */
  readonly ephemeralOnly: boolean;
}

const ALL_PASS: Outcome = { pass: NO_ADDRESS, all: true, open: null, hasKnown: false };
const ARRIVALS: readonly Arrival[] = [{ kind: "unchanged" }, { kind: "keep-alive" }];

/** Every scenario that can differ for these hops. */
export function scenariosOf(hops: readonly Hop[]): Scenario[] {
  const acls = hops.some((h) => h.guard.kind === "acl" && portMatters(h.guard.acl, h.protocol))
    ? PORT_READINGS
    : PORT_READINGS.slice(0, 1);
  const arrivals = hops.some((h) => isUnknown(h.arrives)) ? ARRIVALS : ARRIVALS.slice(0, 1);
  return (["strict", "lenient"] as const).flatMap((reading) =>
    acls.flatMap((acl) => arrivals.map(({ kind }) => ({ reading, acl, arrival: kind }))),
  );
}

/** The demand as it arrives in one scenario. */
export function arrivingIn(
  { arriving }: Pick<HopJudgement, "arriving">,
  { arrival }: Scenario,
): Sources {
  const [first, second = first] = arriving;
  return (arrival === ARRIVALS[1]!.kind ? second : first)!;
}

export function judgeHop(
  inventory: Inventory,
  book: PolicyBook,
  hop: Hop,
  demand: Demand,
): HopJudgement {
  const arrivals = isUnknown(hop.arrives) ? ARRIVALS : [hop.arrives];
  const arriving = arrivals.map((arrival) => arrivingAs(demand.sources, arrival, inventory));
  const nothing = freePassage(hop);
  if (nothing !== null)
    return {
      arriving,
      outcome: (s) => freely(arrivingIn({ arriving }, s)),
      verdict: "reachable",
      refusals: [],
      admissions: [],
      facts: [],
      policies: [],
      note: nothing,
    };
  const views = new Map<string, View>();
  const view = (s: Scenario): View => {
    const sources = arrivingIn({ arriving }, s);
    const key = `${hop.guard.kind === "acl" ? s.acl : ""} ${sources.key}`;
    const found = views.get(key) ?? viewOf(inventory, book, hop, sources, s.acl);
    views.set(key, found);
    return found;
  };
  const scenarios = scenariosOf([hop]);
  const outcome = (s: Scenario): Outcome =>
    s.reading === "lenient" && hop.bypass !== false
      ? freely(arrivingIn({ arriving }, s))
      : view(s).outcome(s.reading);
  const verdicts = new Set(scenarios.map((s) => judgedAs(outcome(s))));
  const [verdict] = verdicts.size === 1 ? verdicts : ["undetermined" as const];
  const lenient = scenarios.filter((s) => s.reading === "lenient");
  const all = lenient.map(view);
  // Sources that a CLB may or may not change have no packet in common: a certain verdict is told for the first.
  const told =
    verdict === "undetermined" ? lenient : lenient.filter((s) => s.arrival === "unchanged");
  const doubts = [
    ...all.flatMap((v) => v.facts),
    ...(isUnknown(hop.bypass) ? [hop.bypass.fact] : []),
    ...(isUnknown(hop.arrives) ? [hop.arrives.fact] : []),
    ...(hop.guard.kind === "acl" && !isUnknown(hop.guard.acl) && all.length > arrivals.length
      ? [portReadingFact(hop.guard.acl)]
      : []),
  ];
  return {
    arriving,
    outcome,
    verdict: verdict!,
    refusals: hop.bypass === false ? commonRefusals(told.map(view)) : [],
    admissions: all[0]!.admissions,
    facts: [...new Map(doubts.map((fact) => [fact.id, fact])).values()],
    policies: all[0]!.policies,
    note: null,
  };
}

/** Where nothing filters: the CLB passes to its target, or no group is bound. */
function freePassage({ guard, bypass }: Hop): string | null {
  if (bypass === true) return "the CLB passes traffic to its targets past their groups";
  if (guard.kind === "groups" && !isUnknown(guard.groups) && guard.groups.length === 0)
    return "no security group is bound";
  return null;
}

function freely(sources: Sources): Outcome {
  return {
    ...ALL_PASS,
    pass: sources.known,
    open: sources.open && true,
    hasKnown: hasAny(sources.known),
  };
}

/** A filter with every choice made but how to read unknown policies. */
interface View {
  readonly outcome: (reading: Reading) => Outcome;
  readonly refusals: readonly HopRefusal[];
  readonly admissions: readonly Decision[];
  readonly facts: readonly Fact[];
  readonly policies: readonly JudgedPolicy[];
}

function viewOf(
  inventory: Inventory,
  book: PolicyBook,
  hop: Hop,
  sources: Sources,
  reading: PortReading,
): View {
  return hop.guard.kind === "acl"
    ? aclView(inventory, hop, sources, reading)
    : groupView(book, hop, sources);
}

function groupView(book: PolicyBook, hop: Hop, sources: Sources): View {
  const guard = hop.guard as Hop["guard"] & { kind: "groups" };
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

/** Inward and outward walk; a connection passes where both admit it. Inside one subnet an ACL does not filter. */
function aclView(inventory: Inventory, hop: Hop, sources: Sources, reading: PortReading): View {
  const guard = hop.guard as Hop["guard"] & { kind: "acl" };
  const inside = sources.vendor ? NO_ADDRESS : subnetAddresses(inventory, guard.subnet);
  const plane = (set: AddressSet): Block => connections(minusAddresses(set, inside), hop.protocol);
  const open = sources.open && plane(boundsOf(sources, hop));
  // Unknown sources may be neighbours of the target, which the ACL never sees.
  const beside = sources.open !== null && hasAny(meetAddresses(boundsOf(sources, hop), inside));
  const through = (r: Reading) => openThrough(inward, outward, r) || (r === "lenient" && beside);
  const walks = (direction: Direction): Walks =>
    walk(aclPolicies(guard.acl, direction, hop, reading), plane(sources.known), open);
  const [inward, outward] = [walks("ingress"), walks("egress")];
  const passing = (r: Reading): Traffic =>
    intersect(passed(inward.known[r]), passed(outward.known[r]));
  const unfiltered = meetAddresses(sources.known, inside);
  const outcome = (r: Reading): Outcome => ({
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
function openThrough(inward: Walks, outward: Walks, reading: Reading): boolean {
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

/** What every lenient scenario refuses, attributed as in the first. */
function commonRefusals(views: readonly View[]): HopRefusal[] {
  const [first, ...others] = views;
  return first!.refusals
    .map((refusal) => ({
      ...refusal,
      traffic: others.reduce<Traffic>((rest, view) => {
        const same = view.refusals.filter((r) => r.direction === refusal.direction);
        return intersect(
          rest,
          same.flatMap((r) => r.traffic),
        );
      }, refusal.traffic),
    }))
    .filter((refusal) => !isEmpty(refusal.traffic));
}

/** Unknown sources are IPv4, and IPv6 too where the target has such an address. */
function boundsOf(sources: Sources, hop: Hop): AddressSet {
  const v6 = hop.face !== null && hasIpv6(hop.face);
  return meetAddresses(sources.open!.within, v6 ? EVERY_ADDRESS : EVERY_IPV4);
}

function subnetAddresses(inventory: Inventory, id: string): AddressSet {
  const cidr = inventory.subnets.get(id)?.cidr ?? null;
  return cidr === null || isUnknown(cidr) ? NO_ADDRESS : cidr;
}
