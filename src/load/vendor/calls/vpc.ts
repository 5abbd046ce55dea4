// The calls of vpc: security groups, templates, interfaces, subnets and network ACLs.
import { by, NUMBER, TEXT, type VendorCall } from "../call.ts";

const VPC = { service: "vpc", in: "response", list: true, rate: 100, saved: {} } as const;

export const VPC_CALLS = [
  {
    ...VPC,
    action: "DescribeSecurityGroups",
    docs: "215/15808",
    key: "SecurityGroupSet",
    id: "SecurityGroupId",
    page: TEXT,
  },
  {
    ...VPC,
    action: "DescribeSecurityGroupPolicies",
    docs: "215/15804",
    key: "SecurityGroupPolicySet",
    list: false,
    id: null,
    each: by("DescribeSecurityGroups", "SecurityGroupId"),
    saved: {
      owner: {
        key: "SecurityGroupId",
        kind: "group",
        ending: ".json",
        required: true,
      },
    },
  },
  {
    ...VPC,
    action: "DescribeAddressTemplates",
    docs: "215/16717",
    key: "AddressTemplateSet",
    id: "AddressTemplateId",
    page: TEXT,
  },
  {
    ...VPC,
    action: "DescribeAddressTemplateGroups",
    docs: "215/16716",
    key: "AddressTemplateGroupSet",
    id: "AddressTemplateGroupId",
    page: TEXT,
  },
  {
    ...VPC,
    action: "DescribeServiceTemplates",
    docs: "215/16719",
    key: "ServiceTemplateSet",
    id: "ServiceTemplateId",
    page: TEXT,
  },
  {
    ...VPC,
    action: "DescribeServiceTemplateGroups",
    docs: "215/16718",
    key: "ServiceTemplateGroupSet",
    id: "ServiceTemplateGroupId",
    page: TEXT,
  },
  {
    ...VPC,
    action: "DescribeSecurityGroupLimits",
    docs: "215/41428",
    rate: 20,
    key: "SecurityGroupLimitSet",
    list: false,
    id: null,
  },
  {
    ...VPC,
    action: "DescribeNetworkInterfaces",
    docs: "215/15817",
    key: "NetworkInterfaceSet",
    id: "NetworkInterfaceId",
    page: NUMBER,
  },
  {
    ...VPC,
    action: "DescribeSubnets",
    docs: "215/15784",
    key: "SubnetSet",
    id: "SubnetId",
    page: TEXT,
  },
  {
    ...VPC,
    action: "DescribeNetworkAcls",
    docs: "215/42160",
    rate: 20,
    key: "NetworkAclSet",
    id: "NetworkAclId",
    page: NUMBER,
  },
  {
    ...VPC,
    action: "DescribeNetworkAclQuintupleEntries",
    docs: "215/77634",
    rate: 20,
    key: "NetworkAclQuintupleSet",
    id: "NetworkAclQuintupleEntryId",
    page: NUMBER,
    each: {
      of: "DescribeNetworkAcls",
      subject: ({ NetworkAclId, NetworkAclType }) =>
        typeof NetworkAclId === "string" && NetworkAclType === "QUINTUPLE"
          ? { NetworkAclId }
          : null,
    },
    saved: {
      owner: {
        key: "NetworkAclId",
        kind: "acl",
        ending: ".entries.json",
        required: true,
      },
    },
  },
] as const satisfies readonly VendorCall[];
