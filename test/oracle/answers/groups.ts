// Security groups with their policies, and templates, as answers.
import type {
  AddressTemplate,
  AddressTemplateGroup,
  DescribeAddressTemplateGroupsResponse,
  DescribeAddressTemplatesResponse,
  DescribeSecurityGroupsResponse,
  DescribeServiceTemplateGroupsResponse,
  DescribeServiceTemplatesResponse,
  SecurityGroup,
  SecurityGroupPolicy,
  SecurityGroupPolicySet,
  ServiceTemplate,
  ServiceTemplateGroup,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js";
import type { Definitions, GroupDef, PolicyDef } from "../format.ts";
import { listed, type Answer, type Draw, type Saved } from "./answer.ts";

const vpc = (action: string) => ({ service: "vpc", action, subject: {} });

export function printGroups(
  { securityGroups }: Definitions,
  fetched: boolean,
  draw: Draw,
): Answer[] {
  const told = fetched ? securityGroups : securityGroups.filter(() => !draw.chance(0.1));
  const list = draw.shuffled(told).map(({ id }): Saved<SecurityGroup> => ({
    SecurityGroupId: id,
    SecurityGroupName: draw.pick([id, "", null]),
    IsDefault: draw.pick([false, true]),
  }));
  return [
    listed<DescribeSecurityGroupsResponse>(
      { ...vpc("DescribeSecurityGroups"), key: "SecurityGroupSet" },
      list,
    ),
    ...securityGroups.map((group): Answer => {
      const set = { SecurityGroupPolicySet: policySet(group, draw) };
      const subject = { SecurityGroupId: group.id };
      return {
        ...vpc("DescribeSecurityGroupPolicies"),
        subject,
        in: "response",
        list: null,
        body: set,
      };
    }),
  ];
}

/** What goes out is none of the account's: everything may, or nothing. */
function policySet({ id, ingress }: GroupDef, draw: Draw): Saved<SecurityGroupPolicySet> {
  const indexed = draw.chance(0.7);
  const inward = ingress.map((policy, index) => ({
    ...policyOf(policy, draw),
    PolicyDescription: `${id}/${index}`,
    PolicyIndex: indexed ? index : draw.absent(),
  }));
  const outward: Saved<SecurityGroupPolicy>[] = (["0.0.0.0/0", "::/0"] as const).map((cidr) => ({
    ...addresses(cidr),
    Action: draw.pick(["ACCEPT", "DROP"]),
    PolicyDescription: "outward",
  }));
  return {
    Version: draw.pick(["1", "17", undefined]),
    Ingress: indexed ? draw.shuffled(inward) : inward,
    Egress: draw.pick([outward, []]),
  };
}

function policyOf(policy: PolicyDef, draw: Draw): Saved<SecurityGroupPolicy> {
  return {
    CidrBlock: draw.none(),
    Ipv6CidrBlock: draw.none(),
    SecurityGroupId: draw.none(),
    AddressTemplate: draw.pick([{ AddressId: "", AddressGroupId: "" }, {}, null, undefined]),
    ...sourceOf(policy.source, draw),
    ...serviceOf(policy, draw),
    Action: draw.pick([policy.action, policy.action.toLowerCase()]),
    ModifyTime: draw.pick(["2026-01-01 00:00:00", "", undefined]),
  };
}

function addresses(cidr: string): Saved<SecurityGroupPolicy> {
  return cidr.includes(":") ? { Ipv6CidrBlock: cidr } : { CidrBlock: cidr };
}

function sourceOf(source: string, draw: Draw): Saved<SecurityGroupPolicy> {
  if (source.startsWith("sg-")) return { SecurityGroupId: source };
  if (source.startsWith("ipm-"))
    return { AddressTemplate: { AddressId: source, AddressGroupId: draw.none() } };
  if (source.startsWith("ipmg-"))
    return { AddressTemplate: { AddressId: draw.none(), AddressGroupId: source } };
  return addresses(source);
}

function serviceOf(policy: PolicyDef, draw: Draw): Saved<SecurityGroupPolicy> {
  const { protocol, port, service } = policy;
  if (service !== undefined) {
    const template = service.startsWith("ppm-")
      ? { ServiceId: service, ServiceGroupId: draw.none() }
      : { ServiceId: draw.none(), ServiceGroupId: service };
    const Protocol = draw.pick(["", "ALL", "all", null, undefined]);
    return { ServiceTemplate: template, Protocol, Port: draw.pick(["", "ALL", null]) };
  }
  return {
    ServiceTemplate: draw.pick([{ ServiceId: "", ServiceGroupId: "" }, {}, null, undefined]),
    Protocol: protocol ?? draw.pick(["ALL", "all", "", null]),
    Port: port ?? draw.pick(["ALL", "all", "", null]),
  };
}

export function printTemplates(def: Definitions, draw: Draw): Answer[] {
  const addressTemplates = def.addressTemplates.map(
    ({ id, addresses: list }): Saved<AddressTemplate> => ({
      AddressTemplateId: id,
      AddressTemplateName: draw.pick([id, ""]),
      ...draw.pick<Saved<AddressTemplate>>([
        { AddressSet: list },
        { AddressSet: list, AddressExtraSet: extra(list, "Address") },
        { AddressSet: null, AddressExtraSet: extra(list, "Address") },
        { AddressExtraSet: extra(list, "Address") },
      ]),
    }),
  );
  const serviceTemplates = def.serviceTemplates.map(({ id, services }): Saved<ServiceTemplate> => ({
    ServiceTemplateId: id,
    ...draw.pick<Saved<ServiceTemplate>>([
      { ServiceSet: services },
      { ServiceSet: services, ServiceExtraSet: extra(services, "Service") },
      { ServiceSet: null, ServiceExtraSet: extra(services, "Service") },
    ]),
  }));
  const addressGroups = def.addressTemplateGroups.map(
    ({ id, templates }): Saved<AddressTemplateGroup> => ({
      AddressTemplateGroupId: id,
      ...draw.pick<Saved<AddressTemplateGroup>>([
        { AddressTemplateIdSet: templates, AddressTemplateSet: [] },
        { AddressTemplateSet: templates.map((one) => ({ AddressTemplateId: one })) },
        {
          AddressTemplateIdSet: templates,
          AddressTemplateSet: templates.map((one) => ({
            AddressTemplateId: one,
            From: "",
            To: "",
          })),
        },
      ]),
    }),
  );
  const serviceGroups = def.serviceTemplateGroups.map(
    ({ id, templates }): Saved<ServiceTemplateGroup> => ({
      ServiceTemplateGroupId: id,
      ...draw.pick<Saved<ServiceTemplateGroup>>([
        { ServiceTemplateIdSet: templates, ServiceTemplateSet: null },
        { ServiceTemplateSet: templates.map((one) => ({ ServiceTemplateId: one })) },
      ]),
    }),
  );
  return [
    listed<DescribeAddressTemplatesResponse>(
      { ...vpc("DescribeAddressTemplates"), key: "AddressTemplateSet" },
      draw.shuffled(addressTemplates),
    ),
    listed<DescribeServiceTemplatesResponse>(
      { ...vpc("DescribeServiceTemplates"), key: "ServiceTemplateSet" },
      draw.shuffled(serviceTemplates),
    ),
    listed<DescribeAddressTemplateGroupsResponse>(
      { ...vpc("DescribeAddressTemplateGroups"), key: "AddressTemplateGroupSet" },
      addressGroups,
    ),
    listed<DescribeServiceTemplateGroupsResponse>(
      { ...vpc("DescribeServiceTemplateGroups"), key: "ServiceTemplateGroupSet" },
      serviceGroups,
    ),
  ];
}

function extra<K extends string>(list: readonly string[], key: K): Record<K, string>[] {
  return list.map((one) => ({ [key]: one, Description: "" }) as unknown as Record<K, string>);
}
