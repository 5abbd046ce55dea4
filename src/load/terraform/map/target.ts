// One target of a load balancer or an upstream: the machine, by id, by address or by reference, and the port on it.
import type { Target, TargetRef } from "../../../model/inventory.ts";
import { isUnknown, type Known } from "../../../model/unknown.ts";
import type { Node, UnknownNode } from "../resource.ts";
import { lacking, type Ground, NOT_SET } from "./ground.ts";
import { ownerOf } from "./hosts.ts";
import { linkOf } from "./links.ts";
import { form } from "../../read/forms.ts";
import { addressOf, attribute, scalar, within, type Holder, type ObjectNode } from "./nodes.ts";

/** What stands where a target leaves out its own; a port of null is none. */
export interface Defaults {
  readonly port: Known<number> | null;
  readonly weight: Known<number | null>;
}

/** One block that names a machine by id or by address, and the port on it. */
export function targetOf(
  ground: Ground,
  outer: Holder,
  name: string,
  entry: ObjectNode | UnknownNode,
  defaults: Defaults,
): Target {
  const { place } = entry;
  if (entry.kind === "unknown") {
    const unknown = lacking(ground, outer.address, name, entry.reason, place);
    return { to: unknown, port: unknown, weight: unknown, place };
  }
  const holder = within(outer, entry, name);
  const noPort = () =>
    defaults.port ?? lacking(ground, holder.address, `${holder.prefix}port`, NOT_SET, place);
  return {
    to: refOf(ground, holder),
    port: scalar(ground, holder, "port", noPort, form.port(0)),
    weight: scalar(ground, holder, "weight", () => defaults.weight, form.amount),
    place,
  };
}

function refOf(ground: Ground, { address, body, prefix }: Holder): Known<TargetRef> {
  const instance = attribute(body, "instance_id");
  if (instance) {
    const link = linkOf(ground, "instance", instance);
    if ("id" in link) return { kind: "instance", id: link.id };
    return lacking(ground, address, `${prefix}instance_id`, link.why, instance.place);
  }
  const name = ["eni_ip", "bind_ip"].find((each) => attribute(body, each)) ?? "eni_ip";
  const ip = attribute(body, name);
  return ip
    ? addressRef(ground, address, `${prefix}${name}`, ip)
    : lacking(ground, address, `${prefix}target`, NOT_SET, body.place);
}

/** An address, or the machine whose address it will be. */
export function addressRef(
  ground: Ground,
  address: string,
  noun: string,
  ip: Node,
): Known<TargetRef> {
  const owner = ownerOf(ground, ip);
  if (owner && owner.kind !== "balancer") return { kind: owner.kind, id: owner.id };
  const range = addressOf(ground, address, noun, ip);
  return isUnknown(range) ? range : { kind: "ip", address: range };
}
