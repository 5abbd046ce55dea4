// Rules of HCL that the grammar does not know, because it reads a line break as any other space: where a line
// must end and where it must not, what numbers, texts and heredocs look like. Pure; reports slips, changes nothing.
import { say } from "../../../../words/index.ts";
import type { Slip } from "../../../text/parsed.ts";
import { quote } from "../../../own/wording.ts";
import type { GrammarTree } from "./tree.ts";

/** At most one slip per item of a body, in the order of the text. */
export function strictSlips(tree: GrammarTree, text: string): Slip[] {
  const slips: Slip[] = [];
  const checking: Checking = { text, report: (slip) => slips.push(slip) };
  const body = tree.children.find(({ type }) => type === "body");
  if (tree.children.some(({ type }) => type === "object"))
    slips.push(slipAt(tree, say("terraform-hcl.object-at-top")));
  if (!body) return slips;
  checkGap(checking, 0, body.start);
  checkItems(checking, body);
  checkGap(checking, body.end, text.length);
  return slips;
}

interface Checking {
  readonly text: string;
  report(slip: Slip): void;
}

/** Children between which a line break means nothing, from the opening token to the closing one. */
const OPENERS = new Set([
  "(",
  "[",
  "tuple_start",
  "template_interpolation_start",
  "template_directive_start",
]);
const CLOSERS = new Set([
  ")",
  "]",
  "tuple_end",
  "template_interpolation_end",
  "template_directive_end",
]);

function checkItems(checking: Checking, body: GrammarTree): void {
  const names = new Set<string>();
  let last: GrammarTree | null = null;
  for (const item of body.children) {
    if (last && !breaks(checking, last.end, item.start)) {
      const message = say("terraform-hcl.new-line-expected", quote(firstLine(checking, item)));
      checking.report({ start: item.start, end: item.start + 1, message });
    }
    last = item;
    if (item.type === "attribute") checkAttribute(checking, item, names);
    else checkBlock(checking, item);
  }
}

function checkAttribute(checking: Checking, item: GrammarTree, names: Set<string>): void {
  const name = slice(checking, item.children[0]);
  if (names.has(name))
    checking.report(
      slipAt(item.children[0] ?? item, say("terraform-hcl.argument-twice", quote(name))),
    );
  names.add(name);
  checkTokens(checking, item, true);
}

function checkBlock(checking: Checking, block: GrammarTree): void {
  const open = block.children.findIndex(({ type }) => type === "block_start");
  const header = block.children.slice(0, open + 1);
  checkTokens(checking, { ...block, children: header }, true);
  for (const label of header)
    if (label.type === "string_lit" && /(?<!\$)\$\{|(?<!%)%\{/.test(slice(checking, label)))
      checking.report(slipAt(label, say("terraform-hcl.label-no-text")));
  const body = block.children.find(({ type }) => type === "body");
  const [start, end] = [block.children[open], block.children.at(-1)];
  if (!start || !end) return;
  if (!body) return void checkGap(checking, start.end, end.start);
  const [before, after] = [
    breaks(checking, start.end, body.start),
    breaks(checking, body.end, end.start),
  ];
  const oneLine =
    !before && !after && body.children.length === 1 && body.children[0]?.type === "attribute";
  if (before !== after || (!before && !oneLine))
    checking.report(
      slipAt(before ? end : (body.children[0] ?? body), say("terraform-hcl.block-on-one-line")),
    );
  checkItems(checking, body);
}

/** `tight`: an expression ends with its line here. */
function checkTokens(checking: Checking, node: GrammarTree, tight: boolean): void {
  checkToken(checking, node);
  if (node.type === "object") return checkObject(checking, node);
  if (node.type === "for_object_expr") return checkChildren(checking, node, false);
  if (TEMPLATES.has(node.type)) {
    for (const child of node.children) checkTokens(checking, child, false);
    return;
  }
  checkChildren(checking, node, tight);
}

const TEMPLATES = new Set([
  "quoted_template",
  "string_lit",
  "heredoc_template",
  "template_for",
  "template_if",
  "template_directive",
]);

function checkChildren(checking: Checking, node: GrammarTree, tight: boolean): void {
  let strict = tight;
  let last: GrammarTree | null = null;
  for (const child of node.children) {
    if (CLOSERS.has(child.type)) strict = false;
    if (last) checkBetween(checking, last, child, strict);
    if (CLOSERS.has(child.type)) strict = tight;
    if (node.type !== "function_call" || child.type !== "identifier")
      checkTokens(checking, child, strict);
    if (OPENERS.has(child.type)) strict = false;
    last = child;
  }
}

function checkBetween(
  checking: Checking,
  last: GrammarTree,
  next: GrammarTree,
  strict: boolean,
): void {
  if (!breaks(checking, last.end, next.start) || !strict) return;
  const isHeader = next.type === "block_start" || next.type === "string_lit";
  const message = say(
    isHeader ? "terraform-hcl.line-break-in-header" : "terraform-hcl.line-break",
    quote(firstLine(checking, next)),
  );
  checking.report({ start: next.start, end: next.start + 1, message });
}

function checkObject(checking: Checking, node: GrammarTree): void {
  let last: GrammarTree | null = null;
  for (const child of node.children) {
    const broken = last ? breaks(checking, last.end, child.start) : true;
    if (child.type === "object_elem" && last?.type === "object_elem" && !broken)
      checking.report(slipAt(child, say("terraform-hcl.comma-missing")));
    if (child.type === "_comma" || child.type === ",")
      if (broken) checking.report(slipAt(child, say("terraform-hcl.stray-comma")));
    if (child.type === "object_elem") checkChildren(checking, child, true);
    last = child;
  }
}

const NUMBER = /^\d+(\.\d+)?([eE][-+]?\d+)?$/;
const ESCAPE = /\\(?!["nrt\\]|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/;

/** The grammar takes `inside` for `in` and `side` where only a keyword fits. */
const KEYWORDS = new Set(["for", "in", "if", "else", "endif", "endfor", "true", "false", "null"]);

function checkToken(checking: Checking, node: GrammarTree): void {
  const { type } = node;
  if (KEYWORDS.has(type)) {
    if (/^[\p{ID_Continue}-]/u.test(checking.text.slice(node.end, node.end + 2)))
      checking.report(slipAt(node, say("terraform-hcl.space-expected", quote(type))));
  } else if (type === "numeric_lit" && !NUMBER.test(slice(checking, node)))
    checking.report(slipAt(node, say("terraform-hcl.no-number", quote(slice(checking, node)))));
  else if (
    type === "identifier" &&
    node.children.length === 0 &&
    slice(checking, node).includes("::")
  )
    checking.report(slipAt(node, say("terraform-hcl.no-name", quote(slice(checking, node)))));
  else if (type === "function_call") return checkCall(checking, node);
  else if (type === "quoted_template" || type === "string_lit") checkQuoted(checking, node);
  else if (type === "heredoc_template") checkHeredoc(checking, node);
  else if (
    type === "template_interpolation" &&
    !node.children.some((child) => child.type === "expression")
  )
    checking.report(slipAt(node, say("terraform-hcl.empty-interpolation")));
}

function checkCall(checking: Checking, node: GrammarTree): void {
  const name = slice(checking, node.children[0]);
  if (name.includes("::") && !/^[^:]+(::[^:]+)+$/.test(name))
    checking.report(slipAt(node, say("terraform-hcl.no-function-name", quote(name))));
}

/** Text between the pieces of a quoted template: on one line, with known escapes only. */
function checkQuoted(checking: Checking, node: GrammarTree): void {
  for (const [start, end] of literals(node)) {
    const text = checking.text.slice(start, end);
    const broken = text.search(/[\r\n]/);
    const at = broken >= 0 ? broken : text.replace(/\\\\/g, "xx").search(ESCAPE);
    if (at < 0) continue;
    const message =
      broken >= 0 ? say("terraform-hcl.text-over-lines") : say("terraform-hcl.bad-escape");
    return checking.report({ start: start + at, end: start + at + 1, message });
  }
}

/** Spans of the literal text of a quoted template or of one branch of a directive. */
function literals(node: GrammarTree): [number, number][] {
  const spans: [number, number][] = [];
  for (const [i, child] of node.children.entries()) {
    const next = node.children[i + 1];
    if (child.type === "template_literal") spans.push([child.start, child.end]);
    else if (child.type === "template_directive" || child.type.startsWith("template_"))
      spans.push(...literals(child));
    if (next && !/^(template_directive_|strip_marker$|template_interpolation_)/.test(child.type))
      if (INNER.has(node.type) && child.end < next.start) spans.push([child.end, next.start]);
  }
  return spans;
}

const INNER = new Set(["quoted_template", "string_lit", "template_for", "template_if"]);

function checkHeredoc(checking: Checking, node: GrammarTree): void {
  const line = /^[^\n]*/.exec(checking.text.slice(node.start, node.end))?.[0] ?? "";
  if (/^<<-?[\p{ID_Start}_][\p{ID_Continue}-]*\r?$/u.test(line)) return;
  const message = say("terraform-hcl.heredoc-start");
  checking.report({ start: node.start, end: node.start + 1, message });
}

/** Whether a line ends between two tokens; inline comments may span lines without ending one. */
function breaks(checking: Checking, start: number, end: number): boolean {
  if (start >= end) return false;
  const gap = checking.text.slice(start, end);
  if (!/[^ \t\r\n]/.test(gap)) {
    if (/\r(?!\n)/.test(gap)) badSpace(checking, start, end);
    return gap.includes("\n");
  }
  const plain = gap.replace(/\/\*[^]*?\*\/|(?:#|\/\/)[^\n]*/g, " ");
  if (/[^ \t\r\n]|\r(?!\n)/.test(plain)) badSpace(checking, start, end);
  return plain.includes("\n");
}

function checkGap(checking: Checking, start: number, end: number): void {
  breaks(checking, start, end);
}

function badSpace(checking: Checking, start: number, end: number): void {
  checking.report({
    start,
    end,
    message: say("terraform-hcl.odd-space"),
  });
}

function firstLine({ text }: Checking, { start, end }: GrammarTree): string {
  return /^[^\r\n]*/.exec(text.slice(start, end))?.[0] ?? "";
}

function slice({ text }: Checking, node: GrammarTree | undefined): string {
  return node ? text.slice(node.start, node.end) : "";
}

function slipAt({ start, end }: GrammarTree, message: string): Slip {
  return { start, end, message };
}
