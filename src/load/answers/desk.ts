// What every reader works with: the answers by call and by owner, their elements, and the draft to fill.
// Says when a dump was cut off. May not know what the elements mean.
import type { Id } from "../../model/inventory.ts";
import { key } from "../../model/key.ts";
import { inside, type Place } from "../../model/place.ts";
import { factOf, Unknown } from "../../model/unknown.ts";
import { message, say } from "../../words/index.ts";
import type { Draft } from "../merge/draft.ts";
import type { Answer, Answers, Failure, Telling } from "./answers.ts";
import { saveCommand, savedCall, type SavedAction } from "../vendor/calls.ts";
import { idIn } from "../read/forms.ts";
import { isAbsent, isList, isRecord, type Json } from "../read/plain.ts";
import { complainPlainly, shown, type Fields } from "./fields.ts";

export interface Desk {
  readonly draft: Draft;
  readonly failures: ReadonlyMap<Id, Failure>;
  /** The elements of every answer of a call, each read once; `T` is the vendor's type of them. */
  readonly elements: <T>(call: SavedAction) => readonly Element<T>[];
  readonly answers: (call: SavedAction) => readonly Answer[];
  /** The answers of a call about one resource. */
  readonly about: (call: SavedAction, owner: Id) => readonly Answer[];
  /** The resources that a call was saved for. */
  readonly owners: (call: SavedAction) => readonly Id[];
  readonly isTruncated: (call: SavedAction, owner: Id) => boolean;
  /** Every CVM and network interface of the region is in the answers. */
  readonly wholeMembers: boolean;
  /** A field that is not there is one that was null. */
  readonly withoutNulls: boolean;
  /** Why a call has no answers, or not all of them, where the source tells. */
  readonly refused: ReadonlyMap<string, Telling>;
}

/** What a source of answers may know beside them. */
export interface SourceKnowledge {
  readonly wholeMembers: boolean;
  readonly withoutNulls: boolean;
  readonly refused: ReadonlyMap<string, Telling>;
}

/** One element of a list answer. */
export interface Element<T> {
  readonly id: Id;
  readonly fields: Fields<T>;
  readonly place: Place;
  readonly answer: Answer;
}

const NOTHING_KNOWN = { wholeMembers: false, withoutNulls: false, refused: new Map() };

export function openDesk(
  { all, failures }: Answers,
  draft: Draft,
  { wholeMembers, withoutNulls, refused }: SourceKnowledge = NOTHING_KNOWN,
): Desk {
  const byCall = groupBy(all, (answer) => answer.call);
  const owned = all.filter((answer) => answer.owner !== null);
  const byOwner = groupBy(owned, keyOf);
  const truncated = findTruncated(all, draft);
  const elements = new Map<SavedAction, readonly Element<unknown>[]>();
  return {
    draft,
    failures,
    elements: <T>(call: SavedAction) => {
      const found = elements.get(call) ?? elementsOf<unknown>(draft, byCall.get(call) ?? []);
      elements.set(call, found);
      return found as readonly Element<T>[];
    },
    answers: (call) => byCall.get(call) ?? [],
    about: (call, owner) => byOwner.get(keyOf({ call, owner })) ?? [],
    owners: (call) => [
      ...new Set((byCall.get(call) ?? []).flatMap((a) => (a.owner === null ? [] : [a.owner]))),
    ],
    isTruncated: (call, owner) => truncated.has(keyOf({ call, owner })),
    wholeMembers,
    withoutNulls,
    refused,
  };
}

/** The elements of answers to one call; complains about those that are none. */
export function elementsOf<T>(draft: Draft, answers: readonly Answer[]): Element<T>[] {
  const out: Element<T>[] = [];
  for (const answer of answers) {
    const { key: name, list, id } = savedCall(answer.call);
    if (!list) addElement(draft, out, answer, answer.content, answer.place, id);
    else {
      const at = inside(answer.place, name);
      const elements = listIn(draft, answer.content[name], at, answer.call);
      for (const [i, element] of elements.entries())
        addElement(draft, out, answer, element, inside(at, i), id);
    }
  }
  return out;
}

/** The elements with each id once, for those that only exist inside of another resource. */
export function once<T>(draft: Draft, elements: readonly Element<T>[], noun: string): Element<T>[] {
  const seen = new Map<Id, Element<T>>();
  for (const element of elements) {
    const first = seen.get(element.id);
    if (!first) seen.set(element.id, element);
    else {
      const files = [first.answer.file, element.answer.file] as const;
      complainPlainly(draft, element.place, say("answers.twice", noun, element.id, ...files));
    }
  }
  return [...seen.values()];
}

/** Why nothing tells what a call about one resource, or the region, would tell; undefined where the source does not say. */
export function tellingOf(
  { failures, refused }: Desk,
  call: SavedAction,
  owner: Id | null = null,
): Telling | undefined {
  const about = owner === null ? undefined : failures.get(owner);
  return about?.told?.get(call) ?? refused.get(call);
}

/** Why a call about one resource told nothing, as far as anything says it. */
export function whyUntold(desk: Desk, call: SavedAction, owner: Id): string | undefined {
  const failure = desk.failures.get(owner);
  const told = tellingOf(desk, call, owner);
  return told?.clause ?? (failure && say("answers.call-failed", failure.code));
}

/** Nouns in the plural. */
export type Many =
  | "APIs"
  | "entries"
  | "instances"
  | "listeners"
  | "members"
  | "nodes"
  | "policies"
  | "targets";

/** What a call about one resource would tell, when its answer is missing or was an error. */
export function unsaved(
  desk: Desk,
  noun: Many,
  call: SavedAction,
  owner: Id,
  place: Place,
): Unknown {
  const why = whyUntold(desk, call, owner);
  const reason =
    why === undefined
      ? message("answers.are-unsaved", noun, owner)
      : message("answers.are-unknown", noun, owner, why);
  const remedy =
    tellingOf(desk, call, owner)?.remedy ?? message("answers.save", saveCommand(call, owner));
  return new Unknown(factOf(key`${{ own: noun }} of ${owner}`, reason, remedy, place));
}

/** A nested list of objects; complains about what is none. Absent is empty. */
export function recordsIn(draft: Draft, value: unknown, at: Place, noun: string): [Json, Place][] {
  const out: [Json, Place][] = [];
  for (const [i, element] of listIn(draft, value, at, noun).entries()) {
    if (isRecord(element)) out.push([element, inside(at, i)]);
    else complainPlainly(draft, inside(at, i), say("answers.no-element", noun, shown(element)));
  }
  return out;
}

function addElement<T>(
  draft: Draft,
  out: Element<T>[],
  answer: Answer,
  value: unknown,
  place: Place,
  idKey: string | null,
): void {
  const id = isRecord(value) && idKey !== null ? idIn(value[idKey]) : null;
  if (id !== null) out.push({ id, fields: value as Fields<T>, place, answer });
  else if (isRecord(value) && answer.incomplete) return;
  else if (isRecord(value))
    complainPlainly(draft, place, say("answers.no-id", answer.call, String(idKey)));
  else complainPlainly(draft, place, say("answers.no-element", answer.call, shown(value)));
}

function listIn(draft: Draft, value: unknown, at: Place, noun: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (!isAbsent(value)) complainPlainly(draft, at, say("answers.no-elements", noun, shown(value)));
  return [];
}

/**
 * Pages of one query share the count of all: what they list together must reach it. An answer that is whole
 * by itself (another region, another filter) does not count towards the others.
 */
function findTruncated(all: readonly Answer[], draft: Draft): Set<string> {
  // What the source says itself is not complained about again, and a list that is absent is no list of nothing.
  const cut = all.filter((answer) => answer.incomplete || isListless(answer));
  const pages = groupBy(
    all.filter(
      (answer) =>
        !answer.incomplete && savedCall(answer.call).list && lengthOf(answer) < totalOf(answer),
    ),
    (answer) => key`${answer.call} ${answer.owner} ${totalOf(answer)}`,
  );
  const truncated = new Set(cut.map(keyOf));
  for (const answers of pages.values()) {
    const [first] = answers;
    const ids = new Set(answers.flatMap(idsOf));
    const total = totalOf(first);
    if (ids.size >= total) continue;
    truncated.add(keyOf(first));
    complainPlainly(draft, inside(first.place, countKey(first)), cutOff(first, ids.size, total));
  }
  return truncated;
}

function cutOff(answer: Answer, count: number, total: number): string {
  const { call, owner, content } = answer;
  const { page, key: list } = savedCall(call);
  const what = owner === null ? call : say("answers.call-of", call, owner);
  const found = isList(content[list]) ? count : say("answers.no-list", list);
  const told = [what, found, total, countKey(answer)] as const;
  return page
    ? say("answers.truncated-page", ...told, count, page.size)
    : say("answers.truncated", ...told);
}

/** Where an answer has both, TotalCount counts its own elements only. */
function countKey({ content }: Answer): "RealCount" | "TotalCount" {
  return typeof content.RealCount === "number" ? "RealCount" : "TotalCount";
}

function totalOf(answer: Answer): number {
  const total = answer.content[countKey(answer)];
  return typeof total === "number" ? total : 0;
}

function isListless({ call, content }: Answer): boolean {
  const { list, key: name } = savedCall(call);
  const isNone = content.TotalCount === 0 || content.RealCount === 0;
  return list && isAbsent(content[name]) && !isNone;
}

function lengthOf({ call, content }: Answer): number {
  const list = content[savedCall(call).key];
  return Array.isArray(list) ? list.length : 0;
}

/** Ids in an answer; an element without one counts as itself. */
function idsOf(answer: Answer): unknown[] {
  const { key: name, id } = savedCall(answer.call);
  const list = answer.content[name];
  if (!Array.isArray(list)) return [];
  return list.map((e) => (isRecord(e) && id !== null ? (idIn(e[id]) ?? e) : Symbol()));
}

function keyOf({ call, owner }: Pick<Answer, "call" | "owner">): string {
  return key`${call} ${owner}`;
}

function groupBy<T>(values: readonly T[], nameOf: (value: T) => string): Map<string, [T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const value of values) {
    const name = nameOf(value);
    const group = groups.get(name);
    if (group) group.push(value);
    else groups.set(name, [value]);
  }
  return groups;
}
