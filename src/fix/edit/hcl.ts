// Changes of one list -> splices of Terraform text, in the dialect in which its rules are written. What comes from a
// variable, a function or a module of elsewhere is never rewritten: the user decides where such a rule goes.
import type { Change } from "../../model/finding.ts";
import { spanOf, type Place } from "../../model/place.ts";
import type { Withheld } from "./entry.ts";
import { blockRuleSplices } from "./hcl-blocks.ts";
import { elementSplices } from "./hcl-elements.ts";
import { resourceSplices } from "./hcl-resources.ts";
import { outerBlock } from "./hcl-text.ts";
import type { ListPlace } from "./lists.ts";
import type { Splice } from "./text.ts";

export function hclSplices(list: ListPlace, changes: readonly Change[]): Splice[] | Withheld {
  if (list.kind === "acl")
    return { withheld: "entries of a Terraform network ACL are not edited; change them by hand" };
  const places = list.items.map(({ place }) => place);
  const barred = barrier(list, places, changes);
  if (barred !== null) return { withheld: barred };
  const [form, ...others] = new Set(places.map(formOf));
  if (others.length > 0)
    return { withheld: `the ${list.direction} rules are written in several ways` };
  if (form === "block") return blockRuleSplices(list, changes);
  if (form === "string" || form === "object") return elementSplices(list, changes, form);
  if (form === "resource") return resourceSplices(list, changes);
  if (form === undefined) return firstRule(list, changes);
  return {
    withheld: `the ${list.direction} rules come from an expression; change what it is made of`,
  };
}

type Form = "block" | "string" | "object" | "resource" | "expression";

function formOf(place: Place): Form {
  const text = textAt(place);
  if (/^(?:ingress|egress)\s*\{/.test(text)) return "block";
  if (text.startsWith('"')) return "string";
  if (text.startsWith("{")) return "object";
  return /^resource\s+"?tencentcloud_security_group_rule"?\s/.test(text)
    ? "resource"
    : "expression";
}

function textAt(place: Place): string {
  const { start, end } = spanOf(place);
  return place.source.text.slice(start, end);
}

/** Why none of these texts may be rewritten; null where they may. */
function barrier(
  { source, direction, isRepeated }: ListPlace,
  places: readonly Place[],
  changes: readonly Change[],
): string | null {
  const what = `the ${direction} rules`;
  if (/(?:^|\/)\.terraform\//.test(source.file))
    return `${what} stand in a module that was fetched; change it where it is kept`;
  if (/\.tfvars$/i.test(source.file)) return `${what} come from a variable; change its value`;
  for (const place of places) {
    const block = outerBlock(source.text, spanOf(place).start);
    if (block === "variable" || block === "module")
      return `${what} come from a variable; change its value`;
    if (block !== "resource" && block !== "locals")
      return `${what} come from an expression; change what it is made of`;
  }
  const repeated = places.findIndex(isRepeated);
  if (repeated >= 0 && changes.length > 0)
    return `${direction} rule ${repeated} is written once for several rules, by count, for_each, a loop or a module that is called more than once`;
  return null;
}

function firstRule(list: ListPlace, changes: readonly Change[]): Splice[] | Withheld {
  const others = list.neighbours().filter(({ place }) => formOf(place) === "block");
  const own = list.siblings().map(({ place }) => place);
  if (
    own.length > 0 &&
    own.every((place) => formOf(place) === "block") &&
    own.every((place) => !list.isRepeated(place))
  )
    return blockRuleSplices({ ...list, items: [] }, changes, own);
  return {
    withheld:
      others.length > 0
        ? `${list.id} has no rules here to put new ones among; add a tencentcloud_security_group_rule_set like those of the other groups`
        : `${list.id} has no rules here to put new ones among; add a tencentcloud_security_group_rule_set`,
  };
}
