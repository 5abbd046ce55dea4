// Paths of keys -> nodes of a YAML tree: where a value stands, and how it was written.
import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { Key, Span } from "../../model/place.ts";
import { isMerge, keyText, type Tree } from "./yaml-values.ts";

interface Found {
  readonly node: Node | null;
  /** The pair whose value `node` is; null for an element of a list. */
  readonly pair: Pair | null;
}

/** The span of the value or key at a path, or of the nearest thing above it that exists. */
export function spanIn(tree: Tree, path: readonly Key[], part: "value" | "key"): Span {
  const { found, whole } = follow(tree, path);
  const key = rangeOf(found.pair?.key);
  const value = rangeOf(found.node && resolve(tree, found.node));
  if (whole && part === "key" && key) return key;
  // `ingress:` with nothing behind it has an empty value: its key is what can be seen.
  return (value && value.end > value.start ? value : (key ?? value)) ?? { start: 0, end: 0 };
}

export function writtenIn(tree: Tree, path: readonly Key[]): string | null {
  const { found, whole } = follow(tree, path);
  const node = found.node && resolve(tree, found.node);
  if (!whole || !isScalar(node) || node.value === null) return null;
  return node.source ?? String(node.value);
}

/** Whether a node on the way to a path is an alias, comes through a merge key, or is repeated by an alias. */
export function sharedIn(tree: Tree, path: readonly Key[]): boolean {
  const repeated = new Set(tree.targets.values());
  const isShared = (node: Node | null) => node !== null && (isAlias(node) || repeated.has(node));
  let found: Found = { node: tree.root, pair: null };
  for (const key of path) {
    if (isShared(found.node)) return true;
    const next = step(tree, found.node, key);
    if (!next) return false;
    if (isMap(found.node) && !found.node.items.some((pair) => pair === next.pair)) return true;
    found = next;
  }
  return isShared(found.node);
}

function follow(tree: Tree, path: readonly Key[]): { found: Found; whole: boolean } {
  let found: Found = { node: tree.root, pair: null };
  for (const key of path) {
    const next = step(tree, found.node, key);
    if (!next) return { found, whole: false };
    found = next;
  }
  return { found, whole: true };
}

function step(tree: Tree, from: Node | null, key: Key): Found | null {
  const node = from && resolve(tree, from);
  if (isSeq(node)) {
    const item = node.items[Number(key)];
    return isNode(item) ? { node: item, pair: null } : null;
  }
  if (!isMap(node)) return null;
  const pair = node.items.findLast(
    (one) => !isMerge(one) && keyText(tree.targets, one.key) === String(key),
  );
  if (pair) return { node: isNode(pair.value) ? pair.value : null, pair };
  for (const merge of node.items.filter(isMerge)) {
    const value = isNode(merge.value) ? resolve(tree, merge.value) : null;
    for (const merged of isSeq(value) ? value.items : [value]) {
      const found = isNode(merged) && isMap(resolve(tree, merged)) ? step(tree, merged, key) : null;
      if (found) return found;
    }
  }
  return null;
}

function resolve(tree: Tree, node: Node): Node {
  return isAlias(node) ? (tree.targets.get(node) ?? node) : node;
}

function rangeOf(node: unknown): Span | null {
  if (!isNode(node) || !node.range) return null;
  return { start: node.range[0], end: node.range[1] };
}
