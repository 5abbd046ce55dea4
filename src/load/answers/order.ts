// The order in which a list is matched: by the vendor's index where every element has one.

import { isRecord } from "../read/plain.ts";

/**
 * Positions of the elements in matching order (stable). `mixed`: some have an index and some do not, so the
 * order as listed is all there is.
 */
export function matchingOrder(
  list: readonly unknown[],
  key: "PolicyIndex" | "Priority",
): { readonly order: readonly number[]; readonly mixed: boolean } {
  const order: number[] = [];
  const at: number[] = [];
  let indexed = 0;
  let sorted = true;
  for (let i = 0; i < list.length; i++) {
    const element = list[i];
    const index = isRecord(element) ? element[key] : null;
    if (typeof index === "number") {
      indexed++;
      if (i > 0 && at[i - 1]! > index) sorted = false;
    }
    at.push(typeof index === "number" ? index : 0);
    order.push(i);
  }
  const all = indexed === list.length;
  if (all && !sorted) order.sort((a, b) => at[a]! - at[b]!);
  return { order, mixed: !all && indexed > 0 };
}
