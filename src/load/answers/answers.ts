// Documents -> answers: which call each one is, what it holds and whom it is about. Errors, empty files and
// answers that nobody can place become complaints here. May not build resources.
import { ID_KINDS, type Id } from "../../model/id.ts";
import { news } from "../../model/notice.ts";
import { inside, type Place } from "../../model/place.ts";
import { say, type Message } from "../../words/index.ts";
import type { Document } from "../text/document.ts";
import type { Draft } from "../merge/draft.ts";
import { ID_KEYS, savedCall, type SavedAction } from "../vendor/calls.ts";
import { idIn } from "../read/forms.ts";
import { isList, isRecord, type Json } from "../read/plain.ts";
import { complainPlainly, plain, filledText } from "./fields.ts";
import { howToName, idsInFileName, answerOwner } from "./owner.ts";
import { recognise } from "./recognise.ts";

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

type Body =
  | {
      readonly kind: "call";
      readonly call: SavedAction;
      readonly content: Json;
      readonly place: Place;
    }
  | {
      readonly kind: "error";
      readonly error: Json;
      readonly requestId: string | null;
      readonly place: Place;
    }
  | { readonly kind: "unused" | "empty" | "foreign" };

interface Item {
  readonly body: Body;
  readonly outer: Place;
  readonly wrapper: Json;
  readonly file: string;
}

/** Whether a document holds answers of the vendor's API. Foreign JSON is not claimed. */
export function looksLikeApiAnswer(document: Document): boolean {
  return itemsOf(document).some(
    ({ body: { kind }, file }) => kind !== "foreign" && (kind !== "unused" || namesResource(file)),
  );
}

/** `failed`: calls that the source itself says had no answer. */
export function readAnswers(
  documents: readonly Document[],
  draft: Draft,
  failed: ReadonlyMap<Id, Failure> = new Map(),
): Answers {
  const items = documents.flatMap(itemsOf);
  const known = listedIds(items);
  const failures = new Map(failed);
  const all: Answer[] = [];
  for (const item of items) {
    const answer = readItem(item, draft, known, failures);
    if (answer) all.push(answer);
  }
  return { all, failures };
}

function readItem(
  item: Item,
  draft: Draft,
  known: ReadonlySet<Id>,
  failures: Map<Id, Failure>,
): Answer | null {
  const { body, outer, file, wrapper } = item;
  if (body.kind === "error") {
    const failure = readFailure(item, body, draft);
    if (failure) failures.set(failure.id, failure);
    return null;
  }
  if (body.kind !== "call") {
    passOver(item, draft);
    return null;
  }
  const { call, content, place } = body;
  const rule = savedCall(call).saved.owner;
  const incomplete = typeof wrapper.Incomplete === "string";
  const answer = { call, content, place, outer, file, incomplete };
  if (!rule) return { ...answer, owner: null };
  const owner = answerOwner(rule, wrapper, file, known);
  if (owner.kind === "owner") return { ...answer, owner: owner.id };
  if (owner.kind === "nobody" && !rule.required) return { ...answer, owner: null };
  const why =
    owner.kind === "ambiguous" ? owner.why : say("answers.nobody", ID_KINDS[rule.kind].noun);
  complainPlainly(draft, outer, say("answers.name-it", why, howToName(call, rule)));
  return null;
}

/** The answers in a document: one, or a list of them (pages). */
function itemsOf(document: Document): Item[] {
  const { value, root, source } = document;
  const { file } = source;
  return isList(value) && value.length > 0
    ? value.map((element, i) => itemOf(element, inside(root, i), file))
    : [itemOf(value, root, file)];
}

function itemOf(value: unknown, outer: Place, file: string): Item {
  const wrapper = isRecord(value) ? value : {};
  return { body: bodyOf(value, wrapper, outer, file), outer, wrapper, file };
}

function bodyOf(value: unknown, wrapper: Json, outer: Place, file: string): Body {
  const wrapped = "Response" in wrapper;
  const body = wrapped ? wrapper.Response : value;
  if (isEmpty(body)) return { kind: wrapped || namesResource(file) ? "empty" : "foreign" };
  if (!isRecord(body)) return { kind: "foreign" };
  const place = wrapped ? inside(outer, "Response") : outer;
  const requestId = filledText(body.RequestId);
  if (isRecord(body.Error) && idIn(body.Error.Code) !== null && (wrapped || requestId !== null))
    return { kind: "error", error: body.Error, requestId, place: inside(place, "Error") };
  const found = recognise(body, wrapped || "RequestId" in body, { file, wrapper });
  if (!found) return { kind: wrapped && requestId !== null ? "unused" : "foreign" };
  const held = found.content === body ? place : inside(place, "Result");
  return { kind: "call", ...found, place: held };
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
}

function namesResource(file: string): boolean {
  return ID_KEYS.some(({ prefix }) => idsInFileName(file, prefix).length > 0);
}

function passOver({ body, outer, file }: Item, draft: Draft): void {
  if (body.kind === "unused" && !namesResource(file)) {
    draft.notices.push(news(say("answers.unused", file)));
    return;
  }
  complainPlainly(draft, outer, say(body.kind === "empty" ? "answers.empty" : "answers.foreign"));
}

/** `{"Response": {"Error": {"Code", "Message"}, "RequestId"}}`; arrives with HTTP 200. */
function readFailure(
  { wrapper, file, outer }: Item,
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
function listedIds(items: readonly Item[]): Set<Id> {
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
