// Packet sets: address line x service line. Everything the product decides is an expression over these.
import { meetLines, overlaps, subtractLines } from "./line.ts";
import { uniteAddresses, type AddressSet } from "./address.ts";
import type { ServiceSet } from "./service.ts";

/** All packets from one of `addresses` to one of `services`: what one policy, or one demand, speaks of. */
export interface Block extends AddressSet {
  readonly services: ServiceSet;
}

/** A packet set: blocks that do not overlap. Which blocks is not canonical; `sameTraffic` compares sets. */
export type Traffic = readonly Block[];

export const NO_TRAFFIC: Traffic = [];

export function block(addresses: AddressSet, services: ServiceSet): Block {
  return { v4: addresses.v4, v6: addresses.v6, services };
}

export function isEmptyBlock(a: Block): boolean {
  return a.services.length === 0 || (a.v4.length === 0 && a.v6.length === 0);
}

export function blocksOverlap(a: Block, b: Block): boolean {
  return overlaps(a.services, b.services) && (overlaps(a.v4, b.v4) || overlaps(a.v6, b.v6));
}

export function meetBlocks(a: Block, b: Block): Block {
  return {
    v4: meetLines(a.v4, b.v4),
    v6: meetLines(a.v6, b.v6),
    services: meetLines(a.services, b.services),
  };
}

/** One block parted by another: what they share, and what is left of the first. */
export interface Parts {
  readonly shared: Block;
  readonly left: Traffic;
}

/** `a` parted by `b`: left is what lies beside `b` on the address lines, then what lies beside it on the service line. */
export function partBlock(a: Block, b: Block): Parts | null {
  if (!blocksOverlap(a, b)) return null;
  const shared = meetBlocks(a, b);
  const beside = {
    v4: subtractLines(a.v4, b.v4),
    v6: subtractLines(a.v6, b.v6),
    services: a.services,
  };
  const above = { v4: shared.v4, v6: shared.v6, services: subtractLines(a.services, b.services) };
  return { shared, left: [beside, above].filter((piece) => !isEmptyBlock(piece)) };
}

/** `a` without `b`. */
export function subtractBlock(a: Block, b: Block): Traffic {
  return partBlock(a, b)?.left ?? [a];
}

export function intersect(a: Traffic, b: Traffic): Traffic {
  const out: Block[] = [];
  for (const x of a) for (const y of b) if (blocksOverlap(x, y)) out.push(meetBlocks(x, y));
  return out.filter((piece) => !isEmptyBlock(piece));
}

export function subtract(a: Traffic, b: Traffic): Traffic {
  let rest = a.filter((piece) => !isEmptyBlock(piece));
  for (const y of b) rest = rest.flatMap((x) => subtractBlock(x, y));
  return rest;
}

export function union(a: Traffic, b: Traffic): Traffic {
  return [...a.filter((piece) => !isEmptyBlock(piece)), ...subtract(b, a)];
}

export function isEmpty(a: Traffic): boolean {
  return a.every(isEmptyBlock);
}

export function isSubset(inner: Traffic, outer: Traffic): boolean {
  return isEmpty(subtract(inner, outer));
}

export function sameTraffic(a: Traffic, b: Traffic): boolean {
  return isSubset(a, b) && isSubset(b, a);
}

/** The addresses from which some of the traffic comes. */
export function addressesOf(traffic: Traffic): AddressSet {
  return uniteAddresses(traffic);
}
