variable "name" { type = string }
variable "private_ip" { type = string }
variable "subnet_id" { type = string }
variable "port" { type = number }
variable "gateway_ranges" { type = list(string) }

resource "tencentcloud_security_group" "this" {
  name = var.name
}

resource "tencentcloud_security_group_rule_set" "this" {
  security_group_id = tencentcloud_security_group.this.id

  dynamic "ingress" {
    for_each = var.gateway_ranges
    content {
      action     = "ACCEPT"
      cidr_block = ingress.value
      protocol   = "TCP"
      port       = tostring(var.port)
    }
  }

  ingress {
    action     = "DROP"
    cidr_block = "0.0.0.0/0"
  }
}

resource "tencentcloud_instance" "this" {
  instance_name           = var.name
  image_id                = "img-eb30mz89"
  instance_type           = "S5.MEDIUM2"
  availability_zone       = "ap-guangzhou-3"
  private_ip              = var.private_ip
  subnet_id               = var.subnet_id
  orderly_security_groups = [tencentcloud_security_group.this.id]
}

output "instance_id" {
  value = tencentcloud_instance.this.id
}
