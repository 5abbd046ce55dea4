// vpc: network interfaces, subnets and network ACLs of both kinds. Subnets page with strings.
import type {
  DescribeNetworkAclQuintupleEntriesRequest,
  DescribeNetworkAclQuintupleEntriesResponse,
  DescribeNetworkAclsRequest,
  DescribeNetworkAclsResponse,
  DescribeNetworkInterfacesRequest,
  DescribeNetworkInterfacesResponse,
  DescribeSubnetsRequest,
  DescribeSubnetsResponse,
  NetworkInterface,
  Subnet,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js";
import {
  groupsOf,
  HOSTS_PER_SUBNET,
  idIn,
  indexIn,
  instanceIp,
  instanceSubnet,
  ownerOfSecondary,
  publicIp,
  secondaryIp,
  subnetLead,
  timeOf,
  vpcOfSubnet,
  zoneOf,
  type Region,
} from "../account.ts";
import { actionsOf, type Wire } from "../action.ts";
import { choose, counted, pageIn } from "../list.ts";
import { aclOfSubnet, networkAcl, quintupleEntries } from "./acls.ts";

const action = actionsOf({ service: "vpc", version: "2017-03-12", perSecond: 100 });

export const NETWORK_ACTIONS = [
  action<DescribeNetworkInterfacesRequest, DescribeNetworkInterfacesResponse>(
    "DescribeNetworkInterfaces",
    {
      parameters: {
        NetworkInterfaceIds: "strings",
        Filters: "objects",
        Offset: "integer",
        Limit: "integer",
      },
      answer: (call, { NetworkInterfaceIds: ids, Filters: filters }) => {
        const { region } = call;
        const all = counted(enis(region), (i) => networkInterface(region, i));
        const chosen = choose(all, { ids, filters, find: (id) => eniById(region, id), by: ENI_BY });
        const { total, items } = pageIn(chosen, call);
        return { NetworkInterfaceSet: items, TotalCount: total };
      },
    },
  ),
  action<DescribeSubnetsRequest, DescribeSubnetsResponse>("DescribeSubnets", {
    parameters: {
      SubnetIds: "strings",
      Filters: "objects",
      Offset: "string",
      Limit: "string",
      MaxResults: "integer",
      NextToken: "string",
    },
    answer: (call, { SubnetIds: ids, Filters: filters }) => {
      const { region } = call;
      const all = counted(subnets(region), (i) => subnet(region, i));
      const find = (id: string) => {
        const index = indexIn(region, "subnet", id, subnets(region));
        return index === null ? null : subnet(region, index);
      };
      const by = {
        "vpc-id": (s: Wire<Subnet>) => [s.VpcId ?? null],
        "subnet-id": (s: Wire<Subnet>) => [s.SubnetId ?? null],
      };
      const { total, items } = pageIn(choose(all, { ids, filters, find, by }), call);
      return { TotalCount: total, SubnetSet: items };
    },
  }),
  action<DescribeNetworkAclsRequest, DescribeNetworkAclsResponse>("DescribeNetworkAcls", {
    perSecond: 20,
    parameters: {
      Filters: "objects",
      NetworkAclIds: "strings",
      Offset: "integer",
      Limit: "integer",
      OrderField: "string",
      OrderDirection: "string",
    },
    answer: (call, { NetworkAclIds: ids }) => {
      const { region } = call;
      const make = (i: number) =>
        networkAcl(region, i, subnets(region), (index) => subnet(region, index));
      const find = (id: string) => {
        const index = indexIn(region, "acl", id, region.size.acls);
        return index === null ? null : make(index);
      };
      const { total, items } = pageIn(choose(counted(region.size.acls, make), { ids, find }), call);
      return { NetworkAclSet: items, TotalCount: total };
    },
  }),
  action<DescribeNetworkAclQuintupleEntriesRequest, DescribeNetworkAclQuintupleEntriesResponse>(
    "DescribeNetworkAclQuintupleEntries",
    {
      perSecond: 20,
      parameters: {
        NetworkAclId: "string!",
        Offset: "integer",
        Limit: "integer",
        Filters: "objects",
      },
      answer: (call, { NetworkAclId }) => {
        const { total, items } = pageIn(quintupleEntries(call.region, NetworkAclId), call);
        return { NetworkAclQuintupleSet: items, TotalCount: total };
      },
    },
  ),
];

const ENI_BY: Readonly<Record<string, (eni: Wire<NetworkInterface>) => (string | null)[]>> = {
  "attachment.instance-id": (eni) => [eni.Attachment?.InstanceId ?? null],
  "groups.security-group-id": (eni) => eni.GroupSet ?? [],
  "subnet-id": (eni) => [eni.SubnetId ?? null],
  "vpc-id": (eni) => [eni.VpcId ?? null],
  "is-primary": (eni) => [String(eni.Primary), String(eni.Primary).toUpperCase()],
};

function enis(region: Region): number {
  return region.size.instances + region.size.secondaryEnis;
}

function eniById(region: Region, id: string): Wire<NetworkInterface> | null {
  const index = indexIn(region, "eni", id, enis(region));
  return index === null ? null : networkInterface(region, index);
}

/** First the primary interfaces in the order of the instances, then the secondary ones. */
function networkInterface(region: Region, index: number): Wire<NetworkInterface> {
  const secondary = index - region.size.instances;
  const primary = secondary < 0;
  const instance = primary ? index : ownerOfSecondary(secondary);
  const at = instanceSubnet(instance);
  const ip = primary ? instanceIp(region, instance) : secondaryIp(region, secondary);
  const eip = primary ? publicIp(instance) : null;
  return {
    NetworkInterfaceId: idIn(region, "eni", index),
    NetworkInterfaceName: primary ? "Primary ENI" : `data-${secondary}`,
    NetworkInterfaceDescription: "",
    SubnetId: idIn(region, "subnet", at),
    VpcId: idIn(region, "vpc", vpcOfSubnet(region, at)),
    GroupSet: groupsOf(region, primary ? "ins" : "eni", primary ? instance : index),
    Primary: primary,
    MacAddress: `52:54:00:${[16, 8, 0].map((s) => ((index >> s) & 255).toString(16).padStart(2, "0")).join(":")}`,
    State: "AVAILABLE",
    NetworkInterfaceState: "INUSE",
    PrivateIpAddressSet: [
      {
        PrivateIpAddress: ip,
        Primary: true,
        PublicIpAddress: eip ?? "",
        AddressId: eip === null ? "" : idIn(region, "eip", instance),
        Description: "",
        IsWanIpBlocked: false,
        State: "AVAILABLE",
      },
    ],
    Attachment: {
      DeviceIndex: primary ? 0 : 1,
      InstanceAccountId: region.uin,
      AttachTime: timeOf(region, "ins", instance),
      InstanceId: idIn(region, "ins", instance),
    },
    Zone: zoneOf(region, at),
    CreatedTime: timeOf(region, "ins", instance),
    Ipv6AddressSet: [],
    TagSet: [],
    EniType: primary ? 1 : 0,
    Business: "cvm",
  };
}

function subnets(region: Region): number {
  return region.size.instanceSubnets + region.size.edgeSubnets;
}

function subnet(region: Region, index: number): Wire<Subnet> {
  const acl = aclOfSubnet(region, index);
  return {
    VpcId: idIn(region, "vpc", vpcOfSubnet(region, index)),
    SubnetId: idIn(region, "subnet", index),
    SubnetName: index < region.size.instanceSubnets ? `app-${index}` : `edge-${index}`,
    CidrBlock: `${subnetLead(region, index)}0/24`,
    IsDefault: false,
    EnableBroadcast: false,
    Zone: zoneOf(region, index),
    CreatedTime: timeOf(region, "subnet", index),
    AvailableIpAddressCount: 253 - HOSTS_PER_SUBNET,
    Ipv6CidrBlock: "",
    NetworkAclId: acl === null ? "" : idIn(region, "acl", acl),
    IsRemoteVpcSnat: false,
    TotalIpAddressCount: 253,
    TagSet: [],
  };
}
