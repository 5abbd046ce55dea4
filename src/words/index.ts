// What the product says, by key: facts, complaints, notices and assumptions are made of keys and data, and become
// text only here. A second language is a second catalogue of the same keys.
import { EN } from "./en/index.ts";
import { terraformClauses } from "./en/terraform-clauses.ts";
import type { Sentence, Word } from "./sentences.ts";

export type Catalogue = typeof EN;
export type MessageKey = keyof Catalogue;
type Data<K extends MessageKey> = Parameters<Catalogue[K]> & readonly Word[];

/** Which sentence, and of what: decisions look at `key`, never at the text. */
export interface Message {
  readonly key: MessageKey;
  readonly data: readonly Word[];
}

export function message<K extends MessageKey>(key: K, ...data: Data<K>): Message {
  return { key, data };
}

export function textOf({ key, data }: Message): string {
  const sentence: Sentence = EN[key];
  return sentence(...data);
}

export function say<K extends MessageKey>(key: K, ...data: Data<K>): string {
  return textOf({ key, data });
}

/** Whether a reason is a clause of its own, and no predicate of what it is said of. */
export function isClause(key: MessageKey): boolean {
  return Object.hasOwn(terraformClauses, key);
}
