// Priorities of new ACL entries: numbers between those of their neighbours, for entries are matched by number and
// not by where they stand.
import { say } from "../../words/index.ts";
import { inside, spanOf } from "../../model/place.ts";
import type { AclEntry, Policy } from "../../model/inventory.ts";
import type { Withheld } from "./entry.ts";
import { fieldIn } from "./field.ts";
import type { ListPlace } from "./lists.ts";

/** Facts: `Priority` starts at 1. */
const FIRST = 1;
/** Room for entries that people add later. */
const STEP = 10;

/** Empty where entries need none: policies, and ACLs whose entries have none either. */
export function prioritiesFor(
  { kind, items, id, direction }: ListPlace,
  before: number,
  count: number,
): { readonly numbers: readonly number[] } | Withheld {
  if (kind === "group") return { numbers: [] };
  const [above, below] = [items[before - 1], items[before]].map((item) =>
    item ? priorityOf(item) : null,
  );
  if (below === null || below === undefined) {
    // Behind the last number, or in the order of the text where nothing is numbered.
    if (above === null || above === undefined) return { numbers: [] };
    if (items[before]) return { numbers: [] };
    return { numbers: numbers(above + STEP, STEP, count) };
  }
  const low = Math.max(above ?? FIRST - 1, FIRST - 1);
  const step = Math.floor((below - low) / (count + 1));
  if (step < 1)
    return {
      withheld: say("fix-edit.no-priority", count, low, below, direction, id),
    };
  return { numbers: numbers(low + step, step, count) };
}

function numbers(first: number, step: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i * step);
}

function priorityOf({ place }: Policy | AclEntry): number | null {
  if (!fieldIn(place, "priority")) return null;
  const { start, end } = spanOf(inside(place, "priority"));
  const value = Number(place.source.text.slice(start, end));
  return Number.isInteger(value) ? value : null;
}
