// Which call an answer is of, told by what it holds and never by a file name alone. May not read files or build resources.
import type { Hint, SavedCall } from "../vendor/call.ts";
import { findSaved, SAVED_CALLS, type SavedAction, type SavedRow } from "../vendor/calls.ts";
import { otherCloud } from "../vendor/other-clouds.ts";
import { isRecord, type Json } from "../read/plain.ts";
import { keysIn, topKeys } from "../text/signs.ts";

export interface Recognised {
  readonly call: SavedAction;
  readonly content: Json;
}

/**
 * The call that a body answers; a wrapper may name it (`Action`). `sure` = it came in a `Response` or with a RequestId; without, a list must show
 * an element with the call's own id, so that foreign JSON (`{"Clusters": []}`) is left alone.
 */
export function recognise(
  body: Json,
  sure: boolean,
  hint: Hint,
  calls: readonly SavedRow[] = SAVED_CALLS,
): Recognised | null {
  const named = findSaved(hint.wrapper.Action);
  if (!named && !("Response" in hint.wrapper) && isOthers(body)) return null;
  for (const call of named ? [named] : calls) {
    const content = call.in === "Result" ? body.Result : body;
    if (isRecord(content) && (named || fits(call, content, sure, hint)))
      return { call: call.action, content };
  }
  return null;
}

function isOthers(body: Json): boolean {
  return otherCloud(body) !== null && !Object.keys(body).some(isUnmistakable);
}

const UNMISTAKABLE =
  /^(SecurityGroup|AddressTemplate|ServiceTemplate|NetworkInterface|NetworkAcl|LoadBalancer)\w*Set$/;

function fits(call: SavedCall, content: Json, sure: boolean, hint: Hint): boolean {
  if (!Object.hasOwn(content, call.key)) return false;
  const held = content[call.key];
  const first = Array.isArray(held) ? (held.find(isRecord) ?? null) : null;
  if (!sure && !convinces(call, held, first)) return false;
  return call.saved.fits?.(content, first, hint) ?? true;
}

const KEYS = [...new Set(SAVED_CALLS.flatMap(({ key, id }) => (id === null ? [key] : [key, id])))];

/** A text that cannot be parsed: a `Response`, or the key of a call together with that of its elements' ids. */
export function marksAnswer(text: string): boolean {
  const keys = keysIn(text, KEYS);
  const isOurs = ({ key, id, list }: SavedCall) =>
    keys.has(key) && (UNMISTAKABLE.test(key) || (list && id !== null && keys.has(id)));
  return SAVED_CALLS.some(isOurs) || topKeys(text).has("Response");
}

/** Whether hardly anybody else has a key of this name. */
export function isUnmistakable(key: string): boolean {
  return UNMISTAKABLE.test(key);
}

/** Whether a text has such a key. */
export function holdsUnmistakable(text: string): boolean {
  return /["'](?:SecurityGroup|AddressTemplate|ServiceTemplate|NetworkInterface|NetworkAcl|LoadBalancer)\w{0,30}Set["']\s*:/.test(
    text,
  );
}

function convinces({ id, list, key }: SavedCall, held: unknown, first: Json | null): boolean {
  if (first !== null) return id === null || Object.hasOwn(first, id);
  if (list) return Array.isArray(held) && UNMISTAKABLE.test(key);
  return isRecord(held) || typeof held === "string";
}
