// YAML as Terraform writes and reads it: libyaml's layout with every text quoted; of the old forms of scalars only those
// that Terraform takes. Pure.
import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Scalar } from "yaml";
import { message } from "../../../../words/index.ts";
import type { Place } from "../../../../model/place.ts";
import {
  listNode,
  MAX_ITEMS,
  objectNode,
  plainText,
  scalarNode,
  textNode,
  unsupported,
  type Node,
} from "../values.ts";
import { yamlTime } from "./dates.ts";
import { argument, open, refuse, textArgument, type Functions } from "./function.ts";
import { writtenYaml } from "./yaml-writer.ts";

/** YAML of more than this is not read inside of an expression. */
const MAX_YAML = 200_000;
const MAX_DEPTH = 100;

export const YAML: Functions = {
  yamlencode: (args, context) => {
    const arg = argument(args, 0, context);
    const written = writtenYaml(arg);
    return written === null ? open(arg) : textNode(written, context.place);
  },
  yamldecode: (args, context) => {
    const text = textArgument(args, 0, context);
    if (text.length > MAX_YAML || /^(\s*- ){50}|^\s{400}|[[{\s]{200}/m.test(text))
      return unsupported(message("terraform.too-deep"), context.place);
    try {
      const document = parseDocument(text, {
        schema: "failsafe",
        uniqueKeys: false,
      });
      const decoded = document.errors.length === 0 ? nodeIn(document, context.place) : "invalid";
      if (decoded === "large") return unsupported(message("terraform.too-deep"), context.place);
      if (decoded !== "invalid") return decoded;
    } catch {
      // Deeper than the parser goes.
    }
    return refuse(message("terraform.no-yaml"), context);
  },
};

type Decoded = Node | "invalid" | "large";

/** Aliases stand for what they name, counted each time. */
function nodeIn(document: Document, place: Place): Decoded {
  let left = MAX_ITEMS;
  const inside = new Set<unknown>();
  const visit = (item: unknown, depth: number): Decoded => {
    if (left-- <= 0 || depth > MAX_DEPTH) return "large";
    if (item === null || item === undefined) return scalarNode(null, place);
    if (isAlias(item)) {
      const named = item.resolve(document);
      return named === undefined || inside.has(named) ? "invalid" : visit(named, depth + 1);
    }
    if (isScalar(item)) return scalarIn(item, place);
    inside.add(item);
    const node = isSeq(item) ? sequence(item.items, item.tag, depth) : mapping(item, depth);
    inside.delete(item);
    return node;
  };
  const sequence = (given: readonly unknown[], tag: string | undefined, depth: number): Decoded => {
    if (tag !== undefined && tag !== "tag:yaml.org,2002:seq") return "invalid";
    const items: Node[] = [];
    for (const one of given) {
      const node = visit(one, depth + 1);
      if (typeof node === "string") return node;
      items.push(node);
    }
    return listNode(items, place);
  };
  const mapping = (map: unknown, depth: number): Decoded => {
    if (!isMap(map) || (map.tag !== undefined && map.tag !== "tag:yaml.org,2002:map"))
      return "invalid";
    const entries = new Map<string, Node>();
    for (const { key, value } of map.items) {
      const node = visit(value, depth + 1);
      if (typeof node === "string") return node;
      if (isMergeKey(key)) {
        if (!merged(entries, node)) return "invalid";
        continue;
      }
      const named = key === null ? null : isScalar(key) ? scalarIn(key, place) : "invalid";
      const name = named === null || typeof named === "string" ? null : plainText(named);
      if (name === null) return "invalid";
      entries.set(name, node);
    }
    return objectNode(entries, place);
  };
  return visit(document.contents, 0);
}

function isMergeKey(key: unknown): boolean {
  if (!isScalar(key)) return false;
  return key.tag === undefined ? textIn(key) === "<<" : key.tag === "tag:yaml.org,2002:merge";
}

/** What comes later wins, whether it was merged or written. */
function merged(entries: Map<string, Node>, from: Node): boolean {
  const maps = from.kind === "list" ? from.items : [from];
  for (const map of maps) {
    if (map.kind !== "object") return false;
    for (const [name, value] of map.entries) entries.set(name, value);
  }
  return true;
}

function textIn(scalar: Scalar): string {
  return scalar.source ?? String(scalar.value ?? "");
}

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map(
    (word) => [word, true] as const,
  ),
  ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map(
    (word) => [word, false] as const,
  ),
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
]);

const DECIMAL = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const WHOLE_OF_BASE = /^0(?:o[0-7]+|x[\da-fA-F]+)$/;
const ENDLESS = /^[-+]?\.(?:inf|Inf|INF)$/;

/** A block is read as if it were plain, and then made a text. */
function scalarIn(scalar: Scalar, place: Place): Decoded {
  const read = resolved(scalar, place);
  const isBlock = scalar.type === "BLOCK_LITERAL" || scalar.type === "BLOCK_FOLDED";
  if (!isBlock || scalar.tag !== undefined || typeof read === "string") return read;
  return scalarNode(plainText(read), place);
}

const TAGS: ReadonlySet<string> = new Set([
  "",
  "!",
  "str",
  "bool",
  "int",
  "float",
  "null",
  "timestamp",
  "binary",
]);

function resolved(scalar: Scalar, place: Place): Decoded {
  const text = textIn(scalar);
  const tag = scalar.tag?.replace(/^tag:yaml\.org,2002:/, "") ?? "";
  if (!TAGS.has(tag)) return "invalid";
  if (tag === "!" || tag === "str") return scalarNode(text, place);
  if (tag === "binary")
    return /^[\w+/\s]*={0,2}\s*$/.test(text) ? scalarNode(text, place) : "invalid";
  const isQuoted = scalar.type === "QUOTE_DOUBLE" || scalar.type === "QUOTE_SINGLE";
  // Only what could be something else stays a text for its quotes alone.
  if (isQuoted && /^[-+.\d~yYnNtTfFoO]|^$/.test(text)) return scalarNode(text, place);
  const value = valueOf(text, tag);
  return value === "invalid" ? value : scalarNode(value.is, place);
}

/** What a plain text means, under a tag or none. */
function valueOf(
  text: string,
  tag: string,
): { readonly is: string | number | boolean | null } | "invalid" {
  const word = WORDS.get(text);
  if (word !== undefined) return { is: word };
  if (ENDLESS.test(text))
    return { is: text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY };
  if (tag === "" && /^\.(?:nan|NaN|NAN)$/.test(text)) return "invalid";
  const time = tag === "" || tag === "timestamp" ? yamlTime(text) : null;
  if (time !== null) return { is: time };
  if (DECIMAL.test(text) || WHOLE_OF_BASE.test(text)) return { is: Number(text) };
  if (tag === "null") return { is: null };
  return tag === "" ? { is: text } : "invalid";
}
