// JSON as Terraform writes it: keys sorted, `<`, `>` and `&` escaped. Pure.
import type { Place } from "../../../../model/place.ts";
import {
  listNode,
  MAX_ITEMS,
  MAX_STRING,
  numberText,
  objectNode,
  scalarNode,
  sortedKeys,
  type Node,
} from "../values.ts";

/** Null where the value is not wholly known, or larger than a text may be. */
export function canonicalJson(node: Node, escape = false): string | null {
  const out: string[] = [];
  let length = 0;
  const put = (piece: string): boolean => {
    out.push(piece);
    return (length += piece.length) <= MAX_STRING;
  };
  const write = (one: Node): boolean => {
    if (one.kind === "scalar") {
      if (typeof one.value === "number") return put(numberText(one.value));
      const written = JSON.stringify(one.value);
      return put(escape ? escaped(written) : written);
    }
    if (one.kind === "list")
      return (
        put("[") && one.items.every((item, i) => (i === 0 || put(",")) && write(item)) && put("]")
      );
    if (one.kind !== "object") return false;
    const keys = sortedKeys(one.entries);
    const entry = (key: string, i: number) =>
      (i === 0 || put(",")) &&
      put(`${escape ? escaped(JSON.stringify(key)) : JSON.stringify(key)}:`) &&
      write(one.entries.get(key)!);
    return put("{") && keys.every(entry) && put("}");
  };
  return write(node) ? out.join("") : null;
}

function escaped(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A plain value as a node; null where it is too large or of no known kind. */
export function nodeOf(
  value: unknown,
  place: Place,
  budget = { left: MAX_ITEMS },
  depth = 0,
): Node | null {
  if (budget.left-- <= 0 || depth > 100) return null;
  if (value === null || value === undefined) return scalarNode(null, place);
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return scalarNode(value, place);
  if (typeof value === "bigint") return scalarNode(Number(value), place);
  if (Array.isArray(value)) {
    const items = value.map((item) => nodeOf(item, place, budget, depth + 1));
    return items.every((item) => item !== null) ? listNode(items, place) : null;
  }
  if (typeof value !== "object") return null;
  const entries = new Map<string, Node>();
  for (const [key, item] of value instanceof Map ? value : Object.entries(value)) {
    const node = nodeOf(item, place, budget, depth + 1);
    if (!node) return null;
    entries.set(String(key), node);
  }
  return objectNode(entries, place);
}
