# The id of a group that is created in the same run is not known before apply, and so is no mistake.
# Rests on: provider v1.83.25, tencentcloud_security_group_lite_rule: a source may be the id of a group.
resource "tencentcloud_security_group" "clb" {
  name = "clb"
}

resource "tencentcloud_security_group" "web" {
  name = "web"
}

resource "tencentcloud_security_group_lite_rule" "web" {
  security_group_id = tencentcloud_security_group.web.id
  ingress           = ["ACCEPT#${tencentcloud_security_group.clb.id}#8080#TCP"]
}
