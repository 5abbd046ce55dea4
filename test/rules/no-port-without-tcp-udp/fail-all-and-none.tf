# "Any protocol on 8080" cannot be said: the port needs a protocol that has ports, and an absent protocol is ALL.
# Rests on: docs/facts.md section 2, ports are for TCP and UDP only, an unset protocol is ALL.
# page: shown
resource "tencentcloud_security_group" "web" {
  name = "web"
}

resource "tencentcloud_security_group_rule_set" "web" {
  security_group_id = tencentcloud_security_group.web.id

  ingress {
    action     = "ACCEPT"
    cidr_block = "10.0.0.0/8"
    protocol   = "ALL"
    port       = "8080"
  }

  ingress {
    action     = "ACCEPT"
    cidr_block = "172.16.0.0/12"
    port       = "8080"
  }
}

# expect: 15: warning: ingress policy 0 (the first) of tencentcloud_security_group_rule_set.web names port "8080" and protocol ALL, which takes no port
# expect-help: name the protocol, TCP or UDP, or leave out the port
# expect: 21: warning: ingress policy 1 of tencentcloud_security_group_rule_set.web names port "8080" and no protocol
