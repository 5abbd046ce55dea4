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
resource "tencentcloud_clb_instance" "lb" {
  network_type    = "INTERNAL"
  clb_name        = "lb"
  security_groups = [tencentcloud_security_group.edge.id]
  load_balancer_pass_to_target = true
}

resource "tencentcloud_security_group" "edge" {
  name = "edge"
}

resource "tencentcloud_security_group_lite_rule" "edge" {
  security_group_id = tencentcloud_security_group.edge.id
  ingress           = ["ACCEPT#0.0.0.0/0#443#TCP"]
}
resource "tencentcloud_clb_listener" "tcp" {
  clb_id              = tencentcloud_clb_instance.lb.id
  port                = 443
  protocol            = "TCP"
  health_check_switch = false
}
resource "tencentcloud_clb_attachment" "tcp" {
  clb_id      = tencentcloud_clb_instance.lb.id
  listener_id = tencentcloud_clb_listener.tcp.listener_id

  targets {
    instance_id = tencentcloud_instance.vm.id
    port        = 8080
  }
}
resource "tencentcloud_api_gateway_service" "s" {
  service_name = "shop"
}

resource "tencentcloud_api_gateway_api" "a" {
  service_id             = tencentcloud_api_gateway_service.s.id
  auth_type              = "SECRET"
  service_config_type    = "HTTP"
  service_config_product = "clb"
  service_config_url     = "http://${tencentcloud_clb_instance.lb.clb_vips[0]}:443"
}
