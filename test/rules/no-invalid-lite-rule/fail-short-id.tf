# An id has 8 characters behind its dash; one that was cut short or is a placeholder is no source.
# Rests on: provider v1.83.25, tencentcloud_security_group_lite_rule: the forms of a source.
variable "bastion" {
  default = "sg-bastion-todo"
}

resource "tencentcloud_security_group" "web" {
  name = "web"
}

resource "tencentcloud_security_group_lite_rule" "web" {
  security_group_id = tencentcloud_security_group.web.id
  ingress           = ["ACCEPT#${var.bastion}#22#TCP"]
}

# expect: 4: warning: "ACCEPT#sg-bastion-todo#22#TCP" in tencentcloud_security_group_lite_rule.web fails at apply: the source "sg-bastion-todo" is no id: 8 characters follow its dash
