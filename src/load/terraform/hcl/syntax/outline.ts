// Concrete tree -> the nodes that fixes find their way by: blocks, arguments, lists, commas, comments. Everything that
// is computed is an expression, which is looked into but not understood.
import type { TextKind, TextNode } from "../../../../model/text-syntax.ts";
import { unescapeQuoted } from "./text.ts";
import type { GrammarTree } from "./tree.ts";

const NO_WORDS: readonly string[] = [];

/** `tree` holds the comments too. */
export function outlineOf(tree: GrammarTree, text: string): TextNode {
  return node("file", tree, NO_WORDS, inside(tree, text));
}

function node(
  kind: TextKind,
  { start, end }: GrammarTree,
  words: readonly string[],
  children: readonly TextNode[],
): TextNode {
  return { kind, start, end, words, children };
}

function inside({ children }: GrammarTree, text: string): TextNode[] {
  return nodesOf(children, text);
}

function nodesOf(trees: readonly GrammarTree[], text: string): TextNode[] {
  const out: TextNode[] = [];
  for (const tree of trees) collect(tree, text, out);
  return out;
}

/** Nodes that stand for what is in them. */
const WRAPPERS = new Set(["body", "literal_value", "collection_value", "template_expr"]);

function collect(tree: GrammarTree, text: string, out: TextNode[]): void {
  if (WRAPPERS.has(tree.type)) for (const child of tree.children) collect(child, text, out);
  else {
    const found = nodeOf(tree, text);
    if (found !== null) out.push(found);
  }
}

function nodeOf(tree: GrammarTree, text: string): TextNode | null {
  switch (tree.type) {
    case "expression":
      return expressionOf(tree, text);
    case "attribute":
      return named("argument", tree, text);
    case "object_elem":
      return named("entry", tree, text);
    case "block":
      return blockOf(tree, text);
    case "tuple":
      return node("list", tree, NO_WORDS, inside(tree, text));
    case "object":
      return node("object", tree, NO_WORDS, inside(tree, text));
    case "string_lit":
    case "quoted_template":
      return textOf(tree, text);
    case "numeric_lit":
      return node("number", tree, [written(tree, text)], []);
    case "comment":
      return node("comment", tree, NO_WORDS, []);
    case ",":
    case "_comma":
      return node("comma", tree, NO_WORDS, []);
    default:
      return tree.children.length > 0 && INNER.test(tree.type)
        ? node("expression", tree, NO_WORDS, inside(tree, text))
        : null;
  }
}

/** Signs have no value, nor have the tokens that open and close. */
const INNER = /^[a-z](?!.*_(?:start|end)$)/;

/** An expression of one part is that part. */
function expressionOf(tree: GrammarTree, text: string): TextNode {
  const found = inside(tree, text);
  const [only] = found;
  const isPart = found.length === 1 && only!.start === tree.start && only!.end === tree.end;
  return isPart ? only! : node("expression", tree, NO_WORDS, found);
}

/** A name, a sign and a value. */
function named(kind: "argument" | "entry", tree: GrammarTree, text: string): TextNode {
  const parts = tree.children.filter(({ type }) => type !== "comment");
  const comments = tree.children.filter(({ type }) => type === "comment");
  const [key, value] = [parts[0]!, parts.at(-1)!];
  return node(kind, tree, nameOf(key, text), nodesOf([value, ...comments], text));
}

/** None where the name is computed. */
function nameOf(key: GrammarTree, text: string): readonly string[] {
  const [only] = key.type === "expression" ? nodesOf([key], text) : [];
  if (only?.kind === "text") return only.words;
  const name = written(key, text);
  return /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(name) ? [name] : NO_WORDS;
}

function blockOf(tree: GrammarTree, text: string): TextNode {
  const open = tree.children.findIndex(({ type }) => type === "block_start");
  const words = tree.children
    .slice(0, open)
    .filter(({ type }) => type !== "comment")
    .map((word) => (word.type === "identifier" ? written(word, text) : plainIn(word, text)));
  const content = tree.children.slice(open + 1);
  return node("block", tree, words, nodesOf(content, text));
}

/** Without anything to evaluate or to unescape it is plain. */
function textOf(tree: GrammarTree, text: string): TextNode {
  const isLiteral = !tree.children.some(
    ({ type }) => type.startsWith("template_") && type !== "template_literal",
  );
  const plain = plainIn(tree, text);
  return isLiteral && unescapeQuoted(plain) === plain
    ? node("text", tree, [plain], [])
    : node("expression", tree, NO_WORDS, inside(tree, text));
}

function plainIn({ start, end }: GrammarTree, text: string): string {
  return text.slice(start + 1, end - 1);
}

function written({ start, end }: GrammarTree, text: string): string {
  return text.slice(start, end);
}
