// What is said of a list that is a part of the whole, and the unknown that stands for what is missing. May not find out
// whether it is one.
import type { Id } from "../../model/id.ts";
import { key } from "../../model/key.ts";
import type { Place } from "../../model/place.ts";
import { factOf, Unknown } from "../../model/unknown.ts";
import { message, say } from "../../words/index.ts";
import type { Draft } from "../merge/draft.ts";
import { complainPlainly } from "./fields.ts";

export interface PartOfList {
  /** `ingress policies`. */
  readonly what: string;
  readonly of: Id;
  /** As typed after `tccli`. */
  readonly save: string;
  readonly place: Place;
  /** How the list tells it, as clauses. */
  readonly signs: readonly string[];
}

/** Every element that is missing lacks the same: it is one fact, and said once. */
export function lackingOf(draft: Draft, { what, of, save, place, signs }: PartOfList): Unknown {
  complainPlainly(draft, place, say("answers.part", what, of, save, ...signs));
  const reason = message("answers.part-only", what, of);
  const id = key`missing ${{ own: what }} of ${of}`;
  return new Unknown(factOf(id, reason, message("answers.save-whole", save), place));
}

/** `PolicyIndex skips 1, 4 to 6`. */
export function skipsAs(name: string, places: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const place of places) {
    const last = runs.at(-1);
    if (last && last[1] + 1 === place) last[1] = place;
    else runs.push([place, place]);
  }
  const texts = runs.flatMap(([from, to]) =>
    to - from > 1 ? say("answers.places", from, to) : [...new Set([from, to])].map(String),
  );
  const few = texts.slice(0, MOST_RUNS);
  const more = texts.length - few.length;
  return more > 0
    ? say("answers.skips-more", name, more, ...few)
    : say("answers.skips", name, ...few);
}

const MOST_RUNS = 5;
