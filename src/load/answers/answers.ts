// Documents -> answers: which call each one is, what it holds and whom it is about. Errors, empty files and
// answers that nobody can place become complaints here. May not build resources.
import { ID_KINDS, type Id } from "../../model/id.ts";
import { news } from "../../model/notice.ts";
import type { Place } from "../../model/place.ts";
import { say, type Message } from "../../words/index.ts";
import type { Document } from "../text/document.ts";
import type { Draft } from "../merge/draft.ts";
import { ID_KEYS, savedCall, type SavedAction } from "../vendor/calls.ts";
import { idIn } from "../read/forms.ts";
import { isList, isRecord, type Json } from "../read/plain.ts";
import { complainPlainly, plain, filledText } from "./fields.ts";
import { answersIn, namesResource, type Body, type AnswerItem } from "./items.ts";
import { asIf } from "./kept.ts";
import {
  howToName,
  idsInFileName,
  answerOwner,
  ownersInElements,
  type OwnedElements,
} from "./owner.ts";
import { FILTERED } from "./rescue.ts";

export interface Answer {
  readonly call: SavedAction;
  /** The object that holds the call's own keys: the response, or its `Result`. */
  readonly content: Json;
  readonly place: Place;
  /** The whole answer with its wrapper. */
  readonly outer: Place;
  readonly file: string;
  readonly owner: Id | null;
  /** The source says that elements are missing. */
  readonly incomplete: boolean;
}

/** A call that answered with an error: what it should have told is unknown, not absent. */
export interface Failure {
  readonly id: Id;
  readonly code: string;
  readonly place: Place;
  /** Which calls about it failed and why, where the source tells. */
  readonly told?: ReadonlyMap<string, Telling>;
}

export interface Telling {
  /** `vpc:DescribeSubnets is not permitted (UnauthorizedOperation)`. */
  readonly clause: string;
  readonly remedy: Message;
}

export interface Answers {
  readonly all: readonly Answer[];
  readonly failures: ReadonlyMap<Id, Failure>;
}

/** Whether a document holds answers of the vendor's API. Foreign JSON is not claimed. */
export function looksLikeApiAnswer(document: Document): boolean {
  return answersIn(document).some(
    ({ body: { kind }, file }) => kind !== "foreign" && (kind !== "unused" || namesResource(file)),
  );
}

/** `failed`: calls that the source itself says had no answer. */
export function readAnswers(
  documents: readonly Document[],
  draft: Draft,
  failed: ReadonlyMap<Id, Failure> = new Map(),
): Answers {
  const items = documents.flatMap((document) => answersIn(document));
  const known = listedIds(items);
  const failures = new Map(failed);
  const all: Answer[] = [];
  for (const item of items) all.push(...readItem(item, draft, known, failures));
  return { all, failures };
}

function readItem(
  item: AnswerItem,
  draft: Draft,
  known: ReadonlySet<Id>,
  failures: Map<Id, Failure>,
): readonly Answer[] {
  const { body } = item;
  if (body.kind === "call") return readCall(item, body, draft, known);
  if (body.kind === "error") {
    const failure = readFailure(item, body, draft);
    if (failure) failures.set(failure.id, failure);
  } else passOver(item, draft);
  return [];
}

function readCall(
  { outer, file, wrapper, taken, isOneOfMany }: AnswerItem,
  { call, content, place }: Body & { kind: "call" },
  draft: Draft,
  known: ReadonlySet<Id>,
): readonly Answer[] {
  const rule = savedCall(call).saved.owner;
  const incomplete = typeof wrapper.Incomplete === "string";
  if (wrapper.Incomplete === FILTERED && call !== "DescribeSecurityGroupPolicies")
    complainPlainly(draft, outer, say("answers.filtered", call));
  if (taken) complainPlainly(draft, place, say("answers.taken-as-ingress"));
  const answer = { call, content, place, outer, file, incomplete };
  if (!rule) return [{ ...answer, owner: null }];
  const told = rule.required ? ownersInElements(savedCall(call), rule.key, content) : null;
  if (told) return told.map((one) => ({ ...answer, ...onlyOf(one, answer) }));
  const owner = answerOwner(rule, wrapper, isOneOfMany ? "" : file, known);
  if (owner.kind === "owner") return [{ ...answer, owner: owner.id }];
  if (owner.kind === "nobody" && !rule.required) return [{ ...answer, owner: null }];
  const why =
    owner.kind === "ambiguous" ? owner.why : say("answers.nobody", ID_KINDS[rule.kind].noun);
  complainPlainly(draft, outer, say("answers.name-it", why, howToName(call, rule)));
  return [];
}

/** What an answer about several resources tells of one of them. */
function onlyOf(
  { id, positions }: OwnedElements,
  { call, content, place }: Pick<Answer, "call" | "content" | "place">,
): Pick<Answer, "owner" | "content" | "place"> {
  const { key } = savedCall(call);
  const list = content[key];
  if (!isList(list) || positions.length === list.length) return { owner: id, content, place };
  const { TotalCount, RealCount, ...rest } = content;
  const isCut = [TotalCount, RealCount].some((n) => typeof n === "number" && n > list.length);
  const own = positions.map((i) => list[i]);
  const at = asIf(place, ([name, i, ...path]) =>
    name === key && typeof i === "number" ? [key, positions[i] ?? i, ...path] : [key],
  );
  return { owner: id, content: { ...(isCut ? content : rest), [key]: own }, place: at };
}

function passOver({ body, outer, file }: AnswerItem, draft: Draft): void {
  if (body.kind === "unused" && !namesResource(file)) {
    draft.notices.push(news(say("answers.unused", file)));
    return;
  }
  complainPlainly(draft, outer, say(body.kind === "empty" ? "answers.empty" : "answers.foreign"));
}

/** `{"Response": {"Error": {"Code", "Message"}, "RequestId"}}`; arrives with HTTP 200. */
function readFailure(
  { wrapper, file, outer }: AnswerItem,
  { error, requestId, place }: Body & { kind: "error" },
  draft: Draft,
): Failure | null {
  const code = plain(String(error.Code), 80);
  const id = subjectOf(wrapper, file);
  const said = filledText(error.Message);
  const about = id === null ? say("answers.the-call") : say("answers.the-call-about", id);
  const what = said === null ? code : say("answers.error-code", code, plain(said, 300));
  const whole =
    requestId === null ? what : say("answers.error-request", what, plain(requestId, 80));
  complainPlainly(draft, place, say("answers.error", about, whole));
  return id === null ? null : { id, code, place: outer };
}

function subjectOf(wrapper: Json, file: string): Id | null {
  for (const { key } of ID_KEYS) {
    const id = idIn(wrapper[key]);
    if (id !== null) return id;
  }
  for (const { prefix } of ID_KEYS) {
    const ids = idsInFileName(file, prefix);
    const vendors = ids.find((id) => /^[0-9a-z]{8}$/.test(id.slice(prefix.length)));
    if (ids.length > 0) return vendors ?? ids[0]!;
  }
  return null;
}

/** Ids that the list answers name. */
function listedIds(items: readonly AnswerItem[]): Set<Id> {
  const ids = new Set<Id>();
  for (const { body } of items) {
    if (body.kind !== "call") continue;
    const { key, list, id: idKey } = savedCall(body.call);
    const elements = list ? body.content[key] : null;
    if (!Array.isArray(elements) || idKey === null) continue;
    for (const element of elements) {
      const id = isRecord(element) ? idIn(element[idKey]) : null;
      if (id !== null) ids.add(id);
    }
  }
  return ids;
}
