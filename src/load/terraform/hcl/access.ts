// What is inside a value: attributes, indexes, splats. Pure; unknowns answer with references that go on.
import { message } from "../../../words/index.ts";
import type { Place } from "../../../model/place.ts";
import type { Ref } from "../resource.ts";
import {
  choice,
  derived,
  invalid,
  isFault,
  isNull,
  isUnknownValue,
  listNode,
  mergeRefs,
  numberOf,
  objectNode,
  setOf,
  sortedKeys,
  plainText,
  unknown,
  type Node,
  type UnknownValue,
} from "./values.ts";

export function memberOf(of: Node, name: string, place: Place): Node {
  if (of.kind === "unknown") return memberOfUnknown(of, name, place);
  if (of.kind === "object") {
    const value = of.entries.get(name);
    return value ?? invalid(message("terraform.no-attribute", name), place);
  }
  if (of.kind === "list" && /^\d+$/.test(name))
    return indexOf(of, { kind: "scalar", value: Number(name), place }, place);
  return invalid(message("terraform.asks-attribute", nounOf(of), name), place);
}

function memberOfUnknown(of: UnknownValue, name: string, place: Place): Node {
  if (of.fault === "invalid") return of;
  if (of.member) return of.member(name, place);
  if (of.either) return eitherOf(of, of.either, (one) => memberOf(one, name, place), place);
  return deeper(of, name, `.${name}`, place);
}

/** A part of what stays unknown: a reference to an attribute goes on to a reference inside of it. */
function deeper(of: UnknownValue, name: string, suffix: string, place: Place): UnknownValue {
  if (of.refs.some(({ attribute }) => attribute.length > MAX_PATH)) return of;
  const inside = of.refs
    .slice(0, MAX_DEEPER)
    .filter((ref, i) => isLongest(ref, of.refs.slice(0, i)))
    .map((ref): Ref => ({
      address: ref.address,
      attribute: ref.attribute === "" ? name : `${ref.attribute}${suffix}`,
    }));
  const refs = mergeRefs([inside, of.refs]);
  const { reason, fault } = of;
  const out: UnknownValue = { ...unknown(reason, place, refs), ...(fault ? { fault } : {}) };
  return of.derived ? { ...out, derived: true } : out;
}

const MAX_DEEPER = 20;
const MAX_PATH = 400;

/** Not merely the head of a reference before it. */
function isLongest({ address, attribute }: Ref, before: readonly Ref[]): boolean {
  return !before.some((one) => one.address === address && one.attribute.startsWith(attribute));
}

/** Both possible values looked into; one that has nothing there leaves the other as the only possible one. */
function eitherOf(
  of: UnknownValue,
  [yes, no]: readonly [Node, Node],
  look: (one: Node) => Node,
  place: Place,
): Node {
  const inner = [look(yes), look(no)] as const;
  const out: UnknownValue = { ...choice(of.reason, inner, place), either: inner };
  return out;
}

export function indexOf(of: Node, key: Node, place: Place): Node {
  if (of.kind === "unknown") return indexOfUnknown(of, key, place);
  if (isFault(key)) return key;
  if (key.kind === "unknown" || key.kind === "template") return derived([key, of], place);
  if (of.kind === "object") {
    const name = plainText(key);
    const value = name === null ? undefined : of.entries.get(name);
    return value ?? invalid(message("terraform.no-key", name ?? ""), place);
  }
  if (of.kind !== "list") return invalid(message("terraform.asks-element", nounOf(of)), place);
  if (!of.ordered) return invalid(message("terraform.asks-set"), place);
  const index = numberOf(key);
  const value = index === null ? undefined : of.items[index];
  return (
    value ??
    invalid(
      message("terraform.no-element", index ?? JSON.stringify(plainText(key)), of.items.length),
      place,
    )
  );
}

function indexOfUnknown(of: UnknownValue, key: Node, place: Place): Node {
  if (of.fault === "invalid") return of;
  const known =
    key.kind === "scalar" && (typeof key.value === "number" || typeof key.value === "string")
      ? key.value
      : null;
  if (known === null) return derived([of, key], place);
  if (of.instance) return of.instance(known);
  if (of.either) return eitherOf(of, of.either, (one) => indexOf(one, key, place), place);
  const shown = `[${JSON.stringify(known)}]`;
  return deeper(of, shown, shown, place);
}

/** `[*]`: each element of a list; a value that is no list is a list of one, null a list of none. */
export function splatOver(of: Node, each: (item: Node) => Node, place: Place): Node {
  if (isNull(of)) return listNode([], place);
  if (of.kind === "list") {
    const items = of.items.map(each);
    const fault = items.find(isFault);
    if (fault) return fault;
    return of.ordered ? listNode(items, place) : setOf(items, place);
  }
  if (!isUnknownValue(of)) return listNode([each(of)], place);
  if (of.instances) return choice(of.reason, of.instances().map(each), place);
  if (of.member && !of.maybe) return listNode([each(of)], place);
  return derived([each(of)], place);
}

function nounOf(node: Node): string {
  if (node.kind === "list") return "a list";
  if (node.kind === "object") return "an object";
  return isNull(node) ? "null" : "a text, number or bool";
}

/** A map of module or resource instances; keys in their order. */
export function keyed(entries: ReadonlyMap<string, Node>, place: Place): Node {
  return objectNode(new Map(sortedKeys(entries).map((key) => [key, entries.get(key)!])), place);
}
