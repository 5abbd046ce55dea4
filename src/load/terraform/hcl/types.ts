// Type constraints of variables, with optional attributes and their defaults, and conversion to them. Pure.
import type { Expression } from "./syntax/syntax.ts";
import {
  booleanOf,
  isNull,
  listNode,
  numberOf,
  objectNode,
  scalarNode,
  scalarAsText,
  setOf,
  sortedKeys,
  plainText,
  type Node,
  type ObjectValue,
} from "./values.ts";

export type Type =
  | { readonly kind: "any" | "string" | "number" | "bool" }
  | { readonly kind: "list" | "set" | "map"; readonly of: Type }
  | { readonly kind: "object"; readonly attributes: ReadonlyMap<string, ObjectAttribute> }
  | { readonly kind: "tuple"; readonly items: readonly Type[] };

export interface ObjectAttribute {
  readonly type: Type;
  readonly optional: boolean;
  /** Only for optional ones. */
  readonly fallback: Node | null;
}

const ANY: Type = { kind: "any" };

/** A type constraint from its syntax; what is no type is `any`. `literal` evaluates a default. */
export function typeOf(expression: Expression, literal: (expression: Expression) => Node): Type {
  if (expression.kind === "group") return typeOf(expression.of, literal);
  if (expression.kind === "literal")
    return typeof expression.value === "string" ? named(expression.value) : ANY;
  if (expression.kind === "name") return named(expression.name);
  if (expression.kind !== "call") return ANY;
  const [arg] = expression.args;
  switch (expression.name) {
    case "list":
    case "set":
    case "map":
      return { kind: expression.name, of: arg ? typeOf(arg, literal) : ANY };
    case "tuple":
      return {
        kind: "tuple",
        items: arg?.kind === "tuple" ? arg.items.map((item) => typeOf(item, literal)) : [],
      };
    case "object":
      return objectType(arg, literal);
    default:
      return ANY;
  }
}

/** `list` and `map` alone are the old spelling of `list(any)` and `map(any)`. */
function named(word: string): Type {
  if (word === "string" || word === "number" || word === "bool") return { kind: word };
  return word === "list" || word === "set" || word === "map" ? { kind: word, of: ANY } : ANY;
}

function objectType(arg: Expression | undefined, literal: (expression: Expression) => Node): Type {
  const attributes = new Map<string, ObjectAttribute>();
  for (const { key, value } of arg?.kind === "object" ? arg.entries : []) {
    const name = key.kind === "name" ? key.name : key.kind === "literal" ? String(key.value) : null;
    if (name === null) continue;
    const optional = value.kind === "call" && value.name === "optional";
    const [inner, fallback] = optional ? value.args : [value];
    attributes.set(name, {
      type: inner ? typeOf(inner, literal) : ANY,
      optional,
      fallback: fallback ? literal(fallback) : null,
    });
  }
  return { kind: "object", attributes };
}

/** The value as that type; unknowns stay, null is a value of every type. Null where it cannot be converted. */
export function convert(node: Node, type: Type): Node | null {
  if (node.kind === "unknown" || isNull(node) || type.kind === "any") return node;
  switch (type.kind) {
    case "string":
    case "number":
    case "bool":
      return convertScalar(node, type.kind);
    case "list":
    case "set":
      return convertList(node, type.kind, type.of);
    case "map":
      return convertMap(node, type.of);
    case "tuple":
      return convertTuple(node, type.items);
    case "object":
      return node.kind === "object" ? convertObject(node, type.attributes) : null;
  }
}

function convertScalar(node: Node, kind: "string" | "number" | "bool"): Node | null {
  if (node.kind === "template") return node;
  const value =
    kind === "string" ? plainText(node) : kind === "number" ? numberOf(node) : booleanOf(node);
  if (value === null) return null;
  return node.kind === "scalar" && node.value === value ? node : scalarNode(value, node.place);
}

function convertList(node: Node, kind: "list" | "set", of: Type): Node | null {
  if (node.kind !== "list") return null;
  const items = alike(
    of,
    node.items.map((item) => convert(item, of)),
  );
  if (!items) return null;
  return kind === "set" ? setOf(items, node.place) : listNode(items, node.place);
}

/** A map of nulls keeps them. */
function convertMap(node: Node, of: Type): Node | null {
  if (node.kind !== "object") return null;
  const keys = sortedKeys(node.entries);
  const items = alike(
    of,
    keys.map((key) => convert(node.entries.get(key)!, of)),
  );
  return items && objectNode(new Map(keys.map((key, i) => [key, items[i]!])), node.place);
}

/** All elements have one type: beside a text, a number or bool becomes text. */
export function alike(of: Type, items: readonly (Node | null)[]): readonly Node[] | null {
  if (!items.every((item) => item !== null)) return null;
  if (of.kind !== "any") return items;
  const kinds = new Set(
    items.flatMap((item) =>
      item.kind === "scalar" && item.value !== null ? [typeof item.value] : [],
    ),
  );
  if (kinds.size < 2) return items;
  return items.map((item) =>
    item.kind === "scalar" && item.value !== null
      ? scalarNode(scalarAsText(item.value), item.place)
      : item,
  );
}

function convertTuple(node: Node, types: readonly Type[]): Node | null {
  if (node.kind !== "list" || node.items.length !== types.length) return null;
  const items = node.items.map((item, i) => convert(item, types[i]!));
  return items.every((item) => item !== null) ? listNode(items, node.place) : null;
}

/** Attributes the type does not know are dropped; optional ones get their default, or null. */
function convertObject(
  node: ObjectValue,
  attributes: ReadonlyMap<string, ObjectAttribute>,
): Node | null {
  const out = new Map<string, Node>();
  for (const [name, { type, optional, fallback }] of attributes) {
    const given = node.entries.get(name);
    if (!given && !optional) return null;
    const absent = !given || (isNull(given) && fallback !== null);
    const value = convert(absent ? (fallback ?? scalarNode(null, node.place)) : given, type);
    if (!value) return null;
    out.set(name, value);
  }
  return objectNode(out, node.place);
}
