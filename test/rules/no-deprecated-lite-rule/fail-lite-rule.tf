# The most common way to write a group, and one that the provider wants to drop.
# Rests on: provider v1.83.25, tencentcloud_security_group_lite_rule: deprecated.
# page: shown
resource "tencentcloud_security_group" "web" {
  name = "web"
}

resource "tencentcloud_security_group_lite_rule" "web" {
  security_group_id = tencentcloud_security_group.web.id
  ingress           = ["ACCEPT#10.0.0.0/8#8080#TCP"]
}

# expect: 8: note: tencentcloud_security_group_lite_rule.web is of a type that the provider deprecates
# expect-help: write the rules as a tencentcloud_security_group_rule_set
