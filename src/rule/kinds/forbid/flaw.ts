// Mistakes of the source language that a loader found: a rule string that fails only at apply, resources that fight
// over one group.
import type { Flaw, FlawKind } from "../../../model/flaw.ts";
import { groupRef } from "../../../model/list.ts";
import { say } from "../../../words/index.ts";
import { draft, type FindingDraft } from "../../draft.ts";
import type { Rule } from "../../rule.ts";
import type { Forbidden } from "./forbid.ts";

/** The inventory forgets its source, so every input may have had one. */
function flaw(kind: FlawKind): Forbidden {
  return {
    describe: () => say(`forbid.${kind}`),
    isAsked: () => true,
    find: (rule, { inventory }) =>
      inventory.flaws.filter((one) => one.kind === kind).map((one) => flawDraft(rule, one)),
  };
}

export const FLAWS = {
  "invalid-lite-rule": flaw("invalid-lite-rule"),
  "mixed-rule-resources": flaw("mixed-rule-resources"),
  "order-dependent": flaw("order-dependent"),
  "deprecated-lite-rule": flaw("deprecated-lite-rule"),
  "port-without-tcp-udp": flaw("port-without-tcp-udp"),
  "several-sources": flaw("several-sources"),
  "reordered-lite-rules": flaw("reordered-lite-rules"),
} satisfies Record<FlawKind, Forbidden>;

function flawDraft(rule: Rule, { kind, message, group, place, related, help }: Flaw): FindingDraft {
  return draft(rule, [group ?? "", message], message, {
    resources: group === null ? [] : [group],
    list: group === null ? null : groupRef(group),
    // The message says the rest.
    mark: { place, label: say(`forbid.${kind}-label`) },
    related,
    help,
  });
}
