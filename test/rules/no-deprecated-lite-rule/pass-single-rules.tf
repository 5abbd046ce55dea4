# Single rules are not deprecated.
# Rests on: provider v1.83.25, tencentcloud_security_group_rule.
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
