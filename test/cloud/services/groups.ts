// vpc: security groups and their policies. Answers carry what the service sends: lower-case protocols and empty
// strings in the places of absent sources.
import type {
  DescribeSecurityGroupLimitsResponse,
  DescribeSecurityGroupPoliciesRequest,
  DescribeSecurityGroupPoliciesResponse,
  DescribeSecurityGroupsRequest,
  DescribeSecurityGroupsResponse,
  SecurityGroup,
  SecurityGroupPolicy,
  SecurityGroupPolicySet,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js";
import { diceIn, idIn, indexIn, timeOf, type Region } from "../account.ts";
import { actionsOf, type Wire } from "../action.ts";
import { notFound } from "../errors.ts";
import { choose, counted, pageIn } from "../list.ts";
import { hash, type Dice } from "../seed.ts";

const action = actionsOf({ service: "vpc", version: "2017-03-12", perSecond: 100 });

const ROLES = ["edge", "web", "orders", "payment", "cache", "search", "mysql", "batch"];
const GATEWAY = ["9.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "11.0.0.0/8", "30.0.0.0/8"];
const OTHERS = ["203.0.113.0/24", "198.51.100.7", "172.16.0.0/12", "192.168.7.0/24", "10.0.0.5/8"];
const PORTS = ["80", "443", "8080", "80,443", "8000-8999", "22", "3306", "30000-32768", "ALL"];

export const GROUP_ACTIONS = [
  action<DescribeSecurityGroupsRequest, DescribeSecurityGroupsResponse>("DescribeSecurityGroups", {
    parameters: {
      SecurityGroupIds: "strings",
      Filters: "objects",
      Offset: "string",
      Limit: "string",
      OrderField: "string",
      OrderDirection: "string",
    },
    answer: (call, params) => {
      const { region } = call;
      const all = counted(region.size.groups, (i) => securityGroup(region, i));
      const chosen = choose(all, {
        ids: params.SecurityGroupIds,
        filters: params.Filters,
        find: (id) => byId(region, id, (i) => securityGroup(region, i)),
        by: {
          "security-group-id": (group) => [group.SecurityGroupId],
          "security-group-name": (group) => [group.SecurityGroupName],
          "project-id": (group) => [group.ProjectId ?? null],
        },
      });
      const { total, items } = pageIn(chosen, call);
      return { SecurityGroupSet: items, TotalCount: total };
    },
  }),
  action<DescribeSecurityGroupPoliciesRequest, DescribeSecurityGroupPoliciesResponse>(
    "DescribeSecurityGroupPolicies",
    {
      parameters: { SecurityGroupId: "string!", Filters: "objects" },
      answer: ({ region }, { SecurityGroupId: id }) => {
        const set = byId(region, id, (i) => policySet(region, i));
        if (set === null) throw notFound("ResourceNotFound", id);
        return { SecurityGroupPolicySet: set };
      },
    },
  ),
  action<Record<never, never>, DescribeSecurityGroupLimitsResponse>("DescribeSecurityGroupLimits", {
    perSecond: 20,
    parameters: {},
    answer: ({ region }) => ({
      SecurityGroupLimitSet: {
        SecurityGroupLimit: Math.max(50, region.size.groups),
        SecurityGroupPolicyLimit: 100,
        ReferedSecurityGroupLimit: 10,
        SecurityGroupInstanceLimit: 2000,
        InstanceSecurityGroupLimit: 5,
        SecurityGroupExtendedPolicyLimit: 2000,
        SecurityGroupReferedCvmAndEniLimit: 2000,
        SecurityGroupReferedSvcLimit: 20,
      },
    }),
  }),
];

function byId<T>(region: Region, id: string, make: (index: number) => T): T | null {
  const index = indexIn(region, "sg", id, region.size.groups);
  return index === null ? null : make(index);
}

function securityGroup(region: Region, index: number): Wire<SecurityGroup> {
  const role = ROLES[index % ROLES.length]!;
  return {
    SecurityGroupId: idIn(region, "sg", index),
    SecurityGroupName: index === 0 ? "default" : `${role}-${index}`,
    SecurityGroupDesc: index === 0 ? "System created security group" : "",
    ProjectId: "0",
    IsDefault: index === 0,
    CreatedTime: timeOf(region, "sg", index),
    UpdateTime: timeOf(region, "sg", index),
    TagSet: index % 3 === 0 ? [{ Key: "team", Value: role }] : [],
  };
}

function policySet(region: Region, index: number): Wire<SecurityGroupPolicySet> {
  const edits = edited(region, index) ? region.revision : 0;
  const roll = diceIn(region, "policies", index);
  const ingress = Array.from({ length: 2 + roll.below(9) }, () => source(region, index, roll));
  for (let i = 0; i < edits; i++) ingress.unshift({ CidrBlock: "203.0.113.200", Port: "9443" });
  const last = roll.chance(0.6)
    ? [{ Action: "DROP", CidrBlock: "0.0.0.0/0", Protocol: "all" }]
    : [];
  const egress = roll.chance(0.8)
    ? [{ CidrBlock: "0.0.0.0/0", Protocol: "all", Port: "ALL" }]
    : [{ CidrBlock: "10.0.0.0/8", Protocol: "tcp", Port: "1024-65535" }];
  return {
    Version: String(7 + (index % 5) + edits),
    Ingress: [...ingress, ...last].map((policy, i) => complete(region, index, i, policy)),
    Egress: egress.map((policy, i) => complete(region, index, i, policy)),
  };
}

function edited(region: Region, index: number): boolean {
  if (region.revision === 0) return false;
  return region.edited === null
    ? hash(region.seed, "edited", index) % 7 === 0
    : region.edited.includes(index);
}

type Draft = Wire<SecurityGroupPolicy>;

function source(region: Region, group: number, roll: Dice): Draft {
  const { templates, groups } = region.size;
  const template = (prefix: "ipm" | "ipmg" | "ppm" | "ppmg") =>
    idIn(region, prefix, roll.below(templates));
  const service: Draft =
    templates > 0 && roll.chance(0.1)
      ? { ServiceTemplate: spec("Service", roll.chance(0.5), template), Protocol: "", Port: "" }
      : { Protocol: roll.pick(["tcp", "tcp", "tcp", "udp"]), Port: roll.pick(PORTS) };
  const kind = roll.below(20);
  const accept = { Action: roll.chance(0.9) ? "ACCEPT" : "DROP" };
  if (kind < 2 && templates > 0) {
    const address = spec("Address", kind === 0, template);
    return { ...service, ...accept, AddressTemplate: address };
  }
  if (kind < 4 && groups > 1) {
    const other = (group + 1 + roll.below(groups - 1)) % groups;
    return { ...service, ...accept, SecurityGroupId: idIn(region, "sg", other) };
  }
  if (kind === 4) return { ...service, ...accept, Ipv6CidrBlock: "2402:4e00:1000::/36" };
  if (kind === 5) return { Protocol: "icmp", Port: "ALL", ...accept, CidrBlock: "0.0.0.0/0" };
  return { ...service, ...accept, CidrBlock: roll.pick(kind < 13 ? GATEWAY : OTHERS) };
}

function spec(
  noun: "Address" | "Service",
  single: boolean,
  template: (prefix: "ipm" | "ipmg" | "ppm" | "ppmg") => string,
) {
  const prefix = noun === "Address" ? "ipm" : "ppm";
  const id = single ? template(prefix) : "";
  const group = single ? "" : template(`${prefix}g`);
  return { [`${noun}Id`]: id, [`${noun}GroupId`]: group };
}

function complete(region: Region, group: number, index: number, draft: Draft): Draft {
  return {
    PolicyIndex: index,
    Protocol: "tcp",
    Port: "ALL",
    ServiceTemplate: { ServiceId: "", ServiceGroupId: "" },
    CidrBlock: "",
    Ipv6CidrBlock: "",
    SecurityGroupId: "",
    AddressTemplate: { AddressId: "", AddressGroupId: "" },
    Action: "ACCEPT",
    PolicyDescription: "",
    ModifyTime: timeOf(region, "sg", group),
    ...draft,
  };
}
