// Documents -> the answers in them, one or several, each as its call printed it or as people keep it (kept.ts). May not
// say whom one is about, or complain.
import { idIn } from "../read/forms.ts";
import { isList, isRecord, type Json } from "../read/plain.ts";
import type { Document } from "../text/document.ts";
import { inside, type Place } from "../../model/place.ts";
import { findSaved, ID_KEYS, savedCall, type SavedAction } from "../vendor/calls.ts";
import { filledText } from "./fields.ts";
import { elementsAlone, idsAsKeys, nestedIn, policiesAlone, type KeptAnswer } from "./kept.ts";
import { idsInFileName } from "./owner.ts";
import { holdsUnmistakable, isUnmistakable, recognise } from "./recognise.ts";

export type Body =
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

export interface AnswerItem {
  readonly body: Body;
  readonly outer: Place;
  readonly wrapper: Json;
  readonly file: string;
  /** What was taken for granted of it, where it does not say it itself. */
  readonly taken?: "ingress";
  /** The wrapper is all that says whose it is: its file holds several. */
  readonly isOneOfMany?: true;
}

/** Whether a text has an unmistakable key at all: looked for once, and only where it is asked. */
export function mayHoldAnswers(text: string): () => boolean {
  let found: boolean | null = null;
  return () => (found ??= holdsUnmistakable(text));
}

interface Around {
  readonly file: string;
  readonly isOneOfMany?: true;
  readonly depth?: number;
  /** Whether the text has an unmistakable key at all. */
  readonly mayHold?: () => boolean;
  /** What stands around it: `{ "SecurityGroupId": "sg-a" }`. */
  readonly wrapper: Json;
}

/** The answers in a document: one, or a list of them (pages), or one for each id. */
export function answersIn(
  { value, root, source: { file, text } }: Document,
  mayHold = mayHoldAnswers(text),
): AnswerItem[] {
  return itemsAt(value, root, { file, wrapper: {}, mayHold });
}

function itemsAt(value: unknown, outer: Place, around: Around): AnswerItem[] {
  const { file } = around;
  const alone = isList(value)
    ? (policiesAlone(value, outer, file) ?? elementsAlone(value, outer))
    : null;
  if (alone) return withNested(keptItem(alone, outer, around));
  if (isList(value) && value.length > 0)
    return value.flatMap((element, i) => itemsAt(element, inside(outer, i), around));
  const wrapper = { ...around.wrapper, ...(isRecord(value) ? value : {}) };
  const body = bodyOf(value, wrapper, outer, file);
  if (body.kind !== "foreign") return withNested(itemOf(body, outer, { ...around, wrapper }));
  const byId = isRecord(value) ? idsAsKeys(value, outer) : null;
  if (byId)
    return byId.flatMap((one) =>
      itemsAt(one.value, one.place, { file, wrapper: one.wrapper, isOneOfMany: true }),
    );
  const set = isRecord(value) ? policiesAlone(value, outer, file) : null;
  if (set) return [keptItem(set, outer, { ...around, wrapper })];
  const inner = isRecord(value) ? insideOf(value, outer, around) : [];
  return inner.length > 0 ? inner : [{ body, outer, wrapper, file }];
}

/** Levels of objects around answers that somebody put together under names of their own. */
const MOST_AROUND = 3;

/** Answers whose keys are unmistakable, inside of an object that is none. */
function insideOf(value: Json, outer: Place, around: Around): AnswerItem[] {
  const { depth = 0 } = around;
  if (depth === MOST_AROUND || !around.mayHold?.()) return [];
  const deeper = { ...around, depth: depth + 1, wrapper: idsOf(value) };
  return Object.entries(value).flatMap(([key, one]) =>
    typeof one === "object" && one !== null
      ? itemsAt(one, inside(outer, key), deeper).filter(isSure)
      : [],
  );
}

function isSure({ body }: AnswerItem): boolean {
  return body.kind === "call" && isUnmistakable(savedCall(body.call).key);
}

function idsOf(value: Json): Json {
  return Object.fromEntries(
    ID_KEYS.flatMap(({ key }) => (idIn(value[key]) ? [[key, value[key]]] : [])),
  );
}

function keptItem(
  { call, content, place, taken }: KeptAnswer,
  outer: Place,
  around: Around,
): AnswerItem {
  const item = itemOf({ kind: "call", call, content, place }, outer, around);
  return taken ? { ...item, taken } : item;
}

function itemOf(body: Body, outer: Place, { file, wrapper, isOneOfMany }: Around): AnswerItem {
  return { body, outer, wrapper, file, ...(isOneOfMany && { isOneOfMany }) };
}

/** With what its elements hold of other calls: merged by jq, or by a tool that asks both. */
function withNested(item: AnswerItem): AnswerItem[] {
  const { body, file } = item;
  if (body.kind !== "call") return [item];
  const nested = nestedIn(body.call, body.content, body.place);
  return [
    item,
    ...nested.map(({ element, at, ...kept }) =>
      keptItem(kept, at, { file, wrapper: element, isOneOfMany: true }),
    ),
  ];
}

function bodyOf(value: unknown, wrapper: Json, outer: Place, file: string): Body {
  const wrapped = isRecord(value) && "Response" in value;
  const body = wrapped ? value.Response : value;
  // Where its call is named, an answer without fields is one all the same.
  const isNamed = isRecord(body) && findSaved(wrapper.Action) !== null;
  if (isEmpty(body) && !isNamed)
    return { kind: wrapped || namesResource(file) ? "empty" : "foreign" };
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

export function namesResource(file: string): boolean {
  return ID_KEYS.some(({ prefix }) => idsInFileName(file, prefix).length > 0);
}
