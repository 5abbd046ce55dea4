# A rule set: the same policies as ordered blocks.
# Rests on: provider v1.83.25, tencentcloud_security_group_rule_set: the first block has the highest priority.
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
}
