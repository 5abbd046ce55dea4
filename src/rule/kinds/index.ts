// The table of kinds: the word in a rule file -> what it means. The schema of rules, their reading and their descriptions are
// made from it.
import type { FindingDraft } from "../draft.ts";
import type { Rule } from "../rule.ts";
import { cover } from "./cover.ts";
import { decide } from "./decide.ts";
import { expect } from "./expect.ts";
import { forbid } from "./forbid/index.ts";
import { have } from "./have.ts";
import type { RuleKind, Seen } from "./kind.ts";
import { require } from "./require.ts";
import { same } from "./same.ts";

export const KINDS: ReadonlyMap<string, RuleKind> = new Map<string, RuleKind>([
  ["require", require],
  ["expect", expect],
  ["same", same],
  ["have", have],
  ["cover", cover],
  ["forbid", forbid],
  ["decide", decide],
]);

export function find(rule: Rule, seen: Seen): FindingDraft[] {
  return KINDS.get(rule.kind)!.find(rule, seen);
}

export function describeRule(rule: Rule): string {
  return KINDS.get(rule.kind)!.describe(rule);
}

/** Whether the rule had anything to judge. */
export function isAsked(rule: Rule, seen: Seen): boolean {
  return KINDS.get(rule.kind)!.isAsked(rule, seen);
}
