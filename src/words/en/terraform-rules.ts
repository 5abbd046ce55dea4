// Sentences of Terraform about how rules are written and how plans and states are, by key.
import { counted, sentences } from "../sentences.ts";

const PLAN_FORMATS =
  "and only 0.x and 1.x are known; make it with `terraform show -json tf.plan` of Terraform 1.x";
const STATE_FORMATS =
  "and only 0.x and 1.x are known; make it with `terraform show -json` of Terraform 1.x";

export const terraformRules = sentences({
  "terraform.loose-rules": (fact, remedy) =>
    `${fact}; its rules were checked, but stand in no group's list; ${remedy}`,
  "terraform.loose-rules-more": (fact, count, remedy) =>
    `${fact} (and ${counted(count, "rule resource")} more); their rules were checked, but stand in no group's list; ${remedy}`,
  "terraform.mixed-loose": (group) =>
    `which rules ${group} ends up with is not known, so that what each of its rule resources says was checked by itself`,
  "terraform.name-group": () => "name the security group that the rules are for",
  "terraform.strange-word": (noun, text, expected) =>
    `unknown ${noun} ${text}; expected ${expected}`,
  "terraform.misspelt-word": (noun, text, meant) =>
    `unknown ${noun} ${text}; did you mean "${meant}"?`,
  "terraform.empty-link": (type) => `this id is empty; expected the id of a ${type}`,
  "terraform.rule-lacks": (rule, name, expected) => `${rule} has no ${name}; expected ${expected}`,
  "terraform.this-rule": () => "this rule",
  "terraform.lite-no-string": () => "a rule must be a string",
  "terraform.lite-parts": (count) => `it has ${counted(count, "part")}, expected 4`,
  "terraform.lite-action": (text) =>
    `the action ${text} is neither ACCEPT nor DROP, in capitals and without spaces`,
  "terraform.lite-no-id": (side, text) =>
    `the ${side} ${text} is no id: 8 characters follow its dash`,
  "terraform.lite-protocol": (text) =>
    `the protocol ${text} is none of TCP, UDP, ICMP, ALL, or a ppm- or ppmg- id of 8 characters`,
  "terraform.lite-bad-port": () => "the port cannot be read",
  "terraform.lite-portless": (protocol) => `the port of protocol ${protocol} must be ALL`,
  "terraform.lite-port": (text) => `the port ${text} is none of ALL, 80, 80,443 or 8000-9000`,
  "terraform.lite-fails": (shown, address, why) => `${shown} in ${address} fails at apply: ${why}`,
  "terraform.lite-help": () =>
    'write it as "ACTION#SOURCE#PORT#PROTOCOL" without spaces, for example "ACCEPT#10.0.0.0/8#80,443#TCP"',
  "terraform.order-clash": (group) =>
    `${group} accepts and drops the same traffic in rules whose order is not defined`,
  "terraform.order-may-clash": (group) =>
    `${group} may accept and drop the same traffic in rules whose order is not defined`,
  "terraform.order-help": () =>
    "write them as one tencentcloud_security_group_rule_set, whose order is that of the text",
  "terraform.other-rule": () => "the other rule",
  "terraform.other-rule-is": (action) => `the other rule, which is ${action}`,
  "terraform.called-as": (module) => `called as ${module}`,
  "terraform.several": (rule, count, noun) =>
    `${rule} names ${counted(count, String(noun))}, which exclude each other`,
  "terraform.several-label": (noun, n, count) => `${noun} ${n} of ${count}`,
  "terraform.several-help": (noun) =>
    `keep one ${noun}, and write a rule of its own for each other one`,
  "terraform.other-family": (text, family) => `${text} is no IPv${family} address or CIDR`,
  "terraform.cidr-example": (why, example) => `${why}; expected for example ${example}`,
  "terraform.address-too-long": (text) => `${text} is too long for an address`,
  "terraform.port-alone": (rule, port) => `${rule} names port ${port} and no protocol`,
  "terraform.port-beside": (rule, port, protocol) =>
    `${rule} names port ${port} and protocol ${protocol}, which takes no port`,
  "terraform.port-needs-protocol": () => "name the protocol, TCP or UDP, or leave out the port",
  "terraform.port-is-stray": () => "leave out the port, or name TCP or UDP",
  "terraform.plan-no-format": () => `this plan has no format_version, ${PLAN_FORMATS}`,
  "terraform.plan-format": (version) => `this plan has format_version ${version}, ${PLAN_FORMATS}`,
  "terraform.plan-errored": () =>
    "planning failed, so that resources are missing from this plan; mend the errors and plan again",
  "terraform.plan-incomplete": () =>
    "this plan is not complete (it was targeted, or changes are deferred); plan again without -target",
  "terraform.no-state": () => "this is no Terraform state; expected an object",
  "terraform.state-no-format": () => `this state has no format_version, ${STATE_FORMATS}`,
  "terraform.state-format": (version) =>
    `this state has format_version ${version}, ${STATE_FORMATS}`,
  "terraform.state-version": (version) =>
    `this state has version ${version}, and only version 4 is known; run \`terraform apply -refresh-only\` with Terraform 0.12 or later`,
  "terraform.state-no-attributes": (address) =>
    `${address} is stored without attributes that can be read; refresh the state with Terraform 0.12 or later`,
});
