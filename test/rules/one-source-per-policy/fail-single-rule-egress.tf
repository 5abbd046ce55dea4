# Outward, where the attributes keep their names: a CIDR and the id of a group.
# Rests on: provider v1.83.25, tencentcloud_security_group_rule: cidr_ip and source_sgid exclude each other.
resource "tencentcloud_security_group" "web" {
  name = "web"
}

resource "tencentcloud_security_group_rule" "out" {
  security_group_id = tencentcloud_security_group.web.id
  type              = "egress"
  policy            = "accept"
  cidr_ip           = "10.0.0.0/8"
  source_sgid       = "sg-0a1b2c3d"
  ip_protocol       = "TCP"
  port_range        = "3306"
}

# expect: 7: warning: tencentcloud_security_group_rule.out names 2 destinations, which exclude each other
