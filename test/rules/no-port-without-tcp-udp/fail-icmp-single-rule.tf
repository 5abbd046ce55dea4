# A single rule that copies the port of its neighbour to ICMP.
# Rests on: docs/facts.md section 2, ports are for TCP and UDP only.
resource "tencentcloud_security_group" "web" {
  name = "web"
}

resource "tencentcloud_security_group_rule" "ping" {
  security_group_id = tencentcloud_security_group.web.id
  type              = "ingress"
  policy            = "accept"
  cidr_ip           = "10.0.0.0/8"
  ip_protocol       = "icmp"
  port_range        = "80"
}

# expect: 13: warning: tencentcloud_security_group_rule.ping names port "80" and protocol ICMP, which takes no port
# expect-help: leave out the port, or name TCP or UDP
