# The DROP waits for the ACCEPT, and so is inserted above it.
# Rests on: provider v1.83.25, tencentcloud_security_group_rule: each is inserted at the top when it is created.
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

  depends_on = [tencentcloud_security_group_rule.http]
}
