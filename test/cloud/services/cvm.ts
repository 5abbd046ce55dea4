// cvm: instances and the regions an account may use.
import type {
  DescribeAccountQuotaRequest,
  DescribeAccountQuotaResponse,
  DescribeInstancesRequest,
  DescribeInstancesResponse,
  DescribeRegionsResponse,
  Instance,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/cvm/v20170312/cvm_models.js";
import {
  groupsOf,
  idIn,
  indexIn,
  instanceIp,
  instanceSubnet,
  isoTimeOf,
  publicIp,
  vpcOfSubnet,
  zoneOf,
  type Region,
} from "../account.ts";
import { actionsOf, type Wire } from "../action.ts";
import { choose, counted, pageIn } from "../list.ts";
import { REGIONS } from "../regions.ts";

const action = actionsOf({ service: "cvm", version: "2017-03-12", perSecond: 20 });

export const CVM_ACTIONS = [
  action<DescribeInstancesRequest, DescribeInstancesResponse>("DescribeInstances", {
    perSecond: 40,
    parameters: {
      InstanceIds: "strings",
      Filters: "objects",
      Offset: "integer",
      Limit: "integer",
    },
    answer: (call, { InstanceIds: ids, Filters: filters }) => {
      const { region } = call;
      const all = counted(region.size.instances, (i) => instance(region, i));
      const find = (id: string) => {
        const index = indexIn(region, "ins", id, region.size.instances);
        return index === null ? null : instance(region, index);
      };
      const notFound = "InvalidInstanceId.NotFound";
      const { total, items } = pageIn(choose(all, { ids, filters, find, by: BY, notFound }), call);
      return { TotalCount: total, InstanceSet: items };
    },
  }),
  action<DescribeAccountQuotaRequest, DescribeAccountQuotaResponse>("DescribeAccountQuota", {
    parameters: { Filters: "objects" },
    answer: ({ account, region }) => ({
      AppId: account.appId,
      AccountQuotaOverview: { Region: region.name, AccountQuota: { PostPaidQuotaSet: [] } },
    }),
  }),
  {
    ...action<Record<never, never>, DescribeRegionsResponse>("DescribeRegions", {
      parameters: {},
      answer: () => ({
        TotalCount: REGIONS.length,
        RegionSet: REGIONS.map((name) => ({
          Region: name,
          RegionName: name,
          RegionState: "AVAILABLE",
        })),
      }),
    }),
    regional: false,
  },
];

const BY: Readonly<Record<string, (one: Wire<Instance>) => (string | null)[]>> = {
  "security-group-id": (one) => one.SecurityGroupIds ?? [],
  "instance-id": (one) => [one.InstanceId ?? null],
  "vpc-id": (one) => [one.VirtualPrivateCloud?.VpcId ?? null],
  "subnet-id": (one) => [one.VirtualPrivateCloud?.SubnetId ?? null],
};

function instance(region: Region, index: number): Wire<Instance> {
  const subnet = instanceSubnet(index);
  const eip = publicIp(index);
  return {
    Placement: { Zone: zoneOf(region, subnet), ProjectId: 0 },
    InstanceId: idIn(region, "ins", index),
    InstanceType: "S5.MEDIUM4",
    CPU: 2,
    Memory: 4,
    RestrictState: "NORMAL",
    InstanceName: `app-${index}`,
    InstanceChargeType: "POSTPAID_BY_HOUR",
    PrivateIpAddresses: [instanceIp(region, index)],
    PublicIpAddresses: eip === null ? null : [eip],
    VirtualPrivateCloud: {
      VpcId: idIn(region, "vpc", vpcOfSubnet(region, subnet)),
      SubnetId: idIn(region, "subnet", subnet),
      AsVpcGateway: false,
    },
    RenewFlag: null,
    CreatedTime: isoTimeOf(region, "ins", index),
    ExpiredTime: null,
    OsName: "TencentOS Server 3.1 (TK4)",
    SecurityGroupIds: groupsOf(region, "ins", index),
    InstanceState: "RUNNING",
    Tags: [],
    IPv6Addresses: null,
    LatestOperation: null,
    LatestOperationState: null,
  };
}
