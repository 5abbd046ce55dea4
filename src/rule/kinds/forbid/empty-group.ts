// A bound group without an ingress policy: it admits nothing, and alone it refuses everything.
import type { Id } from "../../../model/inventory.ts";
import { groupRef } from "../../../model/list.ts";
import { isUnknown } from "../../../model/unknown.ts";
import { say } from "../../../words/index.ts";
import { briefly, draft, type FindingDraft } from "../../draft.ts";
import type { Rule } from "../../rule.ts";
import type { Seen } from "../kind.ts";
import { everyBinding } from "./policies.ts";
import type { Forbidden } from "./forbid.ts";

export const emptyGroup: Forbidden = {
  describe: () => say("forbid.empty"),
  isAsked: (_, { inventory }) =>
    [...everyBinding(inventory)].some(({ groups }) => groups.length > 0),
  find: emptyGroups,
};

function emptyGroups(rule: Rule, { inventory }: Seen): FindingDraft[] {
  const bound = new Map<Id, { alone: Id[]; beside: Id[] }>();
  const isEmpty = (id: Id) => {
    const ingress = inventory.groups.get(id)?.ingress;
    return ingress !== undefined && !isUnknown(ingress) && ingress.length === 0;
  };
  for (const { resource, groups } of everyBinding(inventory))
    for (const id of groups.filter(isEmpty)) {
      const found = bound.get(id) ?? { alone: [], beside: [] };
      (groups.every(isEmpty) ? found.alone : found.beside).push(resource);
      bound.set(id, found);
    }
  return [...bound].map(([id, { alone, beside }]) => {
    const effect =
      alone.length > 0
        ? say("forbid.empty-alone", id, briefly(alone))
        : say("forbid.empty-beside", id, briefly(beside));
    return draft(rule, [id], effect, {
      resources: [...alone, ...beside],
      list: groupRef(id),
      mark: { place: inventory.groups.get(id)!.place, label: say("forbid.empty-label") },
      help: say("forbid.empty-help"),
    });
  });
}
