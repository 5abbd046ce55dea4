// vpc: address and service templates and their groups. All four page with strings.
import type {
  AddressTemplate,
  AddressTemplateGroup,
  DescribeAddressTemplateGroupsRequest,
  DescribeAddressTemplateGroupsResponse,
  DescribeAddressTemplatesRequest,
  DescribeAddressTemplatesResponse,
  DescribeServiceTemplateGroupsRequest,
  DescribeServiceTemplateGroupsResponse,
  DescribeServiceTemplatesRequest,
  DescribeServiceTemplatesResponse,
  ServiceTemplate,
  ServiceTemplateGroup,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js";
import { diceIn, idIn, timeOf, type Region } from "../account.ts";
import { actionsOf, type Call, type Wire } from "../action.ts";
import { choose, counted, pageIn, type Filter, type Page } from "../list.ts";

const action = actionsOf({ service: "vpc", version: "2017-03-12", perSecond: 100 });

const PARAMETERS = {
  Filters: "objects",
  Offset: "string",
  Limit: "string",
  NeedMemberInfo: "boolean",
  OrderField: "string",
  OrderDirection: "string",
  MemberOrderField: "string",
  MemberOrderDirection: "string",
} as const;

export const TEMPLATE_ACTIONS = [
  action<DescribeAddressTemplatesRequest, DescribeAddressTemplatesResponse>(
    "DescribeAddressTemplates",
    {
      parameters: PARAMETERS,
      answer: (call, { Filters }) => {
        const by = { "address-template-id": (t: Wire<AddressTemplate>) => [t.AddressTemplateId!] };
        const { total, items } = pages(call, addressTemplate, Filters, by);
        return { TotalCount: total, AddressTemplateSet: items };
      },
    },
  ),
  action<DescribeAddressTemplateGroupsRequest, DescribeAddressTemplateGroupsResponse>(
    "DescribeAddressTemplateGroups",
    {
      parameters: PARAMETERS,
      answer: (call, { Filters }) => {
        const idOf = (t: Wire<AddressTemplateGroup>) => [t.AddressTemplateGroupId!];
        const by = { "address-template-group-id": idOf };
        const { total, items } = pages(call, addressTemplateGroup, Filters, by);
        return { TotalCount: total, AddressTemplateGroupSet: items };
      },
    },
  ),
  action<DescribeServiceTemplatesRequest, DescribeServiceTemplatesResponse>(
    "DescribeServiceTemplates",
    {
      parameters: PARAMETERS,
      answer: (call, { Filters }) => {
        const by = { "service-template-id": (t: Wire<ServiceTemplate>) => [t.ServiceTemplateId!] };
        const { total, items } = pages(call, serviceTemplate, Filters, by);
        return { TotalCount: total, ServiceTemplateSet: items };
      },
    },
  ),
  action<DescribeServiceTemplateGroupsRequest, DescribeServiceTemplateGroupsResponse>(
    "DescribeServiceTemplateGroups",
    {
      parameters: PARAMETERS,
      answer: (call, { Filters }) => {
        const idOf = (t: Wire<ServiceTemplateGroup>) => [t.ServiceTemplateGroupId!];
        const by = { "service-template-group-id": idOf };
        const { total, items } = pages(call, serviceTemplateGroup, Filters, by);
        return { TotalCount: total, ServiceTemplateGroupSet: items };
      },
    },
  ),
];

function pages<T>(
  call: Call,
  make: (region: Region, index: number) => T,
  filters: readonly Filter[] | undefined,
  by: Readonly<Record<string, (item: T) => readonly string[]>>,
): Page<T> {
  const all = counted(call.region.size.templates, (i) => make(call.region, i));
  return pageIn(choose(all, { filters, by }), call);
}

const ADDRESSES = ["203.0.113.0/24", "10.0.0.1-10.0.0.100", "198.51.100.7", "9.0.0.0/8"];
const SERVICES = ["tcp:80,443", "TCP:8080", "tcp:3306-20000", "udp:all", "icmp", "gre"];

function addressTemplate(region: Region, index: number): Wire<AddressTemplate> {
  const at = timeOf(region, "ipm", index);
  const members = some(region, "ipm", index, ADDRESSES);
  return {
    AddressTemplateName: `office-${index}`,
    AddressTemplateId: idIn(region, "ipm", index),
    AddressSet: members,
    CreatedTime: at,
    UpdatedTime: at,
    AddressExtraSet: members.map((m) => ({ Address: m, Description: "", UpdatedTime: at })),
    TagSet: [],
  };
}

function serviceTemplate(region: Region, index: number): Wire<ServiceTemplate> {
  const at = timeOf(region, "ppm", index);
  const members = some(region, "ppm", index, SERVICES);
  return {
    ServiceTemplateId: idIn(region, "ppm", index),
    ServiceTemplateName: `web-${index}`,
    ServiceSet: members,
    CreatedTime: at,
    UpdatedTime: at,
    ServiceExtraSet: members.map((m) => ({ Service: m, Description: "", UpdatedTime: at })),
    TagSet: [],
  };
}

function addressTemplateGroup(region: Region, index: number): Wire<AddressTemplateGroup> {
  return {
    AddressTemplateGroupName: `offices-${index}`,
    AddressTemplateGroupId: idIn(region, "ipmg", index),
    AddressTemplateIdSet: neighbours(region, index).map((i) => idIn(region, "ipm", i)),
    CreatedTime: timeOf(region, "ipmg", index),
    UpdatedTime: timeOf(region, "ipmg", index),
    AddressTemplateSet: [],
    TagSet: [],
  };
}

function serviceTemplateGroup(region: Region, index: number): Wire<ServiceTemplateGroup> {
  return {
    ServiceTemplateGroupId: idIn(region, "ppmg", index),
    ServiceTemplateGroupName: `services-${index}`,
    ServiceTemplateIdSet: neighbours(region, index).map((i) => idIn(region, "ppm", i)),
    CreatedTime: timeOf(region, "ppmg", index),
    UpdatedTime: timeOf(region, "ppmg", index),
    ServiceTemplateSet: [],
    TagSet: [],
  };
}

function neighbours(region: Region, index: number): number[] {
  const { templates } = region.size;
  return [...new Set([index % templates, (index + 1) % templates])];
}

function some<T>(region: Region, kind: string, index: number, from: readonly T[]): T[] {
  const roll = diceIn(region, `${kind}-members`, index);
  return from.filter((_, i) => i === index % from.length || roll.chance(0.4));
}
