# One source in each block: a CIDR, an IPv6 CIDR, another group.
# Rests on: provider v1.83.25, tencentcloud_security_group_rule_set: the kinds of source exclude each other.
# page: shown
resource "tencentcloud_security_group" "clb" {
  name = "clb"
}

resource "tencentcloud_security_group" "web" {
  name = "web"
}

resource "tencentcloud_security_group_rule_set" "web" {
  security_group_id = tencentcloud_security_group.web.id

  ingress {
    action     = "ACCEPT"
    cidr_block = "10.0.0.0/8"
    protocol   = "TCP"
    port       = "8080"
  }

  ingress {
    action          = "ACCEPT"
    ipv6_cidr_block = "2001:db8::/32"
    protocol        = "TCP"
    port            = "8080"
  }

  ingress {
    action             = "ACCEPT"
    source_security_id = tencentcloud_security_group.clb.id
    protocol           = "TCP"
    port               = "8080"
  }
}
