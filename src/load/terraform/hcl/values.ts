// Values while they are evaluated: the contract's nodes, and unknowns that may still be asked for their members.
// Constructors, conversions and comparisons; evaluates nothing.
import { listKey } from "../../../model/key.ts";
import { message, type Message } from "../../../words/index.ts";
import type { Place } from "../../../model/place.ts";
import type { Node, Ref, UnknownNode } from "../resource.ts";
import type { Scalar } from "./syntax/syntax.ts";

export type { Node } from "../resource.ts";
export type ScalarNode = Node & { readonly kind: "scalar" };
export type ListNode = Node & { readonly kind: "list" };
export type ObjectValue = Node & { readonly kind: "object" };

/** An unknown with what only the evaluation needs. */
export interface UnknownValue extends UnknownNode {
  /** `invalid`: Terraform itself would refuse it, so `try` goes on; `unsupported`: we cannot evaluate it. */
  readonly fault?: "invalid" | "unsupported";
  /** One of these two, since the condition that chooses is unknown. */
  readonly either?: readonly [Node, Node];
  /** A whole resource instance or module: its attributes on demand. */
  readonly member?: (name: string, place: Place) => Node;
  /** Read from an instance that may not exist: outside of `try` it must, inside it may not. */
  readonly maybe?: boolean;
  /** A resource whose instances are unknown: the instance of a key. */
  readonly instance?: (key: string | number) => Node;
  /** Instances that there may be, for a splat. */
  readonly instances?: () => readonly Node[];
}

/** Bounds that no sound configuration meets; past them a value is unknown. */
export const MAX_ITEMS = 100_000;
export const MAX_STRING = 2 ** 20;

const NO_REFS: readonly Ref[] = [];

export function scalarNode(given: Scalar, place: Place): ScalarNode {
  const value = given === 0 ? 0 : given; // no negative zero
  return { kind: "scalar", value, place };
}

export function textNode(value: string, place: Place): Node {
  return value.length > MAX_STRING ? tooLarge(place) : { kind: "scalar", value, place };
}

export function listNode(items: readonly Node[], place: Place, ordered = true): Node {
  return items.length > MAX_ITEMS ? tooLarge(place) : { kind: "list", items, ordered, place };
}

export function objectNode(entries: ReadonlyMap<string, Node>, place: Place): Node {
  return entries.size > MAX_ITEMS ? tooLarge(place) : { kind: "object", entries, place };
}

export function tooLarge(place: Place): UnknownValue {
  return unsupported(message("terraform.too-large"), place);
}

export function unknown(
  reason: Message,
  place: Place,
  refs: readonly Ref[] = NO_REFS,
): UnknownValue {
  return { kind: "unknown", reason, refs, place };
}

/** What Terraform refuses too; `try` and `can` see it as an error. */
export function invalid(reason: Message, place: Place): UnknownValue {
  return { kind: "unknown", reason, refs: NO_REFS, place, fault: "invalid" };
}

export function unsupported(
  reason: Message,
  place: Place,
  refs: readonly Ref[] = NO_REFS,
): UnknownValue {
  return { kind: "unknown", reason, refs, place, fault: "unsupported" };
}

export function isUnknownValue(node: Node): node is UnknownValue {
  return node.kind === "unknown";
}

export function isFault(node: Node): node is UnknownValue {
  return isUnknownValue(node) && node.fault === "invalid";
}

export function isNull(node: Node): boolean {
  return node.kind === "scalar" && node.value === null;
}

/**
 * A value computed from these, of which at least one is unknown: their references live on, marked as derived.
 * Only where they bound it: beside an unknown without any, or a literal in a list, it may be something else.
 */
export function derived(from: readonly Node[], place: Place): UnknownValue {
  const found = unknownsIn(from);
  const fault = found.find(isFault);
  if (fault) return fault;
  // What is beyond this evaluator is told where it stands, and once.
  const beyond = found.find(({ fault: kind }) => kind === "unsupported");
  const told = beyond ?? found[0];
  const isBound =
    found.every((one) => one.refs.length > 0) &&
    !from.some((one) => one.kind !== "scalar" && holdsText(one));
  const refs = isBound ? mergeRefs(found.map((one) => one.refs)) : NO_REFS;
  const reason = told?.reason ?? message("terraform.unknown");
  const out = { ...unknown(reason, beyond?.place ?? place, refs), derived: true as const };
  return beyond ? { ...out, fault: "unsupported" } : out;
}

/** One of these values, for a reason that is not known. */
export function choice(reason: Message, options: readonly Node[], place: Place): UnknownValue {
  const sound = options.filter((one) => !isFault(one));
  const { refs } = derived(sound, place);
  const isBound = sound.every((one) => one.kind === "unknown" || !holdsText(one));
  return { ...unknown(reason, place, isBound ? refs : NO_REFS), derived: true };
}

function holdsText(node: Node, level = 3): boolean {
  if (node.kind === "scalar") return node.value !== null && node.value !== "";
  if (level <= 0 || node.kind === "unknown" || node.kind === "template") return false;
  const items = node.kind === "list" ? node.items : [...node.entries.values()];
  return items.slice(0, MAX_REFS).some((item) => holdsText(item, level - 1));
}

/** Unknowns of values and, one level down, of their parts and elements; enough to keep the links. */
export function unknownsIn(nodes: readonly Node[]): UnknownValue[] {
  const out: UnknownValue[] = [];
  const visit = (node: Node, level: number): void => {
    if (out.length >= MAX_REFS) return;
    if (node.kind === "unknown") out.push(node);
    else if (node.kind === "template")
      out.push(...node.parts.filter((part) => typeof part !== "string"));
    else if (level > 0 && node.kind === "list")
      for (const item of node.items) visit(item, level - 1);
    else if (level > 0 && node.kind === "object")
      for (const item of node.entries.values()) visit(item, level - 1);
  };
  for (const node of nodes) visit(node, 3);
  return out;
}

const MAX_REFS = 200;

export function mergeRefs(all: readonly (readonly Ref[])[]): readonly Ref[] {
  const [first = NO_REFS, ...others] = all.filter((refs) => refs.length > 0);
  if (others.length === 0) return first;
  const seen = new Map<string, Ref>();
  for (const refs of [first, ...others])
    for (const ref of refs) {
      if (seen.size >= MAX_REFS) break;
      seen.set(listKey([ref.address, ref.attribute]), ref);
    }
  return [...seen.values()];
}

/** Shortest decimal form, as Terraform prints numbers. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const short = String(value);
  if (!/e/.test(short)) return short;
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(20).replace(/0+$/, "");
}

export function scalarAsText(value: Scalar): string {
  return typeof value === "number" ? numberText(value) : String(value);
}

/** Text of a known scalar, null where it is none. */
export function plainText(node: Node): string | null {
  return node.kind === "scalar" && node.value !== null ? scalarAsText(node.value) : null;
}

export function numberOf(node: Node): number | null {
  if (node.kind !== "scalar") return null;
  if (typeof node.value === "number") return node.value;
  if (typeof node.value !== "string" || !/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(node.value))
    return null;
  return Number(node.value);
}

export function booleanOf(node: Node): boolean | null {
  if (node.kind !== "scalar") return null;
  if (typeof node.value === "boolean") return node.value;
  return node.value === "true" ? true : node.value === "false" ? false : null;
}

/** Known through and through: no unknown at any depth. Bounded; what is past the bound counts as unknown. */
export function isWhole(node: Node, budget = { left: MAX_ITEMS }): boolean {
  if (budget.left-- <= 0) return false;
  if (node.kind === "scalar") return true;
  if (node.kind === "list") return node.items.every((item) => isWhole(item, budget));
  return (
    node.kind === "object" && [...node.entries.values()].every((item) => isWhole(item, budget))
  );
}

/** Canonical text of a whole value: equal values have equal text. Null past a megabyte or where it is not whole. */
export function canonical(node: Node): string | null {
  const out: string[] = [];
  let length = 0;
  const put = (piece: string): boolean => {
    out.push(piece);
    return (length += piece.length) <= MAX_STRING;
  };
  const write = (one: Node): boolean => {
    if (one.kind === "scalar") return put(JSON.stringify(one.value));
    if (one.kind === "list")
      return put("[") && one.items.every((item) => write(item) && put(",")) && put("]");
    if (one.kind !== "object") return false;
    const keys = sortedKeys(one.entries);
    return (
      put("{") &&
      keys.every(
        (key) => put(`${JSON.stringify(key)}:`) && write(one.entries.get(key)!) && put(","),
      ) &&
      put("}")
    );
  };
  return write(node) ? out.join("") : null;
}

export function sortedKeys(entries: ReadonlyMap<string, unknown>): string[] {
  return [...entries.keys()].sort(byBytes);
}

/** Terraform sorts by UTF-8 bytes, which is the order of code points. */
export function byBytes(a: string, b: string): number {
  if (a === b) return 0;
  const plain = a < b ? -1 : 1;
  if (!/[\uD800-\uDFFF]/.test(a + b)) return plain;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** A set: no element twice, strings in their order, other elements in that of their text. */
export function setOf(items: readonly Node[], place: Place): Node {
  const unique = new Map<string, Node>();
  const open: Node[] = [];
  for (const item of items) {
    const key = canonical(item);
    if (key === null) open.push(item);
    else if (!unique.has(key)) unique.set(key, item);
  }
  const keys = [...unique.keys()].sort((a, b) =>
    compareItems(unique.get(a)!, unique.get(b)!, a, b),
  );
  return listNode([...keys.map((key) => unique.get(key)!), ...open], place, false);
}

function compareItems(a: Node, b: Node, aText: string, bText: string): number {
  if (a.kind === "scalar" && b.kind === "scalar") {
    if (typeof a.value === "number" && typeof b.value === "number") return a.value - b.value;
    if (typeof a.value === "string" && typeof b.value === "string")
      return byBytes(a.value, b.value);
  }
  return byBytes(aText, bText);
}

/** Whether two values are equal; null where an unknown decides. */
export function equal(a: Node, b: Node): boolean | null {
  if (a.kind === "unknown" || b.kind === "unknown") return isBesideNull(a, b) ? false : null;
  if (a.kind === "template" || b.kind === "template")
    return a.kind === "template" && b.kind === "template" ? null : couldEqual(a, b);
  if (a.kind === "scalar" || b.kind === "scalar")
    return a.kind === "scalar" && b.kind === "scalar" ? a.value === b.value : false;
  if (a.kind !== b.kind) return false;
  const [left, right] = [canonical(a), canonical(b)];
  if (left !== null && right !== null) return left === right;
  if (a.kind === "list" && b.kind === "list" && a.items.length !== b.items.length && a.ordered)
    return false;
  return null;
}

/** A resource or module that surely exists is never null. */
function isBesideNull(a: Node, b: Node): boolean {
  const [one, other] = isNull(a) ? [a, b] : [b, a];
  return isNull(one) && isUnknownValue(other) && other.member !== undefined && !other.maybe;
}

/** A partly known text against a known value: different where the known head or tail differs. */
function couldEqual(a: Node, b: Node): boolean | null {
  if (b.kind === "template") return couldEqual(b, a);
  if (a.kind !== "template") return false;
  const [open, other] = [a, b];
  if (other.kind !== "scalar" || typeof other.value !== "string") return false;
  const [head, tail] = [open.parts[0], open.parts.at(-1)];
  if (typeof head === "string" && !other.value.startsWith(head)) return false;
  return typeof tail === "string" && !other.value.endsWith(tail) ? false : null;
}

/** An object whose key is no text: unknown where the key is. */
export function keyFault(key: Node, value: Node, place: Place): Node {
  const open = key.kind === "unknown" || key.kind === "template";
  return open ? derived([key, value], place) : invalid(message("terraform.key-no-text"), place);
}
