// Attributes and blocks of a resource as plain values. A value that has the wrong shape is unknown and, where the
// text is the user's, a complaint; no value but addresses, ports, ids and names is ever put into words.
import { parseIp, type AddressRange } from "../../../net/address.ts";
import { isUnknown, type Known } from "../../../model/unknown.ts";
import type { Node, Resource, UnknownNode } from "../resource.ts";
import { lacking, type Ground } from "./ground.ts";

export type ObjectNode = Node & { readonly kind: "object" };

/** Whose value is read, for facts: `port of listener`. */
export interface Holder {
  readonly address: string;
  readonly body: ObjectNode;
  /** Stands before the attribute's name in facts; empty for the resource itself. */
  readonly prefix: string;
}

export function holderOf({ address, body }: Resource): Holder {
  return { address, body, prefix: "" };
}

export function within(holder: Holder, body: ObjectNode, prefix: string): Holder {
  return { address: holder.address, body, prefix: `${holder.prefix}${prefix} ` };
}

/** The first of the attributes that is set. `null` and, for text, "" say that it is not. */
export function attribute(body: ObjectNode, ...names: readonly string[]): Node | null {
  for (const name of names) {
    const node = body.entries.get(name);
    if (node && !(node.kind === "scalar" && (node.value === null || node.value === "")))
      return node;
  }
  return null;
}

/** Text of a scalar as Terraform converts it; null for anything else. */
export function textOf(node: Node | null): string | null {
  if (node?.kind === "template")
    return node.parts.every((part) => typeof part === "string") ? node.parts.join("") : null;
  return node?.kind === "scalar" && node.value !== null ? String(node.value) : null;
}

/** Why a node is not known as a whole, or in part; null where it is known. */
export function whyUnknown(node: Node): UnknownNode | null {
  if (node.kind === "unknown") return node;
  if (node.kind !== "template") return null;
  return node.parts.find((part): part is UnknownNode => typeof part !== "string") ?? null;
}

/** One value. `absent` where it is not set, `expected` names what `read` accepts. */
export function scalar<T>(
  ground: Ground,
  holder: Holder,
  name: string,
  absent: NoInfer<Known<T> | (() => Known<T>)>,
  read: (text: string) => T | null,
): Known<T> {
  const node = attribute(holder.body, name);
  if (!node) return typeof absent === "function" ? (absent as () => Known<T>)() : absent;
  const noun = `${holder.prefix}${name}`;
  const open = whyUnknown(node);
  if (open) return lacking(ground, holder.address, noun, open.reason, node.place);
  const text = textOf(node);
  const value = text === null ? null : read(text);
  return value ?? lacking(ground, holder.address, noun, "cannot be read", node.place);
}

/** Null where it is not a whole number from `least` to 65535. */
export function portNumber(least: 0 | 1): (text: string) => number | null {
  return (text) => {
    const value = /^\d{1,5}$/.test(text) ? Number(text) : -1;
    return value >= least && value <= 65535 ? value : null;
  };
}

export function amount(text: string): number | null {
  return /^\d{1,9}(\.\d{1,3})?$/.test(text) ? Number(text) : null;
}

/** Terraform takes `true`, `"true"` and, from older providers, 1. */
export function flag(text: string): boolean | null {
  if (text === "true" || text === "1") return true;
  return text === "false" || text === "0" ? false : null;
}

/** Elements of a list, a set or repeated blocks; absent = none. One that is unknown as a whole says why. */
export function elements(body: ObjectNode, name: string): readonly Node[] | UnknownNode {
  const node = body.entries.get(name);
  if (!node || (node.kind === "scalar" && (node.value === null || node.value === ""))) return [];
  if (node.kind === "list")
    return node.items.filter((item) => item.kind !== "scalar" || item.value !== null);
  return node.kind === "unknown" ? node : [node];
}

/** Blocks, of which each is an object or unknown. */
export function blocks(
  body: ObjectNode,
  name: string,
): readonly (ObjectNode | UnknownNode)[] | UnknownNode {
  const list = elements(body, name);
  if (isUnknownNode(list)) return list;
  return list.flatMap((node) => (node.kind === "object" || node.kind === "unknown" ? [node] : []));
}

/** The one block of a kind that may stand once; null where there is none. */
export function block(body: ObjectNode, name: string): ObjectNode | UnknownNode | null {
  const list = blocks(body, name);
  return isUnknownNode(list) ? list : (list[0] ?? null);
}

export function isUnknownNode(value: readonly unknown[] | Node | null): value is UnknownNode {
  return value !== null && "kind" in value && value.kind === "unknown";
}

/** Single addresses of several attributes, each a scalar or a list. None set: `absent`. */
export function addresses(
  ground: Ground,
  holder: Holder,
  names: readonly string[],
  absent: Known<readonly AddressRange[]>,
): Known<readonly AddressRange[]> {
  const found = new Map<string, AddressRange>();
  let isSet = false;
  for (const name of names) {
    const node = attribute(holder.body, name);
    if (!node) continue;
    const list = elements(holder.body, name);
    const noun = `${holder.prefix}${name}`;
    if (isUnknownNode(list)) return lacking(ground, holder.address, noun, list.reason, list.place);
    for (const item of list) {
      isSet = true;
      const range = addressOf(ground, holder.address, noun, item);
      if (isUnknown(range)) return range;
      found.set(range.text, range);
    }
  }
  return isSet ? [...found.values()] : absent;
}

export function addressOf(
  ground: Ground,
  address: string,
  noun: string,
  item: Node,
): Known<AddressRange> {
  const open = whyUnknown(item);
  if (open) return lacking(ground, address, noun, open.reason, item.place);
  const reading = parseIp(textOf(item)?.slice(0, 100) ?? "");
  if (reading.ok) return { text: reading.text, set: reading.set };
  return lacking(ground, address, noun, "is no single IP address", item.place);
}
