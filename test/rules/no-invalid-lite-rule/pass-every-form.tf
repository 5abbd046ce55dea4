# All that a lite rule may say: lists and ranges of ports, ICMP, groups and templates by id, a port beside a template.
# Rests on: provider v1.83.25, tencentcloud_security_group_lite_rule: the forms of its four parts.
resource "tencentcloud_security_group" "web" {
  name = "web"
}

resource "tencentcloud_security_group_lite_rule" "web" {
  security_group_id = tencentcloud_security_group.web.id

  ingress = [
    "ACCEPT#10.0.0.0/8#80,443#TCP",
    "ACCEPT#203.0.113.7#8000-9000#UDP",
    "ACCEPT#2001:db8::/32#ALL#ICMP",
    "DROP#0.0.0.0/0#ALL#ALL",
  ]
}
