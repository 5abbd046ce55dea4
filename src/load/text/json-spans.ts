// Where values stand in a JSON text that JSON.parse has accepted. A container's children are found when a place
// inside it is first asked for: a tree of the whole text would cost many times the text itself.
import type { Key, Span } from "../../model/place.ts";

export interface Child {
  /** Of an object's property; for an element of a list the value's own. */
  readonly key: Span;
  readonly value: Span;
}

export type Children = ReadonlyMap<string, Child>;

const [QUOTE, BACKSLASH, COMMA, COLON] = [34, 92, 44, 58];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];

/** Every list and object of a text: where it opens, in rising order, and where it ends. */
export interface Nesting {
  readonly opens: readonly number[];
  readonly ends: readonly number[];
}

/**
 * The nesting of any text, JSON or not, in one pass; a number is the offset at which it passes `limit` levels.
 * Strings end at their line's end, as every JSON parser has it.
 */
export function nestingOf(text: string, limit: number): Nesting | number {
  const opens: number[] = [];
  const ends: number[] = [];
  const open: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) i = endOfLineString(text, i);
    else if (c === OPEN_LIST || c === OPEN_OBJECT) {
      if (open.length === limit) return i;
      open.push(opens.length);
      opens.push(i);
      ends.push(text.length);
    } else if (c === CLOSE_LIST || c === CLOSE_OBJECT) {
      const which = open.pop();
      if (which !== undefined) ends[which] = i + 1;
    }
  }
  return { opens, ends };
}

/** The offset of the quote, or of the line's end, that ends the string which opens at `at`. */
function endOfLineString(text: string, at: number): number {
  let i = at + 1;
  for (; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === BACKSLASH) i++;
    else if (c === QUOTE || c === 10 || c === 13) break;
  }
  return i;
}

/** Finds spans by path, each container scanned once. Paths that lead nowhere end at the nearest thing there is. */
export function spanFinder(
  text: string,
  nesting: Nesting,
): (path: readonly Key[], part: "value" | "key") => Span {
  const scanned = new Map<number, Children>();
  const children = (at: number): Children => {
    const found = scanned.get(at) ?? childrenAt(text, nesting, at);
    scanned.set(at, found);
    return found;
  };
  const start = skipSpace(text, 0);
  const span = { start, end: endOfValue(text, nesting, start) };
  const root: Child = { key: { start, end: start }, value: span };
  return (path, part) => {
    let here = root;
    let reached = 0;
    for (const key of path) {
      const child = children(here.value.start).get(String(key));
      if (!child) break;
      here = child;
      reached++;
    }
    return part === "key" && reached === path.length ? here.key : here.value;
  };
}

/** The children of the container that starts at `at`; of equal keys the last, as JSON.parse has it. */
function childrenAt(text: string, nesting: Nesting, at: number): Children {
  const found = new Map<string, Child>();
  const open = text.charCodeAt(at);
  if (open !== OPEN_LIST && open !== OPEN_OBJECT) return found;
  let i = skipSpace(text, at + 1);
  for (let index = 0; !isClose(text.charCodeAt(i)); index++) {
    let key: Span | null = null;
    if (open === OPEN_OBJECT) {
      key = { start: i, end: endOfString(text, i) };
      i = skipSpace(text, skipSpace(text, key.end) + 1);
    }
    const value = { start: i, end: endOfValue(text, nesting, i) };
    found.set(key === null ? String(index) : keyText(text, key), { key: key ?? value, value });
    i = skipSpace(text, value.end);
    if (text.charCodeAt(i) === COMMA) i = skipSpace(text, i + 1);
  }
  return found;
}

/** Keys that stand twice in one object, each at its later place; one pass over the text. */
export function repeatedKeys(text: string): { readonly name: string; readonly span: Span }[] {
  const repeated: { name: string; span: Span }[] = [];
  const open: (Set<string> | null)[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === OPEN_OBJECT) open.push(new Set());
    else if (c === OPEN_LIST) open.push(null);
    else if (isClose(c)) open.pop();
    else if (c === QUOTE) {
      const span = { start: i, end: endOfString(text, i) };
      i = span.end - 1;
      const names = open.at(-1);
      if (!names || text.charCodeAt(skipSpace(text, span.end)) !== COLON) continue;
      const name = keyText(text, span);
      if (names.has(name)) repeated.push({ name, span });
      names.add(name);
    }
  }
  return repeated;
}

function keyText(text: string, { start, end }: Span): string {
  const raw = text.slice(start, end);
  return raw.includes("\\") ? String(JSON.parse(raw)) : raw.slice(1, -1);
}

/** The offset behind the value that starts at `at`. */
function endOfValue(text: string, { opens, ends }: Nesting, at: number): number {
  const first = text.charCodeAt(at);
  if (first === QUOTE) return endOfString(text, at);
  if (first === OPEN_LIST || first === OPEN_OBJECT) return ends[placeOf(opens, at)]!;
  let i = at;
  while (i < text.length && !endsScalar(text.charCodeAt(i))) i++;
  return i;
}

function endsScalar(c: number): boolean {
  return c === COMMA || isSpace(c) || isClose(c);
}

/** Where `x` stands in a rising list that holds it. */
function placeOf(rising: readonly number[], x: number): number {
  let low = 0;
  let high = rising.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

function endOfString(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === BACKSLASH) i++;
    else if (c === QUOTE) return i + 1;
  }
  return text.length;
}

function isClose(c: number): boolean {
  // Not a number: the end of the text.
  return c === CLOSE_LIST || c === CLOSE_OBJECT || Number.isNaN(c);
}

function isSpace(c: number): boolean {
  return c === 32 || c === 10 || c === 13 || c === 9 || c === 0xfeff;
}

function skipSpace(text: string, at: number): number {
  let i = at;
  while (isSpace(text.charCodeAt(i))) i++;
  return i;
}
