# Nobody says what the service template holds: the policy may well be about another port.
# Rests on: docs/facts.md section 2, SecurityGroupId.
variable "services" {
  type = string
}

resource "tencentcloud_security_group" "ops" {
  name = "ops"
}

resource "tencentcloud_security_group" "orders" {
  name = "orders"
}

resource "tencentcloud_security_group_rule_set" "orders" {
  security_group_id = tencentcloud_security_group.orders.id
  ingress {
    action              = "ACCEPT"
    source_security_id  = tencentcloud_security_group.ops.id
    service_template_id = var.services
  }
}

resource "tencentcloud_instance" "orders" {
  private_ip              = "172.16.1.11"
  orderly_security_groups = [tencentcloud_security_group.orders.id]
}

resource "tencentcloud_api_gateway_service" "shop" {
  service_name = "shop"
}

resource "tencentcloud_api_gateway_api" "orders" {
  service_id             = tencentcloud_api_gateway_service.shop.id
  auth_type              = "SECRET"
  service_config_type    = "HTTP"
  service_config_product = "cvm"
  service_config_url     = "http://172.16.1.11:8080"
}
