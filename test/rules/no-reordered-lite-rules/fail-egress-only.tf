# Only the outward rules change places; the inward ones stay as they are.
# Rests on: provider v1.83.25, tencentcloud_security_group_lite_rule: a pure reorder may never reach the cloud.
resource "tencentcloud_security_group" "web" {
  name = "web"
}

resource "tencentcloud_security_group_lite_rule" "web" {
  security_group_id = tencentcloud_security_group.web.id

  ingress = ["ACCEPT#10.0.0.0/8#8080#TCP"]

  egress = [
    "DROP#10.9.0.0/16#ALL#ALL",
    "ACCEPT#0.0.0.0/0#ALL#ALL",
  ]
}

# expect: 7: note: the plan only reorders the rules of tencentcloud_security_group_lite_rule.web, which may never reach the cloud
