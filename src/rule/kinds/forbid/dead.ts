// A policy that is first match for no packet of its own group: what it says has no effect, or not the one meant.
import type { Block } from "../../../net/traffic.ts";
import type { Mark } from "../../../model/finding.ts";
import { coverersOf } from "../../../judge/dead.ts";
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

function deadDraft(
  rule: Rule,
  group: SecurityGroup,
  direction: "ingress" | "egress",
  list: readonly JudgedPolicy[],
  index: number,
  coverers: readonly JudgedPolicy[],
): FindingDraft {
  const policy = list[index]!;
  const against = coverers.filter((c) => opposes(c, policy));
  const by = coverers.map((c) => c.index);
  const name = policyName({ group, direction, index });
  const those = by.length === 1 ? `policy ${by[0]} takes` : `policies ${several(by)} together take`;
  const how =
    against.length < coverers.length ? "partly with the other action" : "with the other action";
  return draft(
    rule,
    [group.id, direction, policy.action ?? "", describe(policy.maybe)],
    `${name} never decides: ${those} every packet it matches${against.length > 0 ? `, ${how}` : ""}`,
    {
      resources: [group.id],
      list: policy.list,
      mark: {
        place: policy.place ?? group.place,
        label: `${(policy.action ?? "policy").toLowerCase()}s nothing: dead`,
      },
      related: shown(policy, coverers).flatMap((c): Mark[] =>
        c.place
          ? [
              {
                place: c.place,
                label: `policy ${c.index} comes first`,
              },
            ]
          : [],
      ),
      decidedBy:
        direction === "ingress" && policy.action
          ? { list: policy.list, policy: index, action: policy.action }
          : null,
      help: against[0]
        ? `move it above policy ${against[0].index} if it is meant to have effect, else remove it`
        : "remove it: nothing changes",
      repair: {
        change: { kind: "remove", list: policy.list, direction, index },
        caution: against[0]
          ? `If ${name} is meant to have effect, move it above policy ${against[0].index} instead.`
          : null,
      },
    },
  );
}

function opposes(one: JudgedPolicy, other: JudgedPolicy): boolean {
  return one.action !== null && other.action !== null && one.action !== other.action;
}

/** `0 and 1`, `0, 1, 2, 3, 4 and 7 more` */
function several(indexes: readonly number[]): string {
  const named = indexes.length > 6 ? indexes.slice(0, 5) : indexes.slice(0, -1);
  const rest = indexes.length - named.length;
  return `${named.join(", ")} and ${rest > 1 ? `${rest} more` : indexes.at(-1)}`;
}

/** At most three, one of them with the other action if there is any. */
function shown(policy: JudgedPolicy, coverers: readonly JudgedPolicy[]): JudgedPolicy[] {
  const other = coverers.find((c) => opposes(c, policy));
  const rest = coverers.filter((c) => c !== other);
  return [...(other ? [other] : []), ...rest].slice(0, 3);
}

function describe(what: Block): string {
  return `${printAddresses(what).join()} ${JSON.stringify(printServices(what.services))}`;
}
