// Refused traffic -> the policies that would admit it, and the place before which they go. A plan is only a wish
// until prove.ts has judged it.
import {
  coversAddresses,
  hasAny,
  meetAddresses,
  minusAddresses,
  parseCidr,
  type AddressSet,
} from "../net/address.ts";
import { printAddresses } from "../net/print.ts";
import { servicePort, servicePorts, type ServiceSet } from "../net/service.ts";
import { addressesOf, block, type Traffic } from "../net/traffic.ts";
import type { Sources } from "../model/demand.ts";
import type { Id, Inventory } from "../model/inventory.ts";
import type { Hop } from "../model/route.ts";
import { isUnknown } from "../model/unknown.ts";
import type { HopRefusal } from "../judge/hop.ts";
import type { JudgedPolicy } from "../judge/policies.ts";

/** One ACCEPT to add. */
export interface NewPolicy {
  readonly source: string;
  readonly set: AddressSet;
}

export interface Plan {
  readonly kind: "group" | "acl";
  /** Security group or network ACL to edit. */
  readonly group: Id;
  readonly direction: "ingress" | "egress";
  /** Index of the policy before which the new ones go; the list's length = at its end. */
  readonly before: number;
  readonly atEnd: boolean;
  readonly policies: readonly NewPolicy[];
  readonly protocol: string;
  readonly port: string;
  /** What the new policies match where they stand. */
  readonly services: ServiceSet;
  /** The refused packets that must pass afterwards. */
  readonly refused: Traffic;
}

export interface NoFix {
  readonly why: string;
}

/** `sources` is the demand as it arrives at the hop. */
export function planFix(
  inventory: Inventory,
  hop: Hop,
  sources: Sources,
  refusal: HopRefusal,
): Plan | NoFix {
  if (sources.declared.length === 0)
    return {
      why:
        sources.open?.facts[0]?.remedy ?? "the sources are not known, so there is nothing to admit",
    };
  const wanted = minusAddresses(addressesOf(refusal.traffic), sources.soft);
  if (!hasAny(wanted))
    return {
      why: "only addresses are refused that should not be added without a look at the vendor's page",
    };
  const disorder = disorderOf(inventory, hop, refusal);
  if (disorder !== null) return { why: disorder };
  const at = positionOf(inventory, hop, refusal);
  if ("why" in at) return at;
  const reply = refusal.direction === "egress";
  return {
    ...at,
    kind: hop.kind === "acl" ? "acl" : "group",
    direction: refusal.direction,
    policies: rangesFor(wanted, sources),
    protocol: hop.protocol.toUpperCase(),
    port: reply ? "1024-65535" : String(hop.port),
    services:
      hop.kind === "acl"
        ? servicePorts(hop.protocol, 1024, 65535)
        : servicePort(hop.protocol, hop.port),
    refused: refusal.traffic.map((piece) => block(meetAddresses(piece, wanted), piece.services)),
  };
}

/**
 * The fewest CIDRs that cover the refused part within the demand: one where the refused part of a declared range
 * is one CIDR, else the whole range rather than its ragged gaps.
 */
function rangesFor(wanted: AddressSet, sources: Sources): NewPolicy[] {
  return sources.declared.flatMap((range) => {
    const part = meetAddresses(range.set, wanted);
    if (!hasAny(part)) return [];
    const pieces = printAddresses(part);
    if (coversAddresses(part, range.set) || pieces.length > 1)
      return printAddresses(range.set).length === 1
        ? [{ source: range.text, set: range.set }]
        : printAddresses(range.set).map(policyFor);
    return pieces.map(policyFor);
  });
}

/** Where no order is defined, no place before a DROP is either; at the end of everything one is. */
function disorderOf(inventory: Inventory, hop: Hop, { by }: HopRefusal): string | null {
  if (by === null || hop.guard.kind !== "groups") return null;
  return (hop.guard.unordered ?? inventory.groups.get(by.group)?.unordered)?.remedy ?? null;
}

function policyFor(text: string): NewPolicy {
  const reading = parseCidr(text);
  if (!reading.ok) throw new Error(`printed an unreadable address: ${text}`);
  return { source: text, set: reading.set };
}

function positionOf(
  inventory: Inventory,
  hop: Hop,
  { by, direction }: HopRefusal,
): { group: Id; before: number; atEnd: boolean } | NoFix {
  if (by !== null) return { group: by.group, before: by.index, atEnd: false };
  if (hop.guard.kind === "acl") {
    if (isUnknown(hop.guard.acl)) return { why: hop.guard.acl.fact.remedy };
    const entries = hop.guard.acl[direction];
    return {
      group: hop.guard.acl.id,
      before: isUnknown(entries) ? 0 : entries.length,
      atEnd: true,
    };
  }
  const last = isUnknown(hop.guard.groups) ? undefined : hop.guard.groups.at(-1);
  const ingress = last === undefined ? undefined : inventory.groups.get(last)?.ingress;
  if (last === undefined || ingress === undefined || isUnknown(ingress))
    return { why: "the group to edit is not in the input" };
  return { group: last, before: ingress.length, atEnd: true };
}

/** The new policies as the judge sees them. */
export function judgedPolicies(plan: Plan): JudgedPolicy[] {
  return plan.policies.map(({ set }) => {
    const what = block(set, plan.services);
    return {
      group: plan.group,
      index: plan.before,
      action: "ACCEPT",
      sure: what,
      maybe: what,
      facts: [],
      place: null,
    };
  });
}
