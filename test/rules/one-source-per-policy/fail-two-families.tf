# Both families in one block look like "either", but only one of the two takes effect.
# Rests on: provider v1.83.25, tencentcloud_security_group_rule_set: the kinds of source exclude each other.
# page: shown
resource "tencentcloud_security_group" "web" {
  name = "web"
}

resource "tencentcloud_security_group_rule_set" "web" {
  security_group_id = tencentcloud_security_group.web.id

  ingress {
    action          = "ACCEPT"
    cidr_block      = "10.0.0.0/8"
    ipv6_cidr_block = "2001:db8::/32"
    protocol        = "TCP"
    port            = "8080"
  }
}

# expect: 11: warning: ingress policy 0 (the first) of tencentcloud_security_group_rule_set.web names 2 sources, which exclude each other
# expect-help: keep one source, and write a rule of its own for each other one
