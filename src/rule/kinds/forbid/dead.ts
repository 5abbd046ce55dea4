// A policy that is first match for no packet. Exact: what is left of it after all earlier policies of its own
// group is empty, whichever of them cover it together.
import {
  blocksOverlap,
  intersect,
  isEmptyBlock,
  subtractBlock,
  type Block,
  type Traffic,
} from "../../../net/traffic.ts";
import type { Mark } from "../../../model/finding.ts";
import { isUnknown } from "../../../model/unknown.ts";
import type { JudgedPolicy } from "../../../judge/policies.ts";
import { draft, type FindingDraft } from "../../draft.ts";
import { printAddresses, printServices } from "../../../net/print.ts";
import type { Rule } from "../../rule.ts";
import { DIRECTIONS, isDropAll, policyName } from "./policies.ts";
import type { Forbid } from "./forbid.ts";
import type { SecurityGroup } from "../../../model/inventory.ts";

export const dead: Forbid = (rule, { inventory, book }) => {
  const drafts: FindingDraft[] = [];
  for (const group of inventory.groups.values())
    for (const direction of group.unordered ? [] : DIRECTIONS) {
      const list = direction === "ingress" ? book.group(group.id) : book.egress(group.id);
      const last = list.findLastIndex((policy) => !isDropAll(policy));
      // A DROP-ALL at the end says in words what the default does: it is exempt.
      for (let i = 1; i <= last; i++) {
        const coverers = coverersOf(list, i);
        if (coverers !== null) drafts.push(deadDraft(rule, group, direction, list, i, coverers));
      }
    }
  return drafts;
};

/** The earlier policies that together take every packet of policy `i`; null while it still decides one. */
export function coverersOf(list: readonly JudgedPolicy[], i: number): JudgedPolicy[] | null {
  const own = list[i]!.maybe;
  if (isEmptyBlock(own)) return null;
  const coverers: JudgedPolicy[] = [];
  let rest: Traffic = [own];
  for (let j = 0; j < i && rest.length > 0; j++) {
    const { sure } = list[j]!;
    if (!blocksOverlap(own, sure) || intersect(rest, [sure]).length === 0) continue;
    coverers.push(list[j]!);
    rest = rest.flatMap((piece) => subtractBlock(piece, sure));
  }
  return rest.length === 0 ? coverers : null;
}

function deadDraft(
  rule: Rule,
  group: SecurityGroup,
  direction: "ingress" | "egress",
  list: readonly JudgedPolicy[],
  index: number,
  coverers: readonly JudgedPolicy[],
): FindingDraft {
  const policy = list[index]!;
  const against = coverers.some((c) => c.action !== policy.action);
  const by = coverers.map((c) => c.index);
  const name = policyName({ group, direction, index });
  const those =
    by.length === 1
      ? `policy ${by[0]} takes`
      : `policies ${by.slice(0, 5).join(", ")}${by.length > 5 ? ` and ${by.length - 5} more` : ""} together take`;
  return draft(
    rule,
    [group.id, direction, policy.action ?? "", describe(policy.maybe)],
    `${name} never decides: ${those} every packet it matches${against ? ", with the other action" : ""}`,
    {
      resources: [group.id],
      group: group.id,
      mark: {
        place: policy.place ?? group.place,
        label: `${(policy.action ?? "policy").toLowerCase()}s nothing: dead`,
      },
      related: shown(policy, coverers).flatMap((c): Mark[] =>
        c.place
          ? [
              {
                place: c.place,
                label: `${isUnknown(c.action) || c.action === null ? "policy" : c.action} ${c.index} comes first`,
              },
            ]
          : [],
      ),
      decidedBy:
        direction === "ingress" && policy.action
          ? { group: group.id, policy: index, action: policy.action }
          : null,
      help: against
        ? `move it above policy ${by[0]} if it is meant to have effect, else remove it`
        : "remove it: nothing changes",
    },
  );
}

/** At most three, one of them with the other action if there is any. */
function shown(policy: JudgedPolicy, coverers: readonly JudgedPolicy[]): JudgedPolicy[] {
  const other = coverers.find((c) => c.action !== policy.action);
  const rest = coverers.filter((c) => c !== other);
  return [...(other ? [other] : []), ...rest].slice(0, 3);
}

function describe(what: Block): string {
  return `${printAddresses(what).join()} ${JSON.stringify(printServices(what.services))}`;
}
