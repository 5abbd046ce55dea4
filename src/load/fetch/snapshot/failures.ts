// What a snapshot lacks and why, in words: complaints for the report, clauses and remedies for the facts that hang on it.
import type { Complaint } from "../../../model/complaint.ts";
import { inside, type Place } from "../../../model/place.ts";
import { permission } from "../../vendor/calls.ts";
import { callOf, subjectOf, type Entry, type EntryError } from "./entry.ts";

export interface Item {
  readonly entry: Entry;
  readonly place: Place;
}

/** `vpc:DescribeSubnets`, the permission that the call needs. */
export function callName(entry: Entry): string {
  const call = callOf(entry);
  return call ? permission(call) : `${entry.Service}:${entry.Action}`;
}

/** Why a call has no answer: `vpc:DescribeSubnets is not permitted (UnauthorizedOperation)`. */
export function clauseOf(entry: Entry): string {
  const { Kind, Code } = entry.Error!;
  return `${callName(entry)} ${PREDICATES[Kind] ?? "failed"} (${Code})`;
}

const PREDICATES: Partial<Record<EntryError["Kind"], string>> = {
  denied: "is not permitted",
  withdrawn: "is not available",
  unresolved: "is not available",
  gone: "found nothing any more",
  throttled: "was throttled all the time",
  timeout: "was not answered in time",
};

export function remedyOf(entry: Entry): string {
  const { Kind } = entry.Error!;
  if (Kind === "denied")
    return `permit ${callName(entry)} (\`sglint fetch --print-policy\` prints the whole policy), then fetch again with --resume`;
  if (Kind === "withdrawn" || Kind === "unresolved")
    return "declare what it would tell in a definitions file or in sglint.yaml";
  return "fetch again with --resume";
}

/**
 * A service that is withdrawn, not activated or not in this region has nothing to tell: no fault. What a single
 * resource's call cannot tell stays unknown, and is one.
 */
export function isNotice(entry: Entry): boolean {
  const kind = entry.Error?.Kind;
  return (kind === "withdrawn" || kind === "unresolved") && !isAboutOne(entry);
}

export function isAboutOne(entry: Entry): boolean {
  return Object.keys(subjectOf(entry)).length > 0;
}

/** One complaint for each region, call and reason, at the first such entry. */
export function complaintsOf(items: readonly Item[]): Complaint[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const { Error: error, Region } = item.entry;
    if (!error || isNotice(item.entry)) continue;
    const key = [Region, callName(item.entry), error.Kind, error.Code].join(" ");
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()].map(complaintOf);
}

const MAX_NAMED = 3;

function complaintOf(items: readonly Item[]): Complaint {
  const [{ entry, place }] = items as [Item, ...Item[]];
  const ids = items.map((item) => Object.values(subjectOf(item.entry)).at(-1));
  const named = ids.filter((id) => id !== undefined).slice(0, MAX_NAMED);
  const more = items.length - named.length;
  const about =
    named.length === 0 ? "" : ` for ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  const { Message, RequestId } = entry.Error!;
  const id = RequestId === undefined ? "" : ` (request id ${RequestId})`;
  const message = `${clauseOf(entry)}${about} in ${entry.Region}: ${Message}${id}; what it would tell is unknown: ${remedyOf(entry)}`;
  return { message, place: inside(place, "Error"), file: null };
}

/** One for each region and service: `tsf in ap-guangzhou was passed over: ...`. */
export function serviceNotices(items: readonly Item[]): string[] {
  const notices = new Set<string>();
  for (const { entry } of items)
    if (isNotice(entry))
      notices.add(
        `${entry.Service} in ${entry.Region} was passed over, as ${clauseOf(entry)}: it is withdrawn, not activated, or not in this region`,
      );
  return [...notices];
}
