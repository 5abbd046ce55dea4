// HCL text -> syntax. The only file that knows the parser library; everything else sees Body and Expression.
// A file with errors is read in pieces, so that what is sound in it still counts. Never throws on bad input.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { Language, Parser, type Node, type TreeCursor } from "web-tree-sitter";
import { say } from "../../../../words/index.ts";
import { fileComplaint, syntaxComplaints, type Slip } from "../../../text/parsed.ts";
import type { TextNode, TextReaders, TextSyntax } from "../../../../model/text-syntax.ts";
import { buildBody, buildParts } from "./build.ts";
import { outlineOf } from "./outline.ts";
import { excerpt, unclosed } from "./syntax-errors.ts";
import { spotAt, spotSource, type FileSpan, type Placing } from "./spot.ts";
import { strictSlips } from "./strict.ts";
import {
  MAX_TEXT,
  type SyntaxAttribute,
  type SyntaxBlock,
  type SyntaxBody,
  type Expression,
  type Part,
  type SyntaxFile,
} from "./syntax.ts";
import type { GrammarTree } from "./tree.ts";

export interface HclParser {
  /** `readership`: who reads the texts of the run, for those who want to change them. */
  file(file: string, text: string, readership?: TextReadership): SyntaxFile;
  /** One expression; null where it is none. Every place in it is `place`. */
  expression(text: string, placing: Placing): Expression | null;
  /** A template without quotes, as in a template file or a JSON string; null where it is none. */
  template(text: string, placing: Placing): readonly Part[] | null;
}

export interface TextReadership {
  readers(span: FileSpan): TextReaders;
  mentions(span: FileSpan): TextReaders;
}

/** Levels of the concrete tree, about four of which make one level of syntax. */
const MAX_LEVELS = 800;

let loaded: Promise<HclParser> | null = null;

/** The grammar is loaded once per process. */
export function hclParser(): Promise<HclParser> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<HclParser> {
  const require = createRequire(import.meta.url);
  const [engine, grammar] = await Promise.all([
    readFile(require.resolve("web-tree-sitter/web-tree-sitter.wasm")),
    readFile(require.resolve("@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm")),
  ]);
  await Parser.init({ wasmBinary: engine });
  const language = await Language.load(grammar);
  const parser = new Parser();
  parser.setLanguage(language);
  const read: Read = (text, comments = false) => readTree(parser, language, text, comments);
  return {
    file: (file, text, readership) => parseFile(read, file, text, readership ?? null),
    expression: (text, placing) => {
      const [only] = attributesOf(read, `x = (${text}\n)\n`, placing);
      return only?.value ?? null;
    },
    template: (text, placing) => parseTemplate(read, text, placing),
  };
}

type Read = (text: string, comments?: boolean) => Reading;

type Reading =
  | { readonly kind: "tree"; readonly tree: GrammarTree }
  | { readonly kind: "slip"; readonly slip: Slip };

function parseFile(
  read: Read,
  file: string,
  given: string,
  readership: TextReadership | null,
): SyntaxFile {
  const text = given.startsWith("\uFEFF") ? given.slice(1) : given;
  if (text.length > MAX_TEXT) {
    const size = Math.ceil(text.length / 2 ** 20);
    const message = say("terraform-hcl.file-too-large", size, MAX_TEXT / 2 ** 20);
    return { body: EMPTY, complaints: [fileComplaint(file, message)] };
  }
  const slips: Slip[] = [];
  const outline = () => (slips.length === 0 ? outlineIn(read, text) : null);
  const syntax = readership ? syntaxOf(outline, file, readership) : undefined;
  const placing = spotAt(spotSource(file, text, syntax));
  const whole = read(text);
  const pieces =
    whole.kind === "tree" ? [{ offset: 0, text, reading: whole }] : inPieces(read, text, whole);
  const attributes = new Map<string, SyntaxAttribute>();
  const blocks: SyntaxBlock[] = [];
  for (const { offset, text: piece, reading } of pieces) {
    if (reading.kind === "slip") {
      slips.push(shifted(reading.slip, offset));
      continue;
    }
    const at: Placing = (start, end) => placing(start + offset, end + offset);
    const body = readBody(reading.tree, piece, at, (slip) => slips.push(shifted(slip, offset)));
    for (const [name, attribute] of body.attributes) attributes.set(name, attribute);
    blocks.push(...body.blocks);
  }
  return { body: { attributes, blocks }, complaints: syntaxComplaints(file, text, slips) };
}

/** `outline`: the text is parsed anew where it is to be changed, this time with its comments. */
function syntaxOf(
  outline: () => TextNode | null,
  file: string,
  readership: TextReadership,
): TextSyntax {
  let root: TextNode | null | undefined;
  return {
    root: () => (root === undefined ? (root = outline()) : root),
    readers: (start, end) => readership.readers({ file, start, end }),
    mentions: (start, end) => readership.mentions({ file, start, end }),
  };
}

function outlineIn(read: Read, text: string): TextNode | null {
  const whole = read(text, true);
  return whole.kind === "tree" ? outlineOf(whole.tree, text) : null;
}

const EMPTY: SyntaxBody = { attributes: new Map(), blocks: [] };

/** Items of the file without those that break a rule the grammar does not know. */
function readBody(
  tree: GrammarTree,
  text: string,
  placing: Placing,
  report: (slip: Slip) => void,
): SyntaxBody {
  const found = strictSlips(tree, text).sort((a, b) => a.start - b.start);
  for (const slip of found) report(slip);
  const body = tree.children.find(({ type }) => type === "body");
  if (!body) return EMPTY;
  let at = 0;
  const sound = (item: GrammarTree) => {
    while (at < found.length && found[at]!.start < item.start) at++;
    return at >= found.length || found[at]!.start > item.end;
  };
  return buildBody({ ...body, children: body.children.filter(sound) }, text, placing);
}

/**
 * Each piece starts at a line that opens a block at the margin. A piece that cannot be read costs what is in
 * it and nothing else, whatever the parser would have made of the text behind the mistake.
 */
function inPieces(read: Read, text: string, whole: Reading): Piece[] {
  const starts = [
    ...text.matchAll(/^[A-Za-z_][\w-]*(?:[ \t]+(?:"[^"\n]*"|[\w-]+))*[ \t]*\{/gm),
  ].map(({ index }) => index);
  if (starts.length < 2) return [{ offset: 0, text, reading: whole }];
  const bounds = [0, ...starts.filter((start) => start > 0), text.length];
  return bounds.slice(0, -1).map((offset, i) => {
    const piece = text.slice(offset, bounds[i + 1]);
    return { offset, text: piece, reading: read(piece) };
  });
}

interface Piece {
  readonly offset: number;
  readonly text: string;
  readonly reading: Reading;
}

function shifted({ start, end, message }: Slip, by: number): Slip {
  return { start: start + by, end: end + by, message };
}

/** A heredoc takes text as it is, without the escapes of quoted strings, which is what a template file is. */
function parseTemplate(read: Read, text: string, placing: Placing): readonly Part[] | null {
  let mark = "TEMPLATE_END";
  while (text.includes(mark)) mark += "_";
  const whole = `x = <<${mark}\n${text}\n${mark}\n`;
  const reading = read(whole);
  if (reading.kind === "slip" || strictSlips(reading.tree, whole).length > 0) return null;
  const heredoc = findHeredoc(reading.tree);
  return heredoc && buildParts(heredoc, whole, placing, text.length);
}

function findHeredoc(tree: GrammarTree): GrammarTree | null {
  let at: GrammarTree | undefined = tree;
  while (at && at.type !== "heredoc_template") at = at.children.at(-1);
  return at ?? null;
}

function attributesOf(read: Read, text: string, placing: Placing): SyntaxAttribute[] {
  const reading = read(text);
  if (reading.kind === "slip" || strictSlips(reading.tree, text).length > 0) return [];
  const body = reading.tree.children.find(({ type }) => type === "body");
  return body ? [...buildBody(body, text, placing).attributes.values()] : [];
}

/** The grammar does not know `1e5`. Digits in its place make the same tree, and values come from the text itself. */
function plainNumbers(text: string): string {
  return text.replace(/(?<![\w.-])\d+[eE][-+]?\d+(?![\w.])/g, (number) =>
    "1".repeat(number.length),
  );
}

/** How often the library may report progress for one code unit of text; sound text needs a fraction of it. */
const PROGRESS_PER_UNIT = 1;
const PROGRESS_FREE = 20_000;

function readTree(parser: Parser, language: Language, text: string, comments: boolean): Reading {
  let reports = 0;
  const limit = PROGRESS_FREE + text.length * PROGRESS_PER_UNIT;
  const parsed = parser.parse(plainNumbers(text), null, {
    progressCallback: () => ++reports > limit,
  });
  if (!parsed) {
    parser.reset();
    return {
      kind: "slip",
      slip: { start: 0, end: 1, message: say("terraform-hcl.too-many-errors") },
    };
  }
  try {
    if (parsed.rootNode.hasError) return { kind: "slip", slip: firstError(parsed.rootNode, text) };
    const cursor = parsed.walk();
    const reader: Reader = { cursor, names: language.types, comments, tooDeep: null };
    const tree = copy(reader, 0, cursor.nodeTypeId);
    cursor.delete();
    return reader.tooDeep ? { kind: "slip", slip: reader.tooDeep } : { kind: "tree", tree };
  } finally {
    parsed.delete();
  }
}

interface Reader {
  readonly cursor: TreeCursor;
  readonly names: readonly string[];
  readonly comments: boolean;
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

/** The library's tree as plain values, with or without comments. `id`: the type of the node under the cursor. */
function copy(reader: Reader, level: number, id: number): GrammarTree {
  const { cursor } = reader;
  const type = reader.names[id] ?? "";
  const { startIndex: start, endIndex: end } = cursor;
  if (!INNER.test(type) || LEAVES.has(type)) return { type, start, end, children: NONE };
  const children: GrammarTree[] = [];
  if (cursor.gotoFirstChild()) {
    if (level >= MAX_LEVELS) {
      const message = say("terraform-hcl.nested-too-deeply");
      reader.tooDeep ??= { start, end: start + 1, message };
    } else
      do {
        const child = cursor.nodeTypeId;
        if (reader.comments || reader.names[child] !== "comment")
          children.push(copy(reader, level + 1, child));
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
