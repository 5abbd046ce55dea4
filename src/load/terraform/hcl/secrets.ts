// Which values are sensitive: a mark at the place of each scalar, which goes on to whatever is computed from it. Evaluates
// nothing.
import { hiding, isHidden, showing } from "../../../model/secret.ts";
import { message } from "../../../words/index.ts";
import { isUnknownValue, MAX_ITEMS, scalarAsText, type Node } from "./values.ts";

/** What is known of it must not be shown. `from`: texts that it was made of. */
export function secret(node: Node, from: Iterable<string> = []): Node {
  const texts = [...from];
  switch (node.kind) {
    case "scalar": {
      const own = node.value === null ? [] : [scalarAsText(node.value)];
      return { kind: "scalar", value: node.value, place: hiding(node.place, [...own, ...texts]) };
    }
    case "template": {
      const own = node.parts.filter((part) => typeof part === "string");
      return { kind: "template", parts: node.parts, place: hiding(node.place, [...own, ...texts]) };
    }
    case "list":
      return { ...node, items: node.items.map((item) => secret(item, texts)) };
    case "object": {
      const keys = [...node.entries.keys(), ...texts];
      const entries = [...node.entries].map(([name, item]) => [name, secret(item, keys)] as const);
      return { ...node, entries: new Map(entries) };
    }
    case "unknown":
      return node;
  }
}

/** As `secret`; what is not known does not tell of what: a fault never, anything else not in these texts. */
export function madeOfSecrets(node: Node, from: Iterable<string>): Node {
  if (!isUnknownValue(node)) return secret(node, from);
  const hidden = new Set(from);
  const { data } = node.reason;
  const tells = node.fault ? data.length > 0 : data.some((one) => hidden.has(String(one)));
  return tells ? { ...node, reason: message("terraform.of-sensitive") } : node;
}

/** What stands behind these keys, or is made of them, hides what they hide. */
export function keyedBy(made: Node, from: readonly Node[]): Node {
  const hidden = secretsIn(from);
  return hidden === null ? made : madeOfSecrets(made, hidden);
}

/** What `nonsensitive` gives. */
export function unveiled(node: Node): Node {
  if (node.kind === "list") return { ...node, items: node.items.map(unveiled) };
  if (node.kind === "object") {
    const entries = [...node.entries].map(([name, item]) => [name, unveiled(item)] as const);
    return { ...node, entries: new Map(entries) };
  }
  return { ...node, place: showing(node.place) };
}

/** What values hide; null where none of them hides anything. */
export function secretsIn(nodes: readonly Node[]): Set<string> | null {
  let out: Set<string> | null = null;
  let left = MAX_ITEMS;
  const visit = (node: Node): void => {
    if (left-- <= 0) return;
    if (node.kind === "list") node.items.forEach(visit);
    else if (node.kind === "object") for (const item of node.entries.values()) visit(item);
    else if (isHidden(node.place)) {
      out ??= new Set();
      for (const text of node.place.source.hides ?? []) out.add(text);
    }
  };
  nodes.forEach(visit);
  return out;
}
