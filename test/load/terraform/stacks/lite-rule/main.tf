provider "tencentcloud" {
  region = "ap-guangzhou"
}

variable "open" {
  default = ["9.0.0.0/8", "10.0.0.0/8", "11.0.0.0/8"]
}
resource "tencentcloud_security_group" "a" {
  name = "a"
}
resource "tencentcloud_security_group_lite_rule" "a" {
  security_group_id = tencentcloud_security_group.a.id
  ingress = concat(
    formatlist("ACCEPT#%s#8080,8443#TCP", var.open),
    ["DROP#0.0.0.0/0#ALL#ALL"],
  )
  egress = ["ACCEPT#0.0.0.0/0#ALL#ALL"]
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
