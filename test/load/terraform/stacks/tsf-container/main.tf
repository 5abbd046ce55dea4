provider "tencentcloud" {
  region = "ap-guangzhou"
}

resource "tencentcloud_security_group" "a" {
  name = "a"
}

resource "tencentcloud_security_group_lite_rule" "a" {
  security_group_id = tencentcloud_security_group.a.id
  ingress           = ["ACCEPT#203.0.113.0/24#30080#TCP"]
}
resource "tencentcloud_instance" "vm" {
  instance_name           = "vm"
  availability_zone       = "ap-guangzhou-3"
  image_id                = "img-eb30mz89"
  private_ip              = "10.0.1.5"
  orderly_security_groups = [tencentcloud_security_group.a.id]
}
resource "tencentcloud_tsf_cluster" "c" {
  cluster_name = "c"
  cluster_type = "C"
}

resource "tencentcloud_tsf_namespace" "n" {
  namespace_name = "n"
  cluster_id     = tencentcloud_tsf_cluster.c.id
}

resource "tencentcloud_tsf_instances_attachment" "i" {
  cluster_id  = tencentcloud_tsf_cluster.c.id
  instance_id = tencentcloud_instance.vm.id
}

resource "tencentcloud_tsf_group" "g" {
  group_name   = "g"
  cluster_id   = tencentcloud_tsf_cluster.c.id
  namespace_id = tencentcloud_tsf_namespace.n.id
}

resource "tencentcloud_tsf_deploy_container_group" "d" {
  group_id = tencentcloud_tsf_group.g.id

  service_setting {
    protocol_ports {
      protocol    = "TCP"
      port        = 80
      target_port = 30080
    }
  }
}

resource "tencentcloud_tsf_microservice" "m" {
  namespace_id      = tencentcloud_tsf_namespace.n.id
  microservice_name = "orders"
}

resource "tencentcloud_api_gateway_service" "s" {
  service_name = "shop"
}

resource "tencentcloud_api_gateway_api" "a" {
  service_id          = tencentcloud_api_gateway_service.s.id
  auth_type           = "SECRET"
  service_config_type = "TSF"

  micro_services {
    cluster_id         = tencentcloud_tsf_cluster.c.id
    namespace_id       = tencentcloud_tsf_namespace.n.id
    micro_service_name = "orders"
  }
}
