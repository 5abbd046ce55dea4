// Policies that are first match for no packet. Exact: what is left of one after all earlier policies of its list is
// empty, whichever of them cover it together.
import {
  blocksOverlap,
  isEmptyBlock,
  partBlock,
  type Block,
  type Traffic,
} from "../net/traffic.ts";
import type { JudgedPolicy } from "./policies.ts";

/**
 * The earlier policies that surely take every packet that policy `i` may match. Of those of one action none is there for
 * nothing; of several actions each decides some packets. Null while the policy may still decide one, and for one that
 * matches nothing at all.
 */
export function coverersOf(list: readonly JudgedPolicy[], i: number): JudgedPolicy[] | null {
  const own = list[i]!.maybe;
  if (isEmptyBlock(own)) return null;
  const coverers: JudgedPolicy[] = [];
  let rest: Traffic = [own];
  for (let j = 0; j < i && rest.length > 0; j++) {
    const { sure } = list[j]!;
    if (!blocksOverlap(own, sure)) continue;
    const left = without(rest, sure);
    if (left.length !== rest.length || left.some((piece, k) => piece !== rest[k]))
      coverers.push(list[j]!);
    rest = left;
  }
  return rest.length === 0 ? needed(own, coverers) : null;
}

function without(rest: Traffic, sure: Block): Block[] {
  return rest.flatMap((piece) => partBlock(piece, sure)?.left ?? piece);
}

/** Each is left out where the others suffice; the first ones are tried first, for later ones often say more. */
function needed(own: Block, coverers: readonly JudgedPolicy[]): JudgedPolicy[] {
  const actions = new Set(coverers.map(({ action }) => action));
  if (coverers.length > MAX_COMPARED || actions.size > 1) return [...coverers];
  const alone = coverers.find(({ sure }) => without([own], sure).length === 0);
  if (alone) return [alone];
  return coverers.reduce(
    (kept, one) => {
      const others = kept.filter((other) => other !== one);
      const left = others.reduce<Traffic>((rest, { sure }) => without(rest, sure), [own]);
      return left.length === 0 ? others : kept;
    },
    [...coverers],
  );
}

const MAX_COMPARED = 40;

/** Then it decides nothing in any list that holds the group, and taking it out changes nothing. */
export function isDead(list: readonly JudgedPolicy[], i: number): boolean {
  return coverersOf(list, i) !== null;
}
