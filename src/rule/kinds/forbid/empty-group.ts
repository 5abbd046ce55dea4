// A bound group without an ingress policy: it admits nothing, and alone it refuses everything.
import { groupRef } from "../../../model/list.ts";
import { isUnknown } from "../../../model/unknown.ts";
import { draft, listed } from "../../draft.ts";
import { everyBinding } from "./policies.ts";
import type { Forbid } from "./forbid.ts";

export const emptyGroup: Forbid = (rule, { inventory }) => {
  const bound = new Map<string, { alone: string[]; beside: string[] }>();
  const isEmpty = (id: string) => {
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
        ? `${listed(alone)} refuses all traffic`
        : `it adds nothing on ${listed(beside)}`;
    return draft(rule, [id], `security group ${id} is bound and has no ingress policy: ${effect}`, {
      resources: [...alone, ...beside],
      list: groupRef(id),
      mark: { place: inventory.groups.get(id)!.place, label: "no ingress policy" },
      help: "add the policies that its members need, or unbind it",
    });
  });
};
