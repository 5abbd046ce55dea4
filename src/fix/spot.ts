// Where new policies may stand: right before the policy that refuses, or at the end of a group that is asked
// earlier. What is refused has met no policy before those places, so it meets the new ones there.
import { hasAny, minusAddresses, uniteAddresses, type AddressRange } from "../net/address.ts";
import { EPHEMERAL_FIRST, servicePort, servicePorts, type ServiceSet } from "../net/service.ts";
import {
  addressesOf,
  block,
  intersect,
  subtract,
  type Block,
  type Traffic,
} from "../net/traffic.ts";
import type { Sources } from "../model/demand.ts";
import type { Id, Inventory } from "../model/inventory.ts";
import { aclRef, groupRef, type ListRef } from "../model/list.ts";
import type { Hop } from "../model/route.ts";
import { isUnknown } from "../model/unknown.ts";
import { say } from "../words/index.ts";
import { knownGroups } from "../judge/compile.ts";
import { isEverything } from "../judge/policies.ts";
import type { HopRefusal } from "../judge/view.ts";

/** One refusal of one question, with everything that a fix of it must know. */
export interface Wish {
  readonly hop: Hop;
  /** The demand as it arrives at the hop. */
  readonly sources: Sources;
  readonly refusal: HopRefusal;
  /** All refusals of that demand at that hop, in list order; this one among them. */
  readonly refusals: readonly HopRefusal[];
  /** Whose traffic is refused. */
  readonly resources: readonly Id[];
}

export interface PolicySpot {
  /** The list to edit. */
  readonly list: ListRef;
  /** Index of the policy before which the new ones go; the list's length = at its end. */
  readonly before: number;
  readonly atEnd: boolean;
  /** What others refuse that would meet new policies here. */
  readonly foreign: Foreign;
}

/** Refused packets of other deciders: explicit DROPs narrower than everything, and all others. */
export interface Foreign {
  readonly explicit: Traffic;
  readonly general: Traffic;
}

export interface NoFix {
  readonly why: string;
}

/** All packets that a fix may ever admit, as the filter sees them. */
export function demandedBlock({ hop, sources }: Pick<Wish, "hop" | "sources">): Block {
  return block(minusAddresses(sources.known, sources.soft), servicesSeen(hop));
}

/**
 * All packets that a policy of a fix may match. What has one name is written as a policy can say it where only the
 * default, or a DROP of everything, refuses it.
 */
export function writableBlock(wish: Pick<Wish, "hop" | "sources" | "refusal">): Block {
  const { sources, hop } = wish;
  const wide = wideOf(wish);
  if (wide === null) return demandedBlock(wish);
  const written = uniteAddresses([sources.known, ...wide.map(({ set }) => set)]);
  return block(minusAddresses(written, sources.soft), servicesSeen(hop));
}

/** The ranges that a fix writes: those of the demand, or what stands for all of them. */
export function writtenRanges(wish: Pick<Wish, "sources" | "refusal">): readonly AddressRange[] {
  return wideOf(wish) ?? wish.sources.declared;
}

function wideOf({ sources, refusal: { by } }: Pick<Wish, "sources" | "refusal">) {
  return by === null || isEverything(by) ? (sources.whole?.written ?? null) : null;
}

/** An ACL is judged in the plane of ephemeral ports, a group in that of the served port. */
export function servicesSeen({ kind, protocol, port }: Hop): ServiceSet {
  return kind === "acl"
    ? servicePorts(protocol, EPHEMERAL_FIRST, 65535)
    : servicePort(protocol, port);
}

/** The refused packets that must pass afterwards. */
export function wantedOf({ refusal, sources }: Pick<Wish, "refusal" | "sources">): Traffic {
  if (!hasAny(sources.soft)) return refusal.traffic;
  const firm = block(minusAddresses(addressesOf(refusal.traffic), sources.soft), [0, 2 ** 24]);
  return intersect(refusal.traffic, [firm]);
}

/** The blocker's own place first, then the groups before it, the nearest first. */
export function spotsOf(inventory: Inventory, wish: Wish): PolicySpot[] | NoFix {
  const { guard } = wish.hop;
  if (guard.kind === "acl") return aclSpots(wish);
  const disorder = disorderOf(inventory, wish);
  if (disorder !== null) return { why: disorder };
  const { by } = wish.refusal;
  const groups = groupsOf(wish);
  const own = by === null ? groups.length - 1 : groups.indexOf(by.list.id);
  const ends = groups.slice(0, by === null ? own + 1 : own).toReversed();
  const spots = ends.flatMap((group) => endOf(inventory, group, wish));
  if (by !== null)
    spots.unshift({
      list: by.list,
      before: by.index,
      atEnd: false,
      foreign: foreignAt(wish, own, by.index),
    });
  return spots.length > 0 ? spots : { why: say("fix.no-group") };
}

function endOf(inventory: Inventory, group: Id, wish: Wish): PolicySpot[] {
  const ingress = inventory.groups.get(group)?.ingress;
  if (ingress === undefined || isUnknown(ingress)) return [];
  const at = groupsOf(wish).indexOf(group);
  const before = ingress.length;
  const list = groupRef(group);
  return [{ list, before, atEnd: true, foreign: foreignAt(wish, at, before) }];
}

/** The hop's groups in binding order; empty where they are not known. */
export function groupsOf({ hop: { guard } }: Pick<Wish, "hop">): readonly Id[] {
  return guard.kind === "groups" ? knownGroups(guard.groups) : [];
}

/** What others refuse at or behind a place; in lists without an order, what any other refuses. */
function foreignAt({ hop, refusal, refusals }: Wish, group: number, before: number): Foreign {
  const { guard } = hop;
  if (guard.kind !== "groups" || isUnknown(guard.groups)) return foreignOf([]);
  const { groups, unordered } = guard;
  const isBehind = ({ by }: HopRefusal) => {
    if (by === null || unordered !== null) return true;
    const at = groups.indexOf(by.list.id);
    return at > group || (at === group && by.index >= before);
  };
  return foreignOf(refusals.filter((one) => one.by !== refusal.by && isBehind(one)));
}

function foreignOf(refusals: readonly HopRefusal[]): Foreign {
  const isExplicit = ({ by }: HopRefusal) => by !== null && !isEverything(by);
  return {
    explicit: refusals.filter(isExplicit).flatMap((one) => one.traffic),
    general: refusals.filter((one) => !isExplicit(one)).flatMap((one) => one.traffic),
  };
}

/** Where no order is defined, no place before a DROP is either; at the end of everything one is. */
function disorderOf(inventory: Inventory, { hop, refusal: { by } }: Wish): string | null {
  if (by === null || hop.guard.kind !== "groups") return null;
  return (hop.guard.unordered ?? inventory.groups.get(by.list.id)?.unordered)?.remedy ?? null;
}

function aclSpots({ hop, refusal, refusals }: Wish): PolicySpot[] | NoFix {
  const acl = hop.guard.kind === "acl" ? hop.guard.acl : null;
  if (acl === null || isUnknown(acl)) return { why: acl?.fact.remedy ?? say("fix.no-acl") };
  const { by, direction } = refusal;
  const entries = acl[direction];
  if (isUnknown(entries)) return { why: entries.fact.remedy };
  const before = by?.index ?? entries.length;
  const behind = refusals.filter(
    (one) =>
      one.direction === direction && one.by !== by && (one.by === null || one.by.index >= before),
  );
  const foreign = foreignOf(behind);
  return [{ list: aclRef(acl.id), before, atEnd: by === null, foreign }];
}

/**
 * What new policies at a place may match, from the strictest bound to the widest: nothing that another decider is
 * there to refuse; what only the default, or a DROP of everything, refuses as well; all that is demanded.
 */
export function boundsAt(wish: Wish, { foreign: { explicit, general } }: PolicySpot): Traffic[] {
  const demanded: Traffic = [writableBlock(wish)];
  const others = subtract(demanded, explicit);
  return [subtract(others, general), others, demanded];
}
