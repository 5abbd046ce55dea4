provider "tencentcloud" {
  region = "ap-guangzhou"
}

resource "tencentcloud_security_group" "a" {
  name = "a"
}

resource "tencentcloud_security_group_lite_rule" "a" {
  security_group_id = tencentcloud_security_group.a.id
  ingress           = ["ACCEPT#0.0.0.0/0#8080#TCP"]
}
resource "tencentcloud_security_group" "b" {
  name = "b"
}

resource "tencentcloud_security_group_lite_rule" "b" {
  security_group_id = tencentcloud_security_group.b.id
  ingress           = ["ACCEPT#0.0.0.0/0#22#TCP"]
}
resource "tencentcloud_instance" "vm" {
  instance_name           = "vm"
  availability_zone       = "ap-guangzhou-3"
  image_id                = "img-eb30mz89"
  private_ip              = "10.0.1.5"
  security_groups         = [tencentcloud_security_group.b.id, tencentcloud_security_group.a.id]
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
