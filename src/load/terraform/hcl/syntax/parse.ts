// HCL text -> syntax: everything else sees Body and Expression.
// A file with errors is read in pieces, so that what is sound in it still counts. Never throws on bad input.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { Language, Parser } from "web-tree-sitter";
import { say } from "../../../../words/index.ts";
import { fileComplaint, isSlip, syntaxComplaints, type Slip } from "../../../text/parsed.ts";
import type { TextNode, TextReaders, TextSyntax } from "../../../../model/text-syntax.ts";
import { buildBody, buildParts } from "./build.ts";
import { grammarTree, treeOf, type TreeReading } from "./grammar.ts";
import { hopelessIn } from "./hopeless.ts";
import { mistakeIn } from "./mistakes.ts";
import { outlineOf } from "./outline.ts";
import { spotAt, spotSource, type FileSpan, type Placing } from "./spot.ts";
import { strictSlips } from "./strict.ts";
import { discreet } from "./discreet.ts";
import { excerpt } from "./syntax-errors.ts";
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
  /** One expression, or why it is none. */
  expression(text: string, placing: Placing): Expression | Slip;
  /** A template without quotes, as in a template file or a JSON string, or why it is none. */
  template(text: string, placing: Placing): readonly Part[] | Slip;
}

export interface TextReadership {
  readers(span: FileSpan): TextReaders;
  mentions(span: FileSpan): TextReaders;
}

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
  const read: Read = (text) => {
    const slip = hopelessIn(text);
    return slip
      ? { kind: "slip", slip, isHopeless: true }
      : grammarTree(parser, language.types, text);
  };
  return {
    file: (file, text, readership) => parseFile(read, file, text, readership ?? null),
    expression: (text, placing) => parseExpression(read, text, placing),
    template: (text, placing) => parseTemplate(read, text, placing),
  };
}

type Read = (text: string) => TreeReading;

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
  const whole = read(text);
  const record = readership && whole.kind === "tree" ? whole.record() : null;
  const outline = () => (slips.length === 0 && record ? outlineOf(treeOf(record), text) : null);
  const syntax = readership ? syntaxOf(outline, file, readership) : undefined;
  const placing = spotAt(spotSource(file, text, syntax));
  const pieces =
    whole.kind === "tree" ? [{ offset: 0, text, reading: whole }] : inPieces(read, text, whole);
  const attributes = new Map<string, SyntaxAttribute>();
  const blocks: SyntaxBlock[] = [];
  for (const { offset, text: piece, reading } of pieces) {
    if (reading.kind === "slip") {
      const mistake = mistakeIn(text, offset, offset + piece.length);
      slips.push(mistake ?? shifted(reading.slip, offset));
      continue;
    }
    const at: Placing = (start, end) => placing(start + offset, end + offset);
    const body = readBody(reading.tree, piece, at, (slip) => slips.push(shifted(slip, offset)));
    for (const [name, attribute] of body.attributes) attributes.set(name, attribute);
    blocks.push(...body.blocks);
  }
  const complaints = discreet(file, text, syntaxComplaints(file, text, slips));
  return { body: { attributes, blocks }, complaints };
}

/** `outline`: made where the text is to be changed. */
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
function inPieces(read: Read, text: string, whole: TreeReading): Piece[] {
  const starts = [
    ...text.matchAll(/^[A-Za-z_][\w-]*(?:[ \t]+(?:"[^"\n]*"|[\w-]+))*[ \t]*\{/gm),
  ].map(({ index }) => index);
  const isHopeless = whole.kind === "slip" && whole.isHopeless;
  if (starts.length < 2 || isHopeless) return [{ offset: 0, text, reading: whole }];
  const bounds = [0, ...starts.filter((start) => start > 0), text.length];
  return bounds.slice(0, -1).map((offset, i) => {
    const piece = text.slice(offset, bounds[i + 1]);
    return { offset, text: piece, reading: read(piece) };
  });
}

interface Piece {
  readonly offset: number;
  readonly text: string;
  readonly reading: TreeReading;
}

function shifted({ start, end, message }: Slip, by: number): Slip {
  return { start: start + by, end: end + by, message };
}

/** A heredoc takes text as it is, without the escapes of quoted strings, which is what a template file is. */
function parseTemplate(read: Read, text: string, placing: Placing): readonly Part[] | Slip {
  let mark = "TEMPLATE_END";
  while (text.includes(mark)) mark += "_";
  const lead = `x = <<${mark}\n`;
  const whole = `${lead}${text}\n${mark}\n`;
  const tree = treeIn(read, text, lead, whole);
  if (isSlip(tree)) return tree;
  const heredoc = findHeredoc(tree);
  return heredoc ? buildParts(heredoc, whole, placing, text.length) : excerpt(text, 0, text.length);
}

function findHeredoc(tree: GrammarTree): GrammarTree | null {
  let at: GrammarTree | undefined = tree;
  while (at && at.type !== "heredoc_template") at = at.children.at(-1);
  return at ?? null;
}

/** In parentheses, which must be those that were put around it. */
function parseExpression(read: Read, text: string, placing: Placing): Expression | Slip {
  const lead = "x = (";
  const whole = `${lead}${text}\n)\n`;
  const tree = treeIn(read, text, lead, whole);
  if (isSlip(tree)) return tree;
  const body = tree.children.find(({ type }) => type === "body");
  const [only] = body ? buildBody(body, whole, placing).attributes.values() : [];
  return body?.children.length === 1 && only?.value.kind === "group"
    ? only.value
    : excerpt(text, 0, text.length);
}

/** Of `whole`, which holds the text behind its lead; a slip tells where in the text it is. */
function treeIn(read: Read, text: string, lead: string, whole: string): GrammarTree | Slip {
  const reading = read(whole);
  const mode = lead.endsWith("\n") ? "template" : "items";
  const [found] =
    reading.kind === "slip"
      ? [mistakeIn(whole, lead.length, lead.length + text.length, mode) ?? reading.slip]
      : strictSlips(reading.tree, whole).sort((a, b) => a.start - b.start);
  if (!found) return reading.kind === "tree" ? reading.tree : excerpt(text, 0, text.length);
  // Of a directive that has no end, the grammar tells where the whole begins.
  if (found.start < lead.length) return excerpt(text, Math.max(0, text.indexOf("%{")), text.length);
  const { start, end, message } = shifted(found, -lead.length);
  const within = (at: number) => Math.max(0, Math.min(at, text.length));
  return { start: within(start), end: within(end), message };
}
