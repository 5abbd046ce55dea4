// What the input does not say. An unknown is a value like any other and carries the fact that is missing,
// so that a verdict which hangs on it can name it.
import { message, textOf, type Message, type MessageKey } from "../words/index.ts";
import { ID_KINDS, saveOf, saveOfData, type IdKind } from "./id.ts";
import { key } from "./key.ts";
import type { Place } from "./place.ts";

/** One missing fact. Two values that lack the same thing carry the same `id`, so it is reported once. */
export interface Fact {
  /** Stable key, for example `address-template ipm-office`, made by `key`; never a line number. */
  readonly id: string;
  /** Why it is missing, as data: decisions look at this, never at the text. */
  readonly reason: MessageKey;
  /** A clause in the reader's nouns: `address template ipm-office is not in the input`. */
  readonly text: string;
  /** What the user can do: `add it under addressTemplates, or save DescribeAddressTemplates`. */
  readonly remedy: string;
  readonly place: Place | null;
}

export class Unknown {
  readonly #fact: Fact | (() => Fact);

  /** A large input lacks many optional values that no verdict asks for: their sentences are made on demand. */
  constructor(fact: Fact | (() => Fact)) {
    this.#fact = fact;
  }

  get fact(): Fact {
    return typeof this.#fact === "function" ? this.#fact() : this.#fact;
  }
}

export type Known<T> = T | Unknown;

export function isUnknown(value: unknown): value is Unknown {
  return value instanceof Unknown;
}

/** `id` is made by `key`; both messages are clauses. */
export function factOf(id: string, reason: Message, remedy: Message, place: Place | null): Fact {
  return { id, reason: reason.key, text: textOf(reason), remedy: textOf(remedy), place };
}

/** The fact that an id is named and not defined. */
export function missing(kind: IdKind, id: string): Fact {
  const { noun } = ID_KINDS[kind];
  return { ...missingOne(noun, id), remedy: textOf(howToAdd(kind, id)) };
}

/** What to type for what is named and not in the input, where the vendor or Terraform gave its id. */
export function howToAdd(kind: IdKind, id: string): Message {
  const { noun } = ID_KINDS[kind];
  const save = saveOf(kind, id);
  if (save !== null) return message("model.save-it", noun, id, save);
  const looked = saveOfData(kind, id);
  return looked === null
    ? message("model.add-it", noun, id)
    : message("model.save-data", noun, looked.command, looked.file);
}

/** As `missingOne`, of what a path leads to: a complaint at its place in the path says so already. */
export function unmetTarget(id: string): Fact {
  const about = message("model.unmet-target", id);
  return factOf(key`target ${id}`, about, message("model.add-it", "resource", id), null);
}

/** As `missing`, of something that may be of several kinds. */
export function missingOne(noun: string, id: string): Fact {
  const about = message("model.missing", noun, id);
  return factOf(key`${{ own: noun }} ${id}`, about, message("model.add-it", noun, id), null);
}
