// A service of a Kubernetes cluster: any of its nodes may run the pods.
import { message } from "../../words/index.ts";
import type { Id, Inventory } from "../inventory.ts";
import type { Lookup } from "../lookup.ts";
import { instanceLegs, nowhere, type Asked, type Leg } from "../routes/leg.ts";
import { missing } from "../unknown.ts";
import { completedPort } from "./completed.ts";
import type { BackendDefinition } from "./definition.ts";

export const k8s: BackendDefinition<"k8s"> = {
  words: message("model.backend-k8s"),
  name: ({ cluster }) => cluster,
  legs: ({ inventory }, find, { cluster, port }) => ({
    cluster,
    legs: clusterLegs(inventory, find, cluster, { port, protocol: "tcp" }),
  }),
  sharedBy: () => null,
  complete: completedPort,
};

export function clusterLegs(
  inventory: Inventory,
  find: Lookup,
  id: Id,
  asked: Asked,
): readonly Leg[] {
  const cluster = inventory.clusters.get(id);
  if (!cluster) return [nowhere(missing("cluster", id))];
  return instanceLegs(inventory, find, `cluster ${id}`, cluster.nodes, asked);
}
