// Functions on lists, sets and maps. Elements may be unknown where the result does not hang on them. Pure.
import { message } from "../../../../words/index.ts";
import {
  booleanOf,
  canonical,
  choice,
  derived,
  equal,
  isNull,
  isUnknownValue,
  listNode,
  objectNode,
  scalarNode,
  setOf,
  sortedKeys,
  plainText,
  tooLarge,
  byBytes,
  MAX_ITEMS,
  type Node,
  type ObjectValue,
} from "../values.ts";
import { alike } from "../types.ts";
import {
  argument,
  listArgument,
  numberArgument,
  objectArgument,
  open,
  refuse,
  textArgument,
  textsIn,
  type CallContext,
  type Fn,
  type Functions,
} from "./function.ts";
import { graphemesOf } from "./graphemes.ts";

export const COLLECTIONS: Functions = {
  length: (args, context) =>
    scalarNode(lengthOf(argument(args, 0, context), context), context.place),
  concat: (args, context) =>
    listNode(
      args.flatMap((_, i) => orderedAt(args, i, context)),
      context.place,
    ),
  compact: (args, context) => {
    const items = listArgument(args, 0, context).items;
    for (const item of items) if (item.kind === "unknown") return derived(args, context.place);
    return listNode(
      items.filter((item) => !isNull(item) && plainText(item) !== ""),
      context.place,
    );
  },
  distinct: (args, context) => distinct(unified(listArgument(args, 0, context).items), context),
  sort: (args, context) => {
    const { items } = listArgument(args, 0, context);
    textsIn(listArgument(args, 0, context), context);
    const texts = items.map((item) => scalarNode(plainText(item), item.place));
    return listNode(
      texts.sort((a, b) => byBytes(String(a.value), String(b.value))),
      context.place,
    );
  },
  reverse: (args, context) =>
    listNode(listArgument(args, 0, context).items.toReversed(), context.place),
  flatten: (args, context) => flatten(listArgument(args, 0, context), context),
  element: (args, context) => {
    const [items, index] = [listArgument(args, 0, context).items, numberArgument(args, 1, context)];
    if (items.length === 0) refuse(message("terraform.empty-list"), context);
    return (
      items[((index % items.length) + items.length) % items.length] ??
      refuse(message("terraform.index-no-whole"), context)
    );
  },
  slice: (args, context) => {
    const items = listArgument(args, 0, context).items;
    const [start, end] = [numberArgument(args, 1, context), numberArgument(args, 2, context)];
    if (start < 0 || end > items.length || start > end)
      refuse(message("terraform.slice-beyond"), context);
    return listNode(items.slice(start, end), context.place);
  },
  chunklist: (args, context) => {
    const [items, size] = [listArgument(args, 0, context).items, numberArgument(args, 1, context)];
    if (size < 0) refuse(message("terraform.negative-size"), context);
    const step = size === 0 ? Math.max(1, items.length) : size;
    const chunks = Array.from({ length: Math.ceil(items.length / step) }, (_, i) =>
      items.slice(i * step, (i + 1) * step),
    );
    return listNode(
      chunks.map((chunk) => listNode(chunk, context.place)),
      context.place,
    );
  },
  contains: (args, context) => {
    const [{ items }, wanted] = [listArgument(args, 0, context), argument(args, 1, context)];
    const answers = new Set(items.map((item) => equal(item, wanted)));
    if (answers.has(true)) return scalarNode(true, context.place);
    return answers.has(null) ? derived(args, context.place) : scalarNode(false, context.place);
  },
  index: (args, context) => {
    const [{ items }, wanted] = [listArgument(args, 0, context), argument(args, 1, context)];
    for (const [i, item] of items.entries()) {
      const same = equal(item, wanted);
      if (same === null) return derived(args, context.place);
      if (same) return scalarNode(i, context.place);
    }
    return refuse(message("terraform.element-not-found"), context);
  },
  alltrue: (args, context) => every(listArgument(args, 0, context).items, true, context),
  anytrue: (args, context) => every(listArgument(args, 0, context).items, false, context),
  coalesce: (args, context) => coalesce(args, context),
  coalescelist: (args, context) => {
    for (const [i, arg] of args.entries()) {
      if (isNull(arg)) continue;
      if (arg.kind === "unknown") return derived(args, context.place);
      if (listArgument(args, i, context).items.length > 0) return arg;
    }
    return refuse(message("terraform.all-empty"), context);
  },
  one: (args, context) => {
    const arg = argument(args, 0, context);
    if (isNull(arg)) return arg;
    if (arg.kind === "unknown") return open(arg);
    const { items } = listArgument(args, 0, context);
    if (items.length > 1) refuse(message("terraform.more-than-one"), context);
    return items[0] ?? scalarNode(null, context.place);
  },
  keys: (args, context) =>
    listNode(
      sortedKeys(objectArgument(args, 0, context).entries).map((key) =>
        scalarNode(key, context.place),
      ),
      context.place,
    ),
  values: (args, context) => {
    const { entries } = objectArgument(args, 0, context);
    return listNode(
      sortedKeys(entries).map((key) => entries.get(key)!),
      context.place,
    );
  },
  lookup: (args, context) => {
    const map = objectArgument(args, 0, context);
    const found = map.entries.get(textArgument(args, 1, context));
    return found ?? args[2] ?? refuse(message("terraform.key-not-found"), context);
  },
  merge: (args, context) => merge(args, context),
  zipmap: (args, context) => {
    const keys = textsIn(listArgument(args, 0, context), context);
    const values = listArgument(args, 1, context).items;
    if (keys.length !== values.length) refuse(message("terraform.uneven-pairs"), context);
    return objectNode(new Map(keys.map((key, i) => [key, values[i]!])), context.place);
  },
  matchkeys: (args, context) => {
    const [{ items: values }, { items: keys }] = [
      listArgument(args, 0, context),
      listArgument(args, 1, context),
    ];
    const wanted = new Set(textsIn(listArgument(args, 2, context), context));
    const known = textsIn(listArgument(args, 1, context), context);
    if (keys.length !== values.length) refuse(message("terraform.uneven-pairs"), context);
    return listNode(
      values.filter((_, i) => wanted.has(known[i]!)),
      context.place,
    );
  },
  transpose: (args, context) => transpose(objectArgument(args, 0, context), context),
  setunion: (args, context) =>
    setOf(
      [argument(args, 0, context), ...args.slice(1)].flatMap(
        (_, i) => listArgument(args, i, context).items,
      ),
      context.place,
    ),
  setintersection: sets((rest) => (item) => rest.every((one) => one.has(item))),
  setsubtract: sets((rest) => (item) => !rest.some((one) => one.has(item))),
  setproduct: (args, context) => setproduct(args, context),
};

const unified = (items: readonly Node[]): readonly Node[] => alike({ kind: "any" }, items) ?? items;

function orderedAt(args: readonly Node[], index: number, context: CallContext): readonly Node[] {
  const { items, ordered } = listArgument(args, index, context);
  return ordered ? items : refuse(message("terraform.set-to-list"), context);
}

function lengthOf(arg: Node, context: CallContext): number {
  if (arg.kind === "unknown" || arg.kind === "template") return open(arg);
  if (arg.kind === "object") return arg.entries.size;
  if (arg.kind === "list") {
    // Of two unknown elements of a set one may be the other.
    if (!arg.ordered && arg.items.length > 1)
      for (const item of arg.items) if (canonical(item) === null) open(item);
    return arg.items.length;
  }
  if (typeof arg.value !== "string") return refuse(message("terraform.no-collection"), context);
  return graphemesOf(arg.value).length;
}

function distinct(items: readonly Node[], { place }: CallContext): Node {
  const seen = new Set<string>();
  const out: Node[] = [];
  for (const item of items) {
    const key = canonical(item);
    if (key === null) return items.length === 1 ? listNode(items, place) : derived(items, place);
    if (!seen.has(key)) out.push(item);
    seen.add(key);
  }
  return listNode(out, place);
}

/** An unknown element could be a list of any length, unless it stands for something that is certainly none. */
function flatten(arg: Node & { kind: "list" }, { place }: CallContext): Node {
  const out: Node[] = [];
  const visit = (item: Node, depth: number): boolean => {
    if (item.kind === "list" && depth < 100)
      return item.items.every((inner) => visit(inner, depth + 1));
    out.push(item);
    return out.length <= MAX_ITEMS;
  };
  return arg.items.every((item) => visit(item, 0)) ? listNode(out, place) : tooLarge(place);
}

/** `alltrue` (wanted: true) fails on the first false; `anytrue` is its mirror. */
function every(items: readonly Node[], wanted: boolean, context: CallContext): Node {
  const known = new Set(items.map((item) => (isNull(item) ? false : booleanOf(item))));
  if (known.has(!wanted)) return scalarNode(!wanted, context.place);
  return known.has(null) ? derived(items, context.place) : scalarNode(wanted, context.place);
}

/** The first that is neither null nor empty. */
function coalesce(given: readonly Node[], context: CallContext): Node {
  const args = unified(given);
  for (const [i, arg] of args.entries()) {
    if (isNull(arg) || (arg.kind === "scalar" && arg.value === "")) continue;
    if (!isUnknownValue(arg)) return arg;
    // An id that is known only after apply is neither, when it is read straight from a resource.
    const isSet = arg.refs.length > 0 && !arg.derived && arg.fault === undefined;
    return isSet ? arg : choice(arg.reason, args.slice(i), context.place);
  }
  return refuse(message("terraform.nothing-set"), context);
}

function merge(args: readonly Node[], context: CallContext): Node {
  const out = new Map<string, Node>();
  for (const [i, arg] of args.entries()) {
    if (isNull(arg)) continue;
    for (const [key, value] of objectArgument(args, i, context).entries) {
      out.delete(key);
      out.set(key, value);
    }
  }
  return objectNode(out, context.place);
}

function transpose(map: ObjectValue, context: CallContext): Node {
  const out = new Map<string, Node[]>();
  for (const key of sortedKeys(map.entries))
    for (const name of textsIn(listArgument([map.entries.get(key)!], 0, context), context)) {
      const group = out.get(name) ?? [];
      group.push(scalarNode(key, context.place));
      out.set(name, group);
    }
  return objectNode(
    new Map([...out].map(([key, items]) => [key, listNode(items, context.place)])),
    context.place,
  );
}

function sets(keep: (rest: readonly ReadonlySet<string>[]) => (key: string) => boolean): Fn {
  return (args, context) => {
    const keysOf = (i: number) =>
      listArgument(args, i, context).items.map((item) => canonical(item) ?? open(item));
    const rest = args.slice(1).map((_, i) => new Set(keysOf(i + 1)));
    const decide = keep(rest);
    return setOf(
      listArgument(args, 0, context).items.filter((_, i) => decide(keysOf(0)[i]!)),
      context.place,
    );
  };
}

function setproduct(args: readonly Node[], context: CallContext): Node {
  const lists = args.map((_, i) => listArgument(args, i, context));
  if (lists.length < 2) refuse(message("terraform.needs-two-lists"), context);
  let rows: Node[][] = [[]];
  for (const { items } of lists) {
    if (rows.length * items.length > MAX_ITEMS) return tooLarge(context.place);
    rows = rows.flatMap((row) => items.map((item) => [...row, item]));
  }
  const pairs = rows.map((row) => listNode(row, context.place));
  return lists.every(({ ordered }) => ordered)
    ? listNode(pairs, context.place)
    : setOf(pairs, context.place);
}
