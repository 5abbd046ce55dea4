// tsf: clusters (V: instances, C: containers), their namespaces, microservices and the instances of each. Lists
// sit under `Result.Content`, pages hold at most 50, ports are strings.
import type {
  ClusterV2,
  DescribeClusterInstancesRequest,
  DescribeClusterInstancesResponse,
  DescribeClustersRequest,
  DescribeClustersResponse,
  DescribeMicroserviceRequest,
  DescribeMicroserviceResponse,
  DescribeMicroservicesRequest,
  DescribeMicroservicesResponse,
  DescribeSimpleNamespacesRequest,
  DescribeSimpleNamespacesResponse,
  Instance,
  Microservice,
  MsInstance,
  Namespace,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/tsf/v20180326/tsf_models.js";
import { idIn, indexIn, instanceIp, publicIp, timeOf, type Region } from "../account.ts";
import { actionsOf, type Wire } from "../action.ts";
import { notFound } from "../errors.ts";
import { choose, counted, pageIn } from "../list.ts";

const action = actionsOf({
  service: "tsf",
  version: "2018-03-26",
  perSecond: 20,
  pageMax: 50,
});

const NAMES = ["orders", "payment", "stock", "users", "search", "mail"];

export function microserviceName(index: number): string {
  return index < NAMES.length ? NAMES[index]! : `${NAMES[index % NAMES.length]!}-${index}`;
}

export const TSF_ACTIONS = [
  action<DescribeClustersRequest, DescribeClustersResponse>("DescribeClusters", {
    parameters: {
      SearchWord: "string",
      OrderBy: "string",
      OrderType: "integer",
      Offset: "integer",
      Limit: "integer",
      ClusterType: "string",
      ClusterIdList: "strings",
    },
    answer: (call) => {
      const { region } = call;
      const all = counted(clusters(region), (i) => cluster(region, i));
      const { total, items } = pageIn(all, call);
      return { Result: { TotalCount: total, Content: items } };
    },
  }),
  action<DescribeSimpleNamespacesRequest, DescribeSimpleNamespacesResponse>(
    "DescribeSimpleNamespaces",
    {
      pageMax: 100,
      parameters: {
        NamespaceIdList: "strings",
        ClusterId: "string",
        Limit: "integer",
        Offset: "integer",
        NamespaceId: "string",
        NamespaceResourceTypeList: "strings",
        SearchWord: "string",
        NamespaceTypeList: "strings",
        NamespaceName: "string",
        IsDefault: "string",
        DisableProgramAuthCheck: "boolean",
      },
      answer: (call, { ClusterId }) => {
        const { region } = call;
        const all = counted(region.size.namespaces, (i) => namespace(region, i));
        const filters = ClusterId === undefined ? [] : [{ Name: "c", Values: [ClusterId] }];
        const by = { c: (n: Wire<Namespace>) => [n.ClusterId ?? null] };
        const { total, items } = pageIn(choose(all, { filters, by }), call);
        return { Result: { TotalCount: total, Content: items } };
      },
    },
  ),
  action<DescribeMicroservicesRequest, DescribeMicroservicesResponse>("DescribeMicroservices", {
    parameters: {
      NamespaceId: "string!",
      SearchWord: "string",
      OrderBy: "string",
      OrderType: "integer",
      Offset: "integer",
      Limit: "integer",
      Status: "strings",
      MicroserviceIdList: "strings",
      MicroserviceNameList: "strings",
      ConfigCenterInstanceId: "string",
    },
    answer: (call, { NamespaceId }) => {
      const { region } = call;
      const at = indexIn(region, "namespace", NamespaceId, region.size.namespaces);
      if (at === null) throw notFound("ResourceNotFound.NamespaceNotExist", NamespaceId);
      const all = counted(region.size.microservices, (i) => microservice(region, at, i));
      const { total, items } = pageIn(all, call);
      return { Result: { TotalCount: total, Content: items } };
    },
  }),
  action<DescribeMicroserviceRequest, DescribeMicroserviceResponse>("DescribeMicroservice", {
    parameters: {
      MicroserviceId: "string!",
      Offset: "integer",
      Limit: "integer",
      GroupIds: "strings",
      Filters: "objects",
    },
    answer: (call, { MicroserviceId: id }) => {
      const { region } = call;
      const { namespaces, microservices } = region.size;
      const at = indexIn(region, "ms", id, namespaces * microservices);
      if (at === null) throw notFound("ResourceNotFound.MicroserviceOffline", id);
      const all = counted(Math.min(region.size.instances, 3), (i) => runner(region, at, i));
      const { total, items } = pageIn(all, call);
      return { Result: { TotalCount: total, Content: items } };
    },
  }),
  action<DescribeClusterInstancesRequest, DescribeClusterInstancesResponse>(
    "DescribeClusterInstances",
    {
      parameters: {
        ClusterId: "string!",
        SearchWord: "string",
        OrderBy: "string",
        OrderType: "integer",
        Offset: "integer",
        Limit: "integer",
      },
      answer: (call, { ClusterId }) => {
        const { region } = call;
        const at = indexIn(region, "cluster", ClusterId, clusters(region));
        if (at === null) throw notFound("ResourceNotFound.ClusterNotExist", ClusterId);
        const all = counted(Math.min(region.size.instances, 10), (i) => member(region, at, i));
        const { total, items } = pageIn(all, call);
        return { Result: { TotalCount: total, Content: items } };
      },
    },
  ),
];

function clusters(region: Region): number {
  return Math.ceil(region.size.namespaces / 2);
}

/** The first cluster is of instances, the second of containers. */
function typeOf(index: number): "V" | "C" {
  return index % 2 === 0 ? "V" : "C";
}

function cluster(region: Region, index: number): Wire<ClusterV2> {
  return {
    ClusterId: idIn(region, "cluster", index),
    ClusterName: `tsf-${index}`,
    ClusterDesc: "",
    ClusterType: typeOf(index),
    VpcId: idIn(region, "vpc", 0),
    ClusterStatus: "Running",
    ClusterCIDR: typeOf(index) === "C" ? "172.20.0.0/16" : "",
    InstanceCount: Math.min(region.size.instances, 10),
    CreateTime: timeOf(region, "cluster", index),
  };
}

function namespace(region: Region, index: number): Wire<Namespace> {
  return {
    NamespaceId: idIn(region, "namespace", index),
    NamespaceCode: `ns_${index}`,
    NamespaceName: `ns-${index}`,
    NamespaceDesc: "",
    IsDefault: index % 2 === 0 ? "1" : "0",
    NamespaceStatus: "Running",
    ClusterList: [],
    ClusterId: idIn(region, "cluster", Math.floor(index / 2)),
    NamespaceResourceType: "DEF",
    NamespaceType: "DEF",
    CreateTime: timeOf(region, "namespace", index),
  };
}

function microservice(region: Region, namespaceAt: number, index: number): Wire<Microservice> {
  return {
    MicroserviceId: idIn(region, "ms", namespaceAt * region.size.microservices + index),
    MicroserviceName: microserviceName(index),
    MicroserviceDesc: "",
    CreateTime: 1_650_000_000_000,
    UpdateTime: 1_650_000_000_000,
    NamespaceId: idIn(region, "namespace", namespaceAt),
    RunInstanceCount: Math.min(region.size.instances, 3),
    CriticalInstanceCount: 0,
  };
}

/** One running copy. In a container cluster the id is a pod's and the address the pod's own. */
function runner(region: Region, service: number, index: number): Wire<MsInstance> {
  const at = Math.floor(service / Math.max(1, region.size.microservices));
  const clusterAt = Math.floor(at / 2);
  const instance = (service * 3 + index) % region.size.instances;
  const container = typeOf(clusterAt) === "C";
  const pod = `${microserviceName(service % region.size.microservices)}-${instance}-x7k2p`;
  return {
    InstanceId: container ? pod : idIn(region, "ins", instance),
    InstanceName: container ? pod : `app-${instance}`,
    Port: String(8080 + (service % 5)),
    LanIp: container ? `172.20.${instance % 256}.${10 + index}` : instanceIp(region, instance),
    WanIp: container ? "" : (publicIp(instance) ?? ""),
    InstanceStatus: "Running",
    ServiceInstanceStatus: "Running",
    ClusterId: idIn(region, "cluster", clusterAt),
    ClusterName: `tsf-${clusterAt}`,
    NamespaceId: idIn(region, "namespace", at),
    NamespaceName: `ns-${at}`,
    ClusterType: typeOf(clusterAt),
    ServiceStatus: "passing",
    HiddenStatus: "unhidden",
    MetaJson: null,
  };
}

function member(region: Region, clusterAt: number, index: number): Wire<Instance> {
  const instance = (clusterAt * 10 + index) % region.size.instances;
  return {
    InstanceId: idIn(region, "ins", instance),
    InstanceName: `app-${instance}`,
    LanIp: instanceIp(region, instance),
    WanIp: publicIp(instance) ?? "",
    ClusterId: idIn(region, "cluster", clusterAt),
    ClusterType: typeOf(clusterAt),
    InstanceStatus: "Running",
    InstanceAvailableStatus: "Running",
    NamespaceId: null,
  };
}
