# Every instance of the resource is named, at the one block that makes them.
# Rests on: provider v1.83.25, tencentcloud_security_group_lite_rule: deprecated.
resource "tencentcloud_security_group" "tier" {
  for_each = toset(["app", "web"])
  name     = each.key
}

resource "tencentcloud_security_group_lite_rule" "tier" {
  for_each          = tencentcloud_security_group.tier
  security_group_id = each.value.id
  ingress           = ["ACCEPT#10.0.0.0/8#8080#TCP"]
}

# expect: 8: note: tencentcloud_security_group_lite_rule.tier["app"] is of a type that the provider deprecates (and 1 more instance)
