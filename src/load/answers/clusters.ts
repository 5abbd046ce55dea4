// TKE clusters and their nodes. DescribeClusterInstances does not name its cluster.
import type {
  Cluster as SavedCluster,
  ClusterNetworkSettings,
  Instance as Node,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/tke/v20180525/tke_models.js";
import { hasPrefixOf } from "../../model/id.ts";
import type { Id } from "../../model/inventory.ts";
import type { Place } from "../../model/place.ts";
import type { Known } from "../../model/unknown.ts";
import { elementsOf, unsaved, type Desk } from "./desk.ts";
import { isRecord } from "../read/plain.ts";
import { type Fields } from "./fields.ts";

const NODES = "DescribeClusterInstances";

export function joinClusters(desk: Desk): void {
  const { draft } = desk;
  const listed = new Set<Id>();
  for (const { id, fields, place } of desk.elements<SavedCluster>("DescribeClusters")) {
    listed.add(id);
    draft.clusters.push({
      id,
      nodes: readNodes(desk, id, place),
      network: networkOf(fields),
      place,
    });
  }
  for (const id of desk.owners(NODES)) {
    if (listed.has(id)) continue;
    const place = desk.about(NODES, id)[0]!.outer;
    listed.add(id);
    draft.clusters.push({ id, nodes: readNodes(desk, id, place), network: null, place });
  }
  for (const [id, { place }] of desk.failures)
    if (hasPrefixOf("cluster", id) && !listed.has(id))
      draft.clusters.push({ id, nodes: readNodes(desk, id, place), network: null, place });
}

function readNodes(desk: Desk, id: Id, place: Place): Known<readonly Id[]> {
  const answers = desk.about(NODES, id);
  if (answers.length === 0 || desk.isTruncated(NODES, id))
    return unsaved(desk, "nodes", NODES, id, place);
  return [...new Set(elementsOf<Node>(desk.draft, answers).map((node) => node.id))];
}

/** `Property` is JSON in a string; its NetworkType says GR or VPC-CNI. Container subnets exist for VPC-CNI only. */
function networkOf({
  Property,
  ClusterNetworkSettings: settings,
}: Fields<SavedCluster>): string | null {
  const found =
    typeof Property === "string" ? /"NetworkType"\s*:\s*"([\w-]{1,40})"/.exec(Property) : null;
  if (found) return found[1] === "GR" ? "GlobalRouter" : found[1]!;
  const network: Fields<ClusterNetworkSettings> = isRecord(settings) ? settings : {};
  return Array.isArray(network.Subnets) && network.Subnets.length > 0 ? "VPC-CNI" : null;
}
