// Instances, interfaces, addresses, scaling groups and clusters: what is read of each type. May not name what is not read.
import { held, type Shapes } from "./shape.ts";

const { address, blocks, blockSet, filledIn, own, setTo, to, value } = held;
const MACHINE = { security_group_ids: to("group"), subnet_id: to("subnet") } as const;
const FACE = {
  orderly_security_groups: to("group"),
  security_groups: setTo("group"),
  subnet_id: to("subnet"),
} as const;
const TARGET = { port: value, weight: value } as const;

export const machines = {
  tencentcloud_instance: {
    ...FACE,
    private_ip: address,
    public_ip: address,
    ipv6_addresses: address,
    public_ipv6_addresses: address,
    allocate_public_ip: value,
  },
  tencentcloud_eni: {
    ...FACE,
    ipv4s: { ...blockSet({ ip: value }), address: true },
    ipv4_info: { ...filledIn({ ip: value }), address: true },
  },
  tencentcloud_eni_attachment: { eni_id: to("eni"), instance_id: to("instance") },
  tencentcloud_eni_sg_attachment: {
    network_interface_ids: setTo("eni"),
    security_group_ids: setTo("group"),
  },
  tencentcloud_cvm_security_group_attachment: {
    instance_id: to("instance"),
    security_group_id: to("group"),
  },
  tencentcloud_eip: { public_ip: value },
  tencentcloud_eip_association: {
    eip_id: to("eip"),
    instance_id: to("machine"),
    network_interface_id: to("eni"),
  },
  tencentcloud_as_scaling_config: { security_group_ids: to("group") },
  tencentcloud_as_scaling_group: {
    configuration_id: to("scalingConfig"),
    subnet_ids: to("subnet"),
    auto_scaling_group_id: own,
    forward_balancer_ids: blockSet({
      load_balancer_id: to("balancer"),
      listener_id: to("listener"),
      rule_id: to("rule"),
      target_attribute: blocks(TARGET),
    }),
  },
  tencentcloud_kubernetes_cluster: {
    network_type: value,
    worker_config: blocks(MACHINE),
    master_config: blocks(MACHINE),
  },
  tencentcloud_kubernetes_node_pool: {
    cluster_id: to("cluster"),
    subnet_ids: to("subnet"),
    auto_scaling_config: blocks({
      orderly_security_group_ids: to("group"),
      security_group_ids: setTo("group"),
    }),
  },
  tencentcloud_kubernetes_native_node_pool: {
    cluster_id: to("cluster"),
    native: blocks({ security_group_ids: to("group"), subnet_ids: to("subnet") }),
  },
  tencentcloud_kubernetes_scale_worker: {
    cluster_id: to("cluster"),
    worker_config: blocks(MACHINE),
  },
  tencentcloud_kubernetes_serverless_node_pool: {
    cluster_id: to("cluster"),
    security_group_ids: to("group"),
    subnet_id: to("subnet"),
  },
  tencentcloud_kubernetes_cluster_attachment: {
    cluster_id: to("cluster"),
    instance_id: to("instance"),
  },
} as const satisfies Shapes;
