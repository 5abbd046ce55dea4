// JSON text -> values with positions. jsonc-parser says what is wrong with a text that is not JSON; positions in a
// good one are found on demand.
import { parseTree, printParseErrorCode, type ParseError } from "jsonc-parser";
import type { Complaint } from "../../model/complaint.ts";
import type { Key, Source, Span } from "../../model/place.ts";
import { say } from "../../words/index.ts";
import type { text as sentences } from "../../words/en/text.ts";
import { nestingOf, repeatedKeys, spanFinder } from "./json-spans.ts";
import { MAX_COMPLAINTS, MAX_DEPTH } from "./limits.ts";
import {
  fileComplaint,
  slipComplaints,
  syntaxComplaints,
  type Parsed,
  type Slip,
} from "./parsed.ts";

export function parseJson(file: string, text: string): Parsed | readonly Complaint[] {
  if (text.trim() === "") return [fileComplaint(file, say("text.empty"))];
  const nesting = nestingOf(text, MAX_DEPTH);
  if (typeof nesting === "number") {
    const message = say("text.deep-json", MAX_DEPTH);
    return syntaxComplaints(file, text, [{ start: nesting, end: nesting + 1, message }]);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return syntaxComplaints(file, text, syntaxSlips(text));
  }
  const source: Source = { file, text, span: spanFinder(text, nesting) };
  return {
    source,
    value,
    written: (path) => writtenIn(value, path),
    misreadings: () => slipComplaints(file, text, repeatedKeys(text).map(duplicate)),
  };
}

/** A sentence of no data. */
type Wording = Extract<keyof typeof sentences, `text.json-${string}`>;

const WORDS: Partial<Record<ReturnType<typeof printParseErrorCode>, Wording>> = {
  InvalidSymbol: "text.json-invalid-symbol",
  InvalidNumberFormat: "text.json-invalid-number-format",
  PropertyNameExpected: "text.json-property-name-expected",
  ValueExpected: "text.json-value-expected",
  ColonExpected: "text.json-colon-expected",
  CommaExpected: "text.json-comma-expected",
  CloseBraceExpected: "text.json-close-brace-expected",
  CloseBracketExpected: "text.json-close-bracket-expected",
  EndOfFileExpected: "text.json-end-of-file-expected",
  InvalidCommentToken: "text.json-invalid-comment-token",
  UnexpectedEndOfComment: "text.json-invalid-comment-token",
  UnexpectedEndOfString: "text.json-unexpected-end-of-string",
  UnexpectedEndOfNumber: "text.json-invalid-number-format",
  InvalidUnicode: "text.json-invalid-unicode",
  InvalidEscapeCharacter: "text.json-invalid-escape-character",
  InvalidCharacter: "text.json-invalid-character",
};

function syntaxSlips(text: string): Slip[] {
  const errors: ParseError[] = [];
  try {
    parseTree(text, errors, { disallowComments: true });
  } catch {
    // Deeper than the call stack in a way the scan above did not see: the first line then stands for all.
  }
  if (errors.length === 0) return [{ start: 0, end: 1, message: say("text.no-json") }];
  return errors.slice(0, MAX_COMPLAINTS * 10).map(({ error, offset, length }) => ({
    start: offset,
    end: offset + length,
    message: say(WORDS[printParseErrorCode(error)] ?? "text.json-no-json-from-here"),
  }));
}

function writtenIn(root: unknown, path: readonly Key[]): string | null {
  let at = root;
  for (const key of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return null;
    at = (at as Record<Key, unknown>)[key];
  }
  return at === null || typeof at === "object" ? null : String(at);
}

function duplicate({ name, span }: { readonly name: string; readonly span: Span }): Slip {
  const short = name.length > 60 ? `${name.slice(0, 60)}...` : name;
  return { ...span, message: say("text.key-twice-in-object", short) };
}
