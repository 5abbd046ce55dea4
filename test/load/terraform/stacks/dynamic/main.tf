provider "tencentcloud" {
  region = "ap-guangzhou"
}

variable "ranges" {
  type = list(object({ cidr = string, port = optional(string, "8080") }))
}

locals {
  drops = { all = "0.0.0.0/0" }
}
resource "tencentcloud_security_group" "a" {
  name = "a"
}
resource "tencentcloud_security_group_rule_set" "a" {
  security_group_id = tencentcloud_security_group.a.id

  dynamic "ingress" {
    for_each = [for one in var.ranges : one if one.cidr != ""]
    iterator = range
    content {
      action     = "ACCEPT"
      cidr_block = range.value.cidr
      protocol   = "TCP"
      port       = range.value.port
    }
  }

  dynamic "ingress" {
    for_each = local.drops
    content {
      action     = "DROP"
      cidr_block = ingress.value
    }
  }
}
resource "tencentcloud_instance" "vm" {
  instance_name           = "vm"
  availability_zone       = "ap-guangzhou-3"
  image_id                = "img-eb30mz89"
  private_ip              = "10.0.1.5"
  orderly_security_groups = [tencentcloud_security_group.a.id]
}
resource "tencentcloud_api_gateway_service" "s" {
  service_name = "shop"
}

resource "tencentcloud_api_gateway_api" "a" {
  service_id             = tencentcloud_api_gateway_service.s.id
  auth_type              = "SECRET"
  service_config_type    = "HTTP"
  service_config_product = "cvm"
  service_config_url     = "http://10.0.1.5:8080"
}
