# An interpolation is evaluated before the string is split, so that a whole tail of parts may come from a variable.
# Rests on: provider v1.83.25, tencentcloud_security_group_lite_rule: it sees the string that Terraform has evaluated.
variable "https" {
  default = "443#TCP"
}

resource "tencentcloud_security_group" "web" {
  name = "web"
}

resource "tencentcloud_security_group_lite_rule" "web" {
  security_group_id = tencentcloud_security_group.web.id
  ingress           = [for cidr in ["10.0.0.0/8", "172.16.0.0/12"] : "ACCEPT#${cidr}#${var.https}"]
}
