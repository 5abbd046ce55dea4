// The calls whose saved answers are understood, told apart by what they hold and never by a file name.
// A new call is one entry here and one reader. May not read files or build resources.
import { isAbsent, isRecord, type Json } from "./fields.ts";
import { hasPrefixOf, ID_KINDS } from "../../model/id.ts";

/** How an answer that does not name the resource it is about gets that name. */
export interface OwnerRule {
  /** Key of the wrapper object, the same as the call's own parameter. */
  readonly key:
    | "SecurityGroupId"
    | "LoadBalancerId"
    | "TargetGroupId"
    | "ServiceId"
    | "ClusterId"
    | "NetworkAclId"
    | "MicroserviceId"
    | "GatewayId";
  readonly prefix: string;
  readonly noun: string;
  /** What follows the id in the name of the file: `.listeners.json`. */
  readonly ending: string;
  /** False where the answer usually names it itself. */
  readonly required: boolean;
}

export interface CallShape {
  readonly service: "vpc" | "clb" | "cvm" | "apigateway" | "tke" | "tsf" | "tse";
  /** The object that holds the answer: the response, or its `Result`. */
  readonly in: "response" | "Result";
  /** The key by which the call is known. */
  readonly key: string;
  /** Whether `key` holds a list of elements; otherwise the holding object is the one element. */
  readonly list: boolean;
  /** Key of an element's own id; null where it has none. */
  readonly id: string | null;
  readonly total?: string;
  /** Page size to suggest; absent where the call has no pages. */
  readonly limit?: number;
  readonly owner?: OwnerRule;
  /** Tells calls with the same key apart. */
  readonly fits?: (content: Json, first: Json | null, hint: Hint) => boolean;
}

/** What stands around an answer, for those that are empty and so look alike. */
export interface Hint {
  readonly file: string;
  readonly wrapper: Json;
}

const response = (service: CallShape["service"], key: string, id: string, limit = 100) =>
  ({ service, in: "response", key, list: true, id, limit }) as const;
const result = (key: string, id: string) =>
  ({ service: "apigateway", in: "Result", key, list: true, id, limit: 100 }) as const;

const balancer = (ending: string): OwnerRule => ({
  key: "LoadBalancerId",
  ...ID_KINDS["load-balancer"],
  ending,
  required: true,
});
const service = (ending: string): OwnerRule => ({
  key: "ServiceId",
  ...ID_KINDS.service,
  ending,
  required: false,
});

const SHAPES = {
  DescribeSecurityGroupPolicies: {
    service: "vpc",
    in: "response",
    key: "SecurityGroupPolicySet",
    list: false,
    id: null,
    owner: {
      key: "SecurityGroupId",
      ...ID_KINDS.group,
      ending: ".json",
      required: true,
    },
  },
  DescribeSecurityGroups: response("vpc", "SecurityGroupSet", "SecurityGroupId"),
  DescribeAddressTemplates: response("vpc", "AddressTemplateSet", "AddressTemplateId"),
  DescribeAddressTemplateGroups: response(
    "vpc",
    "AddressTemplateGroupSet",
    "AddressTemplateGroupId",
  ),
  DescribeServiceTemplates: response("vpc", "ServiceTemplateSet", "ServiceTemplateId"),
  DescribeServiceTemplateGroups: response(
    "vpc",
    "ServiceTemplateGroupSet",
    "ServiceTemplateGroupId",
  ),
  DescribeNetworkInterfaces: response("vpc", "NetworkInterfaceSet", "NetworkInterfaceId"),
  DescribeNetworkAcls: response("vpc", "NetworkAclSet", "NetworkAclId"),
  DescribeNetworkAclQuintupleEntries: {
    ...response("vpc", "NetworkAclQuintupleSet", "NetworkAclQuintupleEntryId"),
    owner: {
      key: "NetworkAclId",
      ...ID_KINDS.acl,
      ending: ".entries.json",
      required: true,
    },
  },
  DescribeSubnets: response("vpc", "SubnetSet", "SubnetId"),
  DescribeSecurityGroupLimits: {
    service: "vpc",
    in: "response",
    key: "SecurityGroupLimitSet",
    list: false,
    id: null,
  },
  DescribeLoadBalancers: response("clb", "LoadBalancerSet", "LoadBalancerId"),
  DescribeTargets: {
    service: "clb",
    in: "response",
    key: "Listeners",
    list: true,
    id: "ListenerId",
    owner: balancer(".targets.json"),
    fits: holdsTargets,
  },
  DescribeListeners: {
    service: "clb",
    in: "response",
    key: "Listeners",
    list: true,
    id: "ListenerId",
    owner: balancer(".listeners.json"),
  },
  DescribeTargetGroups: response("clb", "TargetGroupSet", "TargetGroupId"),
  DescribeTargetGroupInstances: {
    service: "clb",
    in: "response",
    key: "TargetGroupInstanceSet",
    list: true,
    id: null,
    limit: 100,
    owner: {
      key: "TargetGroupId",
      ...ID_KINDS["target-group"],
      ending: ".json",
      required: true,
    },
  },
  DescribeCloudNativeAPIGateways: { ...result("GatewayList", "GatewayId"), service: "tse" },
  DescribeCloudNativeAPIGatewayNodes: {
    service: "tse",
    in: "Result",
    key: "NodeList",
    list: true,
    id: null,
    limit: 100,
    owner: {
      key: "GatewayId",
      ...ID_KINDS["native-gateway"],
      ending: ".nodes.json",
      required: true,
    },
    fits: (_, first) => first === null || "NodeIp" in first,
  },
  DescribeMicroservices: {
    ...result("Content", "MicroserviceId"),
    service: "tsf",
    fits: (_, first) => first !== null && "MicroserviceName" in first,
  },
  DescribeMicroservice: {
    service: "tsf",
    in: "Result",
    key: "Content",
    list: true,
    id: null,
    limit: 50,
    owner: {
      key: "MicroserviceId",
      ...ID_KINDS.microservice,
      ending: ".instances.json",
      required: true,
    },
    fits: (_, first) => first !== null && "ServiceInstanceStatus" in first,
  },
  DescribeClusterInstances: {
    ...response("tke", "InstanceSet", "InstanceId"),
    owner: {
      key: "ClusterId",
      ...ID_KINDS.cluster,
      ending: ".instances.json",
      required: true,
    },
    fits: holdsNodes,
  },
  DescribeInstances: { ...response("cvm", "InstanceSet", "InstanceId"), fits: holdsCvms },
  DescribeClusters: response("tke", "Clusters", "ClusterId"),
  DescribeServicesStatus: result("ServiceSet", "ServiceId"),
  DescribeApisStatus: { ...result("ApiIdStatusSet", "ApiId"), owner: service(".apis.json") },
  DescribeUpstreams: result("UpstreamSet", "UpstreamId"),
  DescribeApi: {
    service: "apigateway",
    in: "Result",
    key: "ApiId",
    list: false,
    id: "ApiId",
    owner: service(".api.json"),
    fits: (api) => "ServiceType" in api || "ServiceConfig" in api || "ServiceTimeout" in api,
  },
  DescribeExclusiveInstanceDetail: {
    service: "apigateway",
    in: "Result",
    key: "InstanceId",
    list: false,
    id: "InstanceId",
    fits: (detail) => "NetworkConfig" in detail || "VpcConfig" in detail,
  },
  DescribeService: {
    service: "apigateway",
    in: "response",
    key: "ServiceId",
    list: false,
    id: "ServiceId",
    total: "ApiTotalCount",
    fits: (body) => "ApiIdStatusSet" in body || "ServiceName" in body,
  },
} as const satisfies Record<string, CallShape>;

export type Call = keyof typeof SHAPES;
export const CALLS: Readonly<Record<Call, CallShape>> = SHAPES;
const NAMES = Object.keys(SHAPES) as Call[];

export interface Recognised {
  readonly call: Call;
  readonly content: Json;
}

/**
 * The call that a body answers; a wrapper may name it (`Action`). `sure` = it came in a `Response` or with a RequestId; without, a list must show
 * an element with the call's own id, so that foreign JSON (`{"Clusters": []}`) is left alone.
 */
export function recognise(body: Json, sure: boolean, hint: Hint): Recognised | null {
  const named = NAMES.find((call) => call === hint.wrapper.Action);
  if (named !== undefined) {
    const content = CALLS[named].in === "Result" ? body.Result : body;
    return isRecord(content) ? { call: named, content } : null;
  }
  for (const call of NAMES) {
    const shape = CALLS[call];
    const content = shape.in === "Result" ? body.Result : body;
    if (!isRecord(content) || !(shape.key in content)) continue;
    const held = content[shape.key];
    const first = Array.isArray(held) ? (held.find(isRecord) ?? null) : null;
    if (!sure && !convinces(shape, held, first)) continue;
    if (shape.fits && !shape.fits(content, first, hint)) continue;
    return { call, content };
  }
  return null;
}

const UNMISTAKABLE =
  /^(SecurityGroup|AddressTemplate|ServiceTemplate|NetworkInterface|NetworkAcl|LoadBalancer)\w*Set$/;

function convinces(shape: CallShape, held: unknown, first: Json | null): boolean {
  if (first !== null) return shape.id === null || shape.id in first;
  if (shape.list) return Array.isArray(held) && UNMISTAKABLE.test(shape.key);
  return isRecord(held) || typeof held === "string";
}

/** DescribeListeners and DescribeTargets share the key `Listeners`. */
function holdsTargets(content: Json, first: Json | null, { file }: Hint): boolean {
  const listeners = Array.isArray(content.Listeners) ? content.Listeners.filter(isRecord) : [];
  const rulesOf = (l: Json) => (Array.isArray(l.Rules) ? l.Rules.filter(isRecord) : []);
  if (listeners.some((l) => "Targets" in l || rulesOf(l).some((r) => "Targets" in r))) return true;
  if (first === null || LISTENER_ONLY.some((key) => key in first) || "TotalCount" in content)
    return false;
  return /target/i.test(file);
}

const LISTENER_ONLY = ["ListenerName", "HealthCheck", "Scheduler", "KeepaliveEnable", "CreateTime"];
const NODE_ONLY = [
  "InstanceRole",
  "DrainStatus",
  "LanIP",
  "InstanceAdvancedSettings",
  "NodePoolId",
];
const CVM_ONLY = [
  "SecurityGroupIds",
  "PrivateIpAddresses",
  "VirtualPrivateCloud",
  "Placement",
  "InstanceType",
];

/** cvm DescribeInstances and tke DescribeClusterInstances share the key `InstanceSet`. */
function holdsNodes(_: Json, first: Json | null, { file, wrapper }: Hint): boolean {
  if (first !== null && NODE_ONLY.some((key) => key in first)) return true;
  if (first !== null && CVM_ONLY.some((key) => key in first)) return false;
  const named = "ClusterId" in wrapper || /(^|\/)cls-[^/]*$/.test(file);
  return named && (first === null || isCvmId(first));
}

function holdsCvms(_: Json, first: Json | null): boolean {
  return first === null || CVM_ONLY.some((key) => key in first) || isCvmId(first);
}

function isCvmId(element: Json): boolean {
  return (
    isAbsent(element.InstanceId) ||
    (typeof element.InstanceId === "string" && hasPrefixOf("instance", element.InstanceId))
  );
}
