// Policies that are first match for no packet. Exact: what is left of one after all earlier policies of its list is
// empty, whichever of them cover it together.
import { blocksOverlap, isEmptyBlock, partBlock, type Traffic } from "../net/traffic.ts";
import type { JudgedPolicy } from "./policies.ts";

/**
 * The earlier policies that together surely take every packet that policy `i` may match; null while it may still
 * decide one, and for a policy that matches nothing at all.
 */
export function coverersOf(list: readonly JudgedPolicy[], i: number): JudgedPolicy[] | null {
  const own = list[i]!.maybe;
  if (isEmptyBlock(own)) return null;
  const coverers: JudgedPolicy[] = [];
  let rest: Traffic = [own];
  for (let j = 0; j < i && rest.length > 0; j++) {
    const { sure } = list[j]!;
    if (!blocksOverlap(own, sure)) continue;
    const left = rest.flatMap((piece) => partBlock(piece, sure)?.left ?? piece);
    if (left.length !== rest.length || left.some((piece, k) => piece !== rest[k]))
      coverers.push(list[j]!);
    rest = left;
  }
  return rest.length === 0 ? coverers : null;
}

/** Then it decides nothing in any list that holds the group, and taking it out changes nothing. */
export function isDead(list: readonly JudgedPolicy[], i: number): boolean {
  return coverersOf(list, i) !== null;
}
