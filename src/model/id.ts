// Kinds of things that have an id: the prefix by which the vendor's ids tell them, and what one is called in a sentence. An
// id of the user's own (definitions, Terraform addresses) need have no prefix, so this tells kinds only where nothing else does.

export type Id = string;

export const ID_KINDS = {
  group: { prefix: "sg-", noun: "security group" },
  "address-template": { prefix: "ipm-", noun: "address template" },
  "address-template-group": { prefix: "ipmg-", noun: "address template group" },
  "service-template": { prefix: "ppm-", noun: "service template" },
  "service-template-group": { prefix: "ppmg-", noun: "service template group" },
  subnet: { prefix: "subnet-", noun: "subnet" },
  acl: { prefix: "acl-", noun: "network ACL" },
  instance: { prefix: "ins-", noun: "instance" },
  eni: { prefix: "eni-", noun: "network interface" },
  "load-balancer": { prefix: "lb-", noun: "load balancer" },
  "target-group": { prefix: "lbtg-", noun: "target group" },
  cluster: { prefix: "cls-", noun: "cluster" },
  microservice: { prefix: "ms-", noun: "microservice" },
  service: { prefix: "service-", noun: "service" },
  api: { prefix: "api-", noun: "API" },
  "native-gateway": { prefix: "gateway-", noun: "cloud-native gateway" },
} as const satisfies Record<string, { readonly prefix: string; readonly noun: string }>;

export type IdKind = keyof typeof ID_KINDS;

export function hasPrefixOf(kind: IdKind, id: Id): boolean {
  return id.startsWith(ID_KINDS[kind].prefix);
}

/** Whether the id is the address of a resource of Terraform, `module.web.tencentcloud_security_group.a`. */
export function isTerraformAddress(id: Id): boolean {
  return /(?:^|\.)tencentcloud_\w+\./.test(id);
}

/** The first of these kinds whose prefix the id has. */
export function kindOfId<const K extends IdKind>(id: Id, kinds: readonly K[]): K | null {
  return kinds.find((kind) => hasPrefixOf(kind, id)) ?? null;
}
