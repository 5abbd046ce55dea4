# The DROP is moved to the top to cut off 10.9.0.0/16: the plan looks right, and the cloud may keep the old order.
# Rests on: provider v1.83.25, tencentcloud_security_group_lite_rule: a pure reorder may never reach the cloud.
# page: shown
resource "tencentcloud_security_group" "web" {
  name = "web"
}

resource "tencentcloud_security_group_lite_rule" "web" {
  security_group_id = tencentcloud_security_group.web.id

  ingress = [
    "DROP#10.9.0.0/16#ALL#ALL",
    "ACCEPT#10.0.0.0/8#8080#TCP",
  ]
}

# expect: 8: note: the plan only reorders the rules of tencentcloud_security_group_lite_rule.web, which may never reach the cloud
# expect-help: write the rules as a tencentcloud_security_group_rule_set, or look at their order in the cloud after apply
