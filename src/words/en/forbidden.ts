// Sentences of src/rule/kinds/forbid, by key.
import { nth, sentences } from "../sentences.ts";

export const forbidden = sentences({
  "forbid.auth": (apis) =>
    `${apis}, the authentication must not be NONE. One that is not stated is not judged.`,
  "forbid.auth-not-stated": (rule, apis) =>
    `${rule}: the authentication of ${apis} is not stated and was not judged`,
  "forbid.auth-none": (api) => `${api} uses no authentication: whoever can reach it may call it`,
  "forbid.auth-label": () => "authentication NONE",
  "forbid.auth-help": () =>
    "use application (APP) or key pair (SECRET) authentication: addresses may change, and are no proof of who calls",

  "forbid.empty": () =>
    "No security group that is bound to an instance, a network interface or a CLB may have an empty list of ingress policies.",
  "forbid.empty-alone": (group, resources) =>
    `security group ${group} is bound and has no ingress policy: ${resources} refuses all traffic`,
  "forbid.empty-beside": (group, resources) =>
    `security group ${group} is bound and has no ingress policy: it adds nothing on ${resources}`,
  "forbid.empty-label": () => "no ingress policy",
  "forbid.empty-help": () => "add the policies that its members need, or unbind it",

  "forbid.invalid-lite-rule": () =>
    "Every string of a tencentcloud_security_group_lite_rule must be ACTION#SOURCE#PORT#PROTOCOL as the provider reads it.",
  "forbid.invalid-lite-rule-label": () => "cannot be read",
  "forbid.mixed-rule-resources": () =>
    "A tencentcloud_security_group_rule_set must be the only rule resource of its group, and lite rules must not be mixed with single rules.",
  "forbid.mixed-rule-resources-label": () => "writes all rules of the group",
  "forbid.order-dependent": () =>
    "Single tencentcloud_security_group_rule resources of one group must not accept and drop the same packets without a policy_index or depends_on that settles their order.",
  "forbid.order-dependent-label": () => "created above or below the other one",
  "forbid.deprecated-lite-rule": () =>
    "tencentcloud_security_group_lite_rule should not be used: the provider deprecates it.",
  "forbid.deprecated-lite-rule-label": () => "a rule set says the same",
  "forbid.port-without-tcp-udp": () =>
    "No rule may state a port unless its protocol is TCP or UDP.",
  "forbid.port-without-tcp-udp-label": () => "needs TCP or UDP",
  "forbid.several-sources": () =>
    "A rule must state one source or destination; the provider reads only one of several.",
  "forbid.several-sources-label": () => "only one takes effect",
  "forbid.reordered-lite-rules": () =>
    "A change that only reorders lite rules should not be relied on: it may never reach the cloud.",
  "forbid.reordered-lite-rules-label": () => "only the order is new",

  "forbid.policy": (index, group) => `policy ${nth(index)} of ${group}`,
  "forbid.egress-policy": (index, group) => `egress policy ${nth(index)} of ${group}`,

  "forbid.dead": () =>
    "In each security group and direction, no policy may be covered wholly by the policies above it, by one or by several together. A DROP of everything at the end is exempt, and groups of one list are judged each for itself.",
  "forbid.dead-by-one": (policy, index) =>
    `${policy} never decides: policy ${nth(index)} takes every packet it matches`,
  "forbid.dead-by-several": (policy, indexes) =>
    `${policy} never decides: policies ${indexes} together take every packet it matches`,
  "forbid.partly-opposed": (clause) => `${clause}, partly with the other action`,
  "forbid.opposed": (clause) => `${clause}, with the other action`,
  "forbid.dead-label": (action) => `${action}s nothing: dead`,
  "forbid.dead-coverer": (index) => `policy ${nth(index)} comes first`,
  "forbid.dead-move": (index) =>
    `move it above policy ${nth(index)} if it is meant to have effect, else remove it`,
  "forbid.dead-remove": () => "remove it: nothing changes",
  "forbid.dead-caution": (policy, index) =>
    `If ${policy} is meant to have effect, move it above policy ${nth(index)} instead.`,

  "forbid.early-drop-all": () =>
    "Where several groups are bound, none but the last may drop all of IPv4 or all of IPv6 while a later one would admit some of it.",
  "forbid.early": (index, group, what, later, count) =>
    `policy ${nth(index)} of ${group} drops ${what} before ${later} ${Number(count) === 1 ? "is" : "are"} asked`,
  "forbid.early-label": (what, resources) => `${what} ends here on ${resources}`,
  "forbid.early-behind": (later, group) => `${later} is behind ${group}`,
  "forbid.early-help": (group) =>
    `remove the DROP from ${group} (the default drops what no group admits), or bind ${group} last`,
  "forbid.early-caution": (later, count) =>
    `If ${later} should not be asked at all, unbind ${Number(count) === 1 ? "it" : "them"} instead.`,
  "forbid.everything": () => "everything",
  "forbid.all-ipv4": () => "all IPv4 traffic",
  "forbid.all-ipv6": () => "all IPv6 traffic",

  "forbid.group-source": () =>
    "Where a filter refuses the gateway, no ACCEPT on that port may have a security group as source.",
  "forbid.gateway-no-member": (index, group, source) =>
    `policy ${nth(index)} of ${group} admits members of ${source}, and a gateway is never one`,
  "forbid.only-members": (source) => `admits only private IPs of the members of ${source}`,
  "forbid.admit-ranges": () =>
    "admit the gateway's own ranges instead: see the finding about the refused traffic",

  "forbid.unresolved-source": () =>
    "No policy may name a security group, an address template or a service template that is not in the input; members of template groups count as well.",
  "forbid.unresolved": (policy, what) => `${policy} names ${what}, which is not in the input`,
  "forbid.unresolved-label": (what) => `${what} is not in the input`,
  "forbid.unresolved-help": (advice) => `if it is gone, remove the policy; else ${advice}`,
  "forbid.noun-id": (noun, id) => `${noun} ${id}`,

  "forbid.zero-prefix": () =>
    "No policy may have an IPv4 source or destination 0.0.0.0/n with n above 0. Templates are not judged: for them the vendor does not say how it is stored.",
  "forbid.zero": (policy, text) =>
    `${policy} says ${text}, which is stored as 0.0.0.0/0: every IPv4 address`,
  "forbid.zero-drops": () => "drops every IPv4 address",
  "forbid.zero-admits": () => "admits every IPv4 address",
  "forbid.zero-help": () =>
    "write 0.0.0.0/0 if every address is meant, else the range that is meant",
  "forbid.zero-caution": (text) =>
    `If only ${text} is meant, write ranges that say so: none may begin with 0.0.0.0/.`,

  "forbid.host-bits": () => "No policy may have a CIDR with bits set behind its prefix.",
  "forbid.bits": (policy, text, meant) => `${policy} says ${text}, which means ${meant}`,
  "forbid.bits-label": (meant) => `means ${meant}`,
  "forbid.bits-help": (meant, address) =>
    `write ${meant}, or ${address} if only that address is meant`,
  "forbid.bits-caution": (address) => `If only ${address} is meant, write that address instead.`,
  "forbid.its-network": () => "its network",

  "forbid.icmp-family": () =>
    "No policy may pair ICMP with IPv6 addresses alone, or ICMPv6 with IPv4 addresses alone.",
  "forbid.icmp-of-other": (policy, protocol, addresses, family) =>
    `${policy} pairs ${protocol} with ${addresses}, which are ${family} addresses`,
  "forbid.icmp-label": () => "matches no packet",
  "forbid.icmp-help": (protocol, family) =>
    `write ${protocol} as its protocol, or ${family} addresses`,
});
