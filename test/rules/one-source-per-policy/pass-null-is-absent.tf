# A dynamic block that gives each rule the one source it has: null and "" are as if they were not written.
# Rests on: provider v1.83.25, tencentcloud_security_group_rule_set; Terraform leaves out what is null.
locals {
  rules = [
    { v4 = "10.0.0.0/8", v6 = null },
    { v4 = "", v6 = "2001:db8::/32" },
  ]
}

resource "tencentcloud_security_group" "web" {
  name = "web"
}

resource "tencentcloud_security_group_rule_set" "web" {
  security_group_id = tencentcloud_security_group.web.id

  dynamic "ingress" {
    for_each = local.rules
    content {
      action          = "ACCEPT"
      cidr_block      = ingress.value.v4
      ipv6_cidr_block = ingress.value.v6
      protocol        = "TCP"
      port            = "8080"
    }
  }
}
