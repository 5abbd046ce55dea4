// Plain values of YAML and JSON at their places. A place is made only where a value is looked at: a snapshot of many
// megabytes is never wrapped.
import { inside, type Place } from "../../model/place.ts";
import type { Language } from "./ask.ts";

/** A value and where it stands. */
export interface At {
  readonly value: unknown;
  readonly place: Place;
}

export type Json = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** tccli writes what is absent as null. */
export function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** The value of a key; null where there is no such key. */
export function fieldAt({ value, place }: At, key: string): At | null {
  if (!isRecord(value) || !Object.hasOwn(value, key)) return null;
  return { value: value[key], place: inside(place, key) };
}

/** The elements of a list; none where there is no list. */
export function itemsAt(at: At | null): readonly At[] {
  if (!at || !isList(at.value)) return [];
  return at.value.map((value, i) => ({ value, place: inside(at.place, i) }));
}

export const PLAIN: Language<At> = {
  isOpen: () => false,
  text: ({ value }) => (typeof value === "string" ? value : null),
  number: ({ value }) => (typeof value === "number" ? value : null),
  flag: ({ value }) => (typeof value === "boolean" ? value : null),
  items: (at) => (isList(at.value) ? itemsAt(at) : null),
  written: ({ value }) => (typeof value === "number" ? String(value) : null),
};
