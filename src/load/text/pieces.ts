// JSON values in a text that is none as a whole: several of them, one between other words, or as Python prints them. Finds
// them and where they stand; may not know what they mean.
import { rootOf, type Source } from "../../model/place.ts";
import type { Document } from "./document.ts";
import { parseJson } from "./json.ts";
import { nestingOf, type Nesting } from "./json-spans.ts";
import { MAX_DEPTH } from "./limits.ts";
import { isComplaints } from "./parsed.ts";

export interface Piece {
  readonly document: Document;
  readonly start: number;
  readonly end: number;
}

/** UTF-16 code units. Longer texts are not what somebody copied. */
const MAX_TEXT = 8 * 2 ** 20;
const MAX_PYTHON = 2 * 2 ** 20;
/** Brackets of a text that are tried as the beginning of a value, and how often its length may be tried in vain. */
const MOST_TRIED = 20_000;
const MOST_LENGTHS = 4;

/** The objects and lists of a text, outermost ones first to last. */
export function piecesOf(file: string, text: string): Piece[] {
  if (text.length > MAX_TEXT) return [];
  const whole = pieceAt(file, text, 0, text.length);
  if (whole) return [whole];
  const nesting = nestingOf(text, MAX_DEPTH);
  return typeof nesting === "number" ? [] : outermost(file, text, nesting);
}

function outermost(file: string, text: string, { opens, ends }: Nesting): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  let vain = 0;
  for (const [i, start] of opens.slice(0, MOST_TRIED).entries()) {
    if (start < from) continue;
    const piece = pieceAt(file, text, start, ends[i]!);
    if (piece === null) {
      vain += ends[i]! - start;
      if (vain > MOST_LENGTHS * text.length) return [];
      continue;
    }
    found.push(piece);
    from = piece.end;
  }
  return found;
}

function pieceAt(file: string, text: string, start: number, end: number): Piece | null {
  const slice = text.slice(start, end);
  const document =
    documentAt(file, text, slice, (offset) => start + offset) ?? pythonAt(file, text, slice, start);
  return document && { document, start, end };
}

function pythonAt(file: string, text: string, slice: string, start: number): Document | null {
  if (slice.length > MAX_PYTHON || !/[{[,]\s*u?'/.test(slice)) return null;
  const { json, offsets } = fromPython(slice);
  return documentAt(file, text, json, (offset) => start + originalOf(offsets, offset));
}

function documentAt(
  file: string,
  text: string,
  json: string,
  at: (offset: number) => number,
): Document | null {
  if (!isJson(json)) return null;
  const parsed = parseJson(file, json);
  if (isComplaints(parsed)) return null;
  const { value, source: own } = parsed;
  if (typeof value !== "object" || value === null) return null;
  const span: Source["span"] = (path, part) => {
    const { start, end } = own.span(path, part);
    return { start: at(start), end: at(end) };
  };
  const source: Source = { file, text, span };
  return { ...parsed, source, format: "json", root: rootOf(source) };
}

/** Told first: what is wrong with a text costs much to say, and nobody asks. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Where the texts part: offsets in the JSON and in the original, both rising. */
type Offsets = readonly (readonly [made: number, original: number])[];

const CONSTANTS = new Map([
  ["None", "null"],
  ["True", "true"],
  ["False", "false"],
]);

/** Strings in either quotes, and words. */
const PYTHON =
  /(?<!\w)u?'([^'\\]*(?:\\.[^'\\]*)*)'|"[^"\\]*(?:\\.[^"\\]*)*"|\b(?:None|True|False)\b/gs;

/** What Python prints of a dict, as JSON. */
function fromPython(text: string): { readonly json: string; readonly offsets: Offsets } {
  const offsets: [number, number][] = [[0, 0]];
  let json = "";
  let from = 0;
  for (const found of text.matchAll(PYTHON)) {
    const [whole, quoted] = found;
    json += text.slice(from, found.index);
    offsets.push([json.length, found.index]);
    json += quoted === undefined ? (CONSTANTS.get(whole) ?? whole) : quotedAsJson(quoted);
    from = found.index + whole.length;
    offsets.push([json.length, from]);
  }
  return { json: json + text.slice(from), offsets };
}

/** The inside of a string of Python in single quotes -> a string of JSON. */
function quotedAsJson(inside: string): string {
  const body = inside
    .replaceAll(/\\x([0-9a-f]{2})/gi, "\\u00$1")
    .replaceAll(/\\'/g, "'")
    .replaceAll(/(?<!\\)"/g, '\\"');
  return `"${body}"`;
}

function originalOf(offsets: Offsets, offset: number): number {
  let [low, high] = [0, offsets.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (offsets[middle]![0] <= offset) low = middle;
    else high = middle - 1;
  }
  const [made, original] = offsets[low]!;
  const next = offsets[low + 1]?.[1] ?? Infinity;
  return Math.min(original + offset - made, next);
}
