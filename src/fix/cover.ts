// Packets that must pass -> the fewest policies that admit them within what is allowed, written as the reader of
// the demand knows it: a whole declared range where that costs no more. Pure sets.
import { cidrOf, isStorable, type AddressRange, type AddressSet } from "../net/address.ts";
import { uniteLines } from "../net/line.ts";
import { printAddresses } from "../net/print.ts";
import type { ServiceSet } from "../net/service.ts";
import {
  addressesOf,
  block,
  intersect,
  isSubset,
  subtract,
  type Block,
  type Traffic,
} from "../net/traffic.ts";
import { fewestPicks, type Pick } from "./trie.ts";

/** One ACCEPT: its source, and all packets that it matches. */
export interface Cover {
  readonly range: AddressRange;
  readonly block: Block;
}

/**
 * `wanted` lies within `allowed`, both within the declared ranges. Ports are widened to `whole` where that is
 * allowed and costs no policy. Ranges are never merged: 10.0.0.0/8 and 11.0.0.0/8 stay two policies.
 */
export function fewestCovers(
  wanted: Traffic,
  allowed: Traffic,
  ranges: readonly AddressRange[],
  whole: ServiceSet,
): Cover[] {
  const wide: Traffic = [block(addressesOf(wanted), whole)];
  const exact = rangeByRange(wanted, allowed, ranges, whole);
  if (isSubset(wide, wanted) || !isSubset(wide, allowed)) return exact;
  const widened = rangeByRange(wide, allowed, ranges, whole);
  return widened.length <= exact.length ? widened : exact;
}

function rangeByRange(
  wanted: Traffic,
  allowed: Traffic,
  ranges: readonly AddressRange[],
  whole: ServiceSet,
): Cover[] {
  let rest = wanted;
  return ranges.flatMap((range) => {
    const own: Traffic = [block(range.set, whole)];
    const part = intersect(rest, own);
    if (part.length === 0) return [];
    rest = subtract(rest, own);
    return coverRange(part, intersect(allowed, own), range);
  });
}

function coverRange(part: Traffic, allowed: Traffic, range: AddressRange): Cover[] {
  const services = servicesOf(part);
  const whole = oneCidr(range.set, services, allowed, range.text);
  if (whole && isSubset([whole.block], part)) return [whole];
  const exact = oneCidr(addressesOf(part), services, allowed);
  return exact ? [exact] : whole ? [whole] : fewestWithin(part, allowed);
}

/** Where the addresses are one CIDR, all of which may be admitted. `text` is how the reader of the demand writes them. */
function oneCidr(
  set: AddressSet,
  services: ServiceSet,
  allowed: Traffic,
  text?: string,
): Cover | null {
  const [printed = "", ...others] = printAddresses(set);
  if (printed === "" || others.length > 0 || !isStorable(set)) return null;
  // A range `10.0.0.0-10.0.0.255` is no source of a policy, nor is 0.0.0.0/32.
  if (
    text !== undefined &&
    text !== printed &&
    (!text.startsWith(`${printed}/`) || set.v4[0] === 0)
  )
    return null;
  const cover = { range: { text: text ?? printed, set }, block: block(set, services) };
  return isSubset([cover.block], allowed) ? cover : null;
}

function fewestWithin(part: Traffic, allowed: Traffic): Cover[] {
  return ([4, 6] as const).flatMap((family) => {
    const line = family === 4 ? "v4" : "v6";
    const need = part.filter((one) => one[line].length > 0);
    return need.length === 0 ? [] : fewestPicks(family, need, allowed).map(coverOf);
  });
}

function coverOf({ family, lo, bits, services }: Pick): Cover {
  const range = cidrOf(family, lo, bits);
  return { range, block: block(range.set, services) };
}

function servicesOf(traffic: Traffic): ServiceSet {
  return traffic.map((piece) => piece.services).reduce(uniteLines, []);
}
