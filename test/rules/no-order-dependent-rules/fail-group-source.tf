# Whose addresses the other group stands for is open, so that the two may meet; one policy_index settles nothing.
# Rests on: docs/facts.md section 2, a group as a source means its members' private IPs; provider v1.83.25, tencentcloud_security_group_rule.
resource "tencentcloud_security_group" "batch" {
  name = "batch"
}

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
  policy_index      = 0
}

resource "tencentcloud_security_group_rule" "batch" {
  security_group_id = tencentcloud_security_group.web.id
  type              = "ingress"
  policy            = "DROP"
  source_sgid       = tencentcloud_security_group.batch.id
}

# expect: 11: warning: tencentcloud_security_group.web may accept and drop the same traffic in rules whose order is not defined
