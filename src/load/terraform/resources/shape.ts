// How the table says what is read of a resource type: which attributes and blocks, which of them are sets, own ids,
// addresses, and what other ids refer to. Knows no type by its attributes.

/** Types that one kind of id may name. */
export const LINKS = {
  group: ["tencentcloud_security_group"],
  addressTemplate: ["tencentcloud_address_template", "tencentcloud_address_extra_template"],
  addressTemplateGroup: ["tencentcloud_address_template_group"],
  serviceTemplate: ["tencentcloud_protocol_template"],
  serviceTemplateGroup: ["tencentcloud_protocol_template_group"],
  vpc: ["tencentcloud_vpc"],
  subnet: ["tencentcloud_subnet"],
  acl: ["tencentcloud_vpc_acl"],
  instance: ["tencentcloud_instance"],
  eni: ["tencentcloud_eni"],
  eip: ["tencentcloud_eip"],
  balancer: ["tencentcloud_clb_instance"],
  /** What an EIP may be bound to. */
  machine: ["tencentcloud_instance", "tencentcloud_clb_instance"],
  listener: ["tencentcloud_clb_listener"],
  rule: ["tencentcloud_clb_listener_rule"],
  targetGroup: ["tencentcloud_clb_target_group"],
  scalingConfig: ["tencentcloud_as_scaling_config"],
  cluster: ["tencentcloud_kubernetes_cluster"],
  service: ["tencentcloud_api_gateway_service"],
  upstream: ["tencentcloud_api_gateway_upstream"],
  tsfCluster: ["tencentcloud_tsf_cluster"],
  namespace: ["tencentcloud_tsf_namespace"],
  tsfGroup: ["tencentcloud_tsf_group"],
} as const satisfies Readonly<Record<string, readonly `tencentcloud_${string}`[]>>;

export type LinkKind = keyof typeof LINKS;

/** A scalar, a list or a map. */
export interface HeldValue {
  readonly holds: "value";
  /** Without an order. */
  readonly set?: true;
  /** The resource's own id, beside `id`. */
  readonly own?: true;
  /** An address of the resource: who refers to it means the resource. */
  readonly address?: true;
  /** Ids of resources of that kind. */
  readonly link?: LinkKind;
}

/** Nested blocks. They cannot be told from absent ones where a `dynamic` block makes them. */
export interface HeldBlocks<S extends Shape = Shape> {
  readonly holds: "blocks";
  readonly of: S;
  readonly set?: true;
  /** The provider fills them in where the user sets none. */
  readonly computed?: true;
  readonly address?: true;
}

/** Of a resource or of a block: what is read of it, by name. */
export interface Shape {
  readonly [name: string]: HeldValue | HeldBlocks;
}

const value = { holds: "value" } as const;
const set = { holds: "value", set: true } as const;
const own = { holds: "value", own: true } as const;
const address = { holds: "value", address: true } as const;

function to<K extends LinkKind>(link: K): { readonly holds: "value"; readonly link: K } {
  return { holds: "value", link };
}

function setTo<K extends LinkKind>(link: K) {
  return { ...to(link), set: true } as const;
}

function blocks<S extends Shape>(of: S): { readonly holds: "blocks"; readonly of: S } {
  return { holds: "blocks", of };
}

function blockSet<S extends Shape>(of: S) {
  return { ...blocks(of), set: true } as const;
}

function filledIn<S extends Shape>(of: S) {
  return { ...blocks(of), computed: true } as const;
}

/** What the table is written with. */
export const held = { value, set, own, address, to, setTo, blocks, blockSet, filledIn } as const;

export type Shapes = Readonly<Record<`tencentcloud_${string}`, Shape>>;
