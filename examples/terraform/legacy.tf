# Rules one by one: as long as all of them accept, their order does not matter.
resource "tencentcloud_security_group" "legacy" {
  name = "orders-legacy"
}

resource "tencentcloud_security_group_rule" "office" {
  security_group_id = tencentcloud_security_group.legacy.id
  type              = "ingress"
  policy            = "accept"
  cidr_ip           = "203.0.113.0/24"
  ip_protocol       = "tcp"
  port_range        = "8443"
}

resource "tencentcloud_security_group_rule" "quarantine" {
  security_group_id = tencentcloud_security_group.legacy.id
  type              = "ingress"
  policy            = "drop"
  cidr_ip           = "203.0.113.7"
}
