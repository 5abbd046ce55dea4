// The calls that read an account: all of them only read. Their limits, pages and whose ids they ask about. The
// permissions of docs/cam-policy.json follow from this table. May not send anything.

export type ServiceName = keyof typeof SERVICES;

/** Each service by its host name, and as CAM names it in permissions. */
export const SERVICES = {
  cvm: "cvm",
  vpc: "vpc",
  clb: "clb",
  apigateway: "apigw",
  tke: "tke",
  tsf: "tsf",
  tse: "tse",
} as const satisfies Record<string, string>;

/** The parameters that say whom a call is about: `{ SecurityGroupId: "sg-1a2b3c4d" }`; empty for a list of a region. */
export type Subject = Readonly<Record<string, string>>;

export interface LiveCall {
  readonly service: ServiceName;
  readonly action: string;
  /** Requests a second that the vendor documents for this API (docs/facts.md, section 7). */
  readonly rate: number;
  /** Page size; vpc wants `Offset` and `Limit` of some calls as text. Absent where an answer is whole. */
  readonly page?: { readonly size: number; readonly as: "text" | "number" };
  /** The object that holds `list`. */
  readonly in: "response" | "Result";
  /** Absent where the answer is one object. */
  readonly list?: string;
  /** Key of an element's id, by which elements that stand on two pages are found. */
  readonly id?: string;
  /** Asked once for each of these elements of another call; absent = once for each region. */
  readonly each?: Each;
  /** Parameters beside those of the page, where they are not the subject itself. */
  readonly params?: (subject: Subject) => Readonly<Record<string, unknown>>;
  /** Not about a region: asked once, and not kept in the snapshot. */
  readonly global?: true;
}

interface Each {
  readonly of: string;
  /** null passes the element over. */
  readonly subject: (element: Readonly<Record<string, unknown>>, parent: Subject) => Subject | null;
}

const TEXT = { size: 100, as: "text" } as const;
const NUMBER = { size: 100, as: "number" } as const;
const FIFTY = { size: 50, as: "number" } as const;

const vpc = (action: string, list: string, id: string, page: LiveCall["page"] = TEXT) =>
  ({ service: "vpc", action, rate: 100, in: "response", list, id, ...(page && { page }) }) as const;

/** `{ key: element[from] }`, where that is an id. */
function by(of: string, key: string, from = key): Each {
  return {
    of,
    subject: (element) => {
      const id = element[from];
      return typeof id === "string" && id !== "" ? { [key]: id } : null;
    },
  };
}

/** In the order in which a snapshot holds them. */
export const LIVE_CALLS: readonly LiveCall[] = [
  { service: "cvm", action: "DescribeAccountQuota", rate: 20, in: "response", global: true },
  {
    service: "cvm",
    action: "DescribeRegions",
    rate: 20,
    in: "response",
    list: "RegionSet",
    id: "Region",
    global: true,
  },
  vpc("DescribeSecurityGroups", "SecurityGroupSet", "SecurityGroupId"),
  {
    service: "vpc",
    action: "DescribeSecurityGroupPolicies",
    rate: 100,
    in: "response",
    each: by("DescribeSecurityGroups", "SecurityGroupId"),
  },
  vpc("DescribeAddressTemplates", "AddressTemplateSet", "AddressTemplateId"),
  vpc("DescribeAddressTemplateGroups", "AddressTemplateGroupSet", "AddressTemplateGroupId"),
  vpc("DescribeServiceTemplates", "ServiceTemplateSet", "ServiceTemplateId"),
  vpc("DescribeServiceTemplateGroups", "ServiceTemplateGroupSet", "ServiceTemplateGroupId"),
  { service: "vpc", action: "DescribeSecurityGroupLimits", rate: 20, in: "response" },
  vpc("DescribeNetworkInterfaces", "NetworkInterfaceSet", "NetworkInterfaceId", NUMBER),
  vpc("DescribeSubnets", "SubnetSet", "SubnetId"),
  { ...vpc("DescribeNetworkAcls", "NetworkAclSet", "NetworkAclId", NUMBER), rate: 20 },
  {
    ...vpc(
      "DescribeNetworkAclQuintupleEntries",
      "NetworkAclQuintupleSet",
      "NetworkAclQuintupleEntryId",
      NUMBER,
    ),
    rate: 20,
    each: {
      of: "DescribeNetworkAcls",
      subject: (acl) =>
        typeof acl.NetworkAclId === "string" && acl.NetworkAclType === "QUINTUPLE"
          ? { NetworkAclId: acl.NetworkAclId }
          : null,
    },
  },
  {
    service: "cvm",
    action: "DescribeInstances",
    rate: 40,
    in: "response",
    list: "InstanceSet",
    id: "InstanceId",
    page: NUMBER,
  },
  {
    service: "clb",
    action: "DescribeLoadBalancers",
    rate: 20,
    in: "response",
    list: "LoadBalancerSet",
    id: "LoadBalancerId",
    page: NUMBER,
  },
  {
    service: "clb",
    action: "DescribeListeners",
    rate: 20,
    in: "response",
    list: "Listeners",
    id: "ListenerId",
    each: by("DescribeLoadBalancers", "LoadBalancerId"),
  },
  {
    service: "clb",
    action: "DescribeTargets",
    rate: 20,
    in: "response",
    list: "Listeners",
    id: "ListenerId",
    each: by("DescribeLoadBalancers", "LoadBalancerId"),
  },
  {
    service: "clb",
    action: "DescribeTargetGroups",
    rate: 20,
    in: "response",
    list: "TargetGroupSet",
    id: "TargetGroupId",
    page: NUMBER,
  },
  {
    service: "clb",
    action: "DescribeTargetGroupInstances",
    rate: 20,
    in: "response",
    list: "TargetGroupInstanceSet",
    page: NUMBER,
    each: by("DescribeTargetGroups", "TargetGroupId"),
    params: ({ TargetGroupId = "" }) => ({
      Filters: [{ Name: "TargetGroupId", Values: [TargetGroupId] }],
    }),
  },
  {
    service: "apigateway",
    action: "DescribeServicesStatus",
    rate: 20,
    in: "Result",
    list: "ServiceSet",
    id: "ServiceId",
    page: NUMBER,
  },
  {
    service: "apigateway",
    action: "DescribeApisStatus",
    rate: 20,
    in: "Result",
    list: "ApiIdStatusSet",
    id: "ApiId",
    page: NUMBER,
    each: by("DescribeServicesStatus", "ServiceId"),
  },
  {
    service: "apigateway",
    action: "DescribeApi",
    rate: 100,
    in: "Result",
    each: {
      of: "DescribeApisStatus",
      subject: ({ ApiId }, { ServiceId }) =>
        typeof ApiId === "string" && ServiceId !== undefined ? { ServiceId, ApiId } : null,
    },
  },
  {
    service: "apigateway",
    action: "DescribeUpstreams",
    rate: 20,
    in: "Result",
    list: "UpstreamSet",
    id: "UpstreamId",
    page: NUMBER,
  },
  {
    service: "apigateway",
    action: "DescribeExclusiveInstanceDetail",
    rate: 20,
    in: "Result",
    each: by("DescribeServicesStatus", "InstanceId"),
  },
  {
    service: "tke",
    action: "DescribeClusters",
    rate: 20,
    in: "response",
    list: "Clusters",
    id: "ClusterId",
    page: NUMBER,
  },
  {
    service: "tke",
    action: "DescribeClusterInstances",
    rate: 20,
    in: "response",
    list: "InstanceSet",
    id: "InstanceId",
    page: NUMBER,
    each: by("DescribeClusters", "ClusterId"),
  },
  {
    service: "tsf",
    action: "DescribeSimpleNamespaces",
    rate: 20,
    in: "Result",
    list: "Content",
    id: "NamespaceId",
    page: NUMBER,
  },
  {
    service: "tsf",
    action: "DescribeMicroservices",
    rate: 20,
    in: "Result",
    list: "Content",
    id: "MicroserviceId",
    page: FIFTY,
    each: by("DescribeSimpleNamespaces", "NamespaceId"),
  },
  {
    service: "tsf",
    action: "DescribeMicroservice",
    rate: 20,
    in: "Result",
    list: "Content",
    page: FIFTY,
    each: by("DescribeMicroservices", "MicroserviceId"),
  },
  {
    service: "tse",
    action: "DescribeCloudNativeAPIGateways",
    rate: 20,
    in: "Result",
    list: "GatewayList",
    id: "GatewayId",
    page: NUMBER,
  },
  {
    service: "tse",
    action: "DescribeCloudNativeAPIGatewayNodes",
    rate: 20,
    in: "Result",
    list: "NodeList",
    page: NUMBER,
    each: by("DescribeCloudNativeAPIGateways", "GatewayId"),
  },
];

/** The calls of a region, lists first where one asks about the elements of another. */
export const REGION_CALLS: readonly LiveCall[] = LIVE_CALLS.filter((call) => !call.global);

export function callNamed(action: string): LiveCall {
  const call = LIVE_CALLS.find((one) => one.action === action);
  if (!call) throw new Error(`no live call ${action}`);
  return call;
}

/** `vpc:DescribeSubnets`: as a CAM policy and the vendor's refusals name it. */
export function permission({ service, action }: Pick<LiveCall, "service" | "action">): string {
  return `${SERVICES[service]}:${action}`;
}
