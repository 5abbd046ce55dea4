// clb: load balancers, listeners, targets, target groups.
import type {
  DescribeListenersRequest,
  DescribeListenersResponse,
  DescribeLoadBalancersRequest,
  DescribeLoadBalancersResponse,
  DescribeTargetGroupInstancesRequest,
  DescribeTargetGroupInstancesResponse,
  DescribeTargetGroupListRequest,
  DescribeTargetGroupListResponse,
  DescribeTargetGroupsRequest,
  DescribeTargetGroupsResponse,
  DescribeTargetsRequest,
  DescribeTargetsResponse,
  TargetGroupInfo,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/clb/v20180317/clb_models.js";
import { idIn, indexIn, timeOf, type Region } from "../account.ts";
import { actionsOf, type Call, type Wire } from "../action.ts";
import { missing, notFound, wrongValue } from "../errors.ts";
import { choose, counted, listOf, pageIn } from "../list.ts";
import {
  isOpen,
  listeners,
  listenerTargets,
  loadBalancer,
  targetsOf,
  vpcOfBalancer,
} from "./balancers.ts";

const action = actionsOf({ service: "clb", version: "2018-03-17", perSecond: 20 });

export const CLB_ACTIONS = [
  action<DescribeLoadBalancersRequest, DescribeLoadBalancersResponse>("DescribeLoadBalancers", {
    parameters: {
      LoadBalancerIds: "strings",
      LoadBalancerType: "string",
      Forward: "integer",
      LoadBalancerName: "string",
      Domain: "string",
      LoadBalancerVips: "strings",
      BackendPublicIps: "strings",
      BackendPrivateIps: "strings",
      Offset: "integer",
      Limit: "integer",
      OrderBy: "string",
      OrderType: "integer",
      SearchKey: "string",
      ProjectId: "integer",
      WithRs: "integer",
      VpcId: "string",
      SecurityGroup: "string",
      MasterZone: "string",
      Filters: "objects",
      AdditionalFields: "strings",
    },
    answer: (call, params) => {
      const { region } = call;
      const make = (i: number) => loadBalancer(region, i);
      const find = (id: string) => make(balancerIn(region, id));
      const kind = params.LoadBalancerType;
      const all = counted(region.size.balancers, make);
      const typed = kind === undefined ? all : ofType(region, kind);
      const ids = params.LoadBalancerIds;
      const { total, items } = pageIn(choose(typed, { ids, find, maxIds: 20 }), call);
      return { TotalCount: total, LoadBalancerSet: items };
    },
  }),
  action<DescribeListenersRequest, DescribeListenersResponse>("DescribeListeners", {
    parameters: {
      LoadBalancerId: "string!",
      ListenerIds: "strings",
      Protocol: "string",
      Port: "integer",
    },
    answer: ({ region }, { LoadBalancerId: id, ListenerIds: ids, Protocol, Port }) => {
      const found = listeners(region, balancerIn(region, id)).filter(
        (l) =>
          (ids === undefined || ids.includes(l.ListenerId!)) &&
          (Protocol === undefined || l.Protocol === Protocol) &&
          (Port === undefined || l.Port === Port),
      );
      return { Listeners: found, TotalCount: found.length };
    },
  }),
  action<DescribeTargetsRequest, DescribeTargetsResponse>("DescribeTargets", {
    parameters: {
      LoadBalancerId: "string!",
      ListenerIds: "strings",
      Protocol: "string",
      Port: "integer",
      Filters: "objects",
    },
    answer: ({ region }, { LoadBalancerId: id, ListenerIds: ids }) => {
      if (ids !== undefined && ids.length > 20)
        throw wrongValue("ListenerIds", `${ids.length} ids, at most 20`);
      const all = listenerTargets(region, balancerIn(region, id));
      return { Listeners: all.filter((l) => ids === undefined || ids.includes(l.ListenerId!)) };
    },
  }),
  action<DescribeTargetGroupsRequest, DescribeTargetGroupsResponse>("DescribeTargetGroups", {
    parameters: {
      TargetGroupIds: "strings",
      Limit: "integer",
      Offset: "integer",
      Filters: "objects",
    },
    answer: (call, { TargetGroupIds: ids }) => targetGroups(call, ids, true),
  }),
  action<DescribeTargetGroupListRequest, DescribeTargetGroupListResponse>(
    "DescribeTargetGroupList",
    {
      parameters: {
        TargetGroupIds: "strings",
        Filters: "objects",
        Offset: "integer",
        Limit: "integer",
      },
      answer: (call, { TargetGroupIds: ids }) => targetGroups(call, ids, false),
    },
  ),
  action<DescribeTargetGroupInstancesRequest, DescribeTargetGroupInstancesResponse>(
    "DescribeTargetGroupInstances",
    {
      parameters: { Filters: "objects!", Limit: "integer", Offset: "integer" },
      answer: (call, { Filters }) => {
        const { region } = call;
        const id = Filters.find((f) => f.Name === "TargetGroupId")?.Values?.[0];
        if (id === undefined) throw missing("Filters.TargetGroupId");
        const group = targetGroupIn(region, id);
        const members = targetsOf(region, group * 10, 8080).map((target) => ({
          TargetGroupId: id,
          Type: target.Type!,
          InstanceId: target.InstanceId!,
          Port: target.Port!,
          Weight: target.Weight!,
          PublicIpAddresses: target.PublicIpAddresses ?? [],
          PrivateIpAddresses: target.PrivateIpAddresses!,
          InstanceName: target.InstanceName!,
          RegisteredTime: target.RegisteredTime!,
          EniId: null,
          ZoneId: 100002,
        }));
        const { total, items } = pageIn(listOf(members), call);
        return { TotalCount: items.length, TargetGroupInstanceSet: items, RealCount: total };
      },
    },
  ),
];

function balancerIn(region: Region, id: string): number {
  const index = indexIn(region, "lb", id, region.size.balancers);
  if (index === null) throw notFound("InvalidParameter.LBIdNotFound", id);
  return index;
}

function ofType(region: Region, kind: string) {
  const indexes = Array.from({ length: region.size.balancers }, (_, i) => i).filter(
    (i) => isOpen(i) === (kind === "OPEN"),
  );
  return counted(indexes.length, (i) => loadBalancer(region, indexes[i]!));
}

function targetGroupIn(region: Region, id: string): number {
  const index = indexIn(region, "lbtg", id, region.size.targetGroups);
  if (index === null) throw notFound("ResourceNotFound", id);
  return index;
}

/** The shorter list call leaves out what the groups are bound to. */
function targetGroups(call: Call, ids: string[] | undefined, bound: boolean) {
  const { region } = call;
  const make = (i: number) => targetGroup(region, i, bound);
  const find = (id: string) => make(targetGroupIn(region, id));
  const all = counted(region.size.targetGroups, make);
  const { total, items } = pageIn(choose(all, { ids, find }), call);
  return { TotalCount: total, TargetGroupSet: items };
}

function targetGroup(region: Region, index: number, bound: boolean): Wire<TargetGroupInfo> {
  const balancer = index * 10;
  const [first] = listeners(region, balancer);
  const rule = {
    LoadBalancerId: idIn(region, "lb", balancer),
    ListenerId: first!.ListenerId!,
    LocationId: null,
    Protocol: "TCP",
    Port: first!.Port!,
    Domain: null,
    Url: null,
    LoadBalancerName: `lb-inner-${balancer}`,
    ListenerName: first!.ListenerName!,
  };
  return {
    TargetGroupId: idIn(region, "lbtg", index),
    VpcId: vpcOfBalancer(region, balancer),
    TargetGroupName: `tg-${balancer}`,
    Port: 8080,
    CreatedTime: timeOf(region, "lbtg", index),
    UpdatedTime: timeOf(region, "lbtg", index),
    AssociatedRule: bound ? [rule] : null,
    TargetGroupType: "v1",
    AssociatedRuleCount: 1,
    RegisteredInstancesCount: Math.min(region.size.instances, 1 + (balancer % 3)),
    Tag: [],
    SnatEnable: false,
  };
}
