provider "tencentcloud" {
  region = "ap-guangzhou"
}

resource "tencentcloud_security_group" "a" {
  name = "a"
}
resource "tencentcloud_address_template" "gateway" {
  name      = "gateway"
  addresses = ["9.0.0.0/8", "10.0.0.0/8", "11.0.0.0/8", "30.0.0.0/8"]
}

resource "tencentcloud_address_template" "shared" {
  name      = "shared"
  addresses = ["100.64.0.0/10"]
}

resource "tencentcloud_address_template_group" "all" {
  name         = "all"
  template_ids = [tencentcloud_address_template.gateway.id, tencentcloud_address_template.shared.id]
}

resource "tencentcloud_protocol_template" "web" {
  name      = "web"
  protocols = ["tcp:80,443", "tcp:8000-8100"]
}

resource "tencentcloud_security_group_rule_set" "a" {
  security_group_id = tencentcloud_security_group.a.id

  ingress {
    action                 = "ACCEPT"
    address_template_group = tencentcloud_address_template_group.all.id
    service_template_id    = tencentcloud_protocol_template.web.id
  }

  ingress {
    action     = "DROP"
    cidr_block = "0.0.0.0/0"
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
