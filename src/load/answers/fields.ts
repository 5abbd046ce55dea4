// Reads single fields of an answer. No field is guaranteed by the vendor: what is absent becomes an Unknown,
// what is malformed an Unknown and a complaint. May not know which call it reads.
import { parseIp, type AddressRange } from "../../net/address.ts";
import type { Id } from "../../model/inventory.ts";
import { inside, type Place } from "../../model/place.ts";
import { isUnknown, Unknown, type Known } from "../../model/unknown.ts";
import type { Draft } from "../merge/draft.ts";

/** The field names of a vendor type, checked by the compiler; their values are whatever the file holds. */
export type Fields<T> = { readonly [K in keyof T]?: unknown };

export type Json = Readonly<Record<string, unknown>>;

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

export function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** A resource's id; null where there is none or it cannot be one. */
export function idOf(value: unknown): Id | null {
  return typeof value === "string" && /^[^\s\p{C}]{1,200}$/u.test(value) ? value : null;
}

/** Text with something in it; the vendor writes "" for "none". */
export function textOf(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

/** Messages of parsers quote what they read, so the whole message is cleaned. */
export function complain(draft: Draft, place: Place, message: string): void {
  draft.complaints.push({ message: plain(message, 600), place, file: null });
}

/** The fact that no saved answer tells. */
export function untold(question: Question, text?: string): Unknown {
  return new Unknown({
    id: `${question.noun} of ${question.of}`,
    text: text ?? `the saved answers do not tell the ${question.noun} of ${question.of}`,
    remedy: `save a full answer of \`tccli ${question.save}\``,
    place: question.place,
  });
}

/** The fact that is there and cannot be read; complains at the value. */
export function unreadable(draft: Draft, question: Question, place: Place, why: string): Unknown {
  complain(draft, place, `${question.noun} of ${question.of}: ${why}`);
  return untold(question, `the ${question.noun} of ${question.of} cannot be read`);
}

/** A field that must pass `accept` (undefined = malformed). */
export function known<T>(
  draft: Draft,
  question: Question,
  value: unknown,
  key: string,
  expected: string,
  accept: (value: unknown) => T | undefined,
): Known<T> {
  if (isAbsent(value)) return untold(question);
  const accepted = accept(value);
  if (accepted !== undefined) return accepted;
  const why = `${key} is ${shown(value)}, expected ${expected}`;
  return unreadable(draft, question, inside(question.place, key), why);
}

export function knownFlag(
  draft: Draft,
  question: Question,
  value: unknown,
  key: string,
): Known<boolean> {
  return known(draft, question, value, key, "true or false", (v) =>
    typeof v === "boolean" ? v : undefined,
  );
}

/** A port or another number 0..65535. */
export function knownPort(
  draft: Draft,
  question: Question,
  value: unknown,
  key: string,
): Known<number> {
  return known(draft, question, value, key, "a port from 0 to 65535", (v) =>
    Number.isInteger(v) && (v as number) >= 0 && (v as number) <= 65535 ? (v as number) : undefined,
  );
}

/** An id; "" is the vendor's "none". */
export function knownId(
  draft: Draft,
  question: Question,
  value: unknown,
  key: string,
): Known<Id | null> {
  return known(draft, question, value, key, "an id", (v) =>
    v === "" ? null : (idOf(v) ?? undefined),
  );
}

export function knownIds(
  draft: Draft,
  question: Question,
  value: unknown,
  key: string,
): Known<readonly Id[]> {
  return known(draft, question, value, key, "a list of ids", (v) => {
    if (!Array.isArray(v)) return undefined;
    const ids = v.map(idOf);
    return ids.every((id) => id !== null) ? ids : undefined;
  });
}

/** A list of single addresses. One bad member makes the list unknown: what it stands for would be missing. */
export function knownIps(
  draft: Draft,
  question: Question,
  value: unknown,
  key: string,
): Known<readonly AddressRange[]> {
  const list = known(draft, question, value, key, "a list of addresses", (v) =>
    Array.isArray(v) ? (v as unknown[]) : undefined,
  );
  if (isUnknown(list)) return list;
  const out: AddressRange[] = [];
  for (const [i, text] of list.entries()) {
    const reading = typeof text === "string" ? parseIp(text) : null;
    if (reading?.ok) out.push(reading);
    else {
      const why = reading ? reading.why : `${shown(text)} is not an address`;
      return unreadable(draft, question, inside(inside(question.place, key), i), why);
    }
  }
  return out;
}

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
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  if (value === undefined) return "absent";
  return typeof value === "string" ? `"${plain(value, 60)}"` : String(value);
}

export function plain(text: string, limit: number): string {
  const clean = text
    .slice(0, limit + 1)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, " ")
    .trim();
  return clean.length > limit ? `${clean.slice(0, limit)}...` : clean;
}
