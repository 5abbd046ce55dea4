// The mistake in a text that the grammar refused, where a bracket, a text or a heredoc was opened and not closed, or a
// comma is missing: the grammar tells only where it gave up. Finds nothing rather than guess.
import { say } from "../../../../words/index.ts";
import type { Slip } from "../../../text/parsed.ts";
import { unclosed } from "./syntax-errors.ts";

interface Frame {
  readonly open: keyof typeof CLOSER;
  readonly at: number;
  /** Of a value, not of a block. */
  readonly isValue: boolean;
  /** The value that ended last, where nothing stands behind it yet. */
  last: { readonly start: number; readonly end: number } | null;
}

interface Scan {
  readonly text: string;
  readonly end: number;
  readonly frames: Frame[];
  at: number;
  /** Opened deeper than where a `}` closed it: most likely another one is missing inside. */
  suspect: Frame | null;
}

/** What the grammar calls the end of each; a template without quotes ends with its text. */
const CLOSER = {
  "[": "]",
  "(": ")",
  "{": "}",
  "${": "template_interpolation_end",
  "%{": "template_directive_end",
  '"': "quoted_template_end",
  template: "quoted_template_end",
} as const;
const WORDS = new Set(["for", "in", "if", "else", "endif", "endfor"]);
/** What begins an item of a body: inside of brackets it tells that they are not closed. */
const ITEM = /[A-Za-z_][\w-]*[ \t]*(?:=(?![=>])|(?:"[^"\n]*"[ \t]*|[\w-]+[ \t]+)*\{)/y;
const WORD = /[\p{L}_][\p{L}\p{N}_-]*|\d[\w.]*/uy;
const HEREDOC = /<<-?([\p{L}_][\p{L}\p{N}_-]*)[ \t]*\r?\n/uy;
const BLANK = /[^\S\n]+|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\//y;

/** In `text` from `start` to `end`, which holds items of a body or expressions, or is one template without quotes. */
export function mistakeIn(
  text: string,
  start: number,
  end: number,
  form: "items" | "template" = "items",
): Slip | null {
  const open = form === "items" ? "{" : form;
  const root: Frame = { open, at: start, isValue: false, last: null };
  const scan: Scan = { text, end, frames: [root], at: start, suspect: null };
  while (scan.at < end) {
    const top = scan.frames.at(-1)!;
    const found = isText(top) ? stepInText(scan, top) : step(scan, top);
    if (found === "stray") return null;
    if (found) return found;
  }
  const left = scan.suspect ?? scan.frames.at(-1)!;
  return scan.frames.length > 1 ? openAt(left) : null;
}

function openAt({ open, at }: Frame): Slip {
  return unclosed(CLOSER[open], at);
}

function isText({ open }: Frame): boolean {
  return open === '"' || open === "template";
}

type Found = Slip | "stray" | null;

function stepInText(scan: Scan, top: Frame): Found {
  const { text, at } = scan;
  const char = text[at]!;
  const isQuoted = top.open === '"';
  if (isQuoted && char === "\n") return openAt(top);
  if (isQuoted && char === "\\") scan.at += 2;
  else if (text.startsWith("$${", at) || text.startsWith("%%{", at)) scan.at += 3;
  else if (text.startsWith("${", at)) push(scan, "${", 2);
  else if (text.startsWith("%{", at)) push(scan, "%{", 2);
  else if (isQuoted && char === '"') pop(scan, top);
  else scan.at++;
  return null;
}

function step(scan: Scan, top: Frame): Found {
  const { text, at } = scan;
  const blank = matched(BLANK, scan);
  if (blank !== null) return advanced(scan, blank.length);
  if (text.startsWith("/*", at)) return "stray";
  const char = text[at]!;
  if (char === "\n") {
    if (top.open === "{") top.last = null;
    return advanced(scan, 1);
  }
  if (char === "]" || char === ")" || char === "}") return closed(scan, top, char);
  return stepToNext(scan, top, char);
}

/** A bracket, a text or a heredoc that begins here, or anything else that has a meaning. */
function stepToNext(scan: Scan, top: Frame, char: string): Found {
  const { text, at } = scan;
  const isBracketed = top.open === "[" || top.open === "(";
  if (isBracketed && top.last && isLineBetween(scan, top.last.end) && matched(ITEM, scan) !== null)
    return openAt(top);
  if (char === "[" || char === "(") return push(scan, char, 1);
  if (char === "{" || char === '"') return missing(scan, top) ?? push(scan, char, 1);
  const heredoc = text.startsWith("<<", at) ? matched(HEREDOC, scan) : null;
  if (heredoc !== null) return missing(scan, top) ?? heredocAt(scan, top, heredoc);
  return stepOver(scan, top, isBracketed);
}

/** A name, a number or a sign between them. */
function stepOver(scan: Scan, top: Frame, isBracketed: boolean): Found {
  const { text, at } = scan;
  const word = matched(WORD, scan);
  if (word === null) {
    if (isBracketed && /[^=!<>]=[^=>]/.test(text.slice(at - 1, at + 2))) return openAt(top);
    top.last = null;
    return advanced(scan, /^=[=>]/.test(text.slice(at, at + 2)) ? 2 : 1);
  }
  if (text[at - 1] !== "." && WORDS.has(word)) top.last = null;
  else {
    const found = missing(scan, top);
    if (found) return found;
    top.last = { start: startOf(scan, at), end: at + word.length };
  }
  return advanced(scan, word.length);
}

/** Where the reference begins that ends in the word here. */
function startOf({ text }: Scan, at: number): number {
  const lead = /[\p{L}\p{N}_.-]*$/u.exec(text.slice(Math.max(0, at - 200), at))?.[0] ?? "";
  return at - lead.length;
}

function heredocAt(scan: Scan, top: Frame, opening: string): Found {
  const { text, at, end } = scan;
  const mark = opening.replace(/^<<-?/, "").trim();
  const body = text.slice(at + opening.length, end);
  const close = new RegExp(`^[ \\t]*${mark}[ \\t]*\\r?$`, "mu").exec(body);
  if (!close) return unclosed("heredoc_identifier", at);
  const behind = at + opening.length + close.index + close[0].length;
  top.last = { start: at, end: behind };
  return advanced(scan, behind - at);
}

/** A second value directly behind one, where both are elements. */
function missing({ text, at }: Scan, { open, isValue, last }: Frame): Slip | null {
  const holdsElements = open === "[" || open === "(" || (open === "{" && isValue);
  if (!holdsElements || last === null) return null;
  const line = text.slice(0, at).split("\n").length;
  return {
    start: last.start,
    end: last.end,
    message: text.slice(last.end, at).includes("\n")
      ? say("terraform-hcl.comma-missing-before-line", line)
      : say("terraform-hcl.comma-missing-here"),
  };
}

function push(scan: Scan, open: Frame["open"], width: number): null {
  const { text, at, frames } = scan;
  const top = frames.at(-1)!;
  const isBlock = open === "{" && top.open === "{" && !top.isValue && isHeader(text, at);
  frames.push({ open, at, isValue: !isBlock, last: null });
  return advanced(scan, width);
}

/** Whether a name or a label stands before the bracket on its line. */
function isHeader(text: string, at: number): boolean {
  return /[\w"-][ \t]*$/.test(lineTo(text, at));
}

function closed(scan: Scan, top: Frame, char: "]" | ")" | "}"): Found {
  const { text, frames, at } = scan;
  if (frames.length === 1) return "stray";
  const closer = top.open === "${" || top.open === "%{" ? "}" : CLOSER[top.open];
  if (closer !== char) return char === "}" || top.open !== "{" ? openAt(top) : "stray";
  if (char === "}" && top.open === "{" && /^[ \t]*$/.test(lineTo(text, at)))
    if (indent(text, at) < indent(text, top.at)) scan.suspect ??= top;
  pop(scan, top);
  return null;
}

function pop(scan: Scan, { at }: Frame): void {
  scan.frames.pop();
  scan.at++;
  const top = scan.frames.at(-1)!;
  if (!isText(top)) top.last = { start: top.last?.start ?? at, end: scan.at };
}

/** Long lines are cut, since they are looked at once for each bracket in them. */
function lineTo(text: string, at: number): string {
  const near = text.slice(Math.max(0, at - 500), at);
  return near.slice(near.lastIndexOf("\n") + 1);
}

function indent(text: string, at: number): number {
  return /^[ \t]*/.exec(lineTo(text, at))![0].length;
}

function isLineBetween({ text, at }: Scan, from: number): boolean {
  return text.slice(from, at).includes("\n");
}

function matched(pattern: RegExp, { text, at, end }: Scan): string | null {
  pattern.lastIndex = at;
  const found = pattern.exec(text)?.[0] ?? null;
  return found === null || at + found.length > end ? null : found;
}

function advanced(scan: Scan, by: number): null {
  scan.at += by;
  return null;
}
