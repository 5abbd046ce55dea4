// A slip in the text of one policy: what is said of it, and the finding that comes of it.
import type { AddressRange } from "../../../net/address.ts";
import type { Inventory } from "../../../model/inventory.ts";
import { groupRef } from "../../../model/list.ts";
import { isUnknown } from "../../../model/unknown.ts";
import { draft, type FindingDraft } from "../../draft.ts";
import type { Rule } from "../../rule.ts";
import { everyPolicy, policyName, type Listed } from "./policies.ts";

export interface PolicySlip {
  /** What is wrong, as it stands in ids of findings. */
  readonly what: string;
  readonly message: (policy: string) => string;
  readonly label: string;
  readonly help: string;
  /** The source written as it is meant. */
  readonly source?: AddressRange | null;
  /** What may be meant instead. */
  readonly caution?: string;
}

export function slipDrafts(
  rule: Rule,
  inventory: Inventory,
  slipsOf: (listed: Listed) => readonly PolicySlip[],
): FindingDraft[] {
  const drafts: FindingDraft[] = [];
  for (const listed of everyPolicy(inventory))
    for (const slip of slipsOf(listed)) drafts.push(slipDraft(rule, listed, slip));
  return drafts;
}

function slipDraft(
  rule: Rule,
  listed: Listed,
  { what, message, label, help, source, caution }: PolicySlip,
): FindingDraft {
  const { group, direction, index, policy } = listed;
  const { action, place } = policy;
  const list = groupRef(group.id);
  return draft(
    rule,
    [group.id, direction, what, sameBefore(listed, what)],
    message(policyName(listed)),
    {
      resources: [group.id],
      list,
      mark: { place, label },
      decidedBy:
        direction === "ingress" && !isUnknown(action) ? { list, policy: index, action } : null,
      help,
      repair: source
        ? { change: { kind: "source", list, direction, index, source }, caution: caution ?? null }
        : null,
    },
  );
}

/** Tells policies with equal sources apart by their action and service, never by their place. */
function sameBefore({ policy: { action, service } }: Listed, what: string): string {
  const text = isUnknown(service) ? "?" : service.kind === "services" ? service.text : service.id;
  return `${what} ${isUnknown(action) ? "?" : action} ${text}`;
}
