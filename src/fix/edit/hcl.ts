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
  if (list.kind === "acl")
    return { withheld: "entries of a Terraform network ACL are not edited; change them by hand" };
  const places = list.items.map(({ place }) => place);
  const elsewhere = fileBarrier(list);
  if (elsewhere !== null) return { withheld: elsewhere };
  const hcl = hclText(list.source);
  if (!hcl) return { withheld: say("fix-edit.text-with-errors") };
  const barred = barrier(hcl, list, places, changes);
  if (barred !== null) return { withheld: barred };
  const [form, ...others] = new Set(places.map((place) => formOf(hcl, place)));
  if (others.length > 0)
    return { withheld: `the ${list.direction} rules are written in several ways` };
  if (form === "block") return blockRuleSplices(hcl, list, changes);
  if (form === "string" || form === "object") return elementSplices(hcl, list, changes, form);
  if (form === "resource") return resourceSplices(hcl, list, changes);
  if (form === undefined) return firstRule(hcl, list, changes);
  return {
    withheld: `the ${list.direction} rules come from an expression; change what it is made of`,
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
  const what = `the ${direction} rules`;
  if (/(?:^|\/)\.terraform\//.test(source.file))
    return `${what} stand in a module that was fetched; change it where it is kept`;
  return /\.tfvars$/i.test(source.file) ? `${what} come from a variable; change its value` : null;
}

/** Why none of these texts may be rewritten; null where they may. */
function barrier(
  hcl: HclText,
  { direction, isRepeated }: ListPlace,
  places: readonly Place[],
  changes: readonly Change[],
): string | null {
  const what = `the ${direction} rules`;
  for (const place of places) {
    const block = nodesAround(hcl, spanOf(place))[1]?.words[0];
    if (block === "variable" || block === "module")
      return `${what} come from a variable; change its value`;
    if (block !== "resource" && block !== "locals")
      return `${what} come from an expression; change what it is made of`;
  }
  const repeated = places.findIndex(isRepeated);
  if (repeated < 0 || changes.length === 0) return null;
  const rule = `${direction} rule ${repeated} is written once for several rules, by count, for_each, a loop or a module that is called more than once`;
  const { start, end } = spanOf(places[repeated]!);
  const found = hcl.syntax.readers(start, end);
  const isTold = found.kind === "known" && found.readers.length > 1;
  return isTold ? `${rule}: ${readersText(found.readers)}` : rule;
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
    withheld:
      others.length > 0
        ? `${list.id} has no rules here to put new ones among; add a tencentcloud_security_group_rule_set like those of the other groups`
        : `${list.id} has no rules here to put new ones among; add a tencentcloud_security_group_rule_set`,
  };
}
