// Mistakes of the source language that a loader found: a rule string that fails only at apply, resources that fight
// over one group.
import type { Flaw, FlawKind } from "../../../model/flaw.ts";
import { groupRef } from "../../../model/list.ts";
import type { Inventory } from "../../../model/inventory.ts";
import { draft, type FindingDraft } from "../../draft.ts";
import type { Rule } from "../../rule.ts";

export function flaws(rule: Rule, kind: FlawKind, inventory: Inventory): FindingDraft[] {
  return inventory.flaws.filter((flaw) => flaw.kind === kind).map((flaw) => flawDraft(rule, flaw));
}

/** What stands beside the marked text; the message says the rest. */
const LABELS: Record<FlawKind, string> = {
  "invalid-lite-rule": "cannot be read",
  "mixed-rule-resources": "writes all rules of the group",
  "order-dependent": "created above or below the other one",
  "deprecated-lite-rule": "a rule set says the same",
  "port-without-tcp-udp": "needs TCP or UDP",
  "several-sources": "only one takes effect",
  "reordered-lite-rules": "only the order is new",
};

function flawDraft(rule: Rule, { kind, message, group, place, related, help }: Flaw): FindingDraft {
  return draft(rule, [group ?? "", message], message, {
    resources: group === null ? [] : [group],
    list: group === null ? null : groupRef(group),
    mark: { place, label: LABELS[kind] },
    related,
    help,
  });
}
