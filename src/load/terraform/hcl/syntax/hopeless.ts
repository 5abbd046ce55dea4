// Texts that the grammar would take minutes or gigabytes over: more mistakes than anybody makes, brackets that nest deeper
// than any file that is read, blanks without end. One pass over the signs of the text; what it is not sure of is no mistake.
import { say } from "../../../../words/index.ts";
import type { Slip } from "../../../text/parsed.ts";

const MAX_MISTAKES = 1000;
/** More than the grammar's tree may have levels. */
const MAX_NESTING = 1000;
/** A type and three labels: more words than the header of any block of Terraform has. */
const MAX_HEADER = 4;
/** Between the signs of an expression the grammar looks to the end of the blanks at each of them: the sum of the squares. */
const MAX_BLANKS = 1e8;

interface Frame {
  readonly kind: "body" | "object" | "list" | "interpolation" | "text" | "heredoc";
  /** Of a heredoc. */
  readonly mark: string;
  /** Of what it stands in. */
  readonly row: number;
}

interface Pass {
  readonly text: string;
  readonly frames: Frame[];
  at: number;
  /** Values and words in a row, with nothing between them that joins or parts them. */
  row: number;
  isLineStart: boolean;
  /** How many stand in a row up to here, and the squares of all rows before. */
  blanks: number;
  squares: number;
  mistakes: number;
  first: number;
}

const BLANK = /[^\S\n]+/y;
const COMMENT = /(?:#|\/\/)[^\n]*/y;
const WORD = /[\p{L}\p{N}_][\p{L}\p{N}_-]*/uy;
const HEREDOC = /<<-?([\p{L}_][\p{L}\p{N}_-]*)[ \t]*\r?\n/uy;
const LINE = /[^\n]*/y;
const JOINING = new Set(["for", "in", "if", "else", "endif", "endfor"]);
/** No sign of the language outside of texts. */
const ALIEN = /[$@';\\`^]|%\{/y;
const NO_DIRECTIVE = /%\{~?\s*(?!(?:if|for|else|endif|endfor)\b)[\p{L}}\d]/uy;
const PLAIN = /[^"\\$%\n]+/y;

/** Less is given up on soon enough by the grammar itself, but for blanks. UTF-16 code units. */
const SMALL = 2 ** 14;
const LONG_ROW = /\s{2000}/;

export function hopelessIn(text: string): Slip | null {
  if (text.length <= SMALL && !LONG_ROW.test(text)) return null;
  const frames: Frame[] = [{ kind: "body", mark: "", row: 0 }];
  const pass = passOver(text, frames);
  while (pass.at < text.length) {
    const top = frames.at(-1)!;
    if (top.kind === "text" || top.kind === "heredoc") stepInText(pass, top);
    else if (!step(pass, top)) return null;
    if (frames.length > MAX_NESTING) return slip(pass.at - 1, "nested-too-deeply");
    if (pass.squares + pass.blanks ** 2 > MAX_BLANKS) return slip(pass.at - 1, "too-many-blanks");
    if (pass.mistakes > MAX_MISTAKES) return slip(pass.first, "too-many-errors");
  }
  return null;
}

function passOver(text: string, frames: Frame[]): Pass {
  const none = { at: 0, row: 0, blanks: 0, squares: 0, mistakes: 0, first: 0 };
  return { ...none, text, frames, isLineStart: true };
}

function slip(at: number, kind: "nested-too-deeply" | "too-many-blanks" | "too-many-errors"): Slip {
  return { start: at, end: at + 1, message: say(`terraform-hcl.${kind}`) };
}

function stepInText(pass: Pass, { kind, mark }: Frame): void {
  const { text, at } = pass;
  const isQuoted = kind === "text";
  if (!isQuoted && pass.isLineStart) {
    pass.isLineStart = false;
    const line = matched(LINE, pass) ?? "";
    if (line.trim() === mark) return close(pass, at + line.length);
  }
  const plain = matched(PLAIN, pass);
  const char = text[at]!;
  if (plain !== null) pass.at += plain.length;
  else if (char === "\n") {
    pass.at++;
    pass.isLineStart = true;
    if (isQuoted) {
      mistake(pass, at);
      close(pass, at);
    }
  } else if (isQuoted && char === "\\") pass.at += 2;
  else if (isQuoted && char === '"') close(pass, at + 1);
  else if (text.startsWith(`${char}${char}{`, at)) pass.at += 3;
  else if (char !== '"' && text[at + 1] === "{") {
    if (matched(NO_DIRECTIVE, pass) !== null) mistake(pass, at);
    open(pass, "interpolation", 2);
  } else pass.at++;
}

/** Whether there is more to be said: nothing is of what stands behind a comment that has no end. */
function step(pass: Pass, top: Frame): boolean {
  const { text, at } = pass;
  const blank = matched(BLANK, pass) ?? (text[at] === "\n" ? "\n" : null);
  if (blank === null || (top.kind === "body" && pass.isLineStart)) endRow(pass);
  else pass.blanks += blank.length;
  const comment = matched(COMMENT, pass);
  if (comment !== null) pass.at += comment.length;
  else if (text.startsWith("/*", at)) {
    const end = text.indexOf("*/", at + 2);
    pass.at = end + 2;
    return end >= 0;
  } else if (blank === null) {
    token(pass, top);
  } else {
    pass.at += blank.length;
    if (blank !== "\n") return true;
    if (top.kind === "body" || top.kind === "object") pass.row = 0;
    pass.isLineStart = true;
  }
  return true;
}

function endRow(pass: Pass): void {
  pass.squares += pass.blanks ** 2;
  pass.blanks = 0;
}

function token(pass: Pass, top: Frame): void {
  const { text, at } = pass;
  const word = matched(WORD, pass);
  const char = text[at]!;
  if (pass.isLineStart && top.kind === "body" && word === null && char !== "}") mistake(pass, at);
  pass.isLineStart = false;
  if (word !== null) {
    pass.at += word.length;
    if (JOINING.has(word)) pass.row = 0;
    else value(pass, top, at);
    return;
  }
  if (char === '"') {
    value(pass, top, at);
    return open(pass, "text", 1);
  }
  const heredoc = matched(HEREDOC, pass);
  if (heredoc !== null) {
    value(pass, top, at);
    const mark = heredoc.replace(/^<<-?/, "").trim();
    open(pass, "heredoc", heredoc.length, mark);
    pass.isLineStart = true;
  } else if (char === "{") open(pass, top.kind === "body" && pass.row > 0 ? "body" : "object", 1);
  else if (char === "[" || char === "(") open(pass, "list", 1);
  else if (char === "}" || char === "]" || char === ")") closed(pass, top, char);
  else sign(pass);
}

function sign(pass: Pass): void {
  if (matched(ALIEN, pass) !== null) mistake(pass, pass.at);
  pass.at++;
  pass.row = 0;
}

function closed(pass: Pass, { kind }: Frame, char: string): void {
  if ((kind === "list") === (char === "}") || pass.frames.length === 1) {
    mistake(pass, pass.at);
    pass.at++;
  } else close(pass, pass.at + 1);
}

function value(pass: Pass, { kind }: Frame, at: number): void {
  pass.row++;
  if (pass.row > (kind === "body" ? MAX_HEADER : 1)) mistake(pass, at);
}

function mistake(pass: Pass, at: number): void {
  if (pass.mistakes++ === 0) pass.first = at;
}

function open(pass: Pass, kind: Frame["kind"], width: number, mark = ""): void {
  pass.frames.push({ kind, mark, row: pass.row });
  pass.at += width;
  pass.row = 0;
  if (kind === "body") pass.isLineStart = true;
}

/** What has ended is a value, or the rest of one. */
function close(pass: Pass, at: number): void {
  pass.row = Math.max(1, pass.frames.pop()?.row ?? 0);
  pass.at = at;
}

function matched(pattern: RegExp, { text, at }: Pass): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
