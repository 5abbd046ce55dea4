provider "tencentcloud" {
  region = "ap-guangzhou"
}

resource "tencentcloud_security_group" "a" {
  name = "a"
}

resource "tencentcloud_security_group_lite_rule" "a" {
  security_group_id = tencentcloud_security_group.a.id
  ingress           = ["ACCEPT#203.0.113.0/24#8080#TCP"]
}
resource "tencentcloud_instance" "vm" {
  instance_name           = "vm"
  availability_zone       = "ap-guangzhou-3"
  image_id                = "img-eb30mz89"
  private_ip              = "10.0.1.5"
  orderly_security_groups = [tencentcloud_security_group.a.id]
}
resource "tencentcloud_eip" "vm" {
  name = "vm"
}

resource "tencentcloud_eip_association" "vm" {
  eip_id      = tencentcloud_eip.vm.id
  instance_id = tencentcloud_instance.vm.id
}
resource "tencentcloud_api_gateway_service" "s" {
  service_name = "shop"
}

resource "tencentcloud_api_gateway_api" "a" {
  service_id             = tencentcloud_api_gateway_service.s.id
  auth_type              = "SECRET"
  service_config_type    = "HTTP"
  service_config_url     = "http://${tencentcloud_eip.vm.public_ip}:8080"
}
