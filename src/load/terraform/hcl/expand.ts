// count and for_each of a resource or module -> its instances. An unknown one makes an instance that may not be.
import { message, type Message } from "../../../words/index.ts";
import type { Place } from "../../../model/place.ts";
import { evaluate } from "./evaluate.ts";
import type { EvaluationScope } from "./scope.ts";
import type { SyntaxBlock } from "./syntax/syntax.ts";
import {
  derived,
  invalid,
  isFault,
  isUnknownValue,
  numberOf,
  scalarNode,
  sortedKeys,
  plainText,
  unsupported,
  type Node,
  type UnknownValue,
} from "./values.ts";

export interface Expansion {
  readonly kind: "single" | "count" | "each";
  readonly instances: readonly InstanceSlot[];
  /** Why it is not known which instances there are; null where it is. */
  readonly open: UnknownValue | null;
}

export interface InstanceSlot {
  readonly key: string | number | null;
  readonly count: Node | null;
  readonly each: { readonly key: Node; readonly value: Node } | null;
  readonly certain: boolean;
}

const MAX_INSTANCES = 10_000;

export function expand({ body }: SyntaxBlock, scope: EvaluationScope): Expansion {
  const count = body.attributes.get("count");
  if (count) return counted(evaluate(count.value, scope), count.place);
  const each = body.attributes.get("for_each");
  if (each) return keyed(evaluate(each.value, scope), each.place);
  return {
    kind: "single",
    instances: [{ key: null, count: null, each: null, certain: true }],
    open: null,
  };
}

function counted(value: Node, place: Place): Expansion {
  const { open: either, values } = choicesOf(value);
  const numbers = values.map(numberOf);
  if (numbers.every((one): one is number => one !== null && one >= 0 && one <= MAX_INSTANCES)) {
    const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
    const instances = Array.from({ length: most }, (_, i): InstanceSlot =>
      slot(i, scalarNode(i, place), null, i < least),
    );
    return { kind: "count", instances, open: either };
  }
  const isLarge = numbers.some((one) => one !== null && one > MAX_INSTANCES);
  const open = isLarge
    ? unsupported(message("terraform.too-many-instances", MAX_INSTANCES), place)
    : reasonOf(value, place, message("terraform.bad-count"));
  return { kind: "count", instances: [slot(0, scalarNode(0, place), null, false)], open };
}

/** What a count or for_each may be; `open`: which of them is not known. */
function choicesOf(value: Node): { open: UnknownValue | null; values: readonly Node[] } {
  return isUnknownValue(value) && value.either
    ? { open: value, values: value.either }
    : { open: null, values: [value] };
}

function keyed(value: Node, place: Place): Expansion {
  const { open: either, values } = choicesOf(value);
  const maps = values.map(elementsOf);
  if (maps.every((one) => one !== null) && maps.every(({ size }) => size <= MAX_INSTANCES)) {
    const all = new Map(maps.flatMap((map) => [...map]));
    const instances = sortedKeys(all).map((key): InstanceSlot => {
      const [eachKey, eachValue] = all.get(key)!;
      const certain = maps.every((map) => map.has(key));
      // Where the two maps differ in this element its value hangs on the condition.
      return slot(key, null, { key: eachKey, value: eachValue }, certain);
    });
    return { kind: "each", instances, open: either };
  }
  const open = reasonOf(value, place, message("terraform.bad-for-each"));
  const each = { key: open, value: open };
  return { kind: "each", instances: [slot("*", null, each, false)], open };
}

function slot(
  key: string | number,
  count: Node | null,
  each: InstanceSlot["each"],
  certain: boolean,
): InstanceSlot {
  return { key, count, each, certain };
}

/** Keys with the key and value of `each`; null where they are not known, or not allowed. */
function elementsOf(value: Node): Map<string, readonly [Node, Node]> | null {
  if (value.kind === "object")
    return new Map(
      [...value.entries].map(([key, item]) => [key, [scalarNode(key, item.place), item] as const]),
    );
  if (value.kind !== "list" || (value.ordered && value.items.length > 0)) return null;
  const out = new Map<string, readonly [Node, Node]>();
  for (const item of value.items) {
    const key = plainText(item);
    if (key === null) return null;
    out.set(key, [item, item]);
  }
  return out;
}

function reasonOf(value: Node, place: Place, otherwise: Message): UnknownValue {
  if (value.kind === "unknown") return isFault(value) ? value : derived([value], place);
  const isOpenSet = value.kind === "list" && !value.ordered;
  const from = isOpenSet ? derived([value], place) : null;
  if (from && from.refs.length > 0) return from;
  return value.kind === "list" || value.kind === "object" || value.kind === "scalar"
    ? invalid(otherwise, place)
    : unsupported(otherwise, place);
}
