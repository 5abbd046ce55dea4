// One target of a load balancer or an upstream: the machine, by id, by address or by reference, and the port on it.
import type { Target, TargetRef } from "../../../model/inventory.ts";
import { isUnknown, type Known } from "../../../model/unknown.ts";
import type { Node, UnknownNode } from "../resource.ts";
import { NOT_SET, lacking, unknownOf, type Ground } from "./ground.ts";
import { addressOwner } from "./hosts.ts";
import { linkIn } from "./links.ts";
import { form } from "../../read/forms.ts";
import { addressOf, attribute, scalarIn, within, type Holder } from "./nodes.ts";
import type { AttributeName, TypedBody, LinkName } from "./typed.ts";
import type { HeldValue, Shape } from "../resources/shape.ts";

/** What stands where a target leaves out its own; a port of null is none. */
export interface Defaults {
  readonly port: Known<number> | null;
  readonly weight: Known<number | null>;
}

/** What the table says of each block that is a target. */
type TargetShape = Readonly<Record<"port" | "weight", HeldValue>>;

/** One block that names a machine, in its own way, and the port on it. */
export function targetOf<S extends TargetShape>(
  ground: Ground,
  outer: Pick<Holder, "address" | "prefix">,
  name: string,
  entry: TypedBody<S> | UnknownNode,
  defaults: Defaults,
  named: (holder: Holder<S>) => Known<TargetRef>,
): Target {
  const { place } = entry;
  if (entry.kind === "unknown") {
    const unknown = unknownOf(ground, outer.address, name, entry);
    return { to: unknown, port: unknown, weight: unknown, place };
  }
  const holder = name === "" ? { ...outer, body: entry } : within(outer, entry, name);
  const own: Holder<TargetShape> = holder;
  const noPort = () =>
    defaults.port ?? lacking(ground, own.address, `${own.prefix}port`, NOT_SET, place);
  return {
    to: named(holder),
    port: scalarIn(ground, own, "port", noPort, form.port(0)),
    weight: scalarIn(ground, own, "weight", () => defaults.weight, form.amount),
    place,
  };
}

/** By id, where the block can name one and does, else by address. */
export function machineRef<S extends Shape>(
  ground: Ground,
  { address, body, prefix }: Holder<S>,
  ip: AttributeName<S>,
  instance: LinkName<S> | null = null,
): Known<TargetRef> {
  const link = instance && linkIn(ground, body, instance);
  if (link && "id" in link) return { kind: "instance", id: link.id };
  if (link) return lacking(ground, address, `${prefix}${instance}`, link.why, link.node.place);
  const node = attribute(body, ip);
  return node
    ? addressRef(ground, address, `${prefix}${ip}`, node)
    : lacking(ground, address, `${prefix}target`, NOT_SET, body.place);
}

/** An address, or the machine whose address it will be. */
export function addressRef(
  ground: Ground,
  address: string,
  noun: string,
  ip: Node,
): Known<TargetRef> {
  const owner = addressOwner(ground, ip);
  if (owner && owner.kind !== "balancer") return { kind: owner.kind, id: owner.id };
  const range = addressOf(ground, address, noun, ip);
  return isUnknown(range) ? range : { kind: "ip", address: range };
}
