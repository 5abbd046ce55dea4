// Which attributes of which resource types are read out of plans and states. Everything else stays behind, so that
// no password, key or script of a plan can reach an output.

interface Attributes {
  /** Scalars, lists and maps. */
  readonly plain: readonly string[];
  /** Nested blocks. They cannot be told from absent ones where a `dynamic` block makes them. */
  readonly blocks?: Readonly<Record<string, Inner>>;
  /** Those of both that have no order. */
  readonly sets?: readonly string[];
}

/** Attributes of a nested block; an object names blocks inside of it. */
interface Inner {
  readonly plain: readonly string[];
  readonly blocks?: Readonly<Record<string, Inner>>;
}

const RULE: Inner = {
  plain: [
    "action",
    "cidr_block",
    "ipv6_cidr_block",
    "source_security_id",
    "address_template_id",
    "address_template_group",
    "protocol",
    "port",
    "service_template_id",
    "service_template_group",
  ],
};
const TEMPLATE: Inner = { plain: ["template_id", "group_id"] };
const QUINTUPLE: Inner = {
  plain: [
    "action",
    "protocol",
    "source_cidr",
    "source_port",
    "destination_cidr",
    "destination_port",
    "priority",
  ],
};
const WORKER: Inner = { plain: ["security_group_ids", "subnet_id"] };
const FACE = ["orderly_security_groups", "security_groups", "subnet_id"] as const;

const TABLE: Readonly<Record<string, Attributes>> = {
  security_group: { plain: ["name"] },
  security_group_rule_set: {
    plain: ["security_group_id"],
    blocks: { ingress: RULE, egress: RULE },
  },
  security_group_lite_rule: { plain: ["security_group_id", "ingress", "egress"] },
  security_group_rule: {
    plain: [
      "security_group_id",
      "type",
      "policy",
      "policy_index",
      "cidr_ip",
      "source_sgid",
      "ip_protocol",
      "port_range",
    ],
    blocks: { address_template: TEMPLATE, protocol_template: TEMPLATE },
  },
  address_template: { plain: ["addresses"], sets: ["addresses"] },
  address_template_group: { plain: ["template_ids"], sets: ["template_ids"] },
  address_extra_template: {
    plain: [],
    blocks: { addresses_extra: { plain: ["address"] } },
    sets: ["addresses_extra"],
  },
  protocol_template: { plain: ["protocols"], sets: ["protocols"] },
  protocol_template_group: { plain: ["template_ids"], sets: ["template_ids"] },
  vpc: { plain: [] },
  subnet: { plain: ["vpc_id", "cidr_block"] },
  vpc_acl: { plain: ["ingress", "egress"] },
  vpc_network_acl_quintuple: {
    plain: ["network_acl_id"],
    blocks: {
      network_acl_quintuple_set: { plain: [], blocks: { ingress: QUINTUPLE, egress: QUINTUPLE } },
    },
  },
  vpc_acl_attachment: { plain: ["acl_id", "subnet_id"] },
  instance: {
    plain: [
      ...FACE,
      "private_ip",
      "public_ip",
      "ipv6_addresses",
      "public_ipv6_addresses",
      "allocate_public_ip",
    ],
    sets: ["security_groups"],
  },
  eni: {
    plain: FACE,
    blocks: { ipv4s: { plain: ["ip"] }, ipv4_info: { plain: ["ip"] } },
    sets: ["security_groups", "ipv4s"],
  },
  eni_attachment: { plain: ["eni_id", "instance_id"] },
  eni_sg_attachment: {
    plain: ["network_interface_ids", "security_group_ids"],
    sets: ["network_interface_ids", "security_group_ids"],
  },
  cvm_security_group_attachment: { plain: ["instance_id", "security_group_id"] },
  eip: { plain: ["public_ip"] },
  eip_association: { plain: ["eip_id", "instance_id", "network_interface_id"] },
  as_scaling_config: { plain: ["security_group_ids"] },
  as_scaling_group: {
    plain: ["configuration_id", "subnet_ids", "auto_scaling_group_id"],
    blocks: {
      forward_balancer_ids: {
        plain: ["load_balancer_id", "listener_id", "rule_id"],
        blocks: { target_attribute: { plain: ["port", "weight"] } },
      },
    },
    sets: ["forward_balancer_ids"],
  },
  kubernetes_cluster: {
    plain: ["network_type"],
    blocks: { worker_config: WORKER, master_config: WORKER },
  },
  kubernetes_node_pool: {
    plain: ["cluster_id", "subnet_ids"],
    blocks: {
      auto_scaling_config: { plain: ["orderly_security_group_ids", "security_group_ids"] },
    },
  },
  kubernetes_native_node_pool: {
    plain: ["cluster_id"],
    blocks: { native: { plain: ["security_group_ids", "subnet_ids"] } },
  },
  kubernetes_scale_worker: { plain: ["cluster_id"], blocks: { worker_config: WORKER } },
  kubernetes_serverless_node_pool: { plain: ["cluster_id", "security_group_ids"] },
  kubernetes_cluster_attachment: { plain: ["cluster_id", "instance_id"] },
  clb_instance: {
    plain: [
      "network_type",
      "vpc_id",
      "security_groups",
      "load_balancer_pass_to_target",
      "clb_vips",
      "vip",
      "address_ipv6",
      "domain",
      "snat_pro",
    ],
  },
  clb_security_group_attachment: {
    plain: ["security_group", "load_balancer_ids"],
    sets: ["load_balancer_ids"],
  },
  clb_listener: {
    plain: [
      "clb_id",
      "listener_id",
      "port",
      "end_port",
      "protocol",
      "keepalive_enable",
      "snat_enable",
      "health_check_switch",
      "health_source_ip_type",
    ],
  },
  clb_listener_rule: {
    plain: ["clb_id", "listener_id", "rule_id", "domain", "domains", "url"],
    sets: ["domains"],
  },
  clb_attachment: {
    plain: ["clb_id", "listener_id", "rule_id", "domain", "url"],
    blocks: { targets: { plain: ["instance_id", "eni_ip", "port", "weight"] } },
    sets: ["targets"],
  },
  clb_target_group: {
    plain: ["port", "weight"],
    blocks: { target_group_instances: { plain: ["bind_ip", "port", "weight"] } },
  },
  clb_target_group_instance_attachment: { plain: ["target_group_id", "bind_ip", "port", "weight"] },
  clb_target_group_attachment: { plain: ["clb_id", "listener_id", "rule_id", "target_group_id"] },
  clb_target_group_attachments: {
    plain: ["load_balancer_id", "target_group_id"],
    blocks: {
      associations: {
        plain: ["listener_id", "location_id", "load_balancer_id", "target_group_id"],
      },
    },
    sets: ["associations"],
  },
  clb_redirection: { plain: ["source_listener_id", "source_rule_id"] },
  clb_function_targets_attachment: { plain: ["listener_id", "location_id"] },
  api_gateway_service: { plain: ["instance_id", "exclusive_set_name"] },
  api_gateway_api: {
    plain: [
      "service_id",
      "auth_type",
      "service_config_type",
      "service_config_product",
      "service_config_vpc_id",
      "service_config_url",
      "service_config_path",
      "service_config_timeout",
      "service_config_upstream_id",
    ],
    blocks: {
      micro_services: { plain: ["cluster_id", "namespace_id", "micro_service_name"] },
      target_services: { plain: ["vm_ip", "vm_port", "vpc_id"] },
    },
    sets: ["micro_services"],
  },
  api_gateway_upstream: {
    plain: ["upstream_type"],
    blocks: {
      nodes: { plain: ["host", "port", "weight", "vm_instance_id"] },
      k8s_service: { plain: ["cluster_id", "port"] },
    },
  },
  tsf_cluster: { plain: ["cluster_id", "cluster_type"] },
  tsf_namespace: { plain: ["namespace_id"] },
  tsf_microservice: { plain: ["microservice_name", "namespace_id"] },
  tsf_group: { plain: ["cluster_id", "namespace_id"] },
  tsf_instances_attachment: { plain: ["cluster_id", "instance_id"] },
  tsf_deploy_container_group: {
    plain: ["group_id"],
    blocks: {
      service_setting: { plain: [], blocks: { protocol_ports: { plain: ["target_port"] } } },
    },
  },
};

/** Null for a type that is not read. */
export function attributesOf(type: string): Attributes | null {
  const name = type.startsWith(PREFIX) ? type.slice(PREFIX.length) : "";
  return Object.hasOwn(TABLE, name) ? TABLE[name]! : null;
}

const PREFIX = "tencentcloud_";

export type { Attributes, Inner };
