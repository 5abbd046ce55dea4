resource "tencentcloud_api_gateway_service" "shop" {
  service_name = "shop"
  protocol     = "http&https"
  net_type     = ["OUTER"]
}

resource "tencentcloud_api_gateway_api" "orders" {
  service_id            = tencentcloud_api_gateway_service.shop.id
  api_name              = "orders"
  auth_type             = "SECRET"
  request_config_path   = "/orders"
  request_config_method = "GET"

  service_config_type    = "HTTP"
  service_config_product = "clb"
  service_config_vpc_id  = tencentcloud_vpc.main.id
  service_config_url     = "http://${tencentcloud_clb_instance.orders.clb_vips[0]}:443"
  service_config_path    = "/"
  service_config_method  = "GET"
  service_config_timeout = 15
}
