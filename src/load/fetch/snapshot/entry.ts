// One answer, or one failure, as a snapshot and its journal hold it: the vendor's words for what was asked of whom,
// then `Response` or `Error`. Reads and writes no file.
import type { Task, TaskOutcome } from "../live/account.ts";
import type { LiveCall } from "../../vendor/call.ts";
import { LIVE_CALLS, permission } from "../../vendor/calls.ts";
import { listKey } from "../../../model/key.ts";
import type { Json } from "../../read/plain.ts";
import { LiveError, type ErrorKind } from "../live/errors.ts";

/** Beside these keys stand those of the subject: `SecurityGroupId`, `LoadBalancerId` ... */
export interface SnapshotEntry {
  readonly Region: string;
  readonly Service: string;
  readonly Action: string;
  readonly Response?: Json;
  /** The list never fitted together: `lists 180 of 205`. */
  readonly Incomplete?: string;
  readonly Error?: EntryError;
  readonly [subject: string]: unknown;
}

export interface EntryError {
  readonly Kind: ErrorKind;
  readonly Code: string;
  readonly Message: string;
  readonly RequestId?: string;
}

const OWN_KEYS = new Set(["Region", "Service", "Action", "Response", "Incomplete", "Error"]);

export function entryOf({ call, region, subject }: Task, outcome: TaskOutcome): SnapshotEntry {
  const head = { Region: region, Service: call.service, Action: call.action, ...subject };
  if (outcome instanceof LiveError) {
    const { kind, code, message, requestId } = outcome;
    const id = requestId === null ? {} : { RequestId: requestId };
    return { ...head, Error: { Kind: kind, Code: code, Message: message, ...id } };
  }
  const { response, incomplete } = outcome;
  return { ...head, ...(incomplete !== null && { Incomplete: incomplete }), Response: response };
}

/** null for a call that this version does not know. */
export function taskOf(entry: SnapshotEntry): Task | null {
  const call = callOf(entry);
  return call && { call, region: entry.Region, subject: subjectOf(entry) };
}

function callOf({ Service, Action }: SnapshotEntry): LiveCall | null {
  return LIVE_CALLS.find((call) => call.action === Action && call.service === Service) ?? null;
}

/** `vpc:DescribeSubnets`, the permission that the call needs. */
export function callName(entry: SnapshotEntry): string {
  const call = callOf(entry);
  return call ? permission(call) : `${entry.Service}:${entry.Action}`;
}

/**
 * A service that is withdrawn, not activated or not in this region has nothing to tell: no fault. What a single
 * resource's call cannot tell stays unknown, and is one.
 */
export function isNotice(entry: SnapshotEntry): boolean {
  const kind = entry.Error?.Kind;
  return (kind === "withdrawn" || kind === "unresolved") && !isAboutOne(entry);
}

export function isAboutOne(entry: SnapshotEntry): boolean {
  return Object.keys(subjectOf(entry)).length > 0;
}

export function subjectOf(entry: SnapshotEntry): Readonly<Record<string, string>> {
  const pairs = Object.entries(entry).filter(
    (pair): pair is [string, string] => !OWN_KEYS.has(pair[0]) && typeof pair[1] === "string",
  );
  return Object.fromEntries(pairs);
}

/** The order of a snapshot: regions, calls as in their table, then ids. */
export function compareTasks(a: Task, b: Task): number {
  return (
    compare(a.region, b.region) ||
    LIVE_CALLS.indexOf(a.call) - LIVE_CALLS.indexOf(b.call) ||
    compare(listKey(Object.values(a.subject)), listKey(Object.values(b.subject)))
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
