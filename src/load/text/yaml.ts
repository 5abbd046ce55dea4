// YAML text -> values with positions. Watches the depth while the text is still tokens: composing a deeply
// nested tree can end the whole process.
import { say } from "../../words/index.ts";
import { Composer, isScalar, Lexer, Parser } from "yaml";
import type { CST, Document as YamlDocument } from "yaml";
import type { Complaint } from "../../model/complaint.ts";
import type { Source } from "../../model/place.ts";
import { MAX_COMPLAINTS, MAX_DEPTH, MAX_DOCUMENTS, MAX_LEXEMES } from "./limits.ts";
import {
  fileComplaint,
  slipComplaints,
  syntaxComplaints,
  type Parsed,
  type Slip,
} from "./parsed.ts";
import { wordYamlError } from "./yaml-errors.ts";
import { sharedIn, spanIn, writtenIn } from "./yaml-tree.ts";
import { readTree } from "./yaml-values.ts";

/** Keys are compared by our own walk: the parser's way is quadratic. Foreign tags pass as plain values. */
const OPTIONS = {
  uniqueKeys: false,
  prettyErrors: false,
  resolveKnownTags: false,
  logLevel: "silent",
} as const;

export function parseYaml(file: string, text: string): Parsed | readonly Complaint[] {
  const nul = text.indexOf("\0");
  if (nul >= 0) return syntaxComplaints(file, text, [slip(nul, nul + 1, say("text.nul"))]);
  const { contents, slips, tags } = withoutStackTraces(() => compose(text));
  if (slips.length > 0) return syntaxComplaints(file, text, slips);
  if (!contents) return [fileComplaint(file, say("text.empty"))];
  const tree = readTree(contents);
  if (tree.slips.length > 0) return syntaxComplaints(file, text, tree.slips);
  const source: Source = {
    file,
    text,
    span: (path, part) => spanIn(tree, path, part),
    isShared: (path) => sharedIn(tree, path),
  };
  return {
    source,
    value: tree.value,
    written: (path) => writtenIn(tree, path),
    misreadings: () => slipComplaints(file, text, [...tree.duplicates, ...tags]),
  };
}

type Contents = NonNullable<YamlDocument.Parsed["contents"]>;

interface Composed {
  readonly contents: Contents | null;
  readonly slips: Slip[];
  /** Tags that nobody resolves; foreign formats have them, ours none. */
  readonly tags: Slip[];
}

/** The one document that holds something, and every syntax error. */
function compose(text: string): Composed {
  const composer = new Composer(OPTIONS);
  const [slips, tags]: [Slip[], Slip[]] = [[], []];
  let contents: Contents | null = null;
  let seen = 0;
  const take = (documents: Iterable<unknown>): boolean => {
    for (const document of documents as Iterable<YamlDocument.Parsed>) {
      for (const error of document.errors.slice(0, MAX_COMPLAINTS * 10))
        slips.push(slip(error.pos[0], error.pos[1], wordYamlError(error)));
      tags.push(...document.warnings.slice(0, MAX_COMPLAINTS).map((one) => tagSlip(text, one.pos)));
      const extra = holdsSomething(document) && contents !== null;
      if (extra || ++seen > MAX_DOCUMENTS) {
        const [start] = document.contents?.range ?? document.range;
        slips.push(slip(start, start + 1, say("text.second-document")));
        return false;
      }
      if (holdsSomething(document)) contents = document.contents;
    }
    return true;
  };
  for (const token of tokens(text, slips))
    if (!take(composer.next(token))) return { contents, slips, tags };
  take(composer.end(true, text.length));
  return { contents, slips, tags };
}

/** An error without its stack trace costs a tenth, and a hostile text makes millions. */
function withoutStackTraces<T>(run: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** The tokens of the text; ends with a slip where the nesting is too deep. */
function* tokens(text: string, slips: Slip[]): Generator<CST.Token> {
  const parser = new Parser();
  let [lexemes, errors] = [0, 0];
  for (const lexeme of new Lexer().lex(text)) {
    if (++lexemes > MAX_LEXEMES) {
      const message = say("text.many-lexemes", MAX_LEXEMES);
      slips.push(slip(parser.offset, parser.offset, message));
      return;
    }
    for (const token of parser.next(lexeme)) {
      yield token;
      if (token.type === "error" && ++errors > MAX_COMPLAINTS) return;
    }
    if (parser.stack.length > MAX_DEPTH) {
      const message = say("text.deep", MAX_DEPTH);
      slips.push(slip(parser.offset, parser.offset, message));
      return;
    }
  }
  yield* parser.end();
}

function holdsSomething({ contents }: YamlDocument.Parsed): boolean {
  return (
    contents !== null && !(isScalar(contents) && contents.value === null && contents.source === "")
  );
}

function tagSlip(text: string, [start]: readonly [number, number]): Slip {
  const [tag = ""] = /^[^\s,[\]{}]{0,60}/.exec(text.slice(start, start + 61)) ?? [];
  return slip(start, start + tag.length, say("text.unknown-tag", tag));
}

function slip(start: number, end: number, message: string): Slip {
  return { start, end, message };
}
