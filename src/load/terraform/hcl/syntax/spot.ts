// Places in a text whose parser knows offsets: a place's only key packs the two ends of its span.
import { rootOf, type Place, type Source, type Span } from "../../../../model/place.ts";
import type { TextSyntax } from "../../../../model/text-syntax.ts";

/** A piece of one file. */
export interface FileSpan extends Span {
  readonly file: string;
}

/** Above any length of a text that is read. */
const SHIFT = 2 ** 26;

/** One source per file; the places made by `spotAt` carry their own offsets. */
export function spotSource(file: string, text: string, syntax?: TextSyntax): Source {
  const whole = { start: 0, end: text.length };
  return {
    file,
    text,
    ...(syntax ? { syntax } : {}),
    span: ([key]) =>
      typeof key === "number" ? { start: Math.floor(key / SHIFT), end: key % SHIFT } : whole,
  };
}

/** Offsets in the text that is read -> a place in the user's file; all places of one source share their root. */
export type Placing = (start: number, end: number) => Place;

export function spotAt(source: Source): Placing {
  const parent = rootOf(source);
  return (start, end) => ({ source, parent, key: start * SHIFT + end, part: "value" });
}
