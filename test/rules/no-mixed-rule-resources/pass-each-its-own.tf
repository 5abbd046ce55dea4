# Two groups in two dialects: each has one resource that writes its rules.
# Rests on: provider v1.83.25, tencentcloud_security_group_rule_set: exclusive for its own group only.
resource "tencentcloud_security_group" "web" {
  name = "web"
}

resource "tencentcloud_security_group" "database" {
  name = "database"
}

resource "tencentcloud_security_group_rule_set" "web" {
  security_group_id = tencentcloud_security_group.web.id

  ingress {
    action     = "ACCEPT"
    cidr_block = "10.0.0.0/8"
    protocol   = "TCP"
    port       = "8080"
  }
}

resource "tencentcloud_security_group_lite_rule" "database" {
  security_group_id = tencentcloud_security_group.database.id
  ingress           = ["ACCEPT#10.0.0.0/8#3306#TCP"]
}
