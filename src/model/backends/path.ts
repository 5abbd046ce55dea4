// What a declared path leads to: one machine, or whatever stands behind a load balancer, cluster or microservice.
import type { Inventory, PathTarget } from "../inventory.ts";
import type { Lookup } from "../lookup.ts";
import { endpointLeg, nowhere, type Leg } from "../routes/leg.ts";
import { unmetTarget } from "../unknown.ts";
import { clbLegs } from "./clb.ts";
import { clusterLegs } from "./k8s.ts";
import { microserviceLegs } from "./microservice.ts";

export function pathLegs(
  inventory: Inventory,
  find: Lookup,
  { id, port, protocol }: PathTarget,
): readonly Leg[] {
  const endpoint = find.endpointById(id);
  if (endpoint) return [endpointLeg(inventory, endpoint, port, protocol)];
  const asked = { port, protocol };
  if (inventory.loadBalancers.has(id))
    return clbLegs(inventory, find, id, { ...asked, domain: null, path: null });
  if (inventory.clusters.has(id)) return clusterLegs(inventory, find, id, asked);
  if (inventory.microservices.has(id)) return microserviceLegs(inventory, find, id, asked).legs;
  return [nowhere(unmetTarget(id))];
}
