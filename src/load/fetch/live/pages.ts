// All pages of one call -> one answer. The account may change between two pages: then count and elements do not fit
// together, and the list is read again.
import type { Ask } from "./ask.ts";
import { say } from "../../../words/index.ts";
import { idIn } from "../../read/forms.ts";
import { isRecord, type Json } from "../../read/plain.ts";
import type { LiveCall, CallSubject } from "../../vendor/call.ts";
import { LiveError } from "./errors.ts";
import { holdsSecrets } from "./secrets.ts";

export interface Whole {
  /** The content of `Response` with every element of every page, without its RequestId. */
  readonly response: Json;
  readonly elements: readonly Json[];
  /** The list changed while it was read, and was read again until it fitted. */
  readonly changed: boolean;
  /** It never fitted: `lists 180 of 205`. */
  readonly incomplete: string | null;
}

const TRIES = 3;
/** A server that always has one more page has no list. */
const MAX_PAGES = 2_000;

export async function askWhole(
  ask: Ask,
  call: LiveCall,
  subject: CallSubject,
  region: string | null,
): Promise<Whole> {
  const params = call.params ? call.params(subject) : subject;
  let changed = false;
  for (let attempt = 1; ; attempt++) {
    const read = !call.page ? readAlone : attempt === 1 ? readAtOnce : readInTurn;
    const { response, elements, total, fits } = await read(ask, call, params, region);
    changed ||= !fits;
    if (!fits && attempt < TRIES) continue;
    const full = call.page ? whole(call, response, elements) : response;
    const incomplete = fits
      ? lackOf(call, full)
      : elements.length < total
        ? say("fetch.lists-fewer", elements.length, total)
        : say("fetch.lists-unsteadily", elements.length);
    return { response: full, elements, changed, incomplete };
  }
}

/**
 * What an answer leaves out that its call would tell, as a predicate; null where nothing. A list without pages may be absent
 * where it is empty, and one with pages says that it has no elements.
 */
export function lackOf(call: LiveCall, response: Json): string | null {
  const isTold = contentOf(call, response)[call.key] !== undefined;
  const mayBeAbsent = call.list && (!call.page || totalOf(call, response) === 0);
  if (!isTold && !mayBeAbsent) return say("fetch.tells-nothing", call.key);
  const { id, list } = call;
  if (id === null || !list) return null;
  const nameless = elementsIn(call, response).filter((one) => idIn(one[id]) === null);
  return nameless.length > 0 ? say("fetch.lists-nameless", nameless.length, id) : null;
}

interface Reading {
  /** The first page. */
  readonly response: Json;
  /** Each once. */
  readonly elements: readonly Json[];
  readonly total: number;
  readonly fits: boolean;
}

type Read = (ask: Ask, call: LiveCall, params: Json, region: string | null) => Promise<Reading>;

/** An answer without pages may still count more than it lists. */
const readAlone: Read = async (ask, call, params, region) =>
  reading(call, [readable(call, await ask(call, params, region), region)]);

/** The first page tells how many there are; the others are then asked for together. */
const readAtOnce: Read = async (ask, call, params, region) => {
  const { size } = call.page!;
  const first = await askPage(ask, call, params, region, 0);
  const total = totalOf(call, first);
  const { length } = elementsIn(call, first);
  if (total === null || total === length) return continued(ask, call, params, region, first);
  if (length === 0 || length > total || total > size * MAX_PAGES) return reading(call, [first]);
  const offsets = Array.from({ length: Math.ceil(total / size) - 1 }, (_, i) => (i + 1) * size);
  const others = await Promise.all(
    offsets.map((offset) => askPage(ask, call, params, region, offset)),
  );
  return reading(call, [first, ...others]);
};

/** Each page begins where the one before ended, however short that was. */
const readInTurn: Read = async (ask, call, params, region) =>
  continued(ask, call, params, region, await askPage(ask, call, params, region, 0));

async function continued(
  ask: Ask,
  call: LiveCall,
  params: Json,
  region: string | null,
  first: Json,
): Promise<Reading> {
  const { size } = call.page!;
  const promised = totalOf(call, first) ?? 0;
  const pages = [first];
  for (let read = 0; ;) {
    const page = pages.at(-1)!;
    const { length } = elementsIn(call, page);
    read += length;
    // A full page may be one of many that count themselves only.
    const isLast = length < size && read >= (totalOf(call, page) ?? 0);
    // A list that grows as fast as it is read is read up to where it began.
    if (length === 0 || isLast || (promised > size && read >= promised))
      return reading(call, pages);
    if (pages.length >= MAX_PAGES) return { ...reading(call, pages), fits: false };
    pages.push(await askPage(ask, call, params, region, read));
  }
}

async function askPage(
  ask: Ask,
  call: LiveCall,
  params: Json,
  region: string | null,
  offset: number,
): Promise<Json> {
  return readable(call, await ask(call, pageAt(call, params, offset), region), region);
}

function pageAt({ page }: LiveCall, params: Json, offset: number): Json {
  const { size, as } = page!;
  const value = (n: number): string | number => (as === "text" ? String(n) : n);
  return { ...params, Offset: value(offset), Limit: value(size) };
}

function reading(call: LiveCall, pages: readonly Json[]): Reading {
  const lists = pages.map((page) => elementsIn(call, page));
  const elements = new Map(lists.flat().map((element) => [keyOf(call, element), element]));
  const read = lists.reduce((sum, list) => sum + list.length, 0);
  const counts = pages.map((page) => totalOf(call, page)).filter((count) => count !== null);
  const countsPages =
    counts.length === pages.length && lists.every(({ length }, i) => length === counts[i]);
  const total = counts.length === 0 || countsPages ? read : Math.max(...counts);
  const agree = countsPages || new Set(counts).size <= 1;
  const fits = agree && elements.size === total && read === total;
  return { response: pages[0]!, elements: [...elements.values()], total, fits };
}

/**
 * null where the answer does not tell it: a page that is not full is then the last. Where there is a `RealCount`,
 * `TotalCount` counts the elements of the page.
 */
function totalOf(call: LiveCall, response: Json): number | null {
  const { TotalCount, RealCount } = contentOf(call, response);
  const total = RealCount ?? TotalCount;
  return typeof total === "number" && Number.isInteger(total) && total >= 0 ? total : null;
}

/** An element without an id counts as itself. */
function keyOf({ id }: LiveCall, element: Json): unknown {
  const key = id === null ? null : element[id];
  return typeof key === "string" ? key : element;
}

export function elementsIn(call: LiveCall, response: Json): readonly Json[] {
  const list: unknown = call.list ? contentOf(call, response)[call.key] : null;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

function contentOf({ in: at }: LiveCall, response: Json): Json {
  const inner = at === "Result" ? response.Result : response;
  return isRecord(inner) ? inner : {};
}

function whole(call: LiveCall, response: Json, elements: readonly Json[]): Json {
  const content = contentOf(call, response);
  // A list that was null stays so: nobody said that it is empty.
  if (elements.length === 0 && !Array.isArray(content[call.key])) return response;
  const full = { ...content, TotalCount: elements.length, [call.key]: elements };
  return call.in === "Result" ? { ...response, Result: full } : full;
}

/**
 * Without what differs from run to run, without nulls, which say what absence says, and without what may be secret.
 * Throws a `LiveError` where the list is no list of objects, or where things are nested as in no answer of this API.
 */
function readable(call: LiveCall, response: Json, region: string | null): Json {
  if (!isDeeper(response, MAX_DEPTH)) {
    const bare = fieldsWithoutNulls({ ...response, RequestId: null });
    const list = call.list ? contentOf(call, bare)[call.key] : undefined;
    if (list === undefined || (Array.isArray(list) && list.every(isRecord))) return bare;
  }
  const code = say("fetch.code-malformed");
  throw new LiveError("malformed", code, say("fetch.not-its-form"), { call, region });
}

const MAX_DEPTH = 100;

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (depth === 0) return true;
  for (const inner of Object.values(value)) if (isDeeper(inner, depth - 1)) return true;
  return false;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  return isRecord(value) ? fieldsWithoutNulls(value) : value;
}

function fieldsWithoutNulls(fields: Json): Json {
  const kept: [string, unknown][] = [];
  for (const [key, inner] of Object.entries(fields))
    if (inner !== null && inner !== undefined && !holdsSecrets(key))
      kept.push([key, withoutNulls(inner)]);
  return Object.fromEntries(kept);
}
