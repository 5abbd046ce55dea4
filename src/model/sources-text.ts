// Addresses as the reader of a demand knows them: its ranges by their own text, or all of them by one name. For
// people only; what scripts read is printed by src/net.
import {
  hasAny,
  meetAddresses,
  minusAddresses,
  type AddressRange,
  type AddressSet,
} from "../net/address.ts";
import { printAddresses } from "../net/print.ts";
import { say } from "../words/index.ts";
import type { Sources } from "./demand.ts";

/** What a range lacks is named up to this many, then counted. */
const MOST = 4;

export function addressNames(
  set: AddressSet,
  { declared, known, whole }: Pick<Sources, "declared" | "known" | "whole">,
): string[] {
  const ranges = whole === null ? declared : [{ text: whole.name, set: known }];
  let rest = set;
  const out: string[] = [];
  for (const range of ranges) {
    const part = meetAddresses(rest, range.set);
    if (!hasAny(part)) continue;
    out.push(...rangeNames(part, range));
    rest = minusAddresses(rest, range.set);
  }
  return [...out, ...printAddresses(rest)];
}

/** The range itself, or whichever is shorter of what is in the part and what the part lacks. */
function rangeNames(part: AddressSet, { text, set }: AddressRange): string[] {
  const lacking = minusAddresses(set, part);
  if (!hasAny(lacking)) return [text];
  const [names, without] = [printAddresses(part), printAddresses(lacking)];
  if (names.length <= without.length) return names;
  const more = without.length - MOST;
  return [
    more > 1
      ? say("model.range-without-more", text, more, ...without.slice(0, MOST))
      : say("model.range-without", text, ...without),
  ];
}
