// First match is subtraction: walk the list, keep what is still undecided, stop when nothing is left.
// The heart of the product. Knows packet sets and policies; nothing of gateways, files or rules.
import {
  blocksOverlap,
  intersect,
  isEmptyBlock,
  NO_TRAFFIC,
  partBlock,
  subtractBlock,
  type Block,
  type Traffic,
} from "../net/traffic.ts";
import type { Fact } from "../model/unknown.ts";
import { isExact, type JudgedPolicy } from "./policies.ts";

/**
 * Which way unknowns are read. `strict`: an unknown ACCEPT matches nothing and an unknown DROP everything it
 * may; `lenient`: the reverse. A packet admitted under `strict` is admitted whatever the unknowns are, one
 * refused under `lenient` is refused whatever they are.
 */
export type Strictness = "strict" | "lenient";

/** Part of a demand and what becomes of it. `by` null = no policy matched: the default drops it. */
export interface Decision {
  readonly traffic: Traffic;
  readonly admitted: boolean;
  readonly by: JudgedPolicy | null;
}

/** The demand split by deciding policy, in list order, the default last. Parts are disjoint and make up the demand. */
export function judge(
  policies: readonly JudgedPolicy[],
  demand: Traffic,
  reading: Strictness = "strict",
): Decision[] {
  const decisions: Decision[] = [];
  let rest: Traffic = demand.filter((piece) => !isEmptyBlock(piece));
  for (const policy of policies) {
    if (rest.length === 0) break;
    const { what, admits } = readAs(policy, reading);
    if (!rest.some((piece) => blocksOverlap(piece, what))) continue;
    const matched: Block[] = [];
    const left: Block[] = [];
    for (const piece of rest) {
      const parts = partBlock(piece, what);
      if (parts) matched.push(parts.shared);
      left.push(...(parts?.left ?? [piece]));
    }
    decisions.push({ traffic: matched, admitted: admits, by: policy });
    rest = left;
  }
  if (rest.length > 0) decisions.push({ traffic: rest, admitted: false, by: null });
  return decisions;
}

/** The part of the demand that passes. */
export function admitted(
  policies: readonly JudgedPolicy[],
  demand: Traffic,
  reading: Strictness = "strict",
): Traffic {
  return judge(policies, demand, reading).flatMap((d) => (d.admitted ? d.traffic : NO_TRAFFIC));
}

/** The part of the demand that no policy of the list matches. */
export function undecided(
  policies: readonly JudgedPolicy[],
  demand: Traffic,
  reading: Strictness = "strict",
): Traffic {
  return judge(policies, demand, reading).find(({ by }) => by === null)?.traffic ?? NO_TRAFFIC;
}

/** What the policy matches under a reading, and whether it then admits. */
function readAs(policy: JudgedPolicy, reading: Strictness): { what: Block; admits: boolean } {
  if (policy.action === null) return { what: policy.maybe, admits: reading === "lenient" };
  const admits = policy.action === "ACCEPT";
  return { what: admits === (reading === "lenient") ? policy.maybe : policy.sure, admits };
}

/**
 * The missing facts on which `open` traffic hangs: those of every policy that it can reach in some world and
 * that may match it or not, or match it with either action. `open` is what passes under `lenient` and not
 * under `strict`.
 */
export function decidingFacts(policies: readonly JudgedPolicy[], open: Traffic): Fact[] {
  const facts = new Map<string, Fact>();
  let rest = open;
  for (const policy of policies) {
    if (rest.length === 0) break;
    if (!isExact(policy) && intersect(rest, unsure(policy)).length > 0)
      for (const fact of policy.facts) facts.set(fact.id, fact);
    rest = rest.flatMap((piece) => subtractBlock(piece, policy.sure));
  }
  return [...facts.values()];
}

function unsure({ action, sure, maybe }: JudgedPolicy): Traffic {
  return action === null ? [maybe] : subtractBlock(maybe, sure);
}
