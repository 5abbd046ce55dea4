// The order in which a list is matched: by the vendor's numbers where every element has one. Numbers that skip places tell
// that the list is a part of the whole. May not read or complain about anything.
import { isRecord } from "../read/plain.ts";

/** How the vendor numbers the places of a list. */
export interface Numbering {
  readonly key: "PolicyIndex" | "Priority";
  /** The number of the topmost place. */
  readonly first: 0 | 1;
  /** Null where an element may be of either family. */
  readonly familyOf: (element: unknown) => 4 | 6 | null;
}

export interface MatchingOrder {
  /** Positions of the elements (stable); null for a place whose element is not in the list. */
  readonly order: readonly (number | null)[];
  /** Some have a number and some do not, so the order as listed is all there is. */
  readonly mixed: boolean;
  /** Every element has a number. */
  readonly numbered: boolean;
  /** The numbers of the places that are not in the list. */
  readonly skipped: readonly number[];
}

export function matchingOrder(list: readonly unknown[], numbering: Numbering): MatchingOrder {
  const order: number[] = [];
  const at: number[] = [];
  let indexed = 0;
  let sorted = true;
  let isRun = true;
  for (let i = 0; i < list.length; i++) {
    const element = list[i];
    const index = isRecord(element) ? element[numbering.key] : null;
    if (typeof index === "number") {
      indexed++;
      if (i > 0 && at[i - 1]! > index) sorted = false;
      if (index !== (i === 0 ? numbering.first : at[i - 1]! + 1)) isRun = false;
    }
    at.push(typeof index === "number" ? index : 0);
    order.push(i);
  }
  const numbered = indexed === list.length;
  if (numbered && !sorted) order.sort((a, b) => at[a]! - at[b]!);
  const skipped = numbered && !isRun ? skippedBy(list, at, numbering) : [];
  const whole = skipped.length > 0 ? withGaps(order, at, skipped) : order;
  return { order: whole, mixed: !numbered && indexed > 0, numbered, skipped };
}

/** Whether the numbers of some elements are those of all places of one list, each once. */
export function isWholeRun(elements: readonly unknown[], { key, first }: Numbering): boolean {
  const numbers = new Set(elements.map((one) => (isRecord(one) ? one[key] : null)));
  const from = numbers.has(0) ? 0 : first;
  return elements.every((_, i) => numbers.has(from + i));
}

/** More places than this are not skipped by any list of the vendor's: such numbers are no places. */
const MOST_SKIPPED = 1000;

/**
 * IPv4 and IPv6 may be numbered together or each from the top: the vendor does not say. What is whole in one of the two
 * readings is whole.
 */
function skippedBy(
  list: readonly unknown[],
  at: readonly number[],
  { first, familyOf }: Numbering,
): readonly number[] {
  if (!at.every((n) => Number.isSafeInteger(n) && n >= 0)) return [];
  // 10, 20, 30: steps that leave room, as priorities may be given.
  if (first === 1 && at.every((n) => n % 10 === 0)) return [];
  const top = Math.min(first, lowest(at));
  if (highest(at) - top >= list.length + MOST_SKIPPED) return [];
  const families = list.map(familyOf);
  const of = (family: 4 | 6) => at.filter((_, i) => families[i] === family);
  const either = at.filter((_, i) => families[i] === null);
  const [v4, v6] = [of(4), of(6)];
  // One number twice in one family: these are no places.
  if ([v4, v6].some((numbers) => new Set(numbers).size < numbers.length)) return [];
  const missing = (own: readonly number[], last: number) => holes([...own, ...either], top, last);
  const floating = [missing(v4, highest(either)), missing(v6, highest(either))];
  const apart = [
    ...missing(v4, highest(v4)),
    ...missing(v6, highest(v6)),
    ...(floating.every((places) => places.length > 0) ? floating.flat() : []),
  ];
  if (apart.length === 0) return [];
  const isApart = new Set(at).size < at.length;
  return isApart ? [...new Set(apart)].toSorted((a, b) => a - b) : holes(at, top, highest(at));
}

function holes(numbers: readonly number[], top: number, last: number): number[] {
  const there = new Set(numbers);
  const found: number[] = [];
  for (let n = top; n < last; n++) if (!there.has(n)) found.push(n);
  return found;
}

function highest(numbers: readonly number[]): number {
  return numbers.reduce((most, n) => Math.max(most, n), -1);
}

function lowest(numbers: readonly number[]): number {
  return numbers.reduce((least, n) => Math.min(least, n), Infinity);
}

function withGaps(
  order: readonly number[],
  at: readonly number[],
  skipped: readonly number[],
): (number | null)[] {
  const out: (number | null)[] = [];
  let next = 0;
  for (const position of order) {
    for (; next < skipped.length && skipped[next]! <= at[position]!; next++) out.push(null);
    out.push(position);
  }
  return out;
}
