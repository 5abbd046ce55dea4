// The filters in front of a target, and in front of a CLB with its targets.
import type { PortProtocol } from "../../net/service.ts";
import type { Id, Interface, Inventory, LoadBalancer } from "../inventory.ts";
import { say } from "../../words/index.ts";
import type { IdKind } from "../id.ts";
import { key } from "../key.ts";
import type { Endpoint } from "../lookup.ts";
import { isUnknown, missing, Unknown, type Known } from "../unknown.ts";
import type { Arrivals, Hop } from "../route.ts";

const UNCHANGED: Arrivals = { ways: [{ kind: "unchanged" }], facts: [] };

export interface Arriving {
  readonly arrives: Arrivals;
  readonly bypass: Known<boolean>;
}

/** Called without a load balancer. */
export const STRAIGHT: Arriving = { arrives: UNCHANGED, bypass: false };

const directHops = new WeakMap<Inventory, Map<string, Hop[]>>();

/** The hops of a target that is called directly: made once, however many routes lead there. */
export function hopsTo(
  inventory: Inventory,
  endpoint: Endpoint,
  port: number,
  protocol: PortProtocol,
): readonly Hop[] {
  const made = directHops.get(inventory) ?? new Map<string, Hop[]>();
  directHops.set(inventory, made);
  const asked = key`${protocol}/${port} ${endpoint.resource} ${endpoint.at?.text}`;
  const hops = made.get(asked) ?? targetHops(inventory, endpoint, port, protocol);
  made.set(asked, hops);
  return hops;
}

/** Network ACL of the target's subnet, then the target's own groups. */
export function targetHops(
  inventory: Inventory,
  { resource, face }: Endpoint,
  port: number,
  protocol: PortProtocol,
  { arrives, bypass }: Arriving = STRAIGHT,
): Hop[] {
  const shared = { port, protocol, arrives, face };
  const hop: Hop = {
    ...shared,
    kind: "target",
    resource,
    guard: { kind: "groups", groups: face.securityGroups, unordered: face.groupsUnordered ?? null },
    bypass,
    place: face.place,
  };
  const guard = aclGuard(inventory, face);
  if (guard === null) return [hop];
  const acl = { ...shared, kind: "acl" as const, guard, bypass: false, place: face.place };
  return [{ ...acl, resource: aclName(guard) }, hop];
}

/** The CLB's own groups; a CLB sees the gateway's address and its listener's port. */
export function balancerHop(balancer: LoadBalancer, port: number, protocol: PortProtocol): Hop {
  return {
    kind: "clb",
    resource: balancer.id,
    port,
    protocol,
    guard: {
      kind: "groups",
      groups: balancer.securityGroups,
      unordered: balancer.groupsUnordered ?? null,
    },
    arrives: UNCHANGED,
    bypass: false,
    face: null,
    place: balancer.place,
  };
}

/** The VPC of an interface; null where the input states none. */
export function vpcBehind({ subnets }: Inventory, { subnet }: Interface): Known<Id | null> {
  if (isUnknown(subnet) || subnet === null) return subnet;
  return subnets.get(subnet)?.vpc ?? (subnets.has(subnet) ? null : unknownOf("subnet", subnet));
}

function aclGuard(inventory: Inventory, face: Interface): (Hop["guard"] & { kind: "acl" }) | null {
  const { subnet } = face;
  if (subnet === null) return null;
  const unknown = (value: Unknown, id: Id) => ({ kind: "acl" as const, acl: value, subnet: id });
  if (isUnknown(subnet)) return unknown(subnet, say("model.subnet-of", face.id));
  const found = inventory.subnets.get(subnet);
  if (!found) return unknown(unknownOf("subnet", subnet), subnet);
  if (isUnknown(found.networkAcl)) return unknown(found.networkAcl, subnet);
  if (found.networkAcl === null) return null;
  const acl = inventory.networkAcls.get(found.networkAcl);
  return { kind: "acl", acl: acl ?? unknownOf("acl", found.networkAcl), subnet };
}

function aclName(guard: Hop["guard"] & { kind: "acl" }): Id {
  return isUnknown(guard.acl) ? say("model.acl-of", guard.subnet) : guard.acl.id;
}

function unknownOf(kind: IdKind, id: Id): Unknown {
  return new Unknown(missing(kind, id));
}
