// All pages of one call -> one answer. The account may change between two pages: then count and elements do not fit
// together, and the list is read again.
import type { Answer, Ask } from "./ask.ts";
import type { LiveCall, Subject } from "./calls.ts";

export interface Whole {
  /** The content of `Response` with every element of every page, without its RequestId. */
  readonly response: Answer;
  readonly elements: readonly Answer[];
  /** The list changed while it was read, and was read again until it fitted. */
  readonly changed: boolean;
  /** It never fitted: `lists 180 of 205`. */
  readonly incomplete: string | null;
}

const TRIES = 3;
/** A server that always has one more page has no list. */
const MAX_PAGES = 20_000;

export async function askWhole(
  ask: Ask,
  call: LiveCall,
  subject: Subject,
  region: string | null,
): Promise<Whole> {
  const params = call.params ? call.params(subject) : subject;
  if (!call.page) {
    const response = bare(await ask(call, params, region));
    return { response, elements: elementsOf(call, response), changed: false, incomplete: null };
  }
  let changed = false;
  for (let attempt = 1; ; attempt++) {
    const read = attempt === 1 ? readAtOnce : readInTurn;
    const { response, elements, total, fits } = await read(ask, call, params, region);
    changed ||= !fits;
    if (!fits && attempt < TRIES) continue;
    const incomplete = fits
      ? null
      : elements.length < total
        ? `lists ${elements.length} of ${total}`
        : `lists ${elements.length} and changed each time it was read`;
    return { response: whole(call, response, elements), elements, changed, incomplete };
  }
}

interface Reading {
  /** The first page. */
  readonly response: Answer;
  /** Each once. */
  readonly elements: readonly Answer[];
  readonly total: number;
  readonly fits: boolean;
}

type Read = (
  ask: Ask,
  call: LiveCall,
  params: Readonly<Record<string, unknown>>,
  region: string | null,
) => Promise<Reading>;

/** The first page tells how many there are; the others are then asked for together. */
const readAtOnce: Read = async (ask, call, params, region) => {
  const first = bare(await ask(call, pageAt(call, params, 0), region));
  const { size } = call.page!;
  const total = totalOf(call, first);
  const length = elementsOf(call, first).length;
  if (total === null || length === 0 || length >= total || total > size * MAX_PAGES)
    return total === null && length === size
      ? readInTurn(ask, call, params, region)
      : reading(call, [first]);
  const offsets = Array.from({ length: Math.ceil(total / size) - 1 }, (_, i) => (i + 1) * size);
  const others = await Promise.all(
    offsets.map(async (offset) => bare(await ask(call, pageAt(call, params, offset), region))),
  );
  return reading(call, [first, ...others]);
};

/** Each page begins where the one before ended, however short that was. */
const readInTurn: Read = async (ask, call, params, region) => {
  const pages: Answer[] = [];
  let read = 0;
  while (pages.length < MAX_PAGES) {
    const page = bare(await ask(call, pageAt(call, params, read), region));
    pages.push(page);
    const { length } = elementsOf(call, page);
    const total = totalOf(call, page);
    read += length;
    if (length === 0 || (total === null ? length < call.page!.size : read >= total)) break;
  }
  return reading(call, pages);
};

function pageAt(
  { page }: LiveCall,
  params: Readonly<Record<string, unknown>>,
  offset: number,
): Readonly<Record<string, unknown>> {
  const { size, as } = page!;
  const value = (n: number): string | number => (as === "text" ? String(n) : n);
  return { ...params, Offset: value(offset), Limit: value(size) };
}

function reading(call: LiveCall, pages: readonly Answer[]): Reading {
  const lists = pages.map((page) => elementsOf(call, page));
  const elements = new Map(lists.flat().map((element) => [keyOf(call, element), element]));
  const read = lists.reduce((sum, list) => sum + list.length, 0);
  const totals = new Set(
    pages.map((page) => totalOf(call, page)).filter((total) => total !== null),
  );
  const total = totals.size === 0 ? read : Math.max(...totals);
  const fits = totals.size <= 1 && elements.size === total && read === total;
  return { response: pages[0]!, elements: [...elements.values()], total, fits };
}

/** null where the answer does not tell it: a page that is not full is then the last. */
function totalOf(call: LiveCall, response: Answer): number | null {
  const { TotalCount: total } = contentOf(call, response);
  return typeof total === "number" && Number.isInteger(total) && total >= 0 ? total : null;
}

/** An element without an id counts as itself. */
function keyOf({ id }: LiveCall, element: Answer): unknown {
  const key = id === undefined ? undefined : element[id];
  return typeof key === "string" ? key : element;
}

export function elementsOf(call: LiveCall, response: Answer): readonly Answer[] {
  if (call.list === undefined) return [];
  const list = contentOf(call, response)[call.list];
  if (!Array.isArray(list)) return [];
  return list.filter((one): one is Answer => typeof one === "object" && one !== null);
}

function contentOf({ in: at }: LiveCall, response: Answer): Answer {
  const inner = at === "Result" ? response.Result : response;
  return typeof inner === "object" && inner !== null ? (inner as Answer) : {};
}

function whole(call: LiveCall, response: Answer, elements: readonly Answer[]): Answer {
  const content = contentOf(call, response);
  // A list that was null stays so: nobody said that it is empty.
  if (elements.length === 0 && !Array.isArray(content[call.list!])) return response;
  const full = { ...content, TotalCount: elements.length, [call.list!]: elements };
  return call.in === "Result" ? { ...response, Result: full } : full;
}

/** Ids of requests differ from run to run; nulls say what absence says. */
function bare(response: Answer): Answer {
  return withoutNulls({ ...response, RequestId: null }) as Answer;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutNulls(inner)]));
}
