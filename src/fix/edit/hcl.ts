// Changes of one list -> splices of Terraform text, in the dialect in which its rules are written. What comes from a
// variable, a function or a module of elsewhere is never rewritten: the user decides where such a rule goes.
import type { Change } from "../../model/finding.ts";
import { spanOf, type Place } from "../../model/place.ts";
import { say } from "../../words/index.ts";
import type { Withheld } from "./entry.ts";
import { blockRuleSplices } from "./hcl-blocks.ts";
import { elementSplices } from "./hcl-elements.ts";
import { resourceSplices } from "./hcl-resources.ts";
import { hclText, nodeAt, nodesAround, readersText, type HclText } from "./hcl-nodes.ts";
import type { ListPlace } from "./lists.ts";
import type { Splice } from "./text.ts";

export function hclSplices(list: ListPlace, changes: readonly Change[]): Splice[] | Withheld {
  if (list.kind === "acl") return { withheld: say("fix-edit.terraform-acl") };
  const places = list.items.map(({ place }) => place);
  const elsewhere = fileBarrier(list);
  if (elsewhere !== null) return { withheld: elsewhere };
  const hcl = hclText(list.source);
  if (!hcl) return { withheld: say("fix-edit.text-with-errors") };
  const barred = barrier(hcl, list, places, changes);
  if (barred !== null) return { withheld: barred };
  const [form, ...others] = new Set(places.map((place) => formOf(hcl, place)));
  if (others.length > 0) return { withheld: say("fix-edit.several-ways", list.direction) };
  if (form === "block") return blockRuleSplices(hcl, list, changes);
  if (form === "string" || form === "object") return elementSplices(hcl, list, changes, form);
  if (form === "resource") return resourceSplices(hcl, list, changes);
  if (form === undefined) return firstRule(hcl, list, changes);
  return {
    withheld: say("fix-edit.rules-computed", list.direction),
  };
}

type Form = "block" | "string" | "object" | "resource" | "expression";

function formOf(hcl: HclText, place: Place): Form {
  const { kind, words, start } = nodeAt(hcl, place);
  if (kind === "block") {
    if (words[0] === "ingress" || words[0] === "egress") return "block";
    return words[1] === "tencentcloud_security_group_rule" ? "resource" : "expression";
  }
  if (kind === "object") return "object";
  // A text with references in it is an expression to the loader.
  return hcl.text[start] === '"' ? "string" : "expression";
}

/** Why nothing in this file may be rewritten; null where it may. */
function fileBarrier({ source, direction }: ListPlace): string | null {
  if (/(?:^|\/)\.terraform\//.test(source.file)) return say("fix-edit.fetched-module", direction);
  return /\.tfvars$/i.test(source.file) ? say("fix-edit.rules-of-variable", direction) : null;
}

/** Why none of these texts may be rewritten; null where they may. */
function barrier(
  hcl: HclText,
  { direction, isRepeated }: ListPlace,
  places: readonly Place[],
  changes: readonly Change[],
): string | null {
  for (const place of places) {
    const block = nodesAround(hcl, spanOf(place))[1]?.words[0];
    if (block === "variable" || block === "module")
      return say("fix-edit.rules-of-variable", direction);
    if (block !== "resource" && block !== "locals")
      return say("fix-edit.rules-computed", direction);
  }
  const repeated = places.findIndex(isRepeated);
  if (repeated < 0 || changes.length === 0) return null;
  const rule = say("fix-edit.written-once", direction, repeated);
  const { start, end } = spanOf(places[repeated]!);
  const found = hcl.syntax.readers(start, end);
  const isTold = found.kind === "known" && found.readers.length > 1;
  return isTold ? say("fix-edit.told", rule, readersText(found.readers)) : rule;
}

function firstRule(hcl: HclText, list: ListPlace, changes: readonly Change[]): Splice[] | Withheld {
  const others = list.neighbours().filter(({ place }) => formOf(hcl, place) === "block");
  const own = list.siblings().map(({ place }) => place);
  if (
    own.length > 0 &&
    own.every((place) => formOf(hcl, place) === "block") &&
    own.every((place) => !list.isRepeated(place))
  )
    return blockRuleSplices(hcl, { ...list, items: [] }, changes, own);
  return {
    withheld: say(others.length > 0 ? "fix-edit.no-rules-like" : "fix-edit.no-rules", list.id),
  };
}
