// A composed YAML tree -> plain values. Follows aliases and merge keys (<<); what they would expand to is
// counted before anybody walks it, and a value named twice is built once.
import { say } from "../../words/index.ts";
import { isAlias, isMap, isNode, isScalar, isSeq } from "yaml";
import type { Alias, Node, Pair, Scalar, YAMLMap } from "yaml";
import { MAX_DEPTH, MAX_EXPANDED } from "./limits.ts";
import type { Slip } from "./parsed.ts";

export interface Tree {
  readonly root: Node;
  readonly value: unknown;
  /** The node that each alias stands for. */
  readonly targets: ReadonlyMap<Node, Node>;
  /** Aliases that cannot be followed. Where there is one, `value` is not to be used. */
  readonly slips: readonly Slip[];
  /** Keys that stand twice in a mapping; the last wins. */
  readonly duplicates: readonly Slip[];
}

interface Built {
  readonly value: unknown;
  /** Values in it, itself included, with aliases replaced. */
  readonly size: number;
  readonly height: number;
}

interface Walk {
  readonly anchors: Map<string, Node>;
  /** What each anchored node became; absent while its own contents are being read. */
  readonly built: Map<Node, Built>;
  readonly targets: Map<Node, Node>;
  readonly slips: Slip[];
  readonly duplicates: Slip[];
  /** Values that aliases have added so far. */
  added: number;
}

const NOTHING: Built = { value: null, size: 1, height: 0 };

export function readTree(root: Node): Tree {
  const walk: Walk = {
    anchors: new Map(),
    built: new Map(),
    targets: new Map(),
    slips: [],
    duplicates: [],
    added: 0,
  };
  const { value } = build(walk, root, 0);
  return { root, value, targets: walk.targets, slips: walk.slips, duplicates: walk.duplicates };
}

/** A key as text; a list or mapping as a key, which JSON has not, is told by its place only. */
export function keyText(targets: ReadonlyMap<Node, Node>, key: unknown): string {
  const node = isAlias(key) ? targets.get(key) : key;
  if (isScalar(node)) return typeof node.value === "string" ? node.value : (node.source ?? "");
  return "[a list or mapping as key]";
}

/** `<<: *base`, whose mappings count as written here. */
export function isMerge({ key }: Pair): boolean {
  return isScalar(key) && key.type === "PLAIN" && key.source === "<<";
}

function build(walk: Walk, node: Node, depth: number): Built {
  if (isAlias(node)) return buildAlias(walk, node, depth);
  const anchor = (node as Scalar).anchor;
  if (anchor) walk.anchors.set(anchor, node);
  const built = isMap(node)
    ? buildMap(walk, node, depth)
    : isSeq(node)
      ? buildList(walk, node.items, depth)
      : { value: scalarValue(node as Scalar), size: 1, height: 0 };
  if (anchor) walk.built.set(node, built);
  return built;
}

function buildAlias(walk: Walk, alias: Alias, depth: number): Built {
  const target = walk.anchors.get(alias.source);
  if (!target) return refuse(walk, alias, say("text.no-anchor", short(alias.source)));
  const built = walk.built.get(target);
  if (!built) return refuse(walk, alias, say("text.alias-in-itself", short(alias.source)));
  walk.targets.set(alias, target);
  walk.added += built.size;
  if (walk.added > MAX_EXPANDED) return refuse(walk, alias, say("text.many-aliases", MAX_EXPANDED));
  if (depth + built.height > MAX_DEPTH)
    return refuse(walk, alias, say("text.deep-alias", MAX_DEPTH));
  return built;
}

function buildList(walk: Walk, items: readonly unknown[], depth: number): Built {
  let [size, height] = [1, 0];
  const value = items.map((item) => {
    const built = isNode(item) ? build(walk, item, depth + 1) : NOTHING;
    size += built.size;
    height = Math.max(height, built.height);
    return built.value;
  });
  return { value, size, height: height + 1 };
}

function buildMap(walk: Walk, map: YAMLMap, depth: number): Built {
  let [size, height] = [1, 0];
  const value: Record<string, unknown> = {};
  const merged: unknown[] = [];
  for (const pair of map.items) {
    if (isNode(pair.key)) build(walk, pair.key, depth + 1);
    const built = isNode(pair.value) ? build(walk, pair.value, depth + 1) : NOTHING;
    size += built.size;
    height = Math.max(height, built.height);
    if (isMerge(pair)) {
      merged.push(...[built.value].flat());
      continue;
    }
    const key = keyText(walk.targets, pair.key);
    if (Object.hasOwn(value, key)) walk.duplicates.push(duplicate(key, pair));
    put(value, key, built.value);
  }
  for (const one of merged)
    if (typeof one === "object" && one !== null)
      for (const [key, inner] of Object.entries(one))
        if (!Object.hasOwn(value, key)) put(value, key, inner);
  return { value, size, height: height + 1 };
}

/** Own property in every case: `value["__proto__"] = x` would change the prototype. */
function put(value: Record<string, unknown>, key: string, inner: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(value, key, {
      value: inner,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  else value[key] = inner;
}

/** Values that JSON has not (dates and binary of YAML 1.1) stay text. */
function scalarValue({ value, source }: Scalar): unknown {
  const plain = value === null || ["string", "number", "boolean"].includes(typeof value);
  return plain ? value : (source ?? String(value));
}

function duplicate(key: string, { key: node }: Pair): Slip {
  const [start, end] = (isNode(node) && node.range) || [0, 0];
  return {
    start,
    end,
    message: say("text.key-twice", short(key)),
  };
}

function refuse(walk: Walk, alias: Alias, message: string): Built {
  const [start, end] = alias.range ?? [0, 0];
  walk.slips.push({ start, end, message });
  return NOTHING;
}

function short(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}...` : name;
}
