// Values as trees that can be bent: changed in place by a few blows, then written as JSON or YAML, also in ways that no
// serializer would choose.
import type { Dice } from "../cloud/seed.ts";
import { NEARLY, ODD_NUMBERS, oddText, odder } from "./odd.ts";

export type Tree =
  | { readonly kind: "map"; readonly entries: [key: string, value: Tree][] }
  | { readonly kind: "list"; readonly items: Tree[] }
  | { readonly kind: "leaf"; readonly value: string | number | boolean | null }
  /** Text that stands for itself; `head` before any other: an anchor, a tag. */
  | { readonly kind: "raw"; readonly text: string }
  | { readonly kind: "headed"; readonly head: string; readonly value: Tree };

export type Notation = "json" | "yaml";

export function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { kind: "list", items: value.map(treeOf) };
  if (typeof value === "object" && value !== null)
    return { kind: "map", entries: Object.entries(value).map(([key, one]) => [key, treeOf(one)]) };
  return leaf(value as string | number | boolean | null);
}

const leaf = (value: string | number | boolean | null): Tree => ({ kind: "leaf", value });
const raw = (text: string): Tree => ({ kind: "raw", text });

/** A place in the tree whose value can be replaced, repeated or taken away. */
interface Slot {
  readonly holder: Tree[] | [string, Tree][];
  readonly at: number;
  readonly key: string | null;
  readonly node: Tree;
}

function slotsOf(tree: Tree): Slot[] {
  const slots: Slot[] = [];
  const walk = (node: Tree): void => {
    if (node.kind === "headed") return walk(node.value);
    if (node.kind === "map")
      for (const [at, [key, value]] of node.entries.entries()) {
        slots.push({ holder: node.entries, at, key, node: value });
        walk(value);
      }
    if (node.kind === "list")
      for (const [at, item] of node.items.entries()) {
        slots.push({ holder: node.items, at, key: null, node: item });
        walk(item);
      }
  };
  walk(tree);
  return slots;
}

function put({ holder, at, key }: Slot, node: Tree): void {
  holder[at] = (key === null ? node : [key, node]) as Tree & [string, Tree];
}

function insert({ holder, key }: Slot, at: number, node: Tree, name = key): void {
  const list = holder as (Tree | [string, Tree])[];
  list.splice(at, 0, name === null ? node : [name, node]);
}

type Blow = (slots: readonly Slot[], dice: Dice, notation: Notation) => void;

const replaceLeaf: Blow = (slots, dice) => {
  const slot = dice.pick(slots.filter(({ node }) => node.kind === "leaf"));
  if (slot?.node.kind !== "leaf") return;
  const { value } = slot.node;
  if (typeof value === "number" && dice.chance(0.7)) put(slot, leaf(dice.pick(ODD_NUMBERS)));
  else put(slot, leaf(odder(String(value), dice)));
};

const swapLeaves: Blow = (slots, dice) => {
  const one = dice.pick(slots.filter(({ node }) => node.kind === "leaf"));
  const other = dice.pick(
    slots.filter(({ node, key }) => node.kind === "leaf" && key === one?.key),
  );
  if (!one || !other) return;
  put(one, other.node);
  put(other, one.node);
};

const swapType: Blow = (slots, dice) => {
  const slot = dice.pick(slots);
  const { node } = slot;
  put(
    slot,
    dice.pick<Tree>([
      leaf(null),
      leaf(true),
      leaf(dice.pick(ODD_NUMBERS)),
      leaf(oddText(dice)),
      { kind: "list", items: [] },
      { kind: "map", entries: [] },
      { kind: "list", items: [node, node] },
      { kind: "map", entries: [[oddText(dice), node]] },
      node.kind === "list" && node.items[0] ? node.items[0] : leaf(0),
    ]),
  );
};

const remove: Blow = (slots, dice) => {
  const { holder, at } = dice.pick(slots);
  holder.splice(at, 1);
};

const twice: Blow = (slots, dice) => {
  const slot = dice.pick(slots);
  insert(slot, slot.at, copyOf(dice.chance(0.5) ? slot.node : dice.pick(slots).node));
};

const move: Blow = (slots, dice) => {
  const [from, to] = [dice.pick(slots), dice.pick(slots)];
  if (dice.chance(0.5)) put(from, leaf(null));
  if (dice.chance(0.5)) put(to, copyOf(from.node));
  else insert(to, to.at, copyOf(from.node), to.key === null ? null : (from.key ?? to.key));
};

const rename: Blow = (slots, dice) => {
  const slot = dice.pick(slots.filter(({ key }) => key !== null));
  if (!slot) return;
  const key = dice.chance(0.4) ? (dice.pick(slots).key ?? "x") : odder(slot.key ?? "", dice);
  slot.holder[slot.at] = [key, slot.node] as Tree & [string, Tree];
};

const nest: Blow = (slots, dice) => {
  const slot = dice.pick(slots);
  const levels = dice.pick([2, 3, 20, 90, 99, 101, 1_000, 20_000]);
  if (levels <= 3) {
    let node = slot.node;
    for (let i = 0; i < levels; i++) node = { kind: "list", items: [node] };
    return put(slot, node);
  }
  const [open, close] = dice.pick([
    ["[", "]"],
    ['{"a":', "}"],
    ['[{"a":', "}]"],
  ] as const);
  put(slot, raw(`${open.repeat(levels)}1${dice.chance(0.9) ? close.repeat(levels) : ""}`));
};

/** Many of what stands there once. */
const multiply: Blow = (slots, dice) => {
  const slot = dice.pick(slots.filter(({ key, node }) => key === null && node.kind !== "raw"));
  if (!slot) return;
  const list = slot.holder as Tree[];
  const copies = Array.from({ length: dice.pick([2, 5, 30, 150]) }, () => slot.node);
  list.splice(slot.at, 0, ...copies);
};

const nearly: Blow = (slots, dice) => {
  const slot = dice.pick(slots.filter(({ node }) => node.kind === "leaf"));
  if (slot) put(slot, leaf(dice.pick(NEARLY)));
};

const sameKey: Blow = (slots, dice) => {
  const one = dice.pick(slots);
  put(one, copyOf(dice.pick(slots.filter(({ key }) => key === one.key)).node));
};

const oddly: Blow = (slots, dice, notation) => {
  const texts = notation === "json" ? ODD_JSON : ODD_YAML;
  put(dice.pick(slots), raw(dice.pick(texts)));
};

const ODD_JSON = [
  "1e999",
  "-0",
  "01",
  "0x1",
  "NaN",
  "'x'",
  "[1,]",
  '{"a":1,}',
  "// x\n1",
  "/* x */ 1",
  '"\\ud800"',
  '"\\u0000"',
  '"\\x41"',
  '"a\nb"',
  "undefined",
  '{"__proto__":{"x":1}}',
  '{"a":1,"a":2}',
  "123456789012345678901234567890",
  "1.0000000000000000000001",
  "",
];

const ODD_YAML = [
  ...ODD_JSON,
  "!!binary aGk=",
  "!!set { a, b }",
  "!!omap [a: 1]",
  "!!timestamp 2026-01-01",
  "!!int '80'",
  "!!str 80",
  "!!float .inf",
  "!custom x",
  "!<tag:yaml.org,2002:js/function> 'x'",
  "*nowhere",
  "*one",
  "{ <<: *one, id: x }",
  "{ <<: [*one, *one] }",
  "&one [*one]",
  "&one { a: &two [1, 2], <<: { b: 1 } }",
  "0o17",
  "017",
  "1_000",
  "12:30:45",
  "yes",
  ".inf",
  "? [a, b]\n : c",
  "|+\n  a\n\n",
  ">-\n  a\n   b",
  "|9\n x",
  "'a''b",
  '"\\x1b\\u202e\\U0001F600"',
  "@x",
  "`x`",
  "%x",
  "\tx",
  "- - - a",
  "a: b: c",
  "[a, b: c, {d}]",
  "\n---\nversion: 1\n",
  "\n...\n",
];

const anchor: Blow = (slots, dice, notation) => {
  if (notation === "json") return swapType(slots, dice, notation);
  const [one, other] = [dice.pick(slots), dice.pick(slots)];
  put(
    other,
    raw(dice.pick(["*one", "{ <<: *one }", "[*one, *one]", "{ <<: [*one, *one], id: y }"])),
  );
  put(one, {
    kind: "headed",
    head: dice.pick(["&one ", "&one !!map ", "!x &one "]),
    value: one.node,
  });
};

/** What leaves the input whole enough to be judged, and what does so seldom. */
const GENTLE: readonly Blow[] = [
  replaceLeaf,
  swapLeaves,
  sameKey,
  nearly,
  nearly,
  twice,
  remove,
  move,
  multiply,
];
const HARSH: readonly Blow[] = [swapType, rename, anchor, oddly, nest];

/** Values of a tree that is not bent any further: copies of copies have no end. */
const MANY = 20_000;

/** Bends the tree in place. `isStrict`: one mistake in it and the rest is not looked at. */
export function bend(tree: Tree, dice: Dice, notation: Notation, isStrict: boolean): void {
  const isGentle = dice.chance(isStrict ? 0.8 : 0.4);
  const blows = isStrict ? 1 : 1 + dice.below(dice.chance(0.7) ? 3 : 12);
  for (let i = 0; i < blows; i++) {
    const slots = slotsOf(tree);
    if (slots.length === 0 || slots.length > MANY) return;
    dice.pick(isGentle ? GENTLE : [...GENTLE, ...HARSH])(slots, dice, notation);
  }
}

function copyOf(tree: Tree): Tree {
  if (tree.kind === "list") return { kind: "list", items: tree.items.map(copyOf) };
  if (tree.kind === "headed") return copyOf(tree.value);
  if (tree.kind === "map")
    return { kind: "map", entries: tree.entries.map(([key, value]) => [key, copyOf(value)]) };
  return tree;
}

/** One line for each value of a list of objects and each key on the way to it. */
export function jsonText(tree: Tree, indent = "\n"): string {
  const inner = `${indent} `;
  if (tree.kind === "raw") return tree.text;
  if (tree.kind === "headed") return jsonText(tree.value, indent);
  if (tree.kind === "leaf") return numberText(tree.value) ?? JSON.stringify(tree.value);
  if (tree.kind === "list") {
    if (tree.items.length === 0) return "[]";
    return `[${tree.items.map((item) => inner + jsonText(item, inner)).join(",")}${indent}]`;
  }
  if (tree.entries.length === 0) return "{}";
  const lines = tree.entries.map(
    ([key, value]) => `${inner}${JSON.stringify(key)}: ${jsonText(value, inner)}`,
  );
  return `{${lines.join(",")}${indent}}`;
}

/** Numbers that JSON.stringify would hide. */
function numberText(value: unknown): string | null {
  if (typeof value !== "number" || Number.isFinite(value)) return null;
  return Number.isNaN(value) ? "1e-999" : "1e999";
}

export function yamlText(tree: Tree): string {
  return `${blockText(tree, "").replace(/^\n/, "")}\n`;
}

function blockText(tree: Tree, pad: string): string {
  if (tree.kind === "headed") return tree.head + blockText(tree.value, pad);
  if (tree.kind === "raw") return tree.text;
  if (tree.kind === "leaf")
    return typeof tree.value === "string" ? plain(tree.value) : jsonText(tree);
  if (tree.kind === "list") {
    if (tree.items.length === 0) return "[]";
    return tree.items.map((item) => `\n${pad}- ${blockText(item, `${pad}  `)}`).join("");
  }
  if (tree.entries.length === 0) return "{}";
  return tree.entries
    .map(([key, value]) => `\n${pad}${plain(key)}: ${blockText(value, `${pad}  `)}`)
    .join("");
}

function plain(text: string): string {
  return /^[a-z][\w.-]*$/i.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text)
    ? text
    : JSON.stringify(text);
}
