// A DROP-ALL in a group that is not the last of its list: every later group is dead there. A database page of the
// vendor calls such a line void; for CVM that is ambiguous, so it is taken as effective and reported.
import { EVERY_IPV4, EVERY_IPV6 } from "../../../net/address.ts";
import { covers } from "../../../net/line.ts";
import { blocksOverlap } from "../../../net/traffic.ts";
import { commaKey, listKey } from "../../../model/key.ts";
import type { Id, Inventory } from "../../../model/inventory.ts";
import type { JudgedPolicy } from "../../../judge/policies.ts";
import { draft, listed, type FindingDraft } from "../../draft.ts";
import type { Rule } from "../../rule.ts";
import { everyBinding, isDropAll } from "./policies.ts";
import type { Forbid } from "./forbid.ts";

export const earlyDropAll: Forbid = (rule, { inventory, book }) => {
  const lists = new Map<string, { groups: readonly string[]; resources: string[] }>();
  for (const { resource, groups, ordered } of everyBinding(inventory)) {
    if (groups.length < 2 || !ordered) continue;
    const found = lists.get(listKey(groups)) ?? { groups, resources: [] };
    found.resources.push(resource);
    lists.set(listKey(groups), found);
  }
  return [...lists.values()].flatMap(({ groups, resources }) =>
    groups.slice(0, -1).flatMap((id, at) =>
      firstDropAlls(book.group(id)).flatMap((drop) => {
        const later = groups.slice(at + 1).filter((group) => admitsSomeOf(book.group(group), drop));
        return later.length === 0
          ? []
          : [
              earlyDraft(rule, inventory, {
                id,
                drop,
                isLast: book
                  .group(id)
                  .slice(drop.index + 1)
                  .every(isDropAll),
                later,
                groups,
                resources,
              }),
            ];
      }),
    ),
  );
};

interface Early {
  readonly id: Id;
  readonly drop: JudgedPolicy;
  /** Behind it the group says nothing that would come to life without it. */
  readonly isLast: boolean;
  /** Later groups that would admit some of what is dropped. */
  readonly later: readonly Id[];
  readonly groups: readonly Id[];
  readonly resources: readonly Id[];
}

function earlyDraft(
  rule: Rule,
  inventory: Inventory,
  { id, drop, isLast, later, groups, resources }: Early,
): FindingDraft {
  const what = droppedBy(drop);
  const message = `policy ${drop.index} of ${id} drops ${what} before ${listed(later)} ${later.length === 1 ? "is" : "are"} asked`;
  return draft(rule, [id, commaKey(groups), what], message, {
    resources,
    list: drop.list,
    mark: {
      place: drop.place ?? inventory.groups.get(id)!.place,
      label: `${what} ends here on ${listed(resources)}`,
    },
    related: later.flatMap((group) => {
      const place = inventory.groups.get(group)?.place;
      return place ? [{ place, label: `${group} is behind ${id}` }] : [];
    }),
    decidedBy: { list: drop.list, policy: drop.index, action: "DROP" },
    help: `remove the DROP from ${id} (the default drops what no group admits), or bind ${id} last`,
    repair: isLast
      ? {
          change: { kind: "remove", list: drop.list, direction: "ingress", index: drop.index },
          caution: `If ${listed(later)} should not be asked at all, unbind ${later.length === 1 ? "it" : "them"} instead.`,
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
  return v4 && v6 ? "everything" : `all ${v4 ? "IPv4" : "IPv6"} traffic`;
}

const EVERY = { v4: EVERY_IPV4.v4, v6: EVERY_IPV6.v6 };

function admitsSomeOf(list: readonly JudgedPolicy[], drop: JudgedPolicy): boolean {
  return list.some(({ action, maybe }) => action !== "DROP" && blocksOverlap(maybe, drop.sure));
}
