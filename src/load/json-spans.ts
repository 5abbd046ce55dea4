// Where values stand in a JSON text that JSON.parse has accepted. A container's children are found when a place
// inside it is first asked for: a tree of the whole text would cost many times the text itself.
import type { Key, Span } from "../model/place.ts";

export interface Child {
  /** Of an object's property; for an element of a list the value's own. */
  readonly key: Span;
  readonly value: Span;
}

export type Children = ReadonlyMap<string, Child>;

const [QUOTE, BACKSLASH, COMMA, COLON] = [34, 92, 44, 58];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];

/** Finds spans by path, each container scanned once. Paths that lead nowhere end at the nearest thing there is. */
export function spanFinder(text: string): (path: readonly Key[], part: "value" | "key") => Span {
  const scanned = new Map<number, Children>();
  const children = (at: number): Children => {
    const found = scanned.get(at) ?? childrenAt(text, at);
    scanned.set(at, found);
    return found;
  };
  let root: Child | null = null;
  return (path, part) => {
    root ??= wholeText(text);
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

function wholeText(text: string): Child {
  const start = skipSpace(text, 0);
  return { key: { start, end: start }, value: { start, end: endOfValue(text, start) } };
}

/** The children of the container that starts at `at`; of equal keys the last, as JSON.parse has it. */
function childrenAt(text: string, at: number): Children {
  const found = new Map<string, Child>();
  const open = text.charCodeAt(at);
  if (open !== OPEN_LIST && open !== OPEN_OBJECT) return found;
  let i = skipSpace(text, at + 1);
  for (let index = 0; !isClose(text.charCodeAt(i)); index++) {
    let key: Span | null = null;
    if (open === OPEN_OBJECT) {
      key = { start: i, end: endOfValue(text, i) };
      i = skipSpace(text, skipSpace(text, key.end) + 1);
    }
    const value = { start: i, end: endOfValue(text, i) };
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
function endOfValue(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first === QUOTE) return endOfString(text, at);
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) i = endOfString(text, i) - 1;
    else if (c === OPEN_LIST || c === OPEN_OBJECT) depth++;
    else if (isClose(c)) {
      if (depth === 0) return i;
      if (--depth === 0) return i + 1;
    } else if (depth === 0 && (c === COMMA || isSpace(c))) return i;
  }
  return text.length;
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
