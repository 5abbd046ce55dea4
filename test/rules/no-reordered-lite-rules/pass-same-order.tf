# Nothing of the rules changes: the plan has no order to bring across.
# Rests on: provider v1.83.25, tencentcloud_security_group_lite_rule: a pure reorder may never reach the cloud; this plan keeps the order.
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
