// The parser library's trees as plain values. The only file that looks into the library; reads texts, knows no syntax.
import type { Node, Parser, TreeCursor } from "web-tree-sitter";
import { say } from "../../../../words/index.ts";
import type { Slip } from "../../../text/parsed.ts";
import { excerpt, unclosed } from "./syntax-errors.ts";
import type { GrammarTree } from "./tree.ts";

/** Levels of the concrete tree, about four of which make one level of syntax. */
const MAX_LEVELS = 800;

/**
 * What the grammar does not know, in other words that make the same tree; values come from the text itself. `1e5` is a
 * number, and `${` is escaped by one more `$` however many stand before it.
 */
function plain(text: string): string {
  return text
    .replace(/(?<![\w.-])\d+[eE][-+]?\d+(?![\w.])/g, (number) => "1".repeat(number.length))
    .replace(
      /(?<!\$)\${3,}\{|(?<!%)%{3,}\{/g,
      (marks) => `${"x".repeat(marks.length - 3)}${marks.slice(-3)}`,
    );
}

/** How often the library may report progress for one code unit of text; sound text needs a fraction of it. */
const PROGRESS_PER_UNIT = 1;
const PROGRESS_FREE = 20_000;

/** `record` is to be asked for before the next text is read. */
export type TreeReading =
  | { readonly kind: "tree"; readonly tree: GrammarTree; record(): TreeRecord }
  /** Hopeless: neither are its pieces to be read. */
  | { readonly kind: "slip"; readonly slip: Slip; readonly isHopeless: boolean };

export function grammarTree(parser: Parser, names: readonly string[], text: string): TreeReading {
  let reports = 0;
  const limit = PROGRESS_FREE + text.length * PROGRESS_PER_UNIT;
  const parsed = parser.parse(plain(text), null, {
    progressCallback: () => ++reports > limit,
  });
  if (!parsed) {
    parser.reset();
    return {
      kind: "slip",
      slip: { start: 0, end: 1, message: say("terraform-hcl.too-many-errors") },
      isHopeless: false,
    };
  }
  try {
    if (parsed.rootNode.hasError)
      return { kind: "slip", slip: firstError(parsed.rootNode, text), isHopeless: false };
    const cursor = parsed.walk();
    const reader: Reader = { cursor, names, tooDeep: null };
    recorded = 0;
    const tree = copy(reader, 0, cursor.nodeTypeId);
    cursor.delete();
    if (reader.tooDeep) return { kind: "slip", slip: reader.tooDeep, isHopeless: false };
    return { kind: "tree", tree, record: () => ({ names, rows: rows.slice(0, recorded) }) };
  } finally {
    parsed.delete();
  }
}

interface Reader {
  readonly cursor: TreeCursor;
  readonly names: readonly string[];
  tooDeep: Slip | null;
}

const NONE: readonly GrammarTree[] = [];

/** Named nodes without children; to ask the library costs more than to know. */
const LEAVES = new Set([
  "identifier",
  "template_literal",
  "numeric_lit",
  "null_lit",
  "block_start",
  "block_end",
  "comment",
]);

/** A tree with its comments in few bytes: level and type, start and end of each node in the order of the text. */
export interface TreeRecord {
  readonly names: readonly string[];
  readonly rows: Int32Array;
}

const ROW = 3;
/** The library counts types in as many bits; levels are bounded. */
const TYPE_BITS = 16;

/** Of the text that was read last; one room for all texts, since to grow costs more than to write. */
let rows = new Int32Array(ROW * 4096);
let recorded = 0;

function note(id: number, level: number, start: number, end: number): void {
  if (recorded === rows.length) {
    const larger = new Int32Array(rows.length * 2);
    larger.set(rows);
    rows = larger;
  }
  rows[recorded] = (level << TYPE_BITS) | id;
  rows[recorded + 1] = start;
  rows[recorded + 2] = end;
  recorded += ROW;
}

interface OpenTree extends GrammarTree {
  readonly children: OpenTree[];
}

/** The recorded tree, comments included. */
export function treeOf({ names, rows: noted }: TreeRecord): GrammarTree {
  const open: OpenTree[] = [];
  for (let at = 0; at < noted.length; at += ROW) {
    const level = noted[at]! >> TYPE_BITS;
    const type = names[noted[at]! & (2 ** TYPE_BITS - 1)] ?? "";
    const tree: OpenTree = { type, start: noted[at + 1]!, end: noted[at + 2]!, children: [] };
    open.length = level;
    open.at(-1)?.children.push(tree);
    open.push(tree);
  }
  return open[0]!;
}

/** The library's tree as plain values, without comments. `id`: the type of the node under the cursor. */
function copy(reader: Reader, level: number, id: number): GrammarTree {
  const { cursor } = reader;
  const type = reader.names[id] ?? "";
  const { startIndex: start, endIndex: end } = cursor;
  note(id, level, start, end);
  if (!INNER.test(type) || LEAVES.has(type)) return { type, start, end, children: NONE };
  const children: GrammarTree[] = [];
  if (cursor.gotoFirstChild()) {
    if (level >= MAX_LEVELS) {
      const message = say("terraform-hcl.nested-too-deeply");
      reader.tooDeep ??= { start, end: start + 1, message };
    } else
      do {
        const child = cursor.nodeTypeId;
        if (reader.names[child] !== "comment") children.push(copy(reader, level + 1, child));
        else note(child, level + 1, cursor.startIndex, cursor.endIndex);
      } while (!reader.tooDeep && cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return { type, start, end, children };
}

/** Tokens that are signs have no children. */
const INNER = /^[a-z]/;

/** The first node, in the order of the text, that the grammar could not place or had to make up. */
function firstError(root: Node, text: string): Slip {
  let at = root;
  for (let level = 0; level < MAX_LEVELS * 100; level++) {
    if (at.isMissing) return unclosed(at.type, text.slice(0, at.startIndex).trimEnd().length);
    const next = at.children.find((child) => child.hasError || child.isMissing || child.isError);
    if (!next) break;
    at = next;
  }
  return excerpt(text, at.startIndex, at.endIndex);
}
