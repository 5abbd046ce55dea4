// Terraform text as its loader's nodes: what stands at a place, and which comments stand around an offset.
import { spanOf, type Place, type Source, type Span } from "../../model/place.ts";
import type { TextNode, TextReader, TextSyntax } from "../../model/text-syntax.ts";
import { say, textOf } from "../../words/index.ts";
import type { Withheld } from "./entry.ts";
import { beginsLine, indentOf, lineEnd, lineStart } from "./text.ts";

export interface HclText {
  readonly text: string;
  readonly syntax: TextSyntax;
  readonly root: TextNode;
  /** Comments to the end of their line, by where they begin. */
  readonly comments: ReadonlySet<number>;
}

const known = new WeakMap<TextNode, HclText>();

/** Null where the text has errors, or no syntax. */
export function hclText({ text, syntax }: Source): HclText | null {
  const root = syntax?.root();
  if (!syntax || !root) return null;
  const own = known.get(root) ?? { text, syntax, root, comments: lineComments(text, root) };
  known.set(root, own);
  return own;
}

function lineComments(text: string, root: TextNode): Set<number> {
  const out = new Set<number>();
  for (const node of below(root))
    if (node.kind === "comment" && text[node.start + 1] !== "*") out.add(node.start);
  return out;
}

/** A node and everything in it, in the order of the text. */
function* below(node: TextNode): Generator<TextNode> {
  yield node;
  for (const child of node.children) yield* below(child);
}

/** The nodes that hold a span, from the outermost to the innermost. */
export function nodesAround({ root }: HclText, span: Span): TextNode[] {
  const out = [root];
  for (let at = childAt(root, span); at; at = childAt(at, span)) out.push(at);
  return out;
}

function childAt({ children }: TextNode, { start, end }: Span): TextNode | null {
  let [low, high] = [0, children.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (children[middle]!.start <= start) low = middle + 1;
    else high = middle;
  }
  const found = children[low - 1];
  return found && end <= found.end ? found : null;
}

/** The innermost node that holds a place: the value itself, or the block of a header. */
export function nodeAt(hcl: HclText, place: Place): TextNode {
  return nodesAround(hcl, spanOf(place)).at(-1)!;
}

export function valueOf({ children }: TextNode): TextNode | null {
  return children.find(({ kind }) => kind !== "comment") ?? null;
}

export function argumentOf({ children }: TextNode, name: string): TextNode | null {
  return children.find(({ kind, words }) => kind === "argument" && words[0] === name) ?? null;
}

/** Whether nothing but a comment stands behind an offset on its line. */
export function endsLine({ text, comments }: HclText, at: number): boolean {
  const rest = text.slice(at, lineEnd(text, at));
  return rest.trim() === "" || comments.has(at + rest.length - rest.trimStart().length);
}

/** As `withComments`, by the nodes. */
export function commentsAbove({ text, comments }: HclText, at: number, floor: number): number {
  const indent = indentOf(text, at).length;
  let top = lineStart(text, at);
  while (top > 0) {
    const above = lineStart(text, top - 1);
    if (above < floor || !comments.has(above + indent) || !beginsLine(text, above + indent)) break;
    top = above;
  }
  return top;
}

/** The one plain string in a node that holds exactly this text; null where none or several do. */
export function literalIn(node: TextNode, value: string): TextNode | null {
  const found = [...below(node)].filter(({ kind, words }) => kind === "text" && words[0] === value);
  return found.length === 1 ? found[0]! : null;
}

/** Why what is written there is not this rule's alone; null where it is. */
export function sharedPart(
  { syntax }: HclText,
  { start, end }: Span,
  what: "fix-edit.list-shared" | "fix-edit.rules-shared",
): Withheld | null {
  const found = syntax.readers(start, end);
  if (found.kind === "unknown")
    return { withheld: say("fix-edit.readers-unknown", textOf(found.why)) };
  const { readers } = found;
  return readers.length === 1 ? null : { withheld: say(what, readersText(readers)) };
}

const MOST_READERS = 5;

export function readersText(readers: readonly TextReader[]): string {
  const shown = readers
    .slice(0, MOST_READERS)
    .map(({ address, file, line }) => say("fix-edit.reader", file, line, address))
    .join(", ");
  const more = readers.length - MOST_READERS;
  return more > 0 ? say("fix-edit.more-readers", shown, more) : shown;
}
