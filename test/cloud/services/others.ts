// Smaller services: tke (clusters and nodes), tse (cloud-native gateways), sts and cam (who calls), region.
import type { GetUserAppIdResponse } from "tencentcloud-sdk-nodejs/tencentcloud/services/cam/v20190116/cam_models.js";
import type { GetCallerIdentityResponse } from "tencentcloud-sdk-nodejs/tencentcloud/services/sts/v20180813/sts_models.js";
import type {
  Cluster,
  DescribeClusterInstancesRequest,
  DescribeClusterInstancesResponse,
  DescribeClustersRequest,
  DescribeClustersResponse,
  Instance,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/tke/v20180525/tke_models.js";
import type {
  CloudNativeAPIGatewayNode,
  DescribeCloudNativeAPIGatewayNodesRequest,
  DescribeCloudNativeAPIGatewayNodesResponse,
  DescribeCloudNativeAPIGatewayResult,
  DescribeCloudNativeAPIGatewaysRequest,
  DescribeCloudNativeAPIGatewaysResponse,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/tse/v20201207/tse_models.js";
import type {
  DescribeRegionsRequest,
  DescribeRegionsResponse,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/region/v20220627/region_models.js";
import {
  idIn,
  indexIn,
  instanceIp,
  isoTimeOf,
  subnetLead,
  zoneOf,
  type Region,
} from "../account.ts";
import { actionsOf, type Wire } from "../action.ts";
import { notFound } from "../errors.ts";
import { choose, counted, listOf, pageIn } from "../list.ts";
import { REGIONS } from "../regions.ts";

const tke = actionsOf({ service: "tke", version: "2018-05-25", perSecond: 20 });
const tse = actionsOf({ service: "tse", version: "2020-12-07", perSecond: 20 });
const NODES_PER_CLUSTER = 20;

export const OTHER_ACTIONS = [
  tke<DescribeClustersRequest, DescribeClustersResponse>("DescribeClusters", {
    parameters: {
      ClusterIds: "strings",
      Offset: "integer",
      Limit: "integer",
      Filters: "objects",
      ClusterType: "string",
    },
    answer: (call, { ClusterIds: ids }) => {
      const { region } = call;
      const make = (i: number) => cluster(region, i);
      const find = (id: string) => {
        const index = indexIn(region, "cls", id, region.size.clusters);
        return index === null ? null : make(index);
      };
      const { total, items } = pageIn(
        choose(counted(region.size.clusters, make), { ids, find }),
        call,
      );
      return { TotalCount: total, Clusters: items };
    },
  }),
  tke<DescribeClusterInstancesRequest, DescribeClusterInstancesResponse>(
    "DescribeClusterInstances",
    {
      parameters: {
        ClusterId: "string!",
        Offset: "integer",
        Limit: "integer",
        InstanceIds: "strings",
        InstanceRole: "string",
        Filters: "objects",
      },
      answer: (call, { ClusterId, InstanceRole = "WORKER" }) => {
        const { region } = call;
        const at = indexIn(region, "cls", ClusterId, region.size.clusters);
        if (at === null) throw notFound("ResourceNotFound.ClusterNotFound", ClusterId);
        const nodes = nodesOf(region, at);
        const chosen = InstanceRole === "ALL" || InstanceRole === "WORKER" ? nodes : [];
        const { total, items } = pageIn(listOf(chosen), call);
        return { TotalCount: total, InstanceSet: items };
      },
    },
  ),
  tse<DescribeCloudNativeAPIGatewaysRequest, DescribeCloudNativeAPIGatewaysResponse>(
    "DescribeCloudNativeAPIGateways",
    {
      parameters: { Limit: "integer", Offset: "integer", Filters: "objects" },
      answer: (call) => {
        const { region } = call;
        const all = counted(region.size.cloudNativeGateways, (i) => gateway(region, i));
        const { total, items } = pageIn(all, call);
        return { Result: { TotalCount: total, GatewayList: items } };
      },
    },
  ),
  tse<DescribeCloudNativeAPIGatewayNodesRequest, DescribeCloudNativeAPIGatewayNodesResponse>(
    "DescribeCloudNativeAPIGatewayNodes",
    {
      parameters: {
        GatewayId: "string!",
        GroupId: "string",
        Limit: "integer",
        Offset: "integer",
      },
      answer: (call, { GatewayId }) => {
        const { region } = call;
        const at = indexIn(region, "gateway", GatewayId, region.size.cloudNativeGateways);
        if (at === null) throw notFound("ResourceNotFound", GatewayId);
        const { total, items } = pageIn(
          counted(2 + (at % 3), (i) => node(region, at, i)),
          call,
        );
        return { Result: { TotalCount: total, NodeList: items } };
      },
    },
  ),
  actionsOf({ service: "sts", version: "2018-08-13", perSecond: 20, regional: false })<
    Record<never, never>,
    GetCallerIdentityResponse
  >("GetCallerIdentity", {
    parameters: {},
    answer: ({ account: { uin } }) => ({
      Arn: `qcs::cam::uin/${uin}:uin/${uin}`,
      AccountId: uin,
      UserId: uin,
      PrincipalId: uin,
      Type: "CAMUser",
    }),
  }),
  actionsOf({ service: "cam", version: "2019-01-16", perSecond: 20, regional: false })<
    Record<never, never>,
    GetUserAppIdResponse
  >("GetUserAppId", {
    parameters: {},
    answer: ({ account: { uin, appId } }) => ({ Uin: uin, OwnerUin: uin, AppId: appId }),
  }),
  actionsOf({ service: "region", version: "2022-06-27", perSecond: 20, regional: false })<
    DescribeRegionsRequest,
    DescribeRegionsResponse
  >("DescribeRegions", {
    parameters: { Product: "string!", Scene: "integer" },
    answer: () => ({
      TotalCount: REGIONS.length,
      RegionSet: REGIONS.map((name) => ({
        Region: name,
        RegionName: name,
        RegionState: "AVAILABLE",
        RegionTypeMC: null,
        LocationMC: null,
        RegionNameMC: null,
        RegionIdMC: null,
      })),
    }),
  }),
];

function cluster(region: Region, index: number): Wire<Cluster> {
  const cni = index % 2 === 1;
  return {
    ClusterId: idIn(region, "cls", index),
    ClusterName: `shop-${index}`,
    ClusterDescription: "",
    ClusterVersion: "1.28.3",
    ClusterOs: "tlinux3.1x86_64",
    ClusterType: "MANAGED_CLUSTER",
    ClusterNetworkSettings: {
      ClusterCIDR: cni ? "" : `172.${16 + (index % 8)}.0.0/16`,
      IgnoreClusterCIDRConflict: false,
      MaxNodePodNum: 64,
      MaxClusterServiceNum: 1024,
      Ipvs: true,
      VpcId: idIn(region, "vpc", 0),
      Cni: true,
      ServiceCIDR: "192.168.0.0/20",
      Subnets: cni ? [idIn(region, "subnet", 0)] : null,
    },
    ClusterNodeNum: nodesOf(region, index).length,
    ProjectId: 0,
    TagSpecification: [],
    ClusterStatus: "Running",
    Property: JSON.stringify({ NetworkType: cni ? "VPC-CNI" : "GR" }),
    ClusterMaterNodeNum: 0,
    ContainerRuntime: "containerd",
    CreatedTime: isoTimeOf(region, "cls", index),
  };
}

function nodesOf(region: Region, at: number): Wire<Instance>[] {
  const first = at * NODES_PER_CLUSTER;
  const count = Math.max(0, Math.min(NODES_PER_CLUSTER, region.size.instances - first));
  return Array.from({ length: count }, (_, i) => ({
    InstanceId: idIn(region, "ins", first + i),
    InstanceRole: "WORKER",
    FailedReason: "",
    InstanceState: "running",
    DrainStatus: "",
    InstanceAdvancedSettings: null,
    CreatedTime: isoTimeOf(region, "ins", first + i),
    LanIP: instanceIp(region, first + i),
    NodePoolId: "",
    AutoscalingGroupId: "",
  }));
}

function gateway(region: Region, index: number): Wire<DescribeCloudNativeAPIGatewayResult> {
  return {
    GatewayId: idIn(region, "gateway", index),
    Status: "Running",
    Name: `kong-${index}`,
    Type: "kong",
    GatewayVersion: "2.5.1",
    NodeConfig: { Specification: "2c4g", Number: 2 + (index % 3) },
    VpcConfig: {
      VpcId: idIn(region, "vpc", 0),
      SubnetId: idIn(region, "subnet", region.size.instanceSubnets),
    },
    Description: "",
    CreateTime: isoTimeOf(region, "gateway", index),
    Tags: [],
    EngineRegion: region.name,
    PublicIpAddresses: [],
  };
}

function node(region: Region, at: number, index: number): Wire<CloudNativeAPIGatewayNode> {
  const lead = subnetLead(region, region.size.instanceSubnets);
  return {
    NodeId: `${idIn(region, "gateway", at)}-${index}`,
    NodeIp: `${lead}${220 + ((at * 5 + index) % 20)}`,
    ZoneId: "100002",
    Zone: zoneOf(region, index),
    GroupId: "group-default",
    GroupName: "default",
    Status: "Running",
    Weight: 100,
    IsDefaultWeight: true,
  };
}
