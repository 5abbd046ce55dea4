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
  list,
  object,
  scalar,
  setOf,
  sortedKeys,
  textOf,
  tooLarge,
  byBytes,
  MAX_ITEMS,
  type Node,
  type ObjectNode,
} from "../values.ts";
import { alike } from "../types.ts";
import {
  argument,
  listAt,
  numberAt,
  objectAt,
  open,
  refuse,
  textAt,
  textsIn,
  type Context,
  type Fn,
  type Functions,
} from "./function.ts";

export const COLLECTIONS: Functions = {
  length: (args, context) => scalar(lengthOf(argument(args, 0, context), context), context.place),
  concat: (args, context) =>
    list(
      args.flatMap((_, i) => orderedAt(args, i, context)),
      context.place,
    ),
  compact: (args, context) => {
    const items = listAt(args, 0, context).items;
    for (const item of items) if (item.kind === "unknown") return derived(args, context.place);
    return list(
      items.filter((item) => !isNull(item) && textOf(item) !== ""),
      context.place,
    );
  },
  distinct: (args, context) => distinct(unified(listAt(args, 0, context).items), context),
  sort: (args, context) => {
    const { items } = listAt(args, 0, context);
    textsIn(listAt(args, 0, context), context);
    const texts = items.map((item) => scalar(textOf(item), item.place));
    return list(
      texts.sort((a, b) => byBytes(String(a.value), String(b.value))),
      context.place,
    );
  },
  reverse: (args, context) => list(listAt(args, 0, context).items.toReversed(), context.place),
  flatten: (args, context) => flatten(listAt(args, 0, context), context),
  element: (args, context) => {
    const [items, index] = [listAt(args, 0, context).items, numberAt(args, 1, context)];
    if (items.length === 0) refuse(message("terraform.empty-list"), context);
    return (
      items[((index % items.length) + items.length) % items.length] ??
      refuse(message("terraform.index-no-whole"), context)
    );
  },
  slice: (args, context) => {
    const items = listAt(args, 0, context).items;
    const [start, end] = [numberAt(args, 1, context), numberAt(args, 2, context)];
    if (start < 0 || end > items.length || start > end)
      refuse(message("terraform.slice-beyond"), context);
    return list(items.slice(start, end), context.place);
  },
  chunklist: (args, context) => {
    const [items, size] = [listAt(args, 0, context).items, numberAt(args, 1, context)];
    if (size < 0) refuse(message("terraform.negative-size"), context);
    const step = size === 0 ? Math.max(1, items.length) : size;
    const chunks = Array.from({ length: Math.ceil(items.length / step) }, (_, i) =>
      items.slice(i * step, (i + 1) * step),
    );
    return list(
      chunks.map((chunk) => list(chunk, context.place)),
      context.place,
    );
  },
  contains: (args, context) => {
    const [{ items }, wanted] = [listAt(args, 0, context), argument(args, 1, context)];
    const answers = new Set(items.map((item) => equal(item, wanted)));
    if (answers.has(true)) return scalar(true, context.place);
    return answers.has(null) ? derived(args, context.place) : scalar(false, context.place);
  },
  index: (args, context) => {
    const [{ items }, wanted] = [listAt(args, 0, context), argument(args, 1, context)];
    for (const [i, item] of items.entries()) {
      const same = equal(item, wanted);
      if (same === null) return derived(args, context.place);
      if (same) return scalar(i, context.place);
    }
    return refuse(message("terraform.element-not-found"), context);
  },
  alltrue: (args, context) => every(listAt(args, 0, context).items, true, context),
  anytrue: (args, context) => every(listAt(args, 0, context).items, false, context),
  coalesce: (args, context) => coalesce(args, context),
  coalescelist: (args, context) => {
    for (const [i, arg] of args.entries()) {
      if (isNull(arg)) continue;
      if (arg.kind === "unknown") return derived(args, context.place);
      if (listAt(args, i, context).items.length > 0) return arg;
    }
    return refuse(message("terraform.all-empty"), context);
  },
  one: (args, context) => {
    const arg = argument(args, 0, context);
    if (isNull(arg)) return arg;
    if (arg.kind === "unknown") return open(arg);
    const { items } = listAt(args, 0, context);
    if (items.length > 1) refuse(message("terraform.more-than-one"), context);
    return items[0] ?? scalar(null, context.place);
  },
  keys: (args, context) =>
    list(
      sortedKeys(objectAt(args, 0, context).entries).map((key) => scalar(key, context.place)),
      context.place,
    ),
  values: (args, context) => {
    const { entries } = objectAt(args, 0, context);
    return list(
      sortedKeys(entries).map((key) => entries.get(key)!),
      context.place,
    );
  },
  lookup: (args, context) => {
    const map = objectAt(args, 0, context);
    const found = map.entries.get(textAt(args, 1, context));
    return found ?? args[2] ?? refuse(message("terraform.key-not-found"), context);
  },
  merge: (args, context) => merge(args, context),
  zipmap: (args, context) => {
    const keys = textsIn(listAt(args, 0, context), context);
    const values = listAt(args, 1, context).items;
    if (keys.length !== values.length) refuse(message("terraform.uneven-pairs"), context);
    return object(new Map(keys.map((key, i) => [key, values[i]!])), context.place);
  },
  matchkeys: (args, context) => {
    const [{ items: values }, { items: keys }] = [
      listAt(args, 0, context),
      listAt(args, 1, context),
    ];
    const wanted = new Set(textsIn(listAt(args, 2, context), context));
    const known = textsIn(listAt(args, 1, context), context);
    if (keys.length !== values.length) refuse(message("terraform.uneven-pairs"), context);
    return list(
      values.filter((_, i) => wanted.has(known[i]!)),
      context.place,
    );
  },
  transpose: (args, context) => transpose(objectAt(args, 0, context), context),
  setunion: (args, context) =>
    setOf(
      [argument(args, 0, context), ...args.slice(1)].flatMap(
        (_, i) => listAt(args, i, context).items,
      ),
      context.place,
    ),
  setintersection: sets((rest) => (item) => rest.every((one) => one.has(item))),
  setsubtract: sets((rest) => (item) => !rest.some((one) => one.has(item))),
  setproduct: (args, context) => setproduct(args, context),
};

const unified = (items: readonly Node[]): readonly Node[] => alike({ kind: "any" }, items) ?? items;

function orderedAt(args: readonly Node[], index: number, context: Context): readonly Node[] {
  const { items, ordered } = listAt(args, index, context);
  return ordered ? items : refuse(message("terraform.set-to-list"), context);
}

function lengthOf(arg: Node, context: Context): number {
  if (arg.kind === "unknown" || arg.kind === "template") return open(arg);
  if (arg.kind === "object") return arg.entries.size;
  if (arg.kind === "list") {
    // Of two unknown elements of a set one may be the other.
    if (!arg.ordered && arg.items.length > 1)
      for (const item of arg.items) if (canonical(item) === null) open(item);
    return arg.items.length;
  }
  if (typeof arg.value !== "string") return refuse(message("terraform.no-collection"), context);
  return [...new Intl.Segmenter().segment(arg.value)].length;
}

function distinct(items: readonly Node[], { place }: Context): Node {
  const seen = new Set<string>();
  const out: Node[] = [];
  for (const item of items) {
    const key = canonical(item);
    if (key === null) return items.length === 1 ? list(items, place) : derived(items, place);
    if (!seen.has(key)) out.push(item);
    seen.add(key);
  }
  return list(out, place);
}

/** An unknown element could be a list of any length, unless it stands for something that is certainly none. */
function flatten(arg: Node & { kind: "list" }, { place }: Context): Node {
  const out: Node[] = [];
  const visit = (item: Node, depth: number): boolean => {
    if (item.kind === "list" && depth < 100)
      return item.items.every((inner) => visit(inner, depth + 1));
    out.push(item);
    return out.length <= MAX_ITEMS;
  };
  return arg.items.every((item) => visit(item, 0)) ? list(out, place) : tooLarge(place);
}

/** `alltrue` (wanted: true) fails on the first false; `anytrue` is its mirror. */
function every(items: readonly Node[], wanted: boolean, context: Context): Node {
  const known = new Set(items.map((item) => (isNull(item) ? false : booleanOf(item))));
  if (known.has(!wanted)) return scalar(!wanted, context.place);
  return known.has(null) ? derived(items, context.place) : scalar(wanted, context.place);
}

/** The first that is neither null nor empty. */
function coalesce(given: readonly Node[], context: Context): Node {
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

function merge(args: readonly Node[], context: Context): Node {
  const out = new Map<string, Node>();
  for (const [i, arg] of args.entries()) {
    if (isNull(arg)) continue;
    for (const [key, value] of objectAt(args, i, context).entries) {
      out.delete(key);
      out.set(key, value);
    }
  }
  return object(out, context.place);
}

function transpose(map: ObjectNode, context: Context): Node {
  const out = new Map<string, Node[]>();
  for (const key of sortedKeys(map.entries))
    for (const name of textsIn(listAt([map.entries.get(key)!], 0, context), context)) {
      const group = out.get(name) ?? [];
      group.push(scalar(key, context.place));
      out.set(name, group);
    }
  return object(
    new Map([...out].map(([key, items]) => [key, list(items, context.place)])),
    context.place,
  );
}

function sets(keep: (rest: readonly ReadonlySet<string>[]) => (key: string) => boolean): Fn {
  return (args, context) => {
    const keysOf = (i: number) =>
      listAt(args, i, context).items.map((item) => canonical(item) ?? open(item));
    const rest = args.slice(1).map((_, i) => new Set(keysOf(i + 1)));
    const decide = keep(rest);
    return setOf(
      listAt(args, 0, context).items.filter((_, i) => decide(keysOf(0)[i]!)),
      context.place,
    );
  };
}

function setproduct(args: readonly Node[], context: Context): Node {
  const lists = args.map((_, i) => listAt(args, i, context));
  if (lists.length < 2) refuse(message("terraform.needs-two-lists"), context);
  let rows: Node[][] = [[]];
  for (const { items } of lists) {
    if (rows.length * items.length > MAX_ITEMS) return tooLarge(context.place);
    rows = rows.flatMap((row) => items.map((item) => [...row, item]));
  }
  const pairs = rows.map((row) => list(row, context.place));
  return lists.every(({ ordered }) => ordered)
    ? list(pairs, context.place)
    : setOf(pairs, context.place);
}
