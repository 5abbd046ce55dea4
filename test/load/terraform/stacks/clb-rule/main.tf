provider "tencentcloud" {
  region = "ap-guangzhou"
}

resource "tencentcloud_security_group" "a" {
  name = "a"
}

resource "tencentcloud_security_group_lite_rule" "a" {
  security_group_id = tencentcloud_security_group.a.id
  ingress           = ["ACCEPT#100.64.0.0/10#9000#TCP"]
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
}

resource "tencentcloud_security_group" "edge" {
  name = "edge"
}

resource "tencentcloud_security_group_lite_rule" "edge" {
  security_group_id = tencentcloud_security_group.edge.id
  ingress           = ["ACCEPT#0.0.0.0/0#443#TCP"]
}
resource "tencentcloud_clb_listener" "https" {
  clb_id              = tencentcloud_clb_instance.lb.id
  port                = 443
  protocol            = "HTTPS"
}

resource "tencentcloud_clb_listener_rule" "root" {
  clb_id      = tencentcloud_clb_instance.lb.id
  listener_id = tencentcloud_clb_listener.https.listener_id
  domain      = "shop.example.com"
  url         = "/"
}

resource "tencentcloud_clb_attachment" "root" {
  clb_id      = tencentcloud_clb_instance.lb.id
  listener_id = tencentcloud_clb_listener.https.listener_id
  rule_id     = tencentcloud_clb_listener_rule.root.rule_id

  targets {
    instance_id = tencentcloud_instance.vm.id
    port        = 9000
    weight      = 10
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
  service_config_url     = "https://${tencentcloud_clb_instance.lb.clb_vips[0]}:443"
}
