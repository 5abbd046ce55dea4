variable "private_ip" { type = string }
variable "subnet_id" { type = string }
variable "admit" { type = list(string) }

resource "tencentcloud_security_group" "this" {
  name = "web"
}

resource "tencentcloud_security_group_rule_set" "this" {
  security_group_id = tencentcloud_security_group.this.id

  dynamic "ingress" {
    for_each = var.admit
    content {
      action     = "ACCEPT"
      cidr_block = ingress.value
      protocol   = "TCP"
      port       = "8080"
    }
  }
}

resource "tencentcloud_instance" "vm" {
  private_ip              = var.private_ip
  subnet_id               = var.subnet_id
  orderly_security_groups = [tencentcloud_security_group.this.id]
}

output "private_ip" {
  value = tencentcloud_instance.vm.private_ip
}
