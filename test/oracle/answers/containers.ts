// TKE clusters with their nodes, and TSF microservices with what runs of them, as answers.
import type {
  Cluster,
  DescribeClusterInstancesResponse,
  DescribeClustersResponse,
  Instance as Node,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/tke/v20180525/tke_models.js";
import type {
  Microservice,
  MsInstance,
  TsfPageMicroservice,
  TsfPageMsInstance,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/tsf/v20180326/tsf_models.js";
import type { Definitions, MicroserviceDef } from "../format.ts";
import { listed, listedInResult, type Answer, type Draw, type Saved } from "./answer.ts";

export const NAMESPACE = "namespace-shop";

export function printContainers(
  { clusters, microservices }: Definitions,
  fetched: boolean,
  draw: Draw,
): Answer[] {
  const told = fetched || !draw.chance(0.1) ? clusters : [];
  const nodes = clusters.map((cluster) =>
    listed<DescribeClusterInstancesResponse>(
      {
        service: "tke",
        action: "DescribeClusterInstances",
        subject: { ClusterId: cluster.id },
        key: "InstanceSet",
      },
      cluster.nodes.map((InstanceId): Saved<Node> => ({
        InstanceId,
        InstanceRole: draw.pick(["WORKER", "MASTER_ETCD"]),
        LanIP: draw.absent(),
        DrainStatus: draw.none(),
      })),
    ),
  );
  const running = microservices.map((service) =>
    listedInResult<TsfPageMsInstance>(
      {
        service: "tsf",
        action: "DescribeMicroservice",
        subject: { MicroserviceId: service.id },
        key: "Content",
      },
      runningOf(service, draw),
    ),
  );
  return [
    listed<DescribeClustersResponse>(
      { service: "tke", action: "DescribeClusters", subject: {}, key: "Clusters" },
      told.map(({ id }): Saved<Cluster> => ({
        ClusterId: id,
        ClusterType: draw.pick(["MANAGED_CLUSTER", null]),
        Property: draw.pick(['{"NetworkType":"GR"}', "", null]),
      })),
    ),
    ...nodes,
    listedInResult<TsfPageMicroservice>(
      {
        service: "tsf",
        action: "DescribeMicroservices",
        subject: { NamespaceId: NAMESPACE },
        key: "Content",
      },
      draw.shuffled(microservices).map(({ id }): Saved<Microservice> => ({
        MicroserviceId: id,
        // An API names it by its name; that it is the id as well is the test's convenience.
        MicroserviceName: id,
        NamespaceId: NAMESPACE,
      })),
    ),
    ...running,
  ];
}

function runningOf(
  { id, instances, cluster, port }: MicroserviceDef,
  draw: Draw,
): Saved<MsInstance>[] {
  const common = { Port: String(port), ServiceInstanceStatus: "Running", WanIp: draw.none() };
  if (cluster === undefined)
    return instances!.map((InstanceId) => ({ ...common, InstanceId, ClusterType: "V" }));
  return Array.from({ length: draw.pick([1, 3]) }, (_, i) => ({
    ...common,
    InstanceId: `${id}-6f8f-${i}`,
    ClusterType: "C",
    ClusterId: cluster,
  }));
}
