# No packet is both accepted and dropped: the ports differ, so that the order decides nothing.
# Rests on: docs/facts.md section 2, the first match decides; provider v1.83.25, tencentcloud_security_group_rule.
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

resource "tencentcloud_security_group_rule" "ssh" {
  security_group_id = tencentcloud_security_group.web.id
  type              = "ingress"
  policy            = "DROP"
  cidr_ip           = "10.0.0.0/8"
  ip_protocol       = "TCP"
  port_range        = "22"
}
