// What a snapshot lacks and why: complaints for the report, clauses and remedies for the facts that hang on it.
import type { Complaint } from "../../../model/complaint.ts";
import { key } from "../../../model/key.ts";
import { inside, type Place } from "../../../model/place.ts";
import { message, say, textOf, type Message } from "../../../words/index.ts";
import type { ErrorKind } from "../live/errors.ts";
import {
  callName,
  isNotice,
  subjectOf,
  type SnapshotEntry,
  type EntryError,
} from "../snapshot/entry.ts";

export interface Item {
  readonly entry: SnapshotEntry;
  readonly place: Place;
}

/** One that has no answer. */
interface Failed extends Item {
  readonly error: EntryError;
}

export function failedOf(items: readonly Item[]): Failed[] {
  return items.flatMap(({ entry, place }) =>
    entry.Error ? [{ entry, place, error: entry.Error }] : [],
  );
}

/** Why a call has no answer: `vpc:DescribeSubnets is not permitted (UnauthorizedOperation)`. */
export function clauseOf({ entry, error }: Failed): string {
  return say(PREDICATES.get(error.Kind) ?? "fetch.failed", callName(entry), error.Code);
}

const PREDICATES = new Map<
  ErrorKind,
  "fetch.denied" | "fetch.unavailable" | "fetch.gone" | "fetch.throttled" | "fetch.unanswered"
>([
  ["denied", "fetch.denied"],
  ["withdrawn", "fetch.unavailable"],
  ["unresolved", "fetch.unavailable"],
  ["gone", "fetch.gone"],
  ["throttled", "fetch.throttled"],
  ["timeout", "fetch.unanswered"],
]);

export function remedyOf({ entry, error: { Kind } }: Failed): Message {
  if (Kind === "denied") return message("fetch.permit", callName(entry));
  if (Kind === "withdrawn" || Kind === "unresolved") return message("fetch.declare");
  return message("fetch.resume");
}

/** One complaint for each region, call and reason, at the first such entry. */
export function complaintsOf(items: readonly Item[]): Complaint[] {
  const groups = new Map<string, [Failed, ...Failed[]]>();
  for (const failed of failedOf(items)) {
    const { entry, error } = failed;
    if (isNotice(entry)) continue;
    const name = key`${entry.Region} ${callName(entry)} ${error.Kind} ${error.Code}`;
    const group = groups.get(name);
    if (group) group.push(failed);
    else groups.set(name, [failed]);
  }
  return [...groups.values()].map(complaintOf);
}

const MAX_NAMED = 3;

function complaintOf(all: readonly [Failed, ...Failed[]]): Complaint {
  const [first] = all;
  const { entry, place, error } = first;
  const ids = all.map((item) => Object.values(subjectOf(item.entry)).at(-1));
  const named = ids.filter((id) => id !== undefined).slice(0, MAX_NAMED);
  const why = aboutSome(clauseOf(first), named, all.length - named.length);
  const { Message: said, RequestId: id } = error;
  const whole = id === undefined ? said : say("fetch.with-request", said, id);
  const text = say("fetch.failure", why, entry.Region, whole, textOf(remedyOf(first)));
  return { message: text, place: inside(place, "Error"), file: null };
}

function aboutSome(clause: string, named: readonly string[], more: number): string {
  if (named.length === 0) return clause;
  return more > 0
    ? say("fetch.about-more", clause, more, ...named)
    : say("fetch.about", clause, ...named);
}

/** One for each region and service: `tsf in ap-guangzhou was passed over: ...`. */
export function serviceNotices(items: readonly Item[]): string[] {
  const notices = failedOf(items)
    .filter(({ entry }) => isNotice(entry))
    .map((failed) => {
      const { Service, Region } = failed.entry;
      return say("fetch.passed-over", Service, Region, clauseOf(failed));
    });
  return [...new Set(notices)];
}
