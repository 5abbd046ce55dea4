// Which resource an answer is about: its elements say so, the wrapper around it, or the name of its file or folder.
// Disagreement is an ambiguity, never a choice.
import { ID_KINDS, type Id } from "../../model/id.ts";
import { say } from "../../words/index.ts";
import type { OwnerRule, SavedCall } from "../vendor/call.ts";
import type { SavedAction } from "../vendor/calls.ts";
import { idIn } from "../read/forms.ts";
import { isAbsent, isList, isRecord, type Json } from "../read/plain.ts";
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
  const named = chooseId(candidates, prefix, known) ?? onlyIdIn(file, prefix);
  if (wrapped === null) return named === null ? { kind: "nobody" } : { kind: "owner", id: named };
  if (named === null || named === wrapped || candidates.includes(wrapped))
    return { kind: "owner", id: wrapped };
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

/** The one id of the vendor's form in a path: `orders/sg-1a2b3c4d/policies.json`. */
function onlyIdIn(file: string, prefix: string): Id | null {
  const form = new RegExp(`(?<![0-9A-Za-z])${prefix}[0-9a-z]{8}(?![0-9A-Za-z])`, "g");
  const [only, another] = new Set(file.match(form));
  return another === undefined ? (only ?? null) : null;
}

/** Elements of a list that name one resource. */
export interface OwnedElements {
  readonly id: Id;
  readonly positions: readonly number[];
}

/** Where every element of a list names the resource that it belongs to. */
export function ownersInElements(
  { list, key }: SavedCall,
  ownerKey: string,
  content: Json,
): OwnedElements[] | null {
  const elements = list ? content[key] : null;
  if (!isList(elements) || elements.length === 0) return null;
  const found = new Map<Id, number[]>();
  for (const [i, element] of elements.entries()) {
    const id = isRecord(element) ? idIn(element[ownerKey]) : null;
    if (id === null) return null;
    const positions = found.get(id) ?? [];
    found.set(id, positions);
    positions.push(i);
  }
  return [...found].map(([id, positions]) => ({ id, positions }));
}

/** An id that is known, else one of the vendor's form (prefix and eight characters), else the whole name. */
function chooseId(candidates: readonly Id[], prefix: string, known: ReadonlySet<Id>): Id | null {
  const isVendors = (id: Id) => /^[0-9a-z]{8}$/.test(id.slice(prefix.length));
  return (
    candidates.find((id) => known.has(id)) ?? candidates.find(isVendors) ?? candidates[0] ?? null
  );
}
