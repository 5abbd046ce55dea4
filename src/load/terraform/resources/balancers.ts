// Load balancers, listeners, rules and targets: what is read of each type. May not name what is not read.
import { held, type Shapes } from "./shape.ts";

const { address, blocks, blockSet, own, set, setTo, to, value } = held;
const TARGET = { port: value, weight: value } as const;

export const balancers = {
  tencentcloud_clb_instance: {
    network_type: value,
    vpc_id: to("vpc"),
    security_groups: to("group"),
    load_balancer_pass_to_target: value,
    clb_vips: address,
    vip: address,
    address_ipv6: address,
    domain: address,
    address_ip_version: value,
    snat_ips: blockSet({ ip: value }),
  },
  tencentcloud_clb_snat_ip: { clb_id: to("balancer"), ips: blockSet({ ip: value }) },
  tencentcloud_clb_security_group_attachment: {
    security_group: to("group"),
    load_balancer_ids: setTo("balancer"),
  },
  tencentcloud_clb_listener: {
    clb_id: to("balancer"),
    listener_id: own,
    port: value,
    end_port: value,
    protocol: value,
    keepalive_enable: value,
    snat_enable: value,
    health_check_switch: value,
    health_source_ip_type: value,
  },
  tencentcloud_clb_listener_rule: {
    clb_id: to("balancer"),
    listener_id: to("listener"),
    rule_id: own,
    domain: value,
    domains: set,
    url: value,
  },
  tencentcloud_clb_listener_default_domain: {
    clb_id: to("balancer"),
    listener_id: to("listener"),
    domain: value,
  },
  tencentcloud_clb_attachment: {
    clb_id: to("balancer"),
    listener_id: to("listener"),
    rule_id: to("rule"),
    domain: value,
    url: value,
    targets: blockSet({ ...TARGET, instance_id: to("instance"), eni_ip: value }),
  },
  tencentcloud_clb_target_group: {
    ...TARGET,
    target_group_instances: blocks({ ...TARGET, bind_ip: value }),
  },
  tencentcloud_clb_target_group_instance_attachment: {
    ...TARGET,
    target_group_id: to("targetGroup"),
    bind_ip: value,
  },
  tencentcloud_clb_target_group_attachment: {
    clb_id: to("balancer"),
    listener_id: to("listener"),
    rule_id: to("rule"),
    target_group_id: to("targetGroup"),
  },
  tencentcloud_clb_target_group_attachments: {
    load_balancer_id: to("balancer"),
    target_group_id: to("targetGroup"),
    associations: blockSet({
      listener_id: to("listener"),
      location_id: to("rule"),
      load_balancer_id: to("balancer"),
      target_group_id: to("targetGroup"),
    }),
  },
  tencentcloud_clb_redirection: {
    source_listener_id: to("listener"),
    source_rule_id: to("rule"),
  },
  tencentcloud_clb_function_targets_attachment: {
    listener_id: to("listener"),
    location_id: to("rule"),
  },
} as const satisfies Shapes;
