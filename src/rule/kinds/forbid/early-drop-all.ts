// A DROP-ALL in a group that is not the last of its list: every later group is dead there. A database page of the
// vendor calls such a line void; for CVM that is ambiguous, so it is taken as effective and reported.
import { EVERY_IPV4, EVERY_IPV6 } from "../../../net/address.ts";
import { covers } from "../../../net/line.ts";
import { blocksOverlap } from "../../../net/traffic.ts";
import { commaKey, listKey } from "../../../model/key.ts";
import type { Id, Inventory } from "../../../model/inventory.ts";
import type { JudgedPolicy } from "../../../judge/policies.ts";
import { say } from "../../../words/index.ts";
import { briefly, draft, type FindingDraft } from "../../draft.ts";
import type { Rule } from "../../rule.ts";
import { everyBinding, isDropAll } from "./policies.ts";
import type { Seen } from "../kind.ts";
import type { Forbidden } from "./forbid.ts";

export const earlyDropAll: Forbidden = {
  describe: () => say("forbid.early-drop-all"),
  isAsked: (_, { inventory }) =>
    [...everyBinding(inventory)].some(({ groups }) => groups.length > 1),
  find: (rule, seen) =>
    orderedLists(seen.inventory).flatMap((bound) => earlyDrops(rule, seen, bound)),
};

interface Bound {
  readonly groups: readonly Id[];
  readonly resources: Id[];
}

/** Distinct lists of several groups whose order is known, with what carries them. */
function orderedLists(inventory: Inventory): Bound[] {
  const lists = new Map<string, Bound>();
  for (const { resource, groups, ordered } of everyBinding(inventory)) {
    if (groups.length < 2 || !ordered) continue;
    const found = lists.get(listKey(groups)) ?? { groups, resources: [] };
    found.resources.push(resource);
    lists.set(listKey(groups), found);
  }
  return [...lists.values()];
}

function earlyDrops(rule: Rule, { inventory, book }: Seen, bound: Bound): FindingDraft[] {
  return bound.groups.slice(0, -1).flatMap((id, at) =>
    firstDropAlls(book.group(id)).flatMap((drop) => {
      const behind = bound.groups.slice(at + 1);
      const later = behind.filter((group) => admitsSomeOf(book.group(group), drop));
      const rest = book.group(id).slice(drop.index + 1);
      const early = { ...bound, id, drop, isLast: rest.every(isDropAll), later };
      return later.length === 0 ? [] : earlyDraft(rule, inventory, early);
    }),
  );
}

interface Early extends Bound {
  readonly id: Id;
  readonly drop: JudgedPolicy;
  /** Behind it the group says nothing that would come to life without it. */
  readonly isLast: boolean;
  /** Later groups that would admit some of what is dropped. */
  readonly later: readonly Id[];
}

function earlyDraft(
  rule: Rule,
  inventory: Inventory,
  { id, drop, isLast, later, groups, resources }: Early,
): FindingDraft {
  const what = droppedBy(drop);
  const names = briefly(later);
  const message = say("forbid.early", drop.index, id, what, names, later.length);
  return draft(rule, [id, commaKey(groups), what], message, {
    resources,
    list: drop.list,
    mark: {
      place: drop.place ?? inventory.groups.get(id)!.place,
      label: say("forbid.early-label", what, briefly(resources)),
    },
    related: later.flatMap((group) => {
      const place = inventory.groups.get(group)?.place;
      return place ? { place, label: say("forbid.early-behind", group, id) } : [];
    }),
    decidedBy: { list: drop.list, policy: drop.index, action: "DROP" },
    help: say("forbid.early-help", id),
    repair: isLast
      ? {
          change: { kind: "remove", list: drop.list, direction: "ingress", index: drop.index },
          caution: say("forbid.early-caution", names, later.length),
        }
      : null,
  });
}

/** The first one for each family of addresses: `0.0.0.0/0` drops no IPv6 packet. */
function firstDropAlls(list: readonly JudgedPolicy[]): JudgedPolicy[] {
  const drops = list.filter(isDropAll);
  const first = (family: "v4" | "v6") =>
    drops.find(({ sure }) => covers<number | bigint>(sure[family], EVERY[family]));
  return [...new Set([first("v4"), first("v6")])].filter((drop) => drop !== undefined);
}

function droppedBy({ sure }: JudgedPolicy): string {
  const [v4, v6] = [covers(sure.v4, EVERY.v4), covers(sure.v6, EVERY.v6)];
  if (v4 && v6) return say("forbid.everything");
  return v4 ? say("forbid.all-ipv4") : say("forbid.all-ipv6");
}

const EVERY = { v4: EVERY_IPV4.v4, v6: EVERY_IPV6.v6 };

function admitsSomeOf(list: readonly JudgedPolicy[], drop: JudgedPolicy): boolean {
  return list.some(({ action, maybe }) => action !== "DROP" && blocksOverlap(maybe, drop.sure));
}
