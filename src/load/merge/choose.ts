// One property that one input tells and a person declares in another: what is told counts, what is not told is taken
// from the declaration, and two values that differ are a complaint.
import type { Complaint } from "../../model/complaint.ts";
import { locate, type Place } from "../../model/place.ts";
import { isUnknown, type Known } from "../../model/unknown.ts";
import { say } from "../../words/index.ts";
import type { AddressRange } from "../../net/address.ts";

/** `told`: null where the property is not there at all. */
export type Choose = <T>(
  key: string,
  told: Known<T> | null,
  declared: Known<T>,
  same?: (a: T, b: T) => boolean,
) => Known<T>;

/** The choices of one run. `owner`: whose property it is, in a sentence. */
export function chooser(
  complaints: Complaint[],
): (owner: string, told: Place, declared: Place) => Choose {
  // A second declaration may contradict the first: then that is where it is told.
  const origins = new Map<Place, Map<string, Place>>();
  return (owner, told, declared) => {
    const own = origins.get(told) ?? new Map<string, Place>();
    origins.set(told, own);
    return (key, value, other, same = Object.is) => {
      if (value === null || isUnknown(value)) {
        if (!isUnknown(other)) own.set(key, declared);
        return other;
      }
      if (!isUnknown(other) && !same(value, other)) {
        const message = contradiction(key, owner, own.get(key) ?? told);
        complaints.push({ message, place: declared, file: null });
      }
      return value;
    };
  };
}

function contradiction(key: string, owner: string, place: Place): string {
  const { file, line, column } = locate(place);
  const which = MANY.has(key) ? "merge.contradicts-many" : "merge.contradicts";
  return say(which, owner, `${file}:${line}:${column}`, key);
}

const MANY: ReadonlySet<string> = new Set(["clients", "vpcSources", "instances", "nodes"]);

export function sameRanges(a: readonly AddressRange[], b: readonly AddressRange[]): boolean {
  return sameIds(
    a.map(({ text }) => text),
    b.map(({ text }) => text),
  );
}

/** In any order. */
export function sameIds(a: readonly string[], b: readonly string[]): boolean {
  const [one, other] = [new Set(a), new Set(b)];
  return one.size === other.size && a.every((id) => other.has(id));
}
