provider "tencentcloud" {
  region = "ap-guangzhou"
}

locals {
  apps = {
    one = { ip = "10.0.1.11", port = 8080, ranges = ["0.0.0.0/0"] }
    two = { ip = "10.0.1.12", port = 8081, ranges = ["9.0.0.0/8", "10.0.0.0/8"] }
  }
}

resource "tencentcloud_security_group" "app" {
  for_each = local.apps
  name     = each.key
}

resource "tencentcloud_security_group_rule_set" "app" {
  for_each          = tencentcloud_security_group.app
  security_group_id = each.value.id

  dynamic "ingress" {
    for_each = local.apps[each.key].ranges
    content {
      action     = "ACCEPT"
      cidr_block = ingress.value
      protocol   = "TCP"
      port       = local.apps[each.key].port
    }
  }
}

resource "tencentcloud_instance" "app" {
  for_each                = local.apps
  private_ip              = each.value.ip
  orderly_security_groups = [tencentcloud_security_group.app[each.key].id]
}

resource "tencentcloud_api_gateway_service" "s" {
  service_name = "shop"
}

resource "tencentcloud_api_gateway_api" "app" {
  for_each               = local.apps
  service_id             = tencentcloud_api_gateway_service.s.id
  auth_type              = "SECRET"
  service_config_type    = "HTTP"
  service_config_product = "cvm"
  service_config_url     = format("http://%s:%d", each.value.ip, each.value.port)
}
