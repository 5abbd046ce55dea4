# The next apply of the set takes the SSH rule away again, and the one after puts it back.
# Rests on: provider v1.83.25, tencentcloud_security_group_rule_set: no other rule resource may touch its group.
# page: shown
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

resource "tencentcloud_security_group_rule" "ssh" {
  security_group_id = tencentcloud_security_group.web.id
  type              = "ingress"
  policy            = "ACCEPT"
  cidr_ip           = "10.1.0.0/16"
  ip_protocol       = "TCP"
  port_range        = "22"
}

# expect: 8: warning: 2 rule resources write the rules of tencentcloud_security_group.web and undo each other
# expect-help: keep one tencentcloud_security_group_rule_set for the group, and move the other rules into it
# complaint: 8: which rules tencentcloud_security_group.web ends up with is not known, so that what each of its rule resources says was checked by itself
