// Kinds of things that have an id: the prefix by which the vendor's ids tell them, and what one is called in a sentence. An
// id of the user's own (definitions, Terraform addresses) need have no prefix, so this tells kinds only where nothing else does.

export type Id = string;

interface IdKindWords {
  readonly prefix: string;
  readonly noun: string;
  /** What is typed after `tccli` to save one: a test holds it against the table of calls. */
  readonly save: string | null;
}

export const ID_KINDS = {
  group: {
    prefix: "sg-",
    noun: "security group",
    save: "vpc DescribeSecurityGroupPolicies --SecurityGroupId ID > ID.json",
  },
  "address-template": {
    prefix: "ipm-",
    noun: "address template",
    save: "vpc DescribeAddressTemplates > address-templates.json",
  },
  "address-template-group": {
    prefix: "ipmg-",
    noun: "address template group",
    save: "vpc DescribeAddressTemplateGroups > address-template-groups.json",
  },
  "service-template": {
    prefix: "ppm-",
    noun: "service template",
    save: "vpc DescribeServiceTemplates > service-templates.json",
  },
  "service-template-group": {
    prefix: "ppmg-",
    noun: "service template group",
    save: "vpc DescribeServiceTemplateGroups > service-template-groups.json",
  },
  subnet: {
    prefix: "subnet-",
    noun: "subnet",
    save: "vpc DescribeSubnets --SubnetIds '[\"ID\"]' > ID.json",
  },
  acl: {
    prefix: "acl-",
    noun: "network ACL",
    save: "vpc DescribeNetworkAcls --NetworkAclIds '[\"ID\"]' > ID.json",
  },
  instance: {
    prefix: "ins-",
    noun: "instance",
    save: "cvm DescribeInstances --InstanceIds '[\"ID\"]' > ID.json",
  },
  eni: {
    prefix: "eni-",
    noun: "network interface",
    save: "vpc DescribeNetworkInterfaces --NetworkInterfaceIds '[\"ID\"]' > ID.json",
  },
  "load-balancer": {
    prefix: "lb-",
    noun: "load balancer",
    save: "clb DescribeLoadBalancers --LoadBalancerIds '[\"ID\"]' > ID.json",
  },
  "target-group": {
    prefix: "lbtg-",
    noun: "target group",
    save: "clb DescribeTargetGroups --TargetGroupIds '[\"ID\"]' > ID.json",
  },
  cluster: {
    prefix: "cls-",
    noun: "cluster",
    save: "tke DescribeClusterInstances --ClusterId ID > ID.instances.json",
  },
  microservice: {
    prefix: "ms-",
    noun: "microservice",
    save: "tsf DescribeMicroservice --MicroserviceId ID > ID.instances.json",
  },
  service: {
    prefix: "service-",
    noun: "service",
    save: "apigateway DescribeServicesStatus > services.json",
  },
  api: { prefix: "api-", noun: "API", save: null },
  "native-gateway": {
    prefix: "gateway-",
    noun: "cloud-native gateway",
    save: "tse DescribeCloudNativeAPIGatewayNodes --GatewayId ID > ID.nodes.json",
  },
} as const satisfies Record<string, IdKindWords>;

export type IdKind = keyof typeof ID_KINDS;

export function hasPrefixOf(kind: IdKind, id: Id): boolean {
  return id.startsWith(ID_KINDS[kind].prefix);
}

/** The command that saves what has this id; null for an id that the vendor did not give. */
export function saveOf(kind: IdKind, id: Id): string | null {
  const { save } = ID_KINDS[kind];
  const isVendors = hasPrefixOf(kind, id) && /^[a-z]+-[a-z0-9]{8}$/.test(id);
  return isVendors && save !== null ? `tccli ${save.replaceAll(/\bID\b/g, id)}` : null;
}

/** As `saveOf`, with ID for the id, of one that only a data source of Terraform tells; `file` is what it writes. */
export function saveOfData(kind: IdKind, id: Id): { command: string; file: string } | null {
  const { save } = ID_KINDS[kind];
  if (save === null || !/(?:^|[./])data\.tencentcloud_\w+\./.test(id)) return null;
  return { command: `tccli ${save}`, file: save.slice(save.lastIndexOf(" ") + 1) };
}

/** Whether the id is the address of a resource of Terraform, `module.web.tencentcloud_security_group.a`. */
export function isTerraformAddress(id: Id): boolean {
  return /(?:^|\.)tencentcloud_\w+\./.test(id);
}

/** The first of these kinds whose prefix the id has. */
export function kindOfId<const K extends IdKind>(id: Id, kinds: readonly K[]): K | null {
  return kinds.find((kind) => hasPrefixOf(kind, id)) ?? null;
}
