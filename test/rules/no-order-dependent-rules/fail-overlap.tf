# 10.9.0.0/16 is cut off if its rule lands above the other, and served if it lands below.
# Rests on: provider v1.83.25, tencentcloud_security_group_rule: inserted at the top, siblings in parallel.
# page: shown
resource "tencentcloud_security_group" "web" {
  name = "web"
}

resource "tencentcloud_security_group_rule" "http" {
  security_group_id = tencentcloud_security_group.web.id
  type              = "ingress"
  policy            = "ACCEPT"
  cidr_ip           = "10.0.0.0/8"
  ip_protocol       = "TCP"
  port_range        = "80"
}

resource "tencentcloud_security_group_rule" "legacy" {
  security_group_id = tencentcloud_security_group.web.id
  type              = "ingress"
  policy            = "DROP"
  cidr_ip           = "10.9.0.0/16"
  ip_protocol       = "TCP"
  port_range        = "80"
}

# expect: 8: warning: tencentcloud_security_group.web accepts and drops the same traffic in rules whose order is not defined
# expect-help: write them as one tencentcloud_security_group_rule_set, whose order is that of the text
