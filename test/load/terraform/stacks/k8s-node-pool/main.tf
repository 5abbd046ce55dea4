provider "tencentcloud" {
  region = "ap-guangzhou"
}

resource "tencentcloud_security_group" "a" {
  name = "a"
}

resource "tencentcloud_security_group_lite_rule" "a" {
  security_group_id = tencentcloud_security_group.a.id
  ingress           = ["ACCEPT#100.64.0.0/10#30080#TCP"]
}
resource "tencentcloud_kubernetes_cluster" "k" {
  cluster_name = "k"
}

resource "tencentcloud_kubernetes_node_pool" "p" {
  name       = "p"
  cluster_id = tencentcloud_kubernetes_cluster.k.id

  auto_scaling_config {
    instance_type              = "S5.MEDIUM2"
    orderly_security_group_ids = [tencentcloud_security_group.a.id]
  }
}

resource "tencentcloud_api_gateway_upstream" "u" {
  scheme        = "HTTP"
  upstream_type = "K8S"

  k8s_service {
    cluster_id   = tencentcloud_kubernetes_cluster.k.id
    namespace    = "default"
    service_name = "orders"
    port         = 30080
  }
}
resource "tencentcloud_api_gateway_service" "s" {
  service_name = "shop"
}

resource "tencentcloud_api_gateway_api" "a" {
  service_id             = tencentcloud_api_gateway_service.s.id
  auth_type              = "SECRET"
  service_config_type    = "HTTP"
  service_config_product = "upstream"
  service_config_upstream_id = tencentcloud_api_gateway_upstream.u.id
}
