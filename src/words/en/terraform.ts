// Sentences of Terraform, by key: why the mapping to the inventory lacks a value, as predicates of it.
import { counted, sentences } from "../sentences.ts";

export const terraform = sentences({
  "terraform.as-tofu": (readings) =>
    `read as OpenTofu does: ${readings}; Terraform reads no .tofu file: to check what it does, check a plan of it`,
  "terraform.tofu-instead": (tofu, tf) => `${tofu} in the place of ${tf}, which was passed over`,
  "terraform.tofu-beside": (tofu) => `${tofu} beside files of Terraform`,
  "terraform.tofu-more": (readings, more) => `${readings}, and ${more} more`,
  "terraform.many-folders": (most, more) =>
    `at most ${most} folders of Terraform are read in one run; ${counted(more, "folder was", "folders were")} left out, this one among them; lint parts of them: \`sglint check FOLDER\``,
  "terraform.any-subnet": () => "may be any of several, of which some have a network ACL",
  "terraform.clb-names-instance": () =>
    "cannot be resolved: its URL names an instance, and its product is clb",
  "terraform.comes-from": (address) => `comes from ${address}`,
  "terraform.comes-from-unread": (address) => `comes from ${address}, which is not read`,
  "terraform.configuration-of": (id) => `are those of ${id}, which is not declared`,
  "terraform.configuration-of-none": () =>
    "are those of its launch configuration, which is not declared",
  "terraform.cvm-names-balancer": () =>
    "cannot be resolved: its URL names a load balancer, and its product is cvm",
  "terraform.cvm-names-domain": () =>
    "cannot be resolved: its URL names a domain, and only an address tells the instance",
  "terraform.default-group": () =>
    "are not set: the account's default group is bound, whose rules are not declared",
  "terraform.default-has-changed": () => "is not set, and the vendor's default has changed",
  "terraform.depends-on-unknown": () => "depends on an unknown value",
  "terraform.empty-id": () => "is empty",
  "terraform.holds-others": () => "holds others than those declared here",
  "terraform.holds-variable": () => "holds a variable",
  "terraform.is-undeclared": (id) => `is ${id}, which is not declared here`,
  "terraform.known-while-running": () => "are known only while its machines run",
  "terraform.members-elsewhere": () => "may hold instances of other configurations",
  "terraform.missing-attribute": (name) => `is not set: ${name} is missing`,
  "terraform.my-public-ip": () => "is MY_PUBLIC_IP, the address of whoever applies it",
  "terraform.named-by-several": () => "is named by several attachments",
  "terraform.named-several-times": () => "is named several times",
  "terraform.no-balancer": () =>
    "cannot be resolved: no load balancer of the configuration is known to have the address of its URL",
  "terraform.no-container-port": () =>
    "is not declared: no tencentcloud_tsf_deploy_container_group names one",
  "terraform.no-nodes": () =>
    "are not declared: no node pool and no worker_config names the cluster",
  "terraform.no-request": () => "is not known, so that no request can be told to reach it",
  "terraform.no-service-port": () => "is not declared: Terraform names none for virtual machines",
  "terraform.no-single-address": () => "is no single IP address",
  "terraform.no-tsf-instances": () =>
    "are not declared: no tencentcloud_tsf_instances_attachment names the cluster",
  "terraform.not-declared-here": () => "is not declared here",
  "terraform.not-set": () => "is not set",
  "terraform.port-without-protocol": () => "names a port without a protocol",
  "terraform.ports-differ": (ports) =>
    `may be any of ${ports}: deployments of its namespace differ`,
  "terraform.redirects": () => "cannot be told: it redirects",
  "terraform.set-order": () => "is not defined where they are given as a set",
  "terraform.several-balancers": () =>
    "cannot be resolved: several load balancers have the address of its URL",
  "terraform.several-microservices": () =>
    "cannot be resolved: it forwards to several microservices, chosen at run time",
  "terraform.several-services": () => "names several services, of which one API reaches each",
  "terraform.single-rule-order": () =>
    "is not defined: each rule is created at the top, in no order",
  "terraform.to-functions": () => "cannot be told: it forwards to cloud functions",
  "terraform.undeclared-upstream": (id) => `is upstream ${id}, which is not declared here`,
  "terraform.unknown-attribute": (name) =>
    `cannot be resolved: its ${name} is none that sglint knows`,
  "terraform.unknown-priority": () => "holds an unknown priority",
  "terraform.unreadable": () => "cannot be read",
  "terraform.written-by-several": () => "is written by several resources that undo each other",
  "terraform.lacks": (noun, address, why) => `the ${noun} of ${address} ${why}`,
  "terraform.not-known": (noun, address, why) => `the ${noun} of ${address} is not known: ${why}`,
  "terraform.may-not-exist": (address) =>
    `whether ${address} exists is not known: its count, for_each or module hangs on an unknown value`,
  "terraform.give-variable": (name) =>
    `give the variable a value: pass --var ${name}=VALUE or --var-file FILE`,
  "terraform.set-attribute": (name, address) => `set the ${name} of ${address}`,
  "terraform.correct-attribute": (name, address) => `correct the ${name} of ${address}`,
  "terraform.name-running": () =>
    "name the addresses of those machines, or the CIDR of their subnet, instead of the group",
  "terraform.name-one-subnet": (address) =>
    `name one subnet in ${address}, or several that no network ACL guards`,
  "terraform.keep-one-attachment": () => "keep one tencentcloud_vpc_acl_attachment for the subnet",
  "terraform.check-state": () =>
    "apply it, and check what came of it: `terraform show -json > state.json`, `sglint check state.json`",
  "terraform.declare-it": () => "declare it, or correct the name",
  "terraform.pass-configuration": () =>
    "pass --tf DIR with the configuration of the plan, or check the state after apply",
  "terraform.refresh": () =>
    "refresh the state, and check it again: `terraform apply -refresh-only`, `terraform show -json > state.json`, `sglint check state.json`",
  "terraform.plan": () =>
    "let Terraform plan it, in the folder of this configuration, and check the plan: `terraform plan -out tf.plan`, `terraform show -json tf.plan > plan.json`, `sglint check plan.json --tf .`",
  "terraform.malformed": (noun, address, expected) =>
    `the ${noun} of ${address} cannot be read; expected ${expected}`,
  "terraform.acl-entry-parts": () =>
    'an entry of a network ACL has 4 or 5 parts: "ACTION#CIDR#PORT#PROTOCOL#DESCRIPTION"',
  "terraform.acl-line": (why) => `${why}; expected for example "ACCEPT#10.0.0.0/8#80#TCP"`,
  "terraform.made-of": (why, pieces) => `${why}; it is made of ${pieces}`,
  "terraform.piece": (text, file, line, column) => `${text} (${file}:${line}:${column})`,
  "terraform.acl-action": (text) => `the action ${text} is neither ACCEPT nor DROP`,
  "terraform.acl-protocol": (text) => `the protocol ${text} is none of TCP, UDP, ICMP and ALL`,
  "terraform.acl-port": (text) => `the port ${text} is none of ALL, 80 or 8000-9000`,
  "terraform.looks": () => ".tf or .tofu files",
  "terraform.instead-of": (file) =>
    `${file} was passed over: the configuration beside it is read; name it to read it`,
  "terraform.planned": () =>
    "the plan would not change with the text; check the folder without the plan, or write it by hand and plan again",
  "terraform.idle-tf": () =>
    "--tf does nothing without a Terraform plan; name the plan, or leave it out",
  "terraform.idle-values": (flag) =>
    `${flag} does nothing without a Terraform configuration; leave it out`,
  "terraform.var-sets-nothing": (text) => `--var "${text}" sets nothing; expected NAME=VALUE`,
  "terraform.no-var-file": (path, why) => `--var-file: ${path} ${why}`,
  "terraform.no-tf-folder": (path) => `--tf: no such folder: ${path}`,
  "terraform.no-tf-file": (path) => `--tf: no .tf or .tofu file in ${path}`,
  "terraform.which-cluster": (id) =>
    `whether ${id} runs on the shared cluster or on a dedicated instance is not declared here`,
  "terraform.write-shared": (id) =>
    `write \`gateways: [{ id: ${id}, instance: shared }]\` in sglint.yaml`,
  "terraform.no-region": (id) =>
    `the region of ${id} is not known: its provider block names none that can be read`,
  "terraform.pass-region": () => "pass --region, or write the region in the provider block",
  "terraform.no-clients": (id) =>
    `the clients of ${id} are not declared; Terraform does not tell who calls it`,
  "terraform.write-clients": () => "write them under clients: in sglint.yaml, or pass --clients",
  "terraform.no-sources": (noun, address) =>
    `the ${noun} of the dedicated instance of ${address} are not declared`,
  "terraform.write-sources": (gateway, instance, field) =>
    `write \`gateways: [{ id: ${gateway}, instance: { id: ${instance}, ${field}: [...] } }]\` in sglint.yaml`,
  "terraform.no-response-time": (id) => `how long the backend of ${id} takes is not declared`,
  "terraform.write-response-time": () => "declare responseTime of the API in sglint.yaml",
  "terraform.or-declare-backend": (remedy, api) =>
    `${remedy}; or declare the backend of ${api} under gateways in sglint.yaml`,
  "terraform.write-one-rule-set": () =>
    "write the rules as one tencentcloud_security_group_rule_set, or give each a policy_index",
  "terraform.name-addresses": () =>
    "name the addresses instead of the group, or add the other configurations to the input",
  "terraform.list-in-order": (name, address) =>
    `list them in ${name} of ${address}, which keeps their order`,
  "terraform.list-groups": (name, address) => `list its security groups in ${name} of ${address}`,
  "terraform.deprecated-type": (address) => `${address} is of a type that the provider deprecates`,
  "terraform.only-reorders": (address) =>
    `the plan only reorders the rules of ${address}, which may never reach the cloud`,
  "terraform.rewrite-or-look": (rewrite) =>
    `${rewrite}, or look at their order in the cloud after apply`,
  "terraform.rewrite-lite": () => "write the rules as a tencentcloud_security_group_rule_set",
  "terraform.mixed-rules": (count, group) =>
    `${counted(count, "rule resource writes", "rule resources write")} the rules of ${group} and undo each other`,
  "terraform.writes-too": (address) => `${address} writes them too`,
  "terraform.keep-one-rule-set": () =>
    "keep one tencentcloud_security_group_rule_set for the group, and move the other rules into it",
  "terraform.names-no-peer": (rule, noun) =>
    `${rule} names no ${noun}; expected a CIDR, a security group or an address template`,
  "terraform.so-have-others": (why, names) => `${why}; the same is wrong in ${names}`,
  "terraform.bare-balancers": (ids) =>
    `No security group is bound to ${ids}: the Terraform configuration sets none.`,
  "terraform.open-subnets": (count) =>
    `No network ACL guards ${counted(count, "subnet")} of the Terraform configuration: no tencentcloud_vpc_acl_attachment names ${Number(count) === 1 ? "it" : "them"}.`,
});
