provider "tencentcloud" {
  region = "ap-guangzhou"
}

resource "tencentcloud_security_group" "a" {
  name = "a"
}
resource "tencentcloud_security_group_rule_set" "a" {
  security_group_id = tencentcloud_security_group.a.id

  ingress {
    action     = "ACCEPT"
    cidr_block = "9.0.0.0/8"
    protocol   = "TCP"
    port       = "8080"
  }

  ingress {
    action     = "ACCEPT"
    cidr_block = "10.0.0.0/8"
    protocol   = "TCP"
    port       = "8080"
  }

  ingress {
    action     = "ACCEPT"
    cidr_block = "11.0.0.0/8"
    protocol   = "TCP"
    port       = "8080"
  }

  ingress {
    action     = "ACCEPT"
    cidr_block = "30.0.0.0/8"
    protocol   = "TCP"
    port       = "8080"
  }

  ingress {
    action     = "ACCEPT"
    cidr_block = "100.64.0.0/10"
    protocol   = "TCP"
    port       = "8080"
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
