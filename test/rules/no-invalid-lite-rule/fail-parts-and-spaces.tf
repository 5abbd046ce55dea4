# Nothing is trimmed and no part may be left out: each of these passes plan, and fails at apply.
# Rests on: provider v1.83.25, tencentcloud_security_group_lite_rule: exactly four parts, no trimming.
# page: shown
resource "tencentcloud_security_group" "web" {
  name = "web"
}

resource "tencentcloud_security_group_lite_rule" "web" {
  security_group_id = tencentcloud_security_group.web.id

  ingress = [
    "ACCEPT#10.0.0.0/8#443#TCP",
    "accept#10.0.0.0/8#80#TCP",
    "ACCEPT#10.0.0.0/8#8080",
    "ACCEPT# 10.0.0.0/8#22#TCP",
  ]
}

# expect: 13: warning: "accept#10.0.0.0/8#80#TCP" in tencentcloud_security_group_lite_rule.web fails at apply: the action "accept" is neither ACCEPT nor DROP, in capitals and without spaces
# expect-help: write it as "ACTION#SOURCE#PORT#PROTOCOL" without spaces, for example "ACCEPT#10.0.0.0/8#80,443#TCP"
# expect: 14: warning: "ACCEPT#10.0.0.0/8#8080" in tencentcloud_security_group_lite_rule.web fails at apply: it has 3 parts, expected 4
# expect: 15: warning: "ACCEPT# 10.0.0.0/8#22#TCP" in tencentcloud_security_group_lite_rule.web fails at apply: " 10.0.0.0/8" is not an IP address or CIDR
