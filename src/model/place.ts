// Where in the user's own text a value stands. Places are symbolic (a source and keys) and become line and
// column only when something is reported, so that reading a large file costs nothing for positions.
import type { TextSyntax } from "./text-syntax.ts";

/** Offsets in UTF-16 code units into `Source.text`; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Key = string | number;

/** Texts that are not shown, each with why: its owner marked it, or it stands in some file whose readers are not known. */
export type Hidden = ReadonlyMap<string, "sensitive" | "of-file">;

/** One input text. Each loader makes its own and knows how to find a path of keys in it. */
export interface Source {
  /** Relative to the working directory, with forward slashes; never absolute. */
  readonly file: string;
  readonly text: string;
  /** The span of the value at a path, of its key (`part: "key"`), or of the nearest thing that exists. */
  span(path: readonly Key[], part: "value" | "key"): Span;
  /**
   * Whether the text at a path, or around it, also stands for another value: a YAML anchor that is repeated, an
   * alias, a merge key. Such text is never rewritten. Absent: no text of this source does.
   */
  isShared?(path: readonly Key[]): boolean;
  /** Values that stand here and that no text may show; a frame shows nothing of such a source. */
  readonly hides?: Hidden;
  /** Of a text that is edited by its syntax. */
  readonly syntax?: TextSyntax;
}

export interface Place {
  readonly source: Source;
  readonly parent: Place | null;
  readonly key: Key | null;
  readonly part: "value" | "key";
}

/** 1-based lines and columns (UTF-16 code units); `endColumn` is exclusive. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function rootOf(source: Source): Place {
  return { source, parent: null, key: null, part: "value" };
}

export function inside(parent: Place, key: Key, part: "value" | "key" = "value"): Place {
  return { source: parent.source, parent, key, part };
}

export function pathOf(place: Place): Key[] {
  const path: Key[] = [];
  for (let at: Place | null = place; at; at = at.parent) if (at.key !== null) path.push(at.key);
  return path.toReversed();
}

export function spanOf(place: Place): Span {
  return place.source.span(pathOf(place), place.part);
}

/** The whole span of a place as lines and columns. */
export function locate(place: Place): Location {
  return locateSpan(place.source, spanOf(place));
}

/** The first line of a place: what a finding points at. */
export function locateLine(place: Place): Location {
  const { start, end } = spanOf(place);
  const newline = place.source.text.slice(start, end).search(/[\r\n]/);
  if (newline < 0) return locateSpan(place.source, { start, end });
  const line = place.source.text.slice(start, start + newline).trimEnd();
  return locateSpan(place.source, { start, end: start + line.length });
}

export function locateSpan(source: Source, { start, end }: Span): Location {
  const starts = lineStarts(source);
  const [line, endLine] = [lineAt(starts, start), lineAt(starts, end)];
  return {
    file: source.file,
    line: line + 1,
    column: start - starts[line]! + 1,
    endLine: endLine + 1,
    endColumn: end - starts[endLine]! + 1,
  };
}

/** Line `number` (1-based) of a source, without its line end. */
export function lineText(source: Source, number: number): string {
  const starts = lineStarts(source);
  return source.text.slice(starts[number - 1], starts[number]).replace(/\r?\n$/, "");
}

const startsOf = new WeakMap<Source, number[]>();

function lineStarts(source: Source): number[] {
  let starts = startsOf.get(source);
  if (!starts) {
    starts = [0];
    for (let i = source.text.indexOf("\n"); i >= 0; i = source.text.indexOf("\n", i + 1))
      starts.push(i + 1);
    startsOf.set(source, starts);
  }
  return starts;
}

function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
