// Which resource an answer is about when it does not say so itself: the wrapper around it, or the name of
// its file. Disagreement is an ambiguity, never a choice. May not look into the answer.
import { ID_KINDS, type Id } from "../../model/id.ts";
import { say } from "../../words/index.ts";
import type { OwnerRule } from "../vendor/call.ts";
import type { SavedAction } from "../vendor/calls.ts";
import { idIn } from "../read/forms.ts";
import { isAbsent, type Json } from "../read/plain.ts";
import { shown } from "./fields.ts";

export type AnswerOwner =
  | { readonly kind: "owner"; readonly id: Id }
  | { readonly kind: "nobody" }
  | { readonly kind: "ambiguous"; readonly why: string };

/** `known`: ids that list answers name; they settle where an id ends in a file name. */
export function answerOwner(
  rule: OwnerRule,
  wrapper: Json,
  file: string,
  known: ReadonlySet<Id>,
): AnswerOwner {
  const given = wrapper[rule.key];
  const wrapped = idIn(given);
  if (!isAbsent(given) && wrapped === null)
    return {
      kind: "ambiguous",
      why: say("answers.bad-wrapper", rule.key, shown(given)),
    };
  // The wrapper of a snapshot names its call as well; its file is about a whole account.
  if (wrapped !== null && "Action" in wrapper) return { kind: "owner", id: wrapped };
  const { prefix } = ID_KINDS[rule.kind];
  const candidates = idsInFileName(file, prefix);
  const named = chooseId(candidates, prefix, known);
  if (wrapped === null) return named === null ? { kind: "nobody" } : { kind: "owner", id: named };
  if (named === null || candidates.includes(wrapped)) return { kind: "owner", id: wrapped };
  return { kind: "ambiguous", why: say("answers.two-owners", wrapped, named) };
}

export function howToName(call: SavedAction, { kind, key, ending }: OwnerRule): string {
  return say("answers.how-to-name", call, key, `${ID_KINDS[kind].prefix}xxxxxxxx`, ending);
}

/** `sg-1a2b3c4d-policies.json` may be about any of its leading parts; longest first. */
export function idsInFileName(file: string, prefix: string): Id[] {
  const base = file.slice(file.lastIndexOf("/") + 1);
  if (!base.startsWith(prefix)) return [];
  const lead = /^[\w-]{1,200}/.exec(base)![0].replace(/[-_]+$/, "");
  const ids: Id[] = [];
  for (let end = lead.length; end > prefix.length;) {
    ids.push(lead.slice(0, end));
    end = Math.max(lead.lastIndexOf("-", end - 1), lead.lastIndexOf("_", end - 1));
  }
  return ids;
}

/** An id that is known, else one of the vendor's form (prefix and eight characters), else the whole name. */
function chooseId(candidates: readonly Id[], prefix: string, known: ReadonlySet<Id>): Id | null {
  const isVendors = (id: Id) => /^[0-9a-z]{8}$/.test(id.slice(prefix.length));
  return (
    candidates.find((id) => known.has(id)) ?? candidates.find(isVendors) ?? candidates[0] ?? null
  );
}
