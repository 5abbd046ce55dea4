// Reads single values of definitions. Shapes are the schema's business: a reader that meets a wrong shape says
// nothing, for the schema has, and returns an unknown. What the text of a value means is checked here.
import { inside, pathOf, type Place } from "../../model/place.ts";
import { Unknown, type Fact, type Known } from "../../model/unknown.ts";
import type { Document } from "../text/document.ts";
import type { Declared, Draft, Kind } from "../merge/draft.ts";
import type { StrangeKeys } from "../own/invalid.ts";

/** One file being read. */
export interface Reading {
  readonly document: Document;
  readonly draft: Draft;
  /** The file's own region; null where it has none. */
  readonly region: string | null;
  /** What was taken for granted, by its sentence: written once per file, with the ids it holds for. */
  readonly assumed: Map<string, string[]>;
  /** Keys that the schema does not know. */
  readonly strange: StrangeKeys;
}

/** A value and where it stands. */
export interface At {
  readonly value: unknown;
  readonly place: Place;
}

export function field(at: At, key: string): At | null {
  const { value } = at;
  if (!isMapping(value) || !Object.hasOwn(value, key)) return null;
  return { value: value[key], place: inside(at.place, key) };
}

/** The elements of a list; none where there is no list. */
export function elements(at: At | null): At[] {
  if (!at || !Array.isArray(at.value)) return [];
  return at.value.map((value: unknown, i) => ({ value, place: inside(at.place, i) }));
}

/** Text that is not empty, else null. */
export function text(at: At | null): string | null {
  return typeof at?.value === "string" && at.value !== "" ? at.value : null;
}

/** One of the words, else null. */
export function word<T extends string>(at: At | null, words: readonly T[]): T | null {
  return words.find((one) => one === at?.value) ?? null;
}

/** The id of an element; null for one that has none and cannot be referred to. */
export function idOf(at: At): string | null {
  return text(field(at, "id"));
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function complain(reading: Reading, place: Place, message: string): void {
  reading.draft.complaints.push({ message, place, file: null });
}

export function refer(reading: Reading, kinds: readonly Kind[], id: string, place: Place): void {
  reading.draft.references.push({ kinds, id, place });
}

/** A property that the input does not state. `remedy`: what to write. */
export function unstated(property: string, owner: string, remedy: string, place: Place): Unknown {
  return new Unknown(() => ({
    id: `${property} of ${owner}`,
    text: `the input does not state the ${property} of ${owner}`,
    remedy,
    place,
  }));
}

/** A property whose value is wrong; the complaint about it stands elsewhere. */
export function unreadable(property: string, owner: string, place: Place): Unknown {
  return new Unknown(unreadableFact(property, owner, place));
}

export function unreadableFact(property: string, owner: string, place: Place): Fact {
  return {
    id: `${property} of ${owner}`,
    text: `the ${property} of ${owner} could not be read`,
    remedy: "correct the value",
    place,
  };
}

/** The file's region. One fact for all that lack it: one line mends them all. */
export function region(reading: Reading, place: Place): Known<string> {
  const remedy = "add `region: ap-guangzhou` (or wherever it is), or pass --region";
  return (
    reading.region ??
    new Unknown({ id: "region", text: "the input does not state the region", remedy, place })
  );
}

/** Whether an absent key stands there under a wrong spelling: then nothing can be said of it. */
export function isMisspelt({ strange }: Reading, at: At, key: string): boolean {
  return strange.misspelt.size > 0 && strange.misspelt.has(`${pointerOf(at)}/${key}`);
}

/** Keeps which keys stand there. A misspelt one does: its value is unknown, and nothing is assumed in its place. */
export function declare(reading: Reading, at: At, what: Declared, keys: readonly string[]): void {
  const own = keys.filter((key) => field(at, key) || isMisspelt(reading, at, key));
  reading.draft.declared.set(what, new Set(own));
}

export function hasStrangeKeys({ strange }: Reading, at: At): boolean {
  return strange.owners.size > 0 && strange.owners.has(pointerOf(at));
}

function pointerOf({ place }: At): string {
  return pathOf(place)
    .map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}

/** A key's value as `read` makes it: `absent` where there is none, an unknown where `read` returns null. */
export function known<T>(
  reading: Reading,
  at: At,
  key: string,
  owner: string,
  absent: Known<T> | ((place: Place) => Known<T>),
  read: (found: At) => Known<T> | null,
): Known<T> {
  const found = field(at, key);
  if (!found && isMisspelt(reading, at, key)) return unreadable(key, owner, at.place);
  if (!found)
    return typeof absent === "function" ? (absent as (place: Place) => Known<T>)(at.place) : absent;
  return read(found) ?? unreadable(key, owner, found.place);
}

/** A list of which every element must be readable: half a list would look like a whole one. */
export function wholeList<T>(at: At, read: (element: At) => T | null): T[] | null {
  if (!Array.isArray(at.value)) return null;
  const all = elements(at).map(read);
  return all.every((one) => one !== null) ? (all as T[]) : null;
}

/** Elements that are mappings, each as `read` makes it; null where one is none, or where there is no list. */
export function mappings<T>(at: At, read: (element: At, index: number) => T): T[] | null {
  const all = elements(at);
  return Array.isArray(at.value) && all.every(({ value }) => isMapping(value))
    ? all.map(read)
    : null;
}

/** Ids of one kind, each noted as a reference. */
export function idList(reading: Reading, at: At, kinds: readonly Kind[]): string[] | null {
  return wholeList(at, (element) => reference(reading, element, kinds));
}

export function reference(reading: Reading, at: At | null, kinds: readonly Kind[]): string | null {
  const id = text(at);
  if (id !== null && at) refer(reading, kinds, id, at.place);
  return id;
}

export function assume(reading: Reading, sentence: string, id: string): void {
  const ids = reading.assumed.get(sentence);
  if (ids) ids.push(id);
  else reading.assumed.set(sentence, [id]);
}

/** The scalar as the user wrote it, in any notation. */
export function writtenAt(reading: Reading, at: At): string | null {
  if (typeof at.value !== "string" && typeof at.value !== "number") return null;
  return reading.document.written(pathOf(at.place)) ?? String(at.value);
}
