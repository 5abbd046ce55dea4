// Which values are sensitive: a mark at the place of each scalar, which goes on to whatever is computed from it. Evaluates
// nothing.
import type { Hidden } from "../../../model/place.ts";
import { allHidden, hiding, isHidden, NOTHING_HIDDEN, showing } from "../../../model/secret.ts";
import { message } from "../../../words/index.ts";
import { isUnknownValue, MAX_ITEMS, scalarAsText, type Node } from "./values.ts";

type Why = "sensitive" | "of-file";

/** What is known of it must not be shown. `from`: texts that it was made of. */
export function secret(node: Node, why: Why, from = NOTHING_HIDDEN, whyKeys = why): Node {
  switch (node.kind) {
    case "scalar": {
      const own = node.value === null ? [] : [scalarAsText(node.value)];
      const place = hiding(node.place, withTexts(from, own, why));
      return { kind: "scalar", value: node.value, place };
    }
    case "template": {
      const own = node.parts.filter((part) => typeof part === "string");
      const place = hiding(node.place, withTexts(from, own, why));
      return { kind: "template", parts: node.parts, place };
    }
    case "list":
      return { ...node, items: node.items.map((item) => secret(item, why, from, whyKeys)) };
    case "object": {
      const keys = withTexts(from, node.entries.keys(), whyKeys);
      const entries = [...node.entries].map(([name, item]) => {
        const hidden = secret(item, why, keys, whyKeys);
        return [name, hasMark(hidden) ? hidden : marked(hidden, keys)] as const;
      });
      return { ...node, entries: new Map(entries) };
    }
    case "unknown":
      return node;
  }
}

function withTexts(from: Hidden, texts: Iterable<string>, why: Why): Hidden {
  return allHidden([from, new Map([...texts].map((text) => [text, why]))]);
}

/** As `secret`; what is not known does not tell of what: a fault never, anything else not in these texts. */
export function madeOfSecrets(node: Node, from: Hidden, whyKeys = whyOf(from)): Node {
  if (!isUnknownValue(node)) return secret(node, whyOf(from), from, whyKeys);
  const { data } = node.reason;
  const tells = node.fault ? data.length > 0 : data.some((one) => from.has(String(one)));
  return tells ? { ...node, reason: message("terraform.of-sensitive") } : node;
}

function whyOf(from: Hidden): Why {
  return from.size > 0 && [...from.values()].every((why) => why === "of-file")
    ? "of-file"
    : "sensitive";
}

/**
 * What an operation makes of these values. Keys that it takes over from a collection are in its texts where they are
 * sensitive: a sensitive element does not make the other keys so. Those that it reads out of a text are.
 */
export function madeOf(from: readonly Node[], made: Node): Node {
  const hidden = secretsIn(from);
  if (hidden === null) return made;
  const areTexts = from.every((one) => one.kind === "scalar" || secretsIn([one]) === null);
  return madeOfSecrets(made, hidden, areTexts ? whyOf(hidden) : "of-file");
}

/** What stands behind these keys, or is made of them, hides what they hide. */
export function keyedBy(made: Node, from: readonly Node[]): Node {
  const hidden = secretsIn(from);
  if (hidden === null) return made;
  const out = madeOfSecrets(made, hidden);
  return hasMark(out) ? out : marked(out, hidden);
}

/** Whether something in it can tell that it is hidden. */
function hasMark(node: Node): boolean {
  if (isHidden(node.place)) return true;
  if (node.kind === "list") return node.items.some(hasMark);
  return node.kind === "object" && [...node.entries.values()].some(hasMark);
}

/** What holds nothing that could be hidden (no value yet, no element) still stands behind a key that is. */
function marked(node: Node, from: Hidden): Node {
  return { ...node, place: hiding(node.place, from) };
}

/** Whether Terraform calls it sensitive, which it never does because of the file that something was read from. */
export function isSensitiveValue(node: Node): boolean {
  return [...(secretsIn([node])?.values() ?? [])].includes("sensitive");
}

/** Whether it tells the key that it stands behind: one that its owner hides. */
export function isBehindSensitive(key: string, node: Node): boolean {
  return secretsIn([node])?.get(key) === "sensitive";
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
function secretsIn(nodes: readonly Node[]): Hidden | null {
  const found: Hidden[] = [];
  let isAny = false;
  let left = MAX_ITEMS;
  const visit = (node: Node): void => {
    if (left-- <= 0) return;
    if (node.kind === "list") node.items.forEach(visit);
    else if (node.kind === "object") for (const item of node.entries.values()) visit(item);
    if (!isHidden(node.place)) return;
    isAny = true;
    found.push(node.place.source.hides ?? NOTHING_HIDDEN);
  };
  nodes.forEach(visit);
  return isAny ? allHidden(found) : null;
}
