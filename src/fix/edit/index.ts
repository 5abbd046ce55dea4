// Changes of a fix -> edits of the source text, or why there are none. Half a fix is worse than none: one change
// that cannot be written withholds them all. Decides nothing about the fix itself.
import { say } from "../../words/index.ts";
import type { Change, Edit } from "../../model/finding.ts";
import type { Inventory } from "../../model/inventory.ts";
import { listName } from "../../model/list.ts";
import { definitionSplices } from "./definitions.ts";
import type { Withheld } from "./entry.ts";
import { isWithheld } from "./entry.ts";
import { hclSplices } from "./hcl.ts";
import { listsOf, type ListPlace } from "./lists.ts";
import { splicesInOrder, type Splice } from "./text.ts";

export type Written = { readonly edits: readonly Edit[] } | Withheld;

export type EditWriter = (changes: readonly Change[]) => Written;

/** Pure; the texts are those that the places of the inventory name. Whole and in order, file by file. */
export function editWriter(inventory: Inventory): EditWriter {
  const lists = listsOf(inventory);
  return (changes) => {
    if (changes.length === 0) return { withheld: say("fix-edit.nothing") };
    const edits: Edit[] = [];
    for (const own of byList(changes)) {
      const place = lists.find(own[0]!);
      if (isWithheld(place)) return place;
      const splices = splicesFor(place, own);
      if (isWithheld(splices)) return splices;
      const { file } = place.source;
      for (const { start, end, text } of splicesInOrder(splices))
        edits.push({ file, range: { start, end }, text });
    }
    return { edits };
  };
}

function byList(changes: readonly Change[]): Change[][] {
  const lists = new Map<string, Change[]>();
  for (const change of changes) {
    const name = `${change.direction} ${listName(change.list)}`;
    lists.set(name, [...(lists.get(name) ?? []), change]);
  }
  return [...lists.values()];
}

function splicesFor(place: ListPlace, changes: readonly Change[]): readonly Splice[] | Withheld {
  const { language } = place;
  if (language === "hcl") return hclSplices(place, changes);
  if (language === "yaml" || language === "json") return definitionSplices(place, changes);
  return { withheld: say(`fix-edit.${language}`) };
}
