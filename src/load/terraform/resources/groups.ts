// Security groups, their rules and templates: what is read of each type. May not name what is not read.
import { held, type Shapes } from "./shape.ts";

const { blocks, blockSet, filledIn, set, setTo, to, value } = held;
const RULE = {
  action: value,
  cidr_block: value,
  ipv6_cidr_block: value,
  source_security_id: to("group"),
  address_template_id: to("addressTemplate"),
  address_template_group: to("addressTemplateGroup"),
  protocol: value,
  port: value,
  service_template_id: to("serviceTemplate"),
  service_template_group: to("serviceTemplateGroup"),
} as const;

export const groups = {
  tencentcloud_security_group: { name: value },
  tencentcloud_security_group_rule_set: {
    security_group_id: to("group"),
    ingress: blocks(RULE),
    egress: blocks(RULE),
  },
  tencentcloud_security_group_lite_rule: {
    security_group_id: to("group"),
    ingress: value,
    egress: value,
  },
  tencentcloud_security_group_rule: {
    security_group_id: to("group"),
    type: value,
    policy: value,
    policy_index: value,
    cidr_ip: value,
    source_sgid: to("group"),
    ip_protocol: value,
    port_range: value,
    address_template: filledIn({
      template_id: to("addressTemplate"),
      group_id: to("addressTemplateGroup"),
    }),
    protocol_template: filledIn({
      template_id: to("serviceTemplate"),
      group_id: to("serviceTemplateGroup"),
    }),
    depends_on: value,
  },
  tencentcloud_address_template: { addresses: set },
  tencentcloud_address_template_group: { template_ids: setTo("addressTemplate") },
  tencentcloud_address_extra_template: { addresses_extra: blockSet({ address: value }) },
  tencentcloud_protocol_template: { protocols: set },
  tencentcloud_protocol_template_group: { template_ids: setTo("serviceTemplate") },
} as const satisfies Shapes;
