// Quoted strings, heredocs and template files: the concrete tree of a template -> its parts, with strip markers
// and indentation applied. Knows no values.
import { outdent, splitLines, unescapeMarks, unescapeQuoted } from "./text.ts";
import type { Expression, Part } from "./syntax.ts";
import type { GrammarTree } from "./tree.ts";

/** Builds the expressions inside of a template. */
export type BuildExpression = (tree: GrammarTree) => Expression;

type Token =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "mark"; readonly mark: Mark; readonly tree: GrammarTree };

type Mark = "value" | "if" | "else" | "endif" | "for" | "endfor";

const MARKS: ReadonlyMap<string, Mark> = new Map([
  ["template_interpolation", "value"],
  ["template_if_intro", "if"],
  ["template_else_intro", "else"],
  ["template_if_end", "endif"],
  ["template_for_start", "for"],
  ["template_for_end", "endfor"],
]);

export interface Frame {
  /** Where the template's text starts and ends. */
  readonly start: number;
  readonly end: number;
  readonly form: "quoted" | "heredoc" | "flush";
}

export function templateParts(
  tree: GrammarTree,
  text: string,
  frame: Frame,
  build: BuildExpression,
): Part[] {
  const marks: GrammarTree[] = [];
  collectMarks(tree, marks);
  const tokens = flush(strip(tokensOf(marks, text, frame)), frame);
  const stream = { tokens, at: 0 };
  return partsUntil(stream, new Set(), build);
}

function collectMarks(tree: GrammarTree, out: GrammarTree[]): void {
  for (const child of tree.children)
    if (MARKS.has(child.type)) out.push(child);
    else if (child.type.startsWith("template_")) collectMarks(child, out);
}

function tokensOf(
  marks: readonly GrammarTree[],
  text: string,
  { start, end, form }: Frame,
): Token[] {
  const tokens: Token[] = [];
  let at = start;
  const literal = (until: number) => {
    const raw = text.slice(at, until);
    const lines =
      form === "quoted"
        ? raw === ""
          ? []
          : [unescapeQuoted(raw)]
        : splitLines(unescapeMarks(raw));
    for (const line of lines) tokens.push({ kind: "text", text: line });
  };
  for (const tree of marks) {
    literal(tree.start);
    tokens.push({ kind: "mark", mark: MARKS.get(tree.type)!, tree });
    at = tree.end;
  }
  literal(end);
  return tokens;
}

/** `~` takes the white space next to it, up to and including the end of the line. */
function strip(tokens: readonly Token[]): Token[] {
  return tokens.map((token, i) => {
    if (token.kind === "mark") return token;
    const [before, after] = [tokens[i - 1], tokens[i + 1]];
    let { text } = token;
    if (before?.kind === "mark" && hasMarker(before.tree, "last")) text = text.trimStart();
    if (after?.kind === "mark" && hasMarker(after.tree, "first")) text = text.trimEnd();
    return { kind: "text", text };
  });
}

function hasMarker({ children }: GrammarTree, end: "first" | "last"): boolean {
  return children.at(end === "first" ? 1 : -2)?.type === "strip_marker";
}

function flush(tokens: readonly Token[], { form }: Frame): readonly Token[] {
  if (form !== "flush") return tokens;
  const texts = outdent(tokens.map((token) => (token.kind === "text" ? token.text : null)));
  return tokens.map((token, i) =>
    token.kind === "text" ? { kind: "text", text: texts[i] ?? "" } : token,
  );
}

interface Stream {
  readonly tokens: readonly Token[];
  at: number;
}

function partsUntil(stream: Stream, ends: ReadonlySet<Mark>, build: BuildExpression): Part[] {
  const parts: Part[] = [];
  for (let token = stream.tokens[stream.at]; token; token = stream.tokens[stream.at]) {
    if (token.kind === "mark" && ends.has(token.mark)) break;
    stream.at++;
    if (token.kind === "mark") parts.push(...directive(stream, token, build));
    else if (typeof parts.at(-1) === "string") parts.push(`${String(parts.pop())}${token.text}`);
    else if (token.text !== "") parts.push(token.text);
  }
  return parts;
}

const IF_ENDS: ReadonlySet<Mark> = new Set(["else", "endif"]);
const FOR_ENDS: ReadonlySet<Mark> = new Set(["endfor"]);

function directive(
  stream: Stream,
  { mark, tree }: Token & { kind: "mark" },
  build: BuildExpression,
): Part[] {
  const expression = tree.children.find(({ type }) => type === "expression");
  if (!expression) return [];
  const value = build(expression);
  if (mark === "value") return [{ kind: "value", value }];
  if (mark === "if") {
    const yes = partsUntil(stream, IF_ENDS, build);
    const next = stream.tokens[stream.at++];
    const hasElse = next?.kind === "mark" && next.mark === "else";
    const no = hasElse ? partsUntil(stream, IF_ENDS, build) : [];
    if (hasElse) stream.at++;
    return [{ kind: "if", test: value, yes, no }];
  }
  const names = tree.children.filter(({ type }) => type === "identifier").map(build);
  const [first, second] = names.map((name) => (name.kind === "name" ? name.name : ""));
  const body = partsUntil(stream, FOR_ENDS, build);
  stream.at++;
  const [keyName, valueName] = second === undefined ? [null, first ?? ""] : [first ?? "", second];
  return [{ kind: "for", keyName, valueName, over: value, body }];
}
