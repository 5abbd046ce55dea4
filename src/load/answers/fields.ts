// Reads single fields of an answer: the open world. No field is guaranteed by the vendor, so what is absent is an Unknown
// that names the call to save; what is malformed is one too, and a complaint (load/read). May not know which call it reads.
// New fields are read as `savedAs(form....)`; `known` is for what no form says yet, and goes when all have one.
import type { AddressRange } from "../../net/address.ts";
import type { Id } from "../../model/inventory.ts";
import { key } from "../../model/key.ts";
import { inside, type Place } from "../../model/place.ts";
import { factOf, isUnknown, Unknown, type Known } from "../../model/unknown.ts";
import { message, say, textOf, type Message } from "../../words/index.ts";
import type { Draft } from "../merge/draft.ts";
import { ask, type Form, type World } from "../read/ask.ts";
import { form } from "../read/forms.ts";
import { isAbsent, PLAIN, type At } from "../read/plain.ts";

/** The field names of a vendor type, checked by the compiler; their values are whatever the file holds. */
export type Fields<T> = { readonly [K in keyof T]?: unknown };

/** What is asked of which resource, and the call whose saved answer tells it. */
export interface Question {
  /** In the reader's nouns: `security groups`. */
  readonly noun: string;
  readonly of: Id;
  /** As typed after `tccli`: `cvm DescribeInstances`. */
  readonly save: string;
  /** The object that holds the field. */
  readonly place: Place;
}

/** Text with something in it; the vendor writes "" for "none". */
export function filledText(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

/** Messages of parsers quote what they read, so the whole message is cleaned. */
export function complainPlainly(draft: Draft, place: Place, text: string): void {
  draft.complaints.push({ message: plain(text, 600), place, file: null });
}

/** The fact that no saved answer tells. */
export function untold(
  { noun, of, save, place }: Question,
  reason: Message = message("answers.untold", noun, of),
  remedy: Message = message("answers.save-full", save),
): Unknown {
  return new Unknown(factOf(key`${{ own: noun }} of ${of}`, reason, remedy, place));
}

/** The fact that is there and cannot be read; complains at the value. */
export function unreadField(draft: Draft, question: Question, place: Place, why: string): Unknown {
  const { noun, of } = question;
  complainPlainly(draft, place, say("answers.field", noun, of, why));
  return untold(question, message("answers.unread", noun, of));
}

/** How a saved field of one form is read. */
function savedAs<T>(
  asked: Form<T>,
): (draft: Draft, question: Question, value: unknown, name: string) => Known<T> {
  return (draft, question, value, name) => {
    const at = isAbsent(value) ? null : { value, place: inside(question.place, name) };
    return ask(SAVED, { draft, question, name }, at, asked, () => untold(question));
  };
}

export const knownFlag = savedAs(form.flag);
export const knownPort = savedAs(form.port(0));
export const knownId = savedAs(form.id);
export const knownIds = savedAs(form.ids);
export const knownIps = savedAs(form.addresses);

/** A field that must pass `accept` (undefined = malformed), where no form says it yet. */
export function known<T>(
  draft: Draft,
  question: Question,
  value: unknown,
  name: string,
  expected: string,
  accept: (value: unknown) => T | undefined,
): Known<T> {
  if (isAbsent(value)) return untold(question);
  const accepted = accept(value);
  if (accepted !== undefined) return accepted;
  const why = say("answers.malformed", name, shown(value), expected);
  return unreadField(draft, question, inside(question.place, name), why);
}

interface Asking {
  readonly draft: Draft;
  readonly question: Question;
  readonly name: string;
}

const SAVED: World<At, Asking> = {
  language: PLAIN,
  lost: ({ draft, question, name }, slips) => {
    const { noun, of } = question;
    for (const { at, why, expected } of slips) {
      const isWhole = at.place.parent === question.place;
      const wrong = isWhole
        ? say("answers.malformed", name, shown(at.value), textOf(expected))
        : say("answers.not", shown(at.value), textOf(expected));
      complainPlainly(draft, at.place, say("answers.field", noun, of, why ?? wrong));
    }
    return untold(question, message("answers.unread", noun, of));
  },
};

/** The union of two lists of addresses; what only one source tells is taken from it. */
export function mergeIps(
  first: Known<readonly AddressRange[]>,
  second: Known<readonly AddressRange[]>,
): Known<readonly AddressRange[]> {
  if (isUnknown(first)) return isUnknown(second) ? first : second;
  if (isUnknown(second)) return first;
  const texts = new Set(first.map((ip) => ip.text));
  return [...first, ...second.filter((ip) => !texts.has(ip.text))];
}

/** A value as it may stand in a message: short, and nothing that steers a terminal. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return say("answers.a-list");
  if (typeof value === "object" && value !== null) return say("answers.an-object");
  if (value === undefined) return say("answers.absent");
  return typeof value === "string" ? `"${plain(value, 60)}"` : String(value);
}

export function plain(text: string, limit: number): string {
  const clean = text
    .slice(0, limit + 1)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, " ")
    .trim();
  return clean.length > limit ? `${clean.slice(0, limit)}...` : clean;
}
