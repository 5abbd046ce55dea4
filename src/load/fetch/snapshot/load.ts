// A snapshot file -> drafts, one for each region. The answers in it are read like saved ones; what could not be fetched
// is a complaint and an unknown that names the missing permission. Never throws on bad input.
import { validate } from "../../../generated/snapshot.validator.js";
import type { Id } from "../../../model/inventory.ts";
import { news } from "../../../model/notice.ts";
import { inside, type Place } from "../../../model/place.ts";
import { isUsedCall, loadApiAnswers, type Failure, type Telling } from "../../answers/index.ts";
import type { Document } from "../../text/document.ts";
import { emptyDraft, type Draft } from "../../merge/draft.ts";
import { invalid } from "../../own/invalid.ts";
import { contradictions } from "./contradictions.ts";
import { subjectOf, type Entry } from "./entry.ts";
import {
  callName,
  clauseOf,
  complaintsOf,
  isAboutOne,
  isNotice,
  remedyOf,
  serviceNotices,
  type Item,
} from "./failures.ts";
import { fillGaps, fillHosts, refusedBy, type Gap } from "./gaps.ts";
import { earlierText, SNAPSHOT_VERSION, type CallCount, type SnapshotHead } from "./head.ts";

type Snapshot = SnapshotHead & { readonly answers: readonly Entry[] };

export { looksLikeSnapshot } from "./recognise.ts";

export function loadSnapshot(document: Document): Draft[] {
  const { value, root } = document;
  const own = emptyDraft();
  const { version } = value as { readonly version?: unknown };
  if (typeof version === "number" && version > SNAPSHOT_VERSION) {
    const message = `this snapshot has format ${version}, and this sglint reads up to ${SNAPSHOT_VERSION}; update sglint, or fetch again`;
    own.complaints.push({ message, place: inside(root, "version"), file: null });
    return [own];
  }
  if (!validate(value)) {
    own.complaints.push(...invalid(validate.errors ?? [], { value, root }));
    return [own];
  }
  const snapshot = value as Snapshot;
  const answers = inside(root, "answers");
  const items = snapshot.answers.map((entry, i) => ({ entry, place: inside(answers, i) }));
  own.complaints.push(...complaintsOf(items), ...cutOff(items), ...pending(snapshot, root));
  own.complaints.push(...contradictions(snapshot, items, root));
  if (!snapshot.complete && own.complaints.length === 0) own.complaints.push(unexplained(root));
  own.notices.push(...[...whatWasRead(document, snapshot), ...serviceNotices(items)].map(news));
  const byRegion = new Map(snapshot.regions.map((region): [string, Item[]] => [region, []]));
  for (const item of items) byRegion.get(item.entry.Region)?.push(item);
  const gaps = new Map(
    [...byRegion].map(([region, its]) => [
      region,
      [...gapsIn(its), ...unaskedIn(snapshot, region, root)],
    ]),
  );
  const drafts = [...byRegion].map(([region, its]) =>
    loadRegion(document, region, its, gaps.get(region)!),
  );
  fillHosts(drafts, [...gaps.values()].flat());
  const products = drafts.flatMap(({ gateways }) => gateways.map(({ product }) => product));
  if (!products.includes("api-gateway")) own.notices.push(news(noGateway(snapshot, items)));
  return [own, ...drafts];
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
    refused: refusedBy(gaps),
  });
  if (wholeMembers)
    draft.assumptions.push(
      `The members of the security groups of ${region} are the CVMs and network interfaces in ${document.source.file}: the credentials of the fetch could see all of them.`,
    );
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
  for (const { entry, place } of items) {
    const id = Object.values(subjectOf(entry)).at(-1);
    if (!entry.Error || id === undefined) continue;
    const failure = failures.get(id) ?? { id, code: entry.Error.Code, place, told: new Map() };
    failure.told.set(entry.Action, { clause: clauseOf(entry), remedy: remedyOf(entry) });
    failures.set(id, failure);
  }
  return failures;
}

/** Lists that were not answered, or never fitted together. */
function gapsIn(items: readonly Item[]): Gap[] {
  return items
    .filter(({ entry: { Error, Incomplete } }) => Error ?? Incomplete)
    .filter(({ entry }) => !isAboutOne(entry))
    .map(({ entry, place }) => ({
      action: entry.Action,
      region: entry.Region,
      place,
      isNotice: isNotice(entry),
      ...(entry.Error
        ? { clause: clauseOf(entry), remedy: remedyOf(entry) }
        : { clause: `${callName(entry)} ${entry.Incomplete}`, remedy: RESUME }),
    }));
}

/** Calls that the fetch came to no more. */
function unaskedIn({ calls }: Snapshot, region: string, root: Place): Gap[] {
  const at = inside(root, "calls");
  return [...calls.entries()]
    .filter(([, count]: [number, CallCount]) => count.region === region && count.pending > 0)
    .map(([i, { call }]) => ({
      action: call.slice(call.indexOf(":") + 1),
      region,
      place: inside(at, i),
      isNotice: false,
      clause: `${call} was not asked: the fetch ended early`,
      remedy: RESUME,
    }));
}

const RESUME = "fetch again with --resume";

function cutOff(items: readonly Item[]): Draft["complaints"] {
  return items
    .filter(({ entry }) => entry.Incomplete !== undefined)
    .map(({ entry, place }) => ({
      message: `${callName(entry)} of ${entry.Region} ${entry.Incomplete}: the rest is unknown; fetch again with --resume`,
      place: inside(place, "Incomplete"),
      file: null,
    }));
}

function pending({ calls }: Snapshot, root: Place): Draft["complaints"] {
  return [...calls.entries()]
    .filter(([, count]) => count.pending > 0)
    .map(([i, { call, region, pending: left, asked }]) => ({
      message: `${call} of ${region} was not asked for ${left} of ${asked}: the fetch ended early; fetch again with --resume`,
      place: inside(inside(root, "calls"), i),
      file: null,
    }));
}

function whatWasRead(
  { source }: Document,
  { account, regions, time, notices }: Snapshot,
): string[] {
  const whose = account === null ? "an account" : `account ${account}`;
  const sittings = time.sittings > 1 ? ` in ${time.sittings} sittings` : "";
  const when = `${time.started} to ${time.finished}`;
  return [
    `${source.file} holds ${whose} in ${regions.join(", ")}, read${sittings} from ${when}`,
    ...notices,
    ...(time.earlier ?? []).map(earlierText),
  ];
}

function unexplained(root: Place): Draft["complaints"][number] {
  const message =
    "the header says that the snapshot is not complete, and nothing in it says why; fetch again";
  return { message, place: inside(root, "complete"), file: null };
}

function noGateway({ regions }: Snapshot, items: readonly Item[]): string {
  const refused = items.find(
    ({ entry }) => entry.Action === "DescribeServicesStatus" && entry.Error && !isNotice(entry),
  );
  const has = regions.length === 1 ? "has" : "have";
  const why = refused
    ? clauseOf(refused.entry)
    : `${regions.join(", ")} ${has} no API Gateway service to judge`;
  return `no gateway was read: ${why}; gateways and paths of sglint.yaml or definitions are judged against the snapshot`;
}
