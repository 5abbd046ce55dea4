// count, for_each and lifecycle.enabled of a resource or module -> its instances. An unknown one makes an instance that
// may not be.
import { message, type Message } from "../../../words/index.ts";
import type { Place } from "../../../model/place.ts";
import { evaluate } from "./evaluate.ts";
import type { EvaluationScope } from "./scope.ts";
import { isBehindSensitive, isSensitiveValue } from "./secrets.ts";
import type { Expression, SyntaxBlock, SyntaxBody } from "./syntax/syntax.ts";
import {
  booleanOf,
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
  const each = body.attributes.get("for_each");
  const enabled = enabledIn(body);
  if (enabled && (count || each))
    return single(false, invalid(message("terraform.enabled-beside"), enabled.place));
  if (count) return counted(evaluate(count.value, scope), count.place);
  if (each) return keyed(evaluate(each.value, scope), each.place);
  return enabled ? switched(evaluate(enabled, scope), enabled.place) : single(true, null);
}

function single(certain: boolean, open: UnknownValue | null): Expansion {
  return { kind: "single", instances: [slot(null, null, null, certain)], open };
}

/** OpenTofu's own, for resources and modules; Terraform refuses it, so that nobody reads it in another way. */
function enabledIn({ attributes, blocks }: SyntaxBody): Expression | null {
  const written = blocks.filter(({ type }) => type === "lifecycle");
  const found = written.findLast(({ body }) => body.attributes.has("enabled"));
  if (found) return found.body.attributes.get("enabled")!.value;
  const json = attributes.get("lifecycle")?.value;
  const objects = json?.kind === "tuple" ? json.items : json ? [json] : [];
  const entries = objects.flatMap((one) => (one.kind === "object" ? one.entries : []));
  return (
    entries.find(({ key }) => key.kind === "literal" && key.value === "enabled")?.value ?? null
  );
}

function switched(value: Node, place: Place): Expansion {
  const { open, values } = choicesOf(value);
  const states = new Set(values.map(booleanOf));
  if (states.has(null))
    return single(false, reasonOf(value, place, message("terraform.bad-enabled")));
  if (!states.has(true)) return { kind: "single", instances: [], open };
  return single(!states.has(false), open);
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
  if (values.some(isTelling))
    return keyedOpenly(invalid(message("terraform.sensitive-for-each"), place));
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
  return keyedOpenly(reasonOf(value, place, message("terraform.bad-for-each")));
}

/** Keys stand in addresses, so that Terraform refuses those that must not be shown. */
function isTelling(value: Node): boolean {
  if (value.kind === "list") return isSensitiveValue(value);
  if (value.kind !== "object") return false;
  return [...value.entries].some(([key, item]) => isBehindSensitive(key, item));
}

function keyedOpenly(open: UnknownValue): Expansion {
  const each = { key: open, value: open };
  return { kind: "each", instances: [slot("*", null, each, false)], open };
}

function slot(
  key: InstanceSlot["key"],
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
