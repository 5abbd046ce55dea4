// Instances of resources and modules as values: unknown as a whole, but their members can be asked for. Pure.
import { message } from "../../../words/index.ts";
import type { Place } from "../../../model/place.ts";
import { keyed } from "./access.ts";
import type { Expansion } from "./expand.ts";
import {
  invalid,
  isUnknownValue,
  listNode,
  scalarNode,
  unknown,
  type Node,
  type UnknownValue,
} from "./values.ts";

/** A whole resource or module instance: unknown as a value, but its members can be asked for. */
export function whole(
  address: string,
  member: Member,
  place: Place,
  certain: boolean,
): UnknownValue {
  const out = unknown(message("terraform.after-apply"), place, [{ address, attribute: "" }]);
  if (certain) return { ...out, member };
  const maybe: Member = (name, at) => {
    const value = member(name, at);
    return isUnknownValue(value) ? uncertain(value) : value;
  };
  return { ...out, member: maybe, maybe: true };
}

function uncertain(value: UnknownValue): UnknownValue {
  return { ...value, maybe: true };
}

export type Member = (name: string, place: Place) => Node;

export function assembled(
  { kind, open, instances }: Expansion,
  values: readonly { readonly key: string | number | null; readonly node: UnknownValue }[],
  address: string,
  place: Place,
): Node {
  const [only] = values;
  if (kind === "single" && only) return only.node;
  if (open) {
    const found = (key: string | number): Node =>
      values.find((one) => one.key === key)?.node ??
      unknown(open.reason, place, [{ address: keyedAddress(address, key), attribute: "" }]);
    const refs = values.flatMap(({ node }) => node.refs);
    const out: UnknownValue = {
      ...unknown(open.reason, place, refs),
      instance: found,
      instances: () => values.map(({ node }) => node),
    };
    return { ...out, derived: true };
  }
  if (kind === "count")
    return listNode(
      values.map(({ node }) => node),
      place,
    );
  if (kind === "each")
    return keyed(new Map(values.map(({ key, node }) => [String(key), node])), place);
  // What is not enabled is null; what is asked for while its own instances are computed has none yet.
  return instances.length === 0
    ? scalarNode(null, place)
    : invalid(message("terraform.circle", address), place);
}

export function keyedAddress(address: string, key: string | number | null): string {
  return key === null ? address : `${address}[${JSON.stringify(key)}]`;
}

export function joinedAddress(module: string, rest: string): string {
  return module === "" ? rest : `${module}.${rest}`;
}
