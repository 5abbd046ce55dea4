# Every rule has a policy_index of its own, which is its place in the list.
# Rests on: provider v1.83.25, tencentcloud_security_group_rule: policy_index.
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
  policy_index      = 1
}

resource "tencentcloud_security_group_rule" "legacy" {
  security_group_id = tencentcloud_security_group.web.id
  type              = "ingress"
  policy            = "DROP"
  cidr_ip           = "10.9.0.0/16"
  ip_protocol       = "TCP"
  port_range        = "80"
  policy_index      = 0
}
