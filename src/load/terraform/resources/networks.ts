// VPCs, subnets and network ACLs: what is read of each type. May not name what is not read.
import { held, type Shapes } from "./shape.ts";

const { blocks, to, value } = held;
const QUINTUPLE = {
  action: value,
  protocol: value,
  source_cidr: value,
  source_port: value,
  destination_cidr: value,
  destination_port: value,
  priority: value,
} as const;

export const networks = {
  tencentcloud_vpc: {},
  tencentcloud_subnet: { vpc_id: to("vpc"), cidr_block: value },
  tencentcloud_vpc_acl: { ingress: value, egress: value },
  tencentcloud_vpc_network_acl_quintuple: {
    network_acl_id: to("acl"),
    network_acl_quintuple_set: blocks({ ingress: blocks(QUINTUPLE), egress: blocks(QUINTUPLE) }),
  },
  tencentcloud_vpc_acl_attachment: { acl_id: to("acl"), subnet_id: to("subnet") },
} as const satisfies Shapes;
