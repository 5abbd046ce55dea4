// Terraform text around an offset: strings, comments, brackets and the block something stands in. Knows just enough
// of the language to tell what it must not touch; the text has been parsed before.
import type { Span } from "../../model/place.ts";
import { lineStart } from "./text.ts";

export const COMMENT = /^(?:#|\/\/)/;

/** The offset behind the bracket or brace that closes the one at `open`; null where none does. */
export function closingOf(text: string, open: number): number | null {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === '"') at = endOfString(text, at) - 1;
    else if (COMMENT.test(text.slice(at, at + 2))) at = endOfLine(text, at);
    else if (text.startsWith("/*", at)) at = endOf(text, "*/", at + 2) - 1;
    // A heredoc may hold any sign.
    else if (text.startsWith("<<", at)) return null;
    else if ("[{(".includes(sign)) depth++;
    else if ("]})".includes(sign) && --depth === 0) return at + 1;
  }
  return null;
}

export function endOfString(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === '"' || text[i] === "\n") return i + 1;
  }
  return text.length;
}

function endOfLine(text: string, at: number): number {
  const feed = text.indexOf("\n", at);
  return feed < 0 ? text.length : feed;
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

/** The last sign before an offset that is neither blank nor part of a comment, and where it stands. */
export function signBefore(
  text: string,
  offset: number,
): { readonly sign: string; readonly at: number } {
  let end = offset;
  for (;;) {
    const start = lineStart(text, end);
    const line = withoutComment(text.slice(start, end)).trimEnd();
    if (line !== "") return { sign: line.at(-1)!, at: start + line.length - 1 };
    if (start === 0) return { sign: "", at: 0 };
    end = start - 1;
  }
}

function withoutComment(line: string): string {
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') at = endOfString(line, at) - 1;
    else if (COMMENT.test(line.slice(at, at + 2))) return line.slice(0, at);
  }
  return line;
}

/** First word of the block at the margin that holds an offset: `resource`, `locals`, `variable`; null without one. */
export function outerBlock(text: string, offset: number): string | null {
  for (let at = lineStart(text, offset); ; at = lineStart(text, at - 1)) {
    const [, word] =
      /^([a-z_]+)(?:[ \t]+(?:"[^"\n]*"|[\w-]+))*[ \t]*\{/.exec(text.slice(at, at + 500)) ?? [];
    if (word !== undefined) return word;
    if (at === 0) return null;
  }
}

/** A string without anything to evaluate in it; null for every other expression. */
export function plainString(text: string): string | null {
  return /^"[^"\\$%\n]*"$/.test(text) ? text.slice(1, -1) : null;
}

/** The one plain string in a span that holds exactly this text; null where none or several do. */
export function literalIn(text: string, { start, end }: Span, value: string): Span | null {
  const literal = `"${value}"`;
  const first = text.indexOf(literal, start);
  if (first < 0 || first + literal.length > end) return null;
  const second = text.indexOf(literal, first + 1);
  if (second >= 0 && second + literal.length <= end) return null;
  return { start: first, end: first + literal.length };
}
