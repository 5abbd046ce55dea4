# The orders platform in Terraform: an internal CLB behind API Gateway, workers, and a legacy group.
terraform {
  required_providers {
    tencentcloud = { source = "tencentcloudstack/tencentcloud" }
  }
}

provider "tencentcloud" {
  region = var.region
}

variable "region" {
  type    = string
  default = "ap-guangzhou"
}

variable "gateway_ranges" {
  description = "Private ranges of API Gateway, the same in every region."
  type        = list(string)
  default = [
    "9.0.0.0/8",
    "100.64.0.0/10",
  ]
}

locals {
  service_port = 8080
  workers = {
    one = "10.20.1.11"
    two = "10.20.1.12"
  }
}

resource "tencentcloud_vpc" "main" {
  name       = "orders"
  cidr_block = "10.20.0.0/16"
}

resource "tencentcloud_subnet" "orders" {
  name              = "orders"
  vpc_id            = tencentcloud_vpc.main.id
  cidr_block        = "10.20.1.0/24"
  availability_zone = "${var.region}-3"
}

module "backend" {
  source   = "./modules/backend"
  for_each = local.workers

  name           = "orders-${each.key}"
  private_ip     = each.value
  subnet_id      = tencentcloud_subnet.orders.id
  port           = local.service_port
  gateway_ranges = var.gateway_ranges
}

# The edge group, in strings of the old kind.
resource "tencentcloud_security_group" "edge" {
  name = "orders-edge"
}

resource "tencentcloud_security_group_lite_rule" "edge" {
  security_group_id = tencentcloud_security_group.edge.id
  ingress = [
    "ACCEPT#9.0.0.0/8#443#TCP",
    "ACCEPT#10.0.0.0/8#443#TCP",
    "ACCEPT#11.0.0.0/8#443#TCP",
    "ACCEPT#30.0.0.0/8#443#TCP",
    "ACCEPT#100.64.0.0/10#443#TCP",
  ]
}

resource "tencentcloud_clb_instance" "orders" {
  network_type    = "INTERNAL"
  clb_name        = "orders"
  vpc_id          = tencentcloud_vpc.main.id
  subnet_id       = tencentcloud_subnet.orders.id
  security_groups = [tencentcloud_security_group.edge.id]
}

resource "tencentcloud_clb_listener" "https" {
  clb_id        = tencentcloud_clb_instance.orders.id
  listener_name = "https"
  port          = 443
  protocol      = "TCP"
}

resource "tencentcloud_clb_attachment" "orders" {
  clb_id      = tencentcloud_clb_instance.orders.id
  listener_id = tencentcloud_clb_listener.https.listener_id

  dynamic "targets" {
    for_each = module.backend
    content {
      instance_id = targets.value.instance_id
      port        = local.service_port
      weight      = 10
    }
  }
}
