# Ports beside TCP and UDP in any case of letters, and none beside ICMP.
# Rests on: docs/facts.md section 2, ports are for TCP and UDP only.
resource "tencentcloud_security_group" "web" {
  name = "web"
}

resource "tencentcloud_security_group_rule_set" "web" {
  security_group_id = tencentcloud_security_group.web.id

  ingress {
    action     = "ACCEPT"
    cidr_block = "10.0.0.0/8"
    protocol   = "tcp"
    port       = "80,443"
  }

  ingress {
    action     = "ACCEPT"
    cidr_block = "10.0.0.0/8"
    protocol   = "UDP"
    port       = "53"
  }

  ingress {
    action     = "ACCEPT"
    cidr_block = "10.0.0.0/8"
    protocol   = "ICMP"
  }
}
