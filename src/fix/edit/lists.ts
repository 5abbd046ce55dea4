// The lists of policies and entries that an inventory has text for: where each stands, and in which language. Reads
// places only.
import { say } from "../../words/index.ts";
import type { Change } from "../../model/finding.ts";
import type { AclEntry, Id, Inventory, Policy } from "../../model/inventory.ts";
import { isTerraformAddress } from "../../model/id.ts";
import type { ListRef } from "../../model/list.ts";
import { pathOf, spanOf, type Place, type Source } from "../../model/place.ts";
import { isUnknown, type Known } from "../../model/unknown.ts";
import type { Withheld } from "./entry.ts";

export interface ListPlace {
  readonly kind: "group" | "acl";
  readonly id: Id;
  readonly direction: Change["direction"];
  readonly source: Source;
  readonly language: "yaml" | "json" | "hcl" | "terraform-json" | "answer";
  readonly owner: Place;
  /** In matching order, as a change counts them. */
  readonly items: readonly (Policy | AclEntry)[];
  /** Of the same group's other direction, then of the other groups in the file; asked for only where needed. */
  readonly neighbours: () => readonly (Policy | AclEntry)[];
  /** Of the same group's other direction, in the same file. */
  readonly siblings: () => readonly (Policy | AclEntry)[];
  /** Whether several policies of the inventory come from this text: a loop, or a module that is called twice. */
  readonly isRepeated: (place: Place) => boolean;
}

export interface Lists {
  readonly find: (change: Pick<Change, "list" | "direction">) => ListPlace | Withheld;
}

interface Holder {
  readonly kind: "group" | "acl";
  readonly id: Id;
  readonly place: Place;
  readonly ingress: Known<readonly (Policy | AclEntry)[]>;
  readonly egress: Known<readonly (Policy | AclEntry)[]>;
}

export function listsOf(inventory: Inventory): Lists {
  const uses = usesOf(inventory);
  const models = modelsOf(inventory);
  const isRepeated = (place: Place) => (uses().get(place.source)?.get(spotOf(place)) ?? 0) > 1;
  return {
    find: ({ list, direction }) => {
      const { id } = list;
      const holder = holderOf(inventory, list);
      if (holder === null) return { withheld: say("fix-edit.no-list", id) };
      const items = holder[direction];
      if (isUnknown(items)) return { withheld: say("fix-edit.list-unread", direction, id) };
      // Terraform keeps the rules apart from their group.
      const other = holder[direction === "ingress" ? "egress" : "ingress"];
      const [source, ...others] = new Set(
        items.length > 0
          ? items.map(({ place }) => place.source)
          : [sourceOfFirst(other) ?? holder.place.source],
      );
      if (others.length > 0) return { withheld: say("fix-edit.list-in-files", direction, id) };
      return {
        kind: holder.kind,
        id,
        direction,
        source: source!,
        language: languageOf(source!, holder),
        owner: holder.place,
        items,
        siblings: () =>
          isUnknown(other) ? [] : other.filter(({ place }) => place.source === source),
        neighbours: () => [
          ...(isUnknown(other) ? [] : other.filter(({ place }) => place.source === source)),
          ...models(holder.kind, source!),
        ],
        isRepeated,
      };
    },
  };
}

function sourceOfFirst(list: Known<readonly (Policy | AclEntry)[]>): Source | null {
  return isUnknown(list) ? null : (list[0]?.place.source ?? null);
}

function holderOf({ groups, networkAcls }: Inventory, { kind, id }: ListRef): Holder | null {
  const found = (kind === "group" ? groups : networkAcls).get(id);
  return found ? { ...found, kind } : null;
}

/**
 * Plans and states name groups as Terraform does. Definitions are told from saved answers by where their lists
 * stand: answers have keys in capitals.
 */
function languageOf({ file }: Source, { id, place: owner }: Holder): ListPlace["language"] {
  if (/\.(?:tf|tofu|tfvars|hcl)$/i.test(file)) return "hcl";
  if (isTerraformAddress(id)) return "terraform-json";
  const path = pathOf(owner);
  const isDefinition =
    path.length === 2 && /^[a-z]/.test(String(path[0])) && typeof path[1] === "number";
  if (!isDefinition) return "answer";
  return /\.json$/i.test(file) ? "json" : "yaml";
}

/** Models of style: a few of every group say it all, and a large file must not be walked for each finding. */
const MOST_MODELS = 60;
const MOST_OF_A_LIST = 4;

type Models = (kind: Holder["kind"], source: Source) => readonly (Policy | AclEntry)[];

function modelsOf({ groups, networkAcls }: Inventory): Models {
  const built = new Map<Holder["kind"], Map<Source, (Policy | AclEntry)[]>>();
  return (kind, source) => {
    const known =
      built.get(kind) ?? modelsBySource([...(kind === "group" ? groups : networkAcls).values()]);
    built.set(kind, known);
    return known.get(source) ?? [];
  };
}

function modelsBySource(
  holders: readonly Pick<Holder, "ingress" | "egress">[],
): Map<Source, (Policy | AclEntry)[]> {
  const models = new Map<Source, (Policy | AclEntry)[]>();
  for (const { ingress, egress } of holders)
    for (const list of [ingress, egress])
      for (const item of isUnknown(list) ? [] : list.slice(0, MOST_OF_A_LIST)) {
        const own = models.get(item.place.source) ?? [];
        if (own.length < MOST_MODELS) own.push(item);
        models.set(item.place.source, own);
      }
  return models;
}

/** How many policies each text stands for. Built when first asked for. */
function usesOf({ groups }: Inventory): () => ReadonlyMap<Source, ReadonlyMap<string, number>> {
  let built: Map<Source, Map<string, number>> | null = null;
  return () => {
    if (built) return built;
    built = new Map();
    for (const { ingress, egress } of groups.values())
      for (const list of [ingress, egress])
        for (const { place } of isUnknown(list) ? [] : list) {
          const counts = built.get(place.source) ?? new Map<string, number>();
          counts.set(spotOf(place), (counts.get(spotOf(place)) ?? 0) + 1);
          built.set(place.source, counts);
        }
    return built;
  };
}

function spotOf(place: Place): string {
  const { start, end } = spanOf(place);
  return `${start} ${end}`;
}
