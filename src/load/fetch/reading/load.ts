// A snapshot file -> drafts, one for each region. The answers in it are read like saved ones; what could not be fetched
// is a complaint and an unknown that names the missing permission. Never throws on bad input.
import { validate } from "../../../generated/snapshot.validator.js";
import type { Complaint } from "../../../model/complaint.ts";
import type { Id } from "../../../model/id.ts";
import { news } from "../../../model/notice.ts";
import { inside, type Place } from "../../../model/place.ts";
import { message, say } from "../../../words/index.ts";
import { isRecord } from "../../read/plain.ts";
import { isUsedCall, loadApiAnswers, type Failure, type Telling } from "../../answers/index.ts";
import type { Document } from "../../text/document.ts";
import { emptyDraft, type Draft } from "../../merge/draft.ts";
import { checkedBy } from "../../read/schema-errors.ts";
import {
  callName,
  isAboutOne,
  isNotice,
  subjectOf,
  taskOf,
  type SnapshotEntry,
} from "../snapshot/entry.ts";
import { earlierText, SNAPSHOT_VERSION, type SnapshotHead } from "../snapshot/head.ts";
import { lackOf } from "../live/pages.ts";
import { contradictions } from "./contradictions.ts";
import {
  clauseOf,
  complaintsOf,
  failedOf,
  remedyOf,
  serviceNotices,
  type Item,
} from "./failures.ts";
import { fillGaps, fillHosts, refusedBy, type Gap } from "./gaps.ts";

type Snapshot = SnapshotHead & { readonly answers: readonly SnapshotEntry[] };

function isSnapshot(value: unknown): value is Snapshot {
  return validate(value);
}

export { looksLikeSnapshot } from "./recognise.ts";

export function loadSnapshot(document: Document): Draft[] {
  const { value, root } = document;
  const own = emptyDraft();
  const version = isRecord(value) ? value.version : null;
  if (typeof version === "number" && version > SNAPSHOT_VERSION) {
    const text = say("fetch.newer-format", version, SNAPSHOT_VERSION);
    own.complaints.push({ message: text, place: inside(root, "version"), file: null });
    return [own];
  }
  if (!isSnapshot(value)) {
    own.complaints.push(...checkedBy(validate, { value, root }).complaints);
    return [own];
  }
  const answers = inside(root, "answers");
  const items = value.answers.map((entry, i) => ({
    entry: withLack(entry),
    place: inside(answers, i),
  }));
  own.complaints.push(...complaintsIn(value, items, root));
  own.notices.push(...[...whatWasRead(document, value), ...serviceNotices(items)].map(news));
  const drafts = loadRegions(document, value, items);
  const products = drafts.flatMap(({ gateways }) => gateways.map(({ product }) => product));
  if (!products.includes("api-gateway")) own.notices.push(news(noGateway(value, items)));
  return [own, ...drafts];
}

/** One that was answered and tells nothing is not whole, whatever the header says. */
function withLack(entry: SnapshotEntry): SnapshotEntry {
  const call = taskOf(entry)?.call;
  if (!call || !entry.Response || entry.Incomplete !== undefined) return entry;
  const lack = lackOf(call, entry.Response);
  return lack === null ? entry : { ...entry, Incomplete: lack };
}

function complaintsIn(snapshot: Snapshot, items: readonly Item[], root: Place): Complaint[] {
  const all = [
    ...complaintsOf(items),
    ...cutOff(items),
    ...pending(snapshot, root),
    ...contradictions(snapshot, items, root),
  ];
  return snapshot.complete || all.length > 0 ? all : [unexplained(root)];
}

function loadRegions(document: Document, snapshot: Snapshot, items: readonly Item[]): Draft[] {
  const byRegion = new Map(snapshot.regions.map((region): [string, Item[]] => [region, []]));
  for (const item of items) byRegion.get(item.entry.Region)?.push(item);
  const read = [...byRegion].map(([region, its]) => {
    const gaps = [...gapsIn(its), ...unaskedIn(snapshot, region, document.root)];
    return { gaps, draft: loadRegion(document, region, its, gaps) };
  });
  const drafts = read.map(({ draft }) => draft);
  fillHosts(
    drafts,
    read.flatMap(({ gaps }) => gaps),
  );
  return drafts;
}

function loadRegion(
  document: Document,
  region: string,
  items: readonly Item[],
  gaps: readonly Gap[],
): Draft {
  const documents = items
    .filter(({ entry: { Response, Service, Action } }) => Response && isUsedCall(Service, Action))
    .map(({ entry, place }) => ({ ...document, value: entry, root: place }));
  const wholeMembers = MEMBER_CALLS.every((action) => isWhole(items, action));
  const draft = loadApiAnswers(documents, {
    region,
    failures: failuresIn(items),
    wholeMembers,
    withoutNulls: true,
    refused: refusedBy(gaps),
  });
  if (wholeMembers)
    draft.assumptions.push(say("fetch.whole-members", region, document.source.file));
  fillGaps(draft, gaps);
  return draft;
}

/** Together they list every member that a security group can have. */
const MEMBER_CALLS = ["DescribeInstances", "DescribeNetworkInterfaces"];

function isWhole(items: readonly Item[], action: string): boolean {
  return items.some(
    ({ entry }) => entry.Action === action && entry.Response && entry.Incomplete === undefined,
  );
}

/** Calls about one resource that failed, by its id. */
function failuresIn(items: readonly Item[]): Map<Id, Failure> {
  const failures = new Map<Id, Failure & { readonly told: Map<string, Telling> }>();
  for (const failed of failedOf(items)) {
    const { entry, error, place } = failed;
    const id = Object.values(subjectOf(entry)).at(-1);
    if (id === undefined) continue;
    const failure = failures.get(id) ?? { id, code: error.Code, place, told: new Map() };
    failure.told.set(entry.Action, { clause: clauseOf(failed), remedy: remedyOf(failed) });
    failures.set(id, failure);
  }
  return failures;
}

/** Lists that were not answered, or never fitted together. */
function gapsIn(items: readonly Item[]): Gap[] {
  return items.flatMap(({ entry, place }) => {
    const { Action: action, Region: region, Error: error, Incomplete: lists } = entry;
    if ((!error && lists === undefined) || isAboutOne(entry)) return [];
    const failed = error && { entry, error, place };
    const clause = failed
      ? clauseOf(failed)
      : say("fetch.incomplete", callName(entry), String(lists));
    const remedy = failed ? remedyOf(failed) : message("fetch.resume");
    return [{ action, region, place, isNotice: isNotice(entry), clause, remedy }];
  });
}

/** Calls that the fetch came to no more. */
function unaskedIn({ calls }: Snapshot, region: string, root: Place): Gap[] {
  const at = inside(root, "calls");
  return [...calls.entries()]
    .filter(([, count]) => count.region === region && count.pending > 0)
    .map(([i, { call }]) => ({
      action: call.slice(call.indexOf(":") + 1),
      region,
      place: inside(at, i),
      isNotice: false,
      clause: say("fetch.unasked", call),
      remedy: message("fetch.resume"),
    }));
}

function cutOff(items: readonly Item[]): Complaint[] {
  return items.flatMap(({ entry, place }) => {
    if (entry.Incomplete === undefined) return [];
    const text = say("fetch.cut-off", callName(entry), entry.Region, entry.Incomplete);
    return [{ message: text, place: inside(place, "Incomplete"), file: null }];
  });
}

function pending({ calls }: Snapshot, root: Place): Complaint[] {
  return [...calls.entries()]
    .filter(([, count]) => count.pending > 0)
    .map(([i, { call, region, pending: left, asked }]) => ({
      message: say("fetch.pending", call, region, left, asked),
      place: inside(inside(root, "calls"), i),
      file: null,
    }));
}

function whatWasRead(
  { source: { file } }: Document,
  { account, regions, time, notices }: Snapshot,
): string[] {
  const { started, finished, sittings, earlier = [] } = time;
  const whose = account === null ? say("fetch.an-account") : say("fetch.account", account);
  const read =
    sittings > 1
      ? say("fetch.holds-sittings", file, whose, started, finished, sittings, ...regions)
      : say("fetch.holds", file, whose, started, finished, ...regions);
  return [read, ...notices, ...earlier.map(earlierText)];
}

function unexplained(root: Place): Complaint {
  return { message: say("fetch.unexplained"), place: inside(root, "complete"), file: null };
}

function noGateway({ regions }: Snapshot, items: readonly Item[]): string {
  const refused = failedOf(items).find(
    ({ entry }) => entry.Action === "DescribeServicesStatus" && !isNotice(entry),
  );
  return say("fetch.no-gateway", refused ? clauseOf(refused) : say("fetch.no-service", ...regions));
}
