// A backend that cannot be resolved: unknown, with the reason and what would resolve it.
import type { Id } from "../../model/id.ts";
import { key } from "../../model/key.ts";
import type { Place } from "../../model/place.ts";
import { factOf, Unknown } from "../../model/unknown.ts";
import { message, type Message } from "../../words/index.ts";
import type { Telling } from "./answers.ts";

/** The API whose backend it is, and the call that tells it. */
export interface ApiSubject {
  readonly api: Id;
  readonly place: Place;
  readonly save: string;
}

/** `told`: why what would resolve it is missing; its remedy comes first. */
export function unresolvedBackend(
  { api, place, save }: ApiSubject,
  why: string,
  remedy: Message = message("answers.save-or-declare", save),
  told?: Telling,
): Unknown {
  const reason = told
    ? message("answers.unresolved-as", api, why, told.clause)
    : message("answers.unresolved", api, why);
  return new Unknown(factOf(key`backend of ${api}`, reason, told?.remedy ?? remedy, place));
}
