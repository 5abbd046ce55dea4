// Attributes and blocks of a resource: the world in which a value may be known only after apply. A value of the wrong shape
// is unknown and, where the text is the user's, a complaint (load/read); no value but addresses, ports, ids and names is
// ever put into words. Single values are asked for as `scalarIn(ground, holder, name, absent, form....)`.
import { message, textOf, say, type Message } from "../../../words/index.ts";
import type { AddressRange } from "../../../net/address.ts";
import { isUnknown, type Known } from "../../../model/unknown.ts";
import { nearest, oneOf, quote } from "../../own/wording.ts";
import { ask, type Form, type Language, type World } from "../../read/ask.ts";
import { form } from "../../read/forms.ts";
import type { Node, UnknownNode } from "../resource.ts";
import type { ResourceType, ShapeOf } from "../resources/index.ts";
import type { Shape } from "../resources/shape.ts";
import {
  innerBody,
  isUnknownNode,
  type AttributeName,
  type BlockName,
  type TypedBody,
  type InnerOf,
  type ResourceOf,
} from "./typed.ts";
import { complainOf, lacking, type Ground, NOT_SET, UNREADABLE } from "./ground.ts";

/** Whose value is read, for facts: `port of listener`. */
export interface Holder<S extends Shape = Shape> {
  readonly address: string;
  readonly body: TypedBody<S>;
  /** Stands before the attribute's name in facts; empty for the resource itself. */
  readonly prefix: string;
}

export function holderOf<T extends ResourceType>({
  address,
  body,
}: ResourceOf<T>): Holder<ShapeOf<T>> {
  return { address, body, prefix: "" };
}

export function within<S extends Shape>(
  holder: Pick<Holder, "address" | "prefix">,
  body: TypedBody<S>,
  prefix: string,
): Holder<S> {
  return { address: holder.address, body, prefix: `${holder.prefix}${prefix} ` };
}

/** The first of the attributes that is set. `null` and, for text, "" say that it is not. */
export function attribute<S extends Shape>(
  { entries }: TypedBody<S>,
  ...names: readonly AttributeName<S>[]
): Node | null {
  return names.map((name) => setNode(entries.get(name))).find((node) => node !== null) ?? null;
}

export function setNode(node: Node | undefined): Node | null {
  const isUnset = node?.kind === "scalar" && (node.value === null || node.value === "");
  return isUnset ? null : (node ?? null);
}

/** Text of a scalar as Terraform converts it; null for anything else. */
export function nodeText(node: Node | null): string | null {
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

/** How one resource's attribute is asked for. */
export interface AttributeAsking {
  readonly ground: Ground;
  readonly address: string;
  readonly noun: string;
  /** A predicate for a value that is none. */
  readonly wrong: Message;
}

/** Scalars as Terraform converts them: `true`, `"true"` and, from older providers, 1. */
const NODES: Language<Node> = {
  isOpen: (node) => whyUnknown(node) !== null,
  text: nodeText,
  number: (node) => {
    const text = nodeText(node) ?? "";
    return /^\d{1,9}(\.\d{1,3})?$/.test(text) ? Number(text) : null;
  },
  flag: (node) => FLAGS.get(nodeText(node) ?? "") ?? null,
  items: (node) => (node.kind === "list" ? node.items : [node]),
  written: () => null,
};

const FLAGS = new Map([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);

/** Known only after apply, or malformed. What a state holds wrongly is the provider's; else it is the user's to mend. */
export const APPLIED: World<Node, AttributeAsking> = {
  language: NODES,
  lost: ({ ground, address, noun, wrong }, slips) => {
    const open = slips.map(({ at }) => whyUnknown(at)).find((node) => node !== null);
    if (ground.origin === "hcl")
      for (const { at, why, expected, words } of slips)
        if (whyUnknown(at) === null)
          complainOf(
            ground,
            at,
            why ??
              (words
                ? strangeWord(noun, nodeText(at) ?? "", words)
                : say("terraform.malformed", noun, address, textOf(expected))),
          );
    return open
      ? lacking(ground, address, noun, open.reason, open.place)
      : lacking(ground, address, noun, wrong, slips[0].at.place);
  },
};

/** What stands where the provider takes some words only. */
export function strangeWord(noun: string, text: string, words: readonly string[]): string {
  const asked = text.trim().toUpperCase();
  const meant = nearest(asked, words) ?? words.find((word) => SYNONYMS.get(asked) === word) ?? null;
  const spelt = (word: string) => (text === text.toLowerCase() ? word.toLowerCase() : word);
  return meant === null
    ? say("terraform.strange-word", noun, quote(text), oneOf(words))
    : say("terraform.misspelt-word", noun, quote(text), spelt(meant));
}

/** What other clouds and people call them. */
const SYNONYMS = new Map([
  ["ALLOW", "ACCEPT"],
  ["PERMIT", "ACCEPT"],
  ["DENY", "DROP"],
  ["REJECT", "DROP"],
  ["BLOCK", "DROP"],
  ["INBOUND", "INGRESS"],
  ["OUTBOUND", "EGRESS"],
  ["PUBLIC", "OPEN"],
  ["INTERNET", "OPEN"],
  ["PRIVATE", "INTERNAL"],
  ["INTRANET", "INTERNAL"],
]);

/** One value; `absent` where it is not set. */
export function scalarIn<S extends Shape, T, A>(
  ground: Ground,
  holder: Holder<S>,
  name: AttributeName<S>,
  absent: () => A,
  asked: Form<T>,
): Known<T> | A {
  return ask(
    APPLIED,
    attributeAsking(ground, holder, name),
    attribute(holder.body, name),
    asked,
    absent,
  );
}

export function attributeAsking(
  ground: Ground,
  { address, prefix }: Pick<Holder, "address" | "prefix">,
  name: string,
): AttributeAsking {
  return { ground, address, noun: `${prefix}${name}`, wrong: UNREADABLE };
}

/** Elements of a list, a set or repeated blocks; absent = none. One that is unknown as a whole says why. */
export function itemsOf<S extends Shape>(
  { entries }: TypedBody<S>,
  name: AttributeName<S>,
): readonly Node[] | UnknownNode {
  return itemsIn(entries.get(name));
}

export function itemsIn(given: Node | undefined): readonly Node[] | UnknownNode {
  const node = setNode(given);
  if (!node) return [];
  if (node.kind === "list")
    return node.items.filter((item) => item.kind !== "scalar" || item.value !== null);
  return node.kind === "unknown" ? node : [node];
}

/** HeldBlocks, of which each is an object or unknown. */
export function blocks<S extends Shape, N extends BlockName<S>>(
  body: TypedBody<S>,
  name: N,
): readonly (TypedBody<InnerOf<S, N>> | UnknownNode)[] | UnknownNode {
  const list = itemsIn(body.entries.get(name));
  if (isUnknownNode(list)) return list;
  return list.flatMap((node): (TypedBody<InnerOf<S, N>> | UnknownNode)[] => {
    if (node.kind === "unknown") return [node];
    return node.kind === "object" ? [innerBody(body, name, node)] : [];
  });
}

/** The one block of a kind that may stand once; null where there is none. */
export function oneBlock<S extends Shape, N extends BlockName<S>>(
  body: TypedBody<S>,
  name: N,
): TypedBody<InnerOf<S, N>> | UnknownNode | null {
  const list = blocks(body, name);
  return isUnknownNode(list) ? list : (list[0] ?? null);
}

/** Single addresses of several attributes, each a scalar or a list. None set: `absent`. */
export function addresses<S extends Shape>(
  ground: Ground,
  holder: Holder<S>,
  names: readonly AttributeName<S>[],
  absent: Known<readonly AddressRange[]>,
): Known<readonly AddressRange[]> {
  const found = new Map<string, AddressRange>();
  let isSet = false;
  for (const name of names) {
    const node = attribute(holder.body, name);
    if (!node) continue;
    const list = itemsOf(holder.body, name);
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
  const asking = { ground, address, noun, wrong: message("terraform.no-single-address") };
  return ask(APPLIED, asking, item, form.address, () =>
    lacking(ground, address, noun, NOT_SET, item.place),
  );
}
