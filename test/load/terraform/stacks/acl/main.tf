provider "tencentcloud" {
  region = "ap-guangzhou"
}

resource "tencentcloud_vpc" "main" {
  name       = "main"
  cidr_block = "10.0.0.0/16"
}

resource "tencentcloud_subnet" "main" {
  vpc_id     = tencentcloud_vpc.main.id
  cidr_block = "10.0.1.0/24"
}

resource "tencentcloud_vpc_acl" "main" {
  vpc_id = tencentcloud_vpc.main.id
  ingress = [
    "ACCEPT#9.0.0.0/8#8080#TCP",
    "DROP#0.0.0.0/0#ALL#ALL",
  ]
  egress = ["ACCEPT#0.0.0.0/0#ALL#ALL"]
}

resource "tencentcloud_vpc_acl_attachment" "main" {
  acl_id    = tencentcloud_vpc_acl.main.id
  subnet_id = tencentcloud_subnet.main.id
}
resource "tencentcloud_security_group" "a" {
  name = "a"
}

resource "tencentcloud_security_group_lite_rule" "a" {
  security_group_id = tencentcloud_security_group.a.id
  ingress           = ["ACCEPT#0.0.0.0/0#8080#TCP"]
}
resource "tencentcloud_instance" "vm" {
  instance_name           = "vm"
  availability_zone       = "ap-guangzhou-3"
  image_id                = "img-eb30mz89"
  private_ip              = "10.0.1.5"
  subnet_id               = tencentcloud_subnet.main.id
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
