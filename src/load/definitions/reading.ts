// Reads single values of definitions: the closed world. Shapes are the schema's business: a reader that meets a wrong shape
// says nothing, for the schema has, and returns an unknown. What the text of a value means is checked by its form.
import type { Id } from "../../model/id.ts";
import { key } from "../../model/key.ts";
import { pathOf, type Place } from "../../model/place.ts";
import { factOf, isUnknown, Unknown, type Fact, type Known } from "../../model/unknown.ts";
import { message, type Message } from "../../words/index.ts";
import { complain, type Declared, type Draft, type Kind } from "../merge/draft.ts";
import { ask, type Form, type World } from "../read/ask.ts";
import { fieldAt, isList, isRecord, itemsAt, PLAIN, type At } from "../read/plain.ts";
import { below, pointerOf, type StrangeKeys } from "../read/schema-errors.ts";
import type { Document } from "../text/document.ts";

/** One file being read. */
export interface Reading {
  readonly document: Document;
  readonly draft: Draft;
  /** The file's own region; null where it has none. */
  readonly region: string | null;
  /** What was taken for granted, by its sentence: written once per file, with the ids it holds for. */
  readonly assumed: Map<Assumption, Set<Id>>;
  /** Keys that the schema does not know. */
  readonly strange: StrangeKeys;
  readonly world: World<At, Asking>;
}

export type Assumption = "definitions.no-subnet" | "definitions.any-address";

/** Whose property is asked for: `listener 0 of lb-a`, in sentences and in keys. */
export interface Owner {
  readonly text: string;
  readonly key: string;
}

export interface Asking {
  readonly reading: Reading;
  readonly property: string;
  readonly owner: Owner;
  readonly place: Place;
}

export function readingOf(
  document: Document,
  draft: Draft,
  region: string | null,
  strange: StrangeKeys,
): Reading {
  const language = {
    ...PLAIN,
    written: ({ value, place }: At) =>
      typeof value === "number" ? (document.written(pathOf(place)) ?? String(value)) : null,
  };
  return { document, draft, region, assumed: new Map(), strange, world: { language, lost } };
}

export function ownerOf(id: Id): Owner {
  return { text: id, key: key`${id}` };
}

/** `part`: words of ours. */
export function partOf(part: string, owner: Owner): Owner {
  return { text: `${part} of ${owner.text}`, key: key`${{ own: part }} of ${{ own: owner.key }}` };
}

/** Text that is not empty, else null. */
export function textAt(at: At | null): string | null {
  return typeof at?.value === "string" && at.value !== "" ? at.value : null;
}

/** One of the words, else null. */
export function wordAt<const T extends string>(at: At | null, words: readonly T[]): T | null {
  return words.find((one) => one === at?.value) ?? null;
}

/** The id of an element; null for one that has none and cannot be referred to. */
export function idAt(at: At): Id | null {
  return textAt(fieldAt(at, "id"));
}

export function refer(reading: Reading, kinds: readonly Kind[], id: Id, place: Place): void {
  reading.draft.references.push({ kinds, id, place });
}

/** A property that the input does not state, and what to write. */
export function unstated(property: string, owner: Owner, remedy: Message, place: Place): Unknown {
  return new Unknown(() => factAbout("definitions.unstated", property, owner, remedy, place));
}

/** `what`: the key to add, as it is written. */
export function toAdd(property: string, owner: Owner, what: string, place: Place): Unknown {
  return unstated(property, owner, message("definitions.add", what, owner.text), place);
}

/** The same of a part, which has no name of its own. */
export function toAddHere(property: string, owner: Owner, what: string, place: Place): Unknown {
  return unstated(property, owner, message("definitions.add-here", what), place);
}

/** A property whose value is wrong; the complaint about it stands elsewhere. */
export function unreadable(property: string, owner: Owner, place: Place): Unknown {
  return new Unknown(unreadableFact(property, owner, place));
}

export function unreadableFact(property: string, owner: Owner, place: Place): Fact {
  const remedy = message("definitions.correct");
  return factAbout("definitions.unreadable", property, owner, remedy, place);
}

function factAbout(
  why: "definitions.unstated" | "definitions.unreadable",
  property: string,
  owner: Owner,
  remedy: Message,
  place: Place,
): Fact {
  const id = key`${{ own: property }} of ${{ own: owner.key }}`;
  return factOf(id, message(why, property, owner.text), remedy, place);
}

/** The file's region. One fact for all that lack it: one line mends them all. */
export function regionOf({ region }: Reading, place: Place): Known<string> {
  const [why, remedy] = [message("definitions.no-region"), message("definitions.add-region")];
  return region ?? new Unknown(factOf("region", why, remedy, place));
}

/** Whether an absent key stands there under a wrong spelling: then nothing can be said of it. */
export function isMisspelt({ strange }: Reading, at: At, name: string): boolean {
  return strange.misspelt.size > 0 && strange.misspelt.has(below(pointerOf(at.place), name));
}

/** Keeps which keys stand there. A misspelt one does: its value is unknown, and nothing is assumed in its place. */
export function declare(reading: Reading, at: At, what: Declared, names: readonly string[]): void {
  const own = names.filter((name) => fieldAt(at, name) || isMisspelt(reading, at, name));
  reading.draft.declared.set(what, new Set(own));
}

export function hasStrangeKeys({ strange }: Reading, at: At): boolean {
  return strange.owners.size > 0 && strange.owners.has(pointerOf(at.place));
}

/** Takes one value apart that has a form of its own; null where it is wrong, and complained about. */
export type Reader<T> = (found: At) => Known<T> | null;

/** A key's value: what stands there, an unknown where it cannot be read, `absent` where there is none. */
export function stated<T, A>(
  reading: Reading,
  at: At,
  name: string,
  owner: Owner,
  asked: Form<T> | Reader<T>,
  absent: () => A,
): Known<T> | A {
  const found = fieldAt(at, name);
  if (!found) return isMisspelt(reading, at, name) ? unreadable(name, owner, at.place) : absent();
  if (typeof asked === "function") return asked(found) ?? unreadable(name, owner, found.place);
  return ask(reading.world, askingOf(reading, found, name, owner), found, asked, absent);
}

export function askingOf(reading: Reading, at: At, property: string, owner: Owner): Asking {
  return { reading, property, owner, place: at.place };
}

/** A value that has no key of its own, such as an element of a list; null where it is wrong. */
export function formed<T>(reading: Reading, at: At, asked: Form<T>): T | null {
  const asking = askingOf(reading, at, "value", ownerOf(""));
  const made = ask(reading.world, asking, at, asked, () => null);
  return isUnknown(made) ? null : made;
}

/** The schema has complained about wrong shapes. */
const lost: World<At, Asking>["lost"] = ({ reading, property, owner, place }, slips) => {
  for (const { at, why } of slips) if (why !== null) complain(reading.draft, at.place, why);
  return unreadable(property, owner, place);
};

/** A list of which every element must be readable: half a list would look like a whole one. */
export function wholeList<T>(at: At, read: (element: At) => T | null): readonly T[] | null {
  if (!isList(at.value)) return null;
  const all = itemsAt(at).map(read);
  return all.every((one) => one !== null) ? all : null;
}

/** Elements that are mappings, each as `read` makes it; null where one is none, or where there is no list. */
export function mappings<T>(at: At, read: (element: At, index: number) => T): T[] | null {
  const all = itemsAt(at);
  return isList(at.value) && all.every(({ value }) => isRecord(value)) ? all.map(read) : null;
}

/** Ids of one kind, each noted as a reference. */
export function idList(reading: Reading, kinds: readonly Kind[]): Reader<readonly Id[]> {
  return (at) => wholeList(at, (element) => reference(reading, element, kinds));
}

export function reference(reading: Reading, at: At | null, kinds: readonly Kind[]): Id | null {
  const id = textAt(at);
  if (id !== null && at) refer(reading, kinds, id, at.place);
  return id;
}

export function assume(reading: Reading, assumption: Assumption, id: Id): void {
  const ids = reading.assumed.get(assumption) ?? new Set();
  reading.assumed.set(assumption, ids.add(id));
}
