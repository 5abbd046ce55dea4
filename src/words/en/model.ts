// Sentences of src/model, by key.
import { counted, listed, sentences } from "../sentences.ts";

export const model = sentences({
  "model.unmet-target": (id) => `${id} is nothing in the input that a path can lead to`,
  "model.missing": (noun, id) => `${noun} ${id} is not in the input`,
  "model.backend-clb": () => "a CLB in a VPC",
  "model.backend-http": () => "a public HTTP address",
  "model.backend-microservice": () => "a microservice",
  "model.backend-upstream": () => "a VPC upstream",
  "model.backend-cvm": () => "a CVM",
  "model.backend-k8s": () => "a Kubernetes cluster",
  "model.backend-scf": () => "a function (SCF)",
  "model.backend-cos": () => "a COS bucket",
  "model.backend-mock": () => "a mock",
  "model.no-group-needed": (kind) => `${kind} backends need no security group`,
  "model.no-instance": (owner) => `${owner} has no instance`,
  "model.upstream-empty": () => "the upstream has no target",
  "model.upstream-drained": () => "the upstream has only drained targets (weight 0)",
  "model.bad-url": (url) => `the backend URL "${url}" cannot be read`,
  "model.write-url": () => "write it as https://host:port/path",
  "model.private-address": (address) =>
    `${address} is a private address, and an HTTP backend is called over the Internet`,
  "model.use-public-address": () =>
    "declare the backend as clb, upstream or cvm, or use its public address",
  "model.several-owners": (address) =>
    `several resources in the input have the public address ${address}`,
  "model.remove-address": () => "remove the address from those that do not hold it",
  "model.no-forwarding-rule": (listener, balancer, asked) =>
    `no forwarding rule of listener ${listener} of ${balancer} serves ${asked}`,
  "model.listener-empty": (listener, balancer) =>
    `listener ${listener} of ${balancer} has no target`,
  "model.listener-drained": (listener, balancer) =>
    `listener ${listener} of ${balancer} has only drained targets (weight 0)`,
  "model.no-listener": (balancer) => `${balancer} has no listener`,
  "model.no-listener-on": (balancer, protocol, port) =>
    `${balancer} has no ${protocol} listener on port ${port}`,
  "model.several-forwarding-rules": (count, balancer) =>
    `${counted(count, "forwarding rule")} of ${balancer} could serve the request`,
  "model.rule-not-certain": (asked, balancer) =>
    `it is not certain which forwarding rule of ${balancer} serves ${asked} (a default domain that is not stated, rules that fit alike, a parameter in the path, or a regular expression that is not evaluated)`,
  "model.make-rule-certain": () =>
    "state the listener's default domain, or give the request a rule with its exact domain and URL",
  "model.choose-rule": () => "add `domain` and `path` to the API's backend to choose one",
  "model.no-target-port": (target) => `the port of target ${target} is not declared`,
  "model.add-target-port": () => "add `port` to the target",
  "model.subnet-of": (id) => `subnet of ${id}`,
  "model.acl-of": (subnet) => `network ACL of ${subnet}`,
  "model.save-endpoint": (noun, id, command) =>
    `add ${noun} ${id} with its security groups to the input: \`${command}\``,
  "model.no-owner": (address) => `no instance in the input has the address ${address}`,
  "model.no-owner-outside": (address, ...sources) =>
    `no instance in the input has the address ${address}; outside of the VPC it is called from ${listed(sources)} (SnatIps)`,
  "model.unnamed-snat-ip": () => "an address that the vendor chose",
  "model.admit-snat-ips": () =>
    "admit those addresses in the firewall that stands before it, or add the instance that has the address",
  "model.listener-snat": (listener, balancer) =>
    `listener ${listener} of ${balancer} replaces the client's address (SnatEnable), and nothing tells by which`,
  "model.group-snat": (listener, balancer) =>
    `a target group of listener ${listener} of ${balancer} replaces the client's address (SnatEnable), and nothing tells by which`,
  "model.switch-snat-off": () =>
    "switch SnatEnable off, so that targets see the client's address, or admit any source on the target's port",
  "model.old-snat": (balancer) =>
    `${balancer} is an old classic load balancer that replaces the client's address (Snat), and nothing tells by which`,
  "model.admit-any-source": () =>
    "admit any source on the target's port, or replace the load balancer by one of a VPC",
  "model.unstated-home": (address, owner, balancer) =>
    `whether ${address} of ${owner} stands in the VPC of ${balancer} is not stated`,
  "model.state-home": (owner, balancer) =>
    `state the VPC of ${balancer} and the subnet of ${owner} with its VPC, or name ${owner} as the target`,
  "model.no-address": (resource, family) => `${resource} has no ${family} address`,
  "model.add-owner": (address) =>
    `add the instance or network interface that has ${address}, with its security groups`,
  "model.save-owner": (address) =>
    `add the instance or network interface that has ${address}, with its security groups: \`tccli vpc DescribeNetworkInterfaces --Filters '[{"Name":"address-ip","Values":["${address}"]}]' > ${address}.json\``,
  "model.several-instances": (address) =>
    `several instances in the input have the address ${address}`,
  "model.name-instance": () => "name the instance or network interface instead of the address",
  "model.range-without": (range, ...without) => `${range} (without ${listed(without)})`,
  "model.range-without-more": (range, more, ...without) =>
    `${range} (without ${without.join(", ")} and ${more} more)`,
  "model.save-it": (noun, id, command) => `add ${noun} ${id} to the input: \`${command}\``,
  "model.save-data": (noun, command, file) =>
    `save the ${noun} that Terraform looks up, with its id in the place of ID, and check it beside a plan, which knows the id: \`${command}\`, \`terraform plan -out tf.plan\`, \`terraform show -json tf.plan > plan.json\`, \`sglint check plan.json ${file} --tf .\``,
  "model.add-it": (noun, id) => `add ${noun} ${id} to the input`,
});
