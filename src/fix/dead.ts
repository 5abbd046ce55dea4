// Which policies of one group decide nothing: what a fix may take out, because no packet meets them first.
import { blocksOverlap, type Block } from "../net/traffic.ts";
import { isDead } from "../judge/dead.ts";
import { isEverything, type JudgedPolicy } from "../judge/policies.ts";

/** Dead policies, but for a DROP of everything at the end: that says in words what the default does. */
export function deadPolicies(list: readonly JudgedPolicy[]): number[] {
  return indexesBefore(lastMeant(list)).filter((i) => isDead(list, i));
}

/**
 * Places in `list` of the policies that would be reported as dead, and are not now, if others stood right before
 * place `at`.
 */
export function deadBehind(
  list: readonly JudgedPolicy[],
  at: number,
  inserted: readonly JudgedPolicy[],
): number[] {
  const after = [...list.slice(0, at), ...inserted, ...list.slice(at)];
  const blocks = inserted.map(({ sure }) => sure);
  const placeAfter = (i: number) => (i < at ? i : i + inserted.length);
  const [meant, meantAfter] = [lastMeant(list), lastMeant(after)];
  // A DROP of everything at the end is exempt, until something stands behind it.
  const isNew = (i: number) =>
    i > meant || (i >= at && mayDie(list[i]!, blocks) && !isDead(list, i));
  return list.flatMap((_, i) => {
    const place = placeAfter(i);
    return place <= meantAfter && isNew(i) && isDead(after, place) ? i : [];
  });
}

/** Cheap and mostly enough: a policy that reaches far beyond the new ones on either line stays alive. */
function mayDie({ maybe }: JudgedPolicy, blocks: readonly Block[]): boolean {
  return blocks.some((one) => blocksOverlap(maybe, one));
}

function indexesBefore(end: number): number[] {
  return Array.from({ length: end + 1 }, (_, i) => i);
}

function lastMeant(list: readonly JudgedPolicy[]): number {
  return list.findLastIndex((policy) => policy.action !== "DROP" || !isEverything(policy));
}
