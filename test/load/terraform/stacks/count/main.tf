provider "tencentcloud" {
  region = "ap-guangzhou"
}

variable "ips" {
  type    = list(string)
  default = ["10.0.1.1", "10.0.1.2"]
}

resource "tencentcloud_security_group" "web" {
  count = length(var.ips)
  name  = "web-${count.index}"
}

resource "tencentcloud_security_group_lite_rule" "web" {
  count             = length(var.ips)
  security_group_id = tencentcloud_security_group.web.*.id[count.index]
  ingress           = count.index == 0 ? ["ACCEPT#0.0.0.0/0#80#TCP"] : ["ACCEPT#100.64.0.0/10#80#TCP"]
}

resource "tencentcloud_instance" "web" {
  count                   = length(var.ips)
  private_ip              = var.ips[count.index]
  orderly_security_groups = [element(tencentcloud_security_group.web[*].id, count.index)]
}

resource "tencentcloud_clb_instance" "lb" {
  network_type = "INTERNAL"
  clb_name     = "lb"
}

resource "tencentcloud_clb_listener" "http" {
  clb_id              = tencentcloud_clb_instance.lb.id
  port                = 80
  protocol            = "TCP"
  health_check_switch = false
}

resource "tencentcloud_clb_attachment" "web" {
  clb_id      = tencentcloud_clb_instance.lb.id
  listener_id = tencentcloud_clb_listener.http.listener_id

  dynamic "targets" {
    for_each = tencentcloud_instance.web[*].id
    content {
      instance_id = targets.value
      port        = 80
      weight      = 10
    }
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
  service_config_url     = "http://${tencentcloud_clb_instance.lb.clb_vips.0}:80"
}
