// A microservice: its instances on CVMs, or every node of the cluster that may run its pods.
import { message } from "../../words/index.ts";
import type { Id, Inventory } from "../inventory.ts";
import { key } from "../key.ts";
import type { Lookup } from "../lookup.ts";
import { instanceLegs, nowhere, type Asked } from "../routes/leg.ts";
import { isUnknown, missing } from "../unknown.ts";
import type { BackendDefinition, Legs } from "./definition.ts";
import { clusterLegs } from "./k8s.ts";

export const tsf: BackendDefinition<"microservice"> = {
  words: message("model.backend-microservice"),
  name: ({ microservice: id }) => id,
  legs: ({ inventory }, find, { microservice: id }) => microserviceLegs(inventory, find, id),
  sharedBy: ({ microservice: id }) => key`${id}`,
  complete: (told) => told,
};

/** `asked`: what a declared path asks in place of the service's own port. */
export function microserviceLegs(
  inventory: Inventory,
  find: Lookup,
  id: Id,
  asked: Asked | null = null,
): Legs {
  const found = inventory.microservices.get(id);
  if (!found) return { legs: [nowhere(missing("microservice", id))] };
  const { runsOn, port } = found;
  const service = asked ?? { port, protocol: "tcp" };
  if (runsOn.kind === "cvm") {
    const legs = instanceLegs(inventory, find, `microservice ${id}`, runsOn.instances, service);
    return { deployment: "cvm", legs };
  }
  const { cluster } = runsOn;
  if (isUnknown(cluster)) return { deployment: "container", legs: [nowhere(cluster.fact)] };
  const legs = clusterLegs(inventory, find, cluster, service);
  return { deployment: "container", cluster, legs };
}
