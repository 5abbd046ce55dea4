# Two lite rules of one group look like additions, and replace each other.
# Rests on: provider v1.83.25, tencentcloud_security_group_lite_rule: it replaces all rules of its group.
resource "tencentcloud_security_group" "web" {
  name = "web"
}

resource "tencentcloud_security_group_lite_rule" "http" {
  security_group_id = tencentcloud_security_group.web.id
  ingress           = ["ACCEPT#10.0.0.0/8#80#TCP"]
}

resource "tencentcloud_security_group_lite_rule" "https" {
  security_group_id = tencentcloud_security_group.web.id
  ingress           = ["ACCEPT#10.0.0.0/8#443#TCP"]
}

# expect: 7: warning: 2 rule resources write the rules of tencentcloud_security_group.web and undo each other
# complaint: 7: which rules tencentcloud_security_group.web ends up with is not known, so that what each of its rule resources says was checked by itself
