# ICMP and ALL need port ALL, and a port is one number, a list or a range, never a list of ranges.
# Rests on: provider v1.83.25, tencentcloud_security_group_lite_rule: the forms of port and protocol.
resource "tencentcloud_security_group" "web" {
  name = "web"
}

resource "tencentcloud_security_group_lite_rule" "web" {
  security_group_id = tencentcloud_security_group.web.id

  ingress = [
    "ACCEPT#10.0.0.0/8#80#ICMP",
    "ACCEPT#10.0.0.0/8#80,8000-9000#TCP",
    "ACCEPT#10.0.0.0/8#ALL#GRE",
  ]

  egress = ["ACCEPT#0.0.0.0/0#443#ALL"]
}

# expect: 11: warning: "ACCEPT#10.0.0.0/8#80#ICMP" in tencentcloud_security_group_lite_rule.web fails at apply: the port of protocol ICMP must be ALL
# expect: 12: warning: "ACCEPT#10.0.0.0/8#80,8000-9000#TCP" in tencentcloud_security_group_lite_rule.web fails at apply: the port "80,8000-9000" is none of ALL, 80, 80,443 or 8000-9000
# expect: 13: warning: "ACCEPT#10.0.0.0/8#ALL#GRE" in tencentcloud_security_group_lite_rule.web fails at apply: the protocol "GRE" is none of TCP, UDP, ICMP, ALL, or a ppm- or ppmg- id of 8 characters
# expect: 16: warning: "ACCEPT#0.0.0.0/0#443#ALL" in tencentcloud_security_group_lite_rule.web fails at apply: the port of protocol ALL must be ALL
