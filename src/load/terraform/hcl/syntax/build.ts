// Concrete tree -> syntax. Total: a tree the grammar accepted always becomes a body; nothing here reports.
import type { Place } from "../../../../model/place.ts";
import { templateParts, type Frame } from "./template.ts";
import {
  OPERATORS,
  type SyntaxAttribute,
  type Binary,
  type SyntaxBlock,
  type SyntaxBody,
  type SyntaxEntry,
  type Expression,
  type Part,
  type Scalar,
  type Step,
} from "./syntax.ts";
import type { Placing } from "./spot.ts";
import type { GrammarTree } from "./tree.ts";

interface Building {
  readonly text: string;
  readonly placing: Placing;
}

export function buildBody(tree: GrammarTree, text: string, placing: Placing): SyntaxBody {
  return bodyOf({ text, placing }, tree);
}

/** Parts of a heredoc that holds a whole template of `length` code units on the lines after its marker. */
export function buildParts(
  heredoc: GrammarTree,
  text: string,
  placing: Placing,
  length: number,
): Part[] {
  const start = text.indexOf("\n", heredoc.start) + 1;
  const frame: Frame = { start, end: start + length, form: "heredoc" };
  const building = { text, placing };
  return templateParts(heredoc, text, frame, (tree) => expressionOf(building, tree));
}

function bodyOf(building: Building, tree: GrammarTree | undefined): SyntaxBody {
  const attributes = new Map<string, SyntaxAttribute>();
  const blocks: SyntaxBlock[] = [];
  for (const item of tree?.children ?? [])
    if (item.type === "attribute") {
      const name = textOf(building, item.children[0]);
      const value = expressionOf(building, item.children.at(-1)!);
      attributes.set(name, { name, value, place: placeOf(building, item) });
    } else if (item.type === "block") blocks.push(blockOf(building, item));
  return { attributes, blocks };
}

function blockOf(building: Building, tree: GrammarTree): SyntaxBlock {
  const open = tree.children.findIndex(({ type }) => type === "block_start");
  const [type, ...labels] = tree.children.slice(0, open);
  const last = labels.at(-1) ?? type ?? tree;
  return {
    type: textOf(building, type),
    labels: labels.map((label) => labelOf(building, label)),
    body: bodyOf(
      building,
      tree.children.find((child) => child.type === "body"),
    ),
    header: building.placing(tree.start, last.end),
    place: placeOf(building, tree),
  };
}

function labelOf(building: Building, tree: GrammarTree): string {
  if (tree.type === "identifier") return textOf(building, tree);
  const [only] = quotedParts(building, tree);
  return typeof only === "string" ? only : "";
}

/** Nodes the grammar wraps around the one that means something. */
const WRAPPERS = new Set([
  "literal_value",
  "collection_value",
  "template_expr",
  "for_expr",
  "operation",
]);

function expressionOf(building: Building, tree: GrammarTree): Expression {
  if (tree.type === "expression") return termsOf(building, tree.children, tree);
  if (WRAPPERS.has(tree.type) && tree.children[0]) return expressionOf(building, tree.children[0]);
  const place = placeOf(building, tree);
  switch (tree.type) {
    case "variable_expr":
    case "identifier":
      return { kind: "name", name: textOf(building, tree), place };
    case "string_lit":
    case "quoted_template":
    case "heredoc_template":
      return templateOf(building, tree, place);
    case "tuple":
      return { kind: "tuple", items: expressionsIn(building, tree), place };
    case "object":
      return { kind: "object", entries: entriesOf(building, tree), place };
    case "function_call":
      return callOf(building, tree, place);
    case "for_tuple_expr":
    case "for_object_expr":
      return forOf(building, tree, place);
    case "conditional":
      return conditionalOf(building, tree, place);
    case "unary_operation":
      return unaryOf(building, tree, place);
    case "binary_operation":
      return binaryOf(building, tree, place);
    default:
      return { kind: "literal", value: literalOf(building, tree), place };
  }
}

function literalOf(building: Building, tree: GrammarTree): Scalar {
  const text = textOf(building, tree);
  if (tree.type === "numeric_lit") return Number(text);
  return tree.type === "bool_lit" ? text === "true" : null;
}

function unaryOf(building: Building, tree: GrammarTree, place: Place): Expression {
  const operator = tree.children[0]?.type === "!" ? "!" : "-";
  return { kind: "unary", operator, of: termsOf(building, tree.children.slice(1), tree), place };
}

/** A term and what follows it: `(a)`, `.b`, `[0]`, `[*]`. */
function termsOf(
  building: Building,
  children: readonly GrammarTree[],
  whole: GrammarTree,
): Expression {
  let at = 0;
  let expression: Expression;
  const first = children[0] ?? whole;
  if (first.type === "(" && children[1]) {
    const close = children[2] ?? children[1];
    const place = building.placing(first.start, close.end);
    expression = { kind: "group", of: expressionOf(building, children[1]), place };
    at = 3;
  } else {
    expression = expressionOf(building, first);
    at = 1;
  }
  for (; at < children.length; at++)
    expression = followed(building, expression, first, children[at]!);
  return expression;
}

function followed(
  building: Building,
  of: Expression,
  first: GrammarTree,
  tree: GrammarTree,
): Expression {
  const place = building.placing(first.start, tree.end);
  if (tree.type === "splat") {
    const inner = tree.children[0];
    const followers = inner?.children ?? [];
    // After `.*` only attributes belong to each element; an index takes one of the results.
    const index = followers.findIndex(
      (child) => child.type === "index" && child.children[0]?.type === "new_index",
    );
    const own = inner?.type === "attr_splat" && index >= 0 ? index : followers.length;
    const steps = followers.slice(0, own).flatMap((child) => stepsOf(building, child));
    const splat: Expression = { kind: "splat", of, steps, place };
    return followers
      .slice(own)
      .reduce<Expression>((at, child) => followed(building, at, first, child), splat);
  }
  const [step] = stepsOf(building, tree);
  if (!step) return of;
  return step.kind === "attribute"
    ? { kind: "attribute", of, name: step.name, place }
    : { kind: "index", of, key: step.key, place };
}

function stepsOf(building: Building, tree: GrammarTree): Step[] {
  if (tree.type === "get_attr")
    return [{ kind: "attribute", name: textOf(building, tree.children.at(-1)) }];
  const inner = tree.type === "index" ? tree.children[0] : undefined;
  if (!inner) return [];
  const place = placeOf(building, inner);
  if (inner.type === "legacy_index") {
    const value = Number(textOf(building, inner).replace(/^\D+/, ""));
    return [{ kind: "index", key: { kind: "literal", value, place } }];
  }
  const key = inner.children.find(({ type }) => type === "expression");
  return key ? [{ kind: "index", key: expressionOf(building, key) }] : [];
}

function expressionsIn(building: Building, tree: GrammarTree | undefined): Expression[] {
  return (tree?.children ?? [])
    .filter(({ type }) => type === "expression")
    .map((child) => expressionOf(building, child));
}

function entriesOf(building: Building, tree: GrammarTree): SyntaxEntry[] {
  return tree.children
    .filter(({ type }) => type === "object_elem")
    .flatMap((element) => {
      const [key, value] = element.children.filter(({ type }) => type === "expression");
      return key && value
        ? [{ key: expressionOf(building, key), value: expressionOf(building, value) }]
        : [];
    });
}

function callOf(building: Building, tree: GrammarTree, place: Place): Expression {
  const args = tree.children.find(({ type }) => type === "function_arguments");
  return {
    kind: "call",
    name: textOf(building, tree.children[0]),
    args: expressionsIn(building, args),
    spread: args?.children.some(({ type }) => type === "ellipsis") ?? false,
    place,
  };
}

function forOf(building: Building, tree: GrammarTree, place: Place): Expression {
  const intro = tree.children.find(({ type }) => type === "for_intro");
  const names = (intro?.children ?? []).filter(({ type }) => type === "identifier");
  const over = intro?.children.find(({ type }) => type === "expression");
  const results = expressionsIn(building, tree);
  const condition = tree.children.find(({ type }) => type === "for_cond");
  const isObject = tree.type === "for_object_expr";
  return {
    kind: "for",
    keyName: names.length > 1 ? textOf(building, names[0]) : null,
    valueName: textOf(building, names.at(-1)),
    over: over ? expressionOf(building, over) : { kind: "tuple", items: [], place },
    key: isObject ? results[0]! : null,
    value: results.at(-1)!,
    grouping: tree.children.some(({ type }) => type === "ellipsis"),
    condition: expressionsIn(building, condition)[0] ?? null,
    place,
  };
}

/** The grammar binds `a ? b : c ? d : e` to the left; HCL, as every other language, to the right. */
function conditionalOf(building: Building, tree: GrammarTree, place: Place): Expression {
  const [test, yes, no] = tree.children.filter(({ type }) => type === "expression");
  const build = (part: GrammarTree | undefined) =>
    expressionOf(building, part ?? tree.children[0] ?? tree);
  return leaning(build(test), build(yes), build(no), place);
}

function leaning(test: Expression, yes: Expression, no: Expression, place: Place): Expression {
  if (test.kind !== "conditional") return { kind: "conditional", test, yes, no, place };
  return { ...test, no: leaning(test.no, yes, no, place), place };
}

function binaryOf(building: Building, tree: GrammarTree, place: Place): Binary {
  const operators = tree.children.map(({ type }) => OPERATORS.find((one) => one === type));
  const at = operators.findIndex((operator, i) => i > 0 && operator !== undefined);
  return {
    kind: "binary",
    operator: operators[at] ?? "==",
    left: termsOf(building, tree.children.slice(0, at), tree),
    right: termsOf(building, tree.children.slice(at + 1), tree),
    place,
  };
}

function templateOf(building: Building, tree: GrammarTree, place: Place): Expression {
  const parts =
    tree.type === "heredoc_template" ? heredocParts(building, tree) : quotedParts(building, tree);
  const [only] = parts;
  if (parts.length === 0) return { kind: "literal", value: "", place };
  if (parts.length === 1 && typeof only === "string")
    return { kind: "literal", value: only, place };
  return { kind: "template", parts, place };
}

function quotedParts(building: Building, tree: GrammarTree): Part[] {
  const frame: Frame = { start: tree.start + 1, end: tree.end - 1, form: "quoted" };
  return templateParts(tree, building.text, frame, (inner) => expressionOf(building, inner));
}

/** The text of a heredoc starts on the line after its first marker and ends with the line before its last. */
function heredocParts(building: Building, tree: GrammarTree): Part[] {
  const { text } = building;
  const start = text.indexOf("\n", tree.start) + 1;
  const marker = tree.children.at(-1)!;
  const end = Math.max(start, text.lastIndexOf("\n", marker.start - 1) + 1);
  const form = text.startsWith("<<-", tree.start) ? "flush" : "heredoc";
  return templateParts(tree, text, { start, end, form }, (inner) => expressionOf(building, inner));
}

function placeOf({ placing }: Building, { start, end }: GrammarTree): Place {
  return placing(start, end);
}

function textOf({ text }: Building, tree: GrammarTree | undefined): string {
  return tree ? text.slice(tree.start, tree.end) : "";
}
