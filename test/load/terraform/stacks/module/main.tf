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

module "web" {
  source   = "./modules/web"
  for_each = { a = "10.0.1.5", b = "10.0.1.6" }

  private_ip = each.value
  subnet_id  = tencentcloud_subnet.main.id
  admit      = each.key == "a" ? ["0.0.0.0/0"] : ["9.0.0.0/8"]
}

resource "tencentcloud_api_gateway_service" "s" {
  service_name = "shop"
}

resource "tencentcloud_api_gateway_api" "a" {
  for_each               = module.web
  service_id             = tencentcloud_api_gateway_service.s.id
  auth_type              = "SECRET"
  service_config_type    = "HTTP"
  service_config_product = "cvm"
  service_config_vpc_id  = tencentcloud_vpc.main.id
  service_config_url     = "http://${each.value.private_ip}:8080"
}
