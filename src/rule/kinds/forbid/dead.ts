// A policy that is first match for no packet of its own group: what it says has no effect, or not the one meant.
import { isEmptyBlock, type Block } from "../../../net/traffic.ts";
import { coverersOf } from "../../../judge/dead.ts";
import type { JudgedPolicy } from "../../../judge/policies.ts";
import { draft, type FindingDraft } from "../../draft.ts";
import { printAddresses, printServices } from "../../../net/print.ts";
import type { Rule } from "../../rule.ts";
import { say } from "../../../words/index.ts";
import { namesText } from "../../../words/names.ts";
import type { Seen } from "../kind.ts";
import { DIRECTIONS, type Direction } from "../../../model/list.ts";
import { everyPolicy, isDropAll, policyName } from "./policies.ts";
import type { Forbidden } from "./forbid.ts";
import type { SecurityGroup } from "../../../model/inventory.ts";

export const dead: Forbidden = {
  describe: () => say("forbid.dead"),
  isAsked: (_, { inventory }) => [...everyPolicy(inventory)].some(({ index }) => index > 0),
  find: deadPolicies,
};

function deadPolicies(rule: Rule, { inventory, book }: Seen): FindingDraft[] {
  const drafts: FindingDraft[] = [];
  for (const group of inventory.groups.values())
    for (const direction of group.unordered ? [] : DIRECTIONS) {
      const list = direction === "ingress" ? book.group(group.id) : book.egress(group.id);
      const last = list.findLastIndex((policy) => !isDropAll(policy));
      // A DROP-ALL at the end says in words what the default does: it is exempt.
      for (let index = 1; index <= last; index++) {
        const policy = list[index]!;
        // Of a policy of which nothing is known, nothing is said.
        if (policy.action === null && isEmptyBlock(policy.sure)) continue;
        const coverers = coverersOf(list, index);
        if (coverers !== null)
          drafts.push(deadDraft(rule, { group, direction, index, policy, coverers }));
      }
    }
  return drafts;
}

interface Dead {
  readonly group: SecurityGroup;
  readonly direction: Direction;
  readonly index: number;
  readonly policy: JudgedPolicy;
  readonly coverers: readonly JudgedPolicy[];
}

function deadDraft(rule: Rule, one: Dead): FindingDraft {
  const { group, direction, index, policy, coverers } = one;
  const { action, list } = policy;
  const against = coverers.find((c) => opposes(c, policy));
  const name = policyName(one);
  return draft(
    rule,
    [group.id, direction, action ?? "", describe(policy.maybe)],
    headline(name, policy, coverers),
    {
      resources: [group.id],
      list,
      mark: {
        place: policy.place ?? group.place,
        label: say("forbid.dead-label", (action ?? "policy").toLowerCase()),
      },
      related: shown(policy, coverers).flatMap(({ index: first, place }) =>
        place ? { place, label: say("forbid.dead-coverer", first) } : [],
      ),
      decidedBy: direction === "ingress" && action ? { list, policy: index, action } : null,
      help: against ? say("forbid.dead-move", against.index) : say("forbid.dead-remove"),
      repair: {
        change: { kind: "remove", list, direction, index },
        caution: against ? say("forbid.dead-caution", name, against.index) : null,
      },
    },
  );
}

function headline(name: string, policy: JudgedPolicy, coverers: readonly JudgedPolicy[]): string {
  const [only = 0, ...others] = coverers.map((c) => c.index);
  const clause =
    others.length === 0
      ? say("forbid.dead-by-one", name, only)
      : say("forbid.dead-by-several", name, several([only, ...others]));
  const against = coverers.filter((c) => opposes(c, policy)).length;
  if (against === 0) return clause;
  return against < coverers.length
    ? say("forbid.partly-opposed", clause)
    : say("forbid.opposed", clause);
}

function opposes(one: JudgedPolicy, other: JudgedPolicy): boolean {
  return one.action !== null && other.action !== null && one.action !== other.action;
}

/** `0 and 1`, `0, 1, 2, 3, 4 and 7 more` */
function several(indexes: readonly number[]): string {
  return namesText(
    indexes.map((index) => say("names.nth", index)),
    6,
    5,
  );
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
