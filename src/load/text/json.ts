// JSON text -> values with positions. jsonc-parser says what is wrong with a text that is not JSON; positions in a
// good one are found on demand.
import { parseTree, printParseErrorCode, type ParseError } from "jsonc-parser";
import type { Complaint } from "../../model/complaint.ts";
import type { Key, Source, Span } from "../../model/place.ts";
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
  if (text.trim() === "") return [fileComplaint(file, "the file is empty")];
  const nesting = nestingOf(text, MAX_DEPTH);
  if (typeof nesting === "number") {
    const message = `lists and objects are nested deeper than ${MAX_DEPTH} levels here; expected a flatter file`;
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
    duplicates: () => slipComplaints(file, text, repeatedKeys(text).map(duplicate)),
  };
}

const WORDS: Partial<Record<ReturnType<typeof printParseErrorCode>, string>> = {
  InvalidSymbol:
    "this is no JSON value; expected text in double quotes, a number, true, false or null",
  InvalidNumberFormat: "this is no JSON number",
  PropertyNameExpected: 'expected a key in double quotes; is there a "," too many?',
  ValueExpected: 'expected a value; is there a "," too many?',
  ColonExpected: 'expected ":" between key and value',
  CommaExpected: 'a "," is missing between two elements',
  CloseBraceExpected: "a { is not closed; add the }",
  CloseBracketExpected: "a [ is not closed; add the ]",
  EndOfFileExpected: "expected the end of the file: JSON holds one value",
  InvalidCommentToken: "JSON has no comments; remove it, or write the file as YAML",
  UnexpectedEndOfComment: "JSON has no comments; remove it, or write the file as YAML",
  UnexpectedEndOfString: "a text is not closed on its line; add the double quote",
  UnexpectedEndOfNumber: "this is no JSON number",
  InvalidUnicode: "an unreadable \\u escape; expected four hexadecimal digits",
  InvalidEscapeCharacter: "an unknown escape; write \\\\ for one backslash",
  InvalidCharacter: "a control character in a text; write it as an escape",
};

function syntaxSlips(text: string): Slip[] {
  const errors: ParseError[] = [];
  try {
    parseTree(text, errors, { disallowComments: true });
  } catch {
    // Deeper than the call stack in a way the scan above did not see: the first line then stands for all.
  }
  if (errors.length === 0) return [{ start: 0, end: 1, message: "the text is not valid JSON" }];
  return errors.slice(0, MAX_COMPLAINTS * 10).map(({ error, offset, length }) => ({
    start: offset,
    end: offset + length,
    message: WORDS[printParseErrorCode(error)] ?? "the text is not valid JSON from here",
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
  return {
    ...span,
    message: `the key "${short}" stands twice in this object; remove one of the two`,
  };
}
