// The JSON spelling of Terraform (.tf.json, .tfvars.json) -> the same syntax as HCL. Texts are templates; the
// schema that tells arguments from blocks is not at hand, so that a list of objects stands for blocks. A text that is no
// template is a complaint, and costs the block that it stands in.
import { parseTree, type Node } from "jsonc-parser";
import { parseJson } from "../../text/json.ts";
import {
  fileComplaint,
  isComplaints,
  isSlip,
  slipComplaints,
  type Slip,
} from "../../text/parsed.ts";
import type { Place } from "../../../model/place.ts";
import { say } from "../../../words/index.ts";
import { readingIn, offsetOfUnit, type TextReading } from "./json-readings.ts";
import type { HclParser } from "./syntax/parse.ts";
import { spotAt, spotSource, type Placing } from "./syntax/spot.ts";
import {
  MAX_JSON,
  MAX_TEXT,
  type SyntaxAttribute,
  type SyntaxBlock,
  type SyntaxBody,
  type SyntaxEntry,
  type Expression,
  type Part,
  type SyntaxFile,
} from "./syntax/syntax.ts";

interface Context {
  readonly parser: HclParser;
  readonly text: string;
  readonly spot: Placing;
  readonly slips: Slip[];
  /** Code units of templates and references that may still be parsed: as many as a file of the native syntax has. */
  left: number;
  /** The text that was one too many. */
  beyond: Place | null;
}

const EMPTY: SyntaxBody = { attributes: new Map(), blocks: [] };

/** Labels of each kind of block. A `locals` block has none and many values; who else reads a value is read too. */
const LABELS: ReadonlyMap<string, number> = new Map([
  ["resource", 2],
  ["data", 2],
  ["ephemeral", 2],
  ["variable", 1],
  ["output", 1],
  ["module", 1],
  ["provider", 1],
  ["check", 1],
]);

export function readJsonConfig(parser: HclParser, file: string, text: string): SyntaxFile {
  return read(parser, file, text, (root, context) => {
    const blocks = propertiesOf(root).flatMap(([type, value]) =>
      blocksOf(type, value, LABELS.get(type) ?? 0, context),
    );
    return { attributes: new Map(), blocks };
  });
}

/** Values of variables are no templates. */
export function readJsonValues(parser: HclParser, file: string, text: string): SyntaxFile {
  return read(parser, file, text, (root, context) => ({
    attributes: attributesOf(root, context, () => "literal"),
    blocks: [],
  }));
}

function read(
  parser: HclParser,
  file: string,
  given: string,
  build: (root: Node, context: Context) => SyntaxBody,
): SyntaxFile {
  const text = given.startsWith("\uFEFF") ? given.slice(1) : given;
  if (text.length > MAX_JSON)
    return {
      body: EMPTY,
      complaints: [fileComplaint(file, say("terraform-hcl.json-too-large"))],
    };
  const parsed = parseJson(file, text);
  if (isComplaints(parsed)) return { body: EMPTY, complaints: parsed };
  const root = parseTree(text);
  if (root?.type !== "object")
    return {
      body: EMPTY,
      complaints: [fileComplaint(file, say("terraform-hcl.json-no-object"))],
    };
  const spot = spotAt(spotSource(file, text));
  const context = { parser, text, spot, slips: [], left: MAX_TEXT, beyond: null };
  return bounded(file, build(root, context), context);
}

/** Half a file would look like a whole one. */
function bounded(file: string, body: SyntaxBody, { text, slips, beyond }: Context): SyntaxFile {
  if (beyond === null) return { body, complaints: slipComplaints(file, text, slips) };
  const message = say("terraform-hcl.templates-too-large", MAX_TEXT / 2 ** 20);
  return { body: EMPTY, complaints: [{ message, place: beyond, file: null }] };
}

function affords(context: Context, text: string, place: Place): boolean {
  context.left -= text.length;
  if (context.left < 0) context.beyond ??= place;
  return context.beyond === null;
}

/** Name, value, and the name's own node. */
function propertiesOf(node: Node): [string, Node, Node][] {
  return (node.children ?? []).flatMap(({ children = [] }): [string, Node, Node][] => {
    const [key, value] = children;
    return key && value && key.value !== "//" ? [[String(key.value), value, key]] : [];
  });
}

/** An object stands for one block, a list of objects for several. */
function blocksOf(
  type: string,
  node: Node,
  labels: number,
  context: Context,
  path: readonly string[] = [],
): SyntaxBlock[] {
  if (node.type === "array")
    return (node.children ?? []).flatMap((child) => blocksOf(type, child, labels, context, path));
  if (node.type !== "object") return [];
  if (path.length < labels)
    return propertiesOf(node).flatMap(([label, value]) =>
      blocksOf(type, value, labels, context, [...path, label]),
    );
  const place = placeOf(node, context);
  const before = context.slips.length;
  const body = {
    attributes: attributesOf(node, context, readingIn(type)),
    blocks: dynamicsOf(node, context),
  };
  return context.slips.length > before
    ? []
    : [{ type, labels: path, body, header: headerOf(node, context), place }];
}

/** The key that names the block, where it has one. */
function headerOf(node: Node, context: Context): Place {
  const key = node.parent?.type === "property" ? node.parent.children?.[0] : undefined;
  return placeOf(key ?? node, context);
}

function attributesOf(
  node: Node,
  context: Context,
  reading: (name: string) => TextReading,
): Map<string, SyntaxAttribute> {
  const out = new Map<string, SyntaxAttribute>();
  for (const [name, child] of propertiesOf(node)) {
    if (name === "dynamic") continue;
    const value = asBlocks(name, expressionOf(child, context, reading(name)));
    out.set(name, { name, value, place: placeOf(child.parent ?? child, context) });
  }
  return out;
}

/** Names of blocks that the resources we read have: one of them may be written as an object. */
const BLOCKS: ReadonlySet<string> = new Set([
  "ingress",
  "egress",
  "address_template",
  "protocol_template",
  "addresses_extra",
  "targets",
  "nodes",
  "k8s_service",
  "micro_services",
  "service_setting",
  "protocol_ports",
  "worker_config",
  "auto_scaling_config",
  "node_pool",
  "native",
  "data_disks",
  "internal_flags",
  "health_checker",
]);

function asBlocks(name: string, value: Expression): Expression {
  return BLOCKS.has(name) && value.kind === "object"
    ? { kind: "tuple", items: [value], place: value.place }
    : value;
}

function dynamicsOf(node: Node, context: Context): SyntaxBlock[] {
  const found = propertiesOf(node).find(([name]) => name === "dynamic")?.[1];
  if (!found) return [];
  return blocksOf("dynamic", found, 1, context).map((block) => {
    const content = block.body.attributes.get("content");
    if (content?.value.kind !== "object") return block;
    const attributes = content.value.entries.flatMap(
      ({ key, value }): [string, SyntaxAttribute][] =>
        key.kind === "literal"
          ? [[String(key.value), { name: String(key.value), value, place: value.place }]]
          : [],
    );
    const { place } = content;
    const inner: SyntaxBlock = {
      type: "content",
      labels: [],
      body: { attributes: new Map(attributes), blocks: [] },
      header: place,
      place,
    };
    return { ...block, body: { attributes: block.body.attributes, blocks: [inner] } };
  });
}

function expressionOf(node: Node, context: Context, reading: TextReading): Expression {
  const place = placeOf(node, context);
  if (node.type === "array")
    return {
      kind: "tuple",
      items: (node.children ?? []).map((child) => expressionOf(child, context, reading)),
      place,
    };
  if (node.type === "object")
    return { kind: "object", entries: entriesOf(node, context, reading), place };
  const value: unknown = node.value;
  if (typeof value === "string") return textOf(node, value, place, context, reading);
  const isPlain = typeof value === "number" || typeof value === "boolean";
  return { kind: "literal", value: isPlain ? value : null, place };
}

/** Keys of values are templates where their values are evaluated. */
function entriesOf(node: Node, context: Context, reading: TextReading): SyntaxEntry[] {
  const place = placeOf(node, context);
  const inside = reading === "lifecycle" ? readingIn("lifecycle") : () => reading;
  const ofKeys = reading === "template" ? reading : "literal";
  return propertiesOf(node).map(([name, value, key]) => ({
    key: textOf(key, name, place, context, ofKeys),
    value: expressionOf(value, context, inside(name)),
  }));
}

function textOf(
  node: Node,
  text: string,
  place: Place,
  context: Context,
  reading: TextReading,
): Expression {
  const literal: Expression = { kind: "literal", value: text, place };
  if (reading === "literal" || (reading !== "expression" && !/[$%]\{/.test(text))) return literal;
  if (!affords(context, text, place)) return literal;
  const { parser } = context;
  const parse = reading === "expression" ? parser.expression : parser.template;
  const found = parse(text, () => place);
  if (isSlip(found)) {
    context.slips.push(slipIn(node, found, context));
    return literal;
  }
  if (!isParts(found)) return found;
  const [only] = found;
  return found.length === 1 && typeof only === "string"
    ? { ...literal, value: only }
    : { kind: "template", parts: found, place };
}

function isParts(found: Expression | readonly Part[]): found is readonly Part[] {
  return Array.isArray(found);
}

function slipIn({ offset }: Node, { start, end, message }: Slip, { text }: Context): Slip {
  return {
    start: offsetOfUnit(text, offset, start),
    end: offsetOfUnit(text, offset, end),
    message,
  };
}

function placeOf(node: Node, { spot }: Context): Place {
  return spot(node.offset, node.offset + node.length);
}
