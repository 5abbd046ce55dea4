// How wide text is in a terminal, and where it may be broken. Expects text that `visible` has been over.
import { eastAsianWidth } from "get-east-asian-width";

const ASCII = /^[\x20-\x7e]*$/;
const PLAIN_ZERO = /^[\p{M}\p{Cf}]$/u;
/** Shown as a picture, by nature or by the selector behind it. */
const EMOJI = /\p{Emoji_Presentation}|\ufe0f/u;
/** Marks that may not begin a line of Chinese or Japanese text. */
const CLOSING = /^[,.:;!?)\]}，。、：；！？）」』】》〉…]/;

let made: Intl.Segmenter | null = null;

/** Made when text beyond ASCII is first met: its tables cost several milliseconds. */
function segmenter(): Intl.Segmenter {
  return (made ??= new Intl.Segmenter("en", { granularity: "grapheme" }));
}

export interface Grapheme {
  readonly text: string;
  /** Offset in UTF-16 code units. */
  readonly start: number;
  /** Terminal cells: 0, 1 or 2. */
  readonly width: number;
}

/** What a reader takes for characters, in order. */
export function* graphemes(text: string): Generator<Grapheme> {
  if (ASCII.test(text)) {
    for (let i = 0; i < text.length; i++) yield { text: text[i]!, start: i, width: 1 };
    return;
  }
  for (const { segment, index } of segmenter().segment(text))
    yield { text: segment, start: index, width: graphemeWidth(segment) };
}

/** Terminal cells of a text in one line. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let sum = 0;
  for (const { width } of graphemes(text)) sum += width;
  return sum;
}

/**
 * Lines of at most `width` cells. A word that is longer (an address, a URL) is left whole, and an arrow stays
 * with what it points at.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const word of words(text)) {
    const gap = word.spaced && line !== "" ? 1 : 0;
    if (line !== "" && used + gap + word.width > width) {
      lines.push(line);
      line = "";
      used = 0;
    }
    const glue = gap > 0 && line !== "" ? " " : "";
    line += glue + word.text;
    used += glue.length + word.width;
  }
  lines.push(line);
  return lines;
}

interface Word {
  text: string;
  width: number;
  /** A space stands before it. */
  readonly spaced: boolean;
}

/** Splits at spaces and, as Chinese text has none, around each wide character. */
function words(text: string): Word[] {
  const out: Word[] = [];
  // What stands in backticks is to be copied, and stays in one piece.
  for (const part of text.match(/[^ `]*`[^`]*`[^ ]*|[^ ]+/g) ?? []) {
    let open = false;
    let spaced = true;
    for (const { text: char, width } of ASCII.test(part)
      ? [{ text: part, width: part.length }]
      : graphemes(part)) {
      const last = out.at(-1);
      const joins = !spaced && last && ((open && width < 2) || CLOSING.test(char));
      const arrow = spaced && last?.text === "->";
      if (joins || arrow) {
        last.text += arrow ? ` ${char}` : char;
        last.width += arrow ? width + 1 : width;
      } else out.push({ text: char, width, spaced });
      open = width < 2;
      spaced = false;
    }
  }
  return out;
}

function graphemeWidth(text: string): number {
  if (EMOJI.test(text)) return 2;
  for (const char of text) if (!PLAIN_ZERO.test(char)) return eastAsianWidth(char.codePointAt(0)!);
  return 0;
}
