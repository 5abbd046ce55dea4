// Sentences of src/load/answers, by key.
import { counted, listed, nth, sentences } from "../sentences.ts";

export const answers = sentences({
  "answers.malformed": (key, found, expected) => `${key} is ${found}, expected ${expected}`,
  "answers.no-acl-entry": (found) => `expected an entry of a network ACL, found ${found}`,
  "answers.two-acl-addresses": (noun, keys) =>
    `this entry names two ${noun}s; expected one of ${keys}`,
  "answers.unread-acl-entry": (noun, direction, index, acl) =>
    `the ${noun} of ${direction} entry ${nth(index)} of ${acl} cannot be read`,
  "answers.untold-acl-entry": (noun, direction, index, acl) =>
    `the saved answers do not tell the ${noun} of ${direction} entry ${nth(index)} of ${acl}`,
  "answers.save-acl-again": (acl) => `save the entries of ${acl} again`,
  "answers.looks": () => `what a call such as "tccli vpc DescribeSecurityGroupPolicies" printed`,

  // Single fields.
  "answers.a-cidr": () => "a CIDR",
  "answers.a-list": () => "a list",
  "answers.an-object": () => "an object",
  "answers.absent": () => "absent",
  "answers.field": (noun, of, why) => `${noun} of ${of}: ${why}`,
  "answers.not": (found, expected) => `${found} is not ${expected}`,
  "answers.untold": (noun, of) => `the saved answers do not tell the ${noun} of ${of}`,
  "answers.unread": (noun, of) => `the ${noun} of ${of} cannot be read`,
  "answers.save-full": (command) => `save a full answer: \`tccli ${command}\``,
  "answers.save": (command) => `save what this prints: \`tccli ${command}\``,
  "answers.save-again": (command) => `save it again: \`tccli ${command}\``,

  // Whole answers.
  "answers.unused": (file) => `${file} answers a call that sglint does not use; it was passed over`,
  "answers.several-values": (file, count) =>
    `${file} holds ${counted(count, "answer")}; each was read`,
  "answers.text-around": (file) =>
    `${file} holds other text beside what was answered; it was passed over`,
  "answers.said-instead": (line) =>
    `this holds no answer but what the command said instead ("${line}"); mend that and save the answer again`,
  "answers.taken-as-ingress": () =>
    "a list of policies alone does not tell its direction, and was read as ingress; name the file sg-xxxxxxxx.ingress.json or sg-xxxxxxxx.egress.json, or save the whole answer",
  "answers.filtered": (call) =>
    `this ${call} answer was asked with filters and holds a part only; save it again without them`,
  "answers.empty": () =>
    "this answer is empty; save the output of a call again, such as: `tccli vpc DescribeSecurityGroups`",
  "answers.foreign": () =>
    "this holds no answer that sglint knows; save the output of a call again, such as: `tccli vpc DescribeSecurityGroups`",
  "answers.the-call": () => "the call",
  "answers.the-call-about": (id) => `the call about ${id}`,
  "answers.error": (call, code) =>
    `${call} answered with the error ${code}; what it should tell is unknown: allow the call and save its answer again`,
  "answers.error-code": (code, said) => `${code}: ${said}`,
  "answers.error-request": (error, request) => `${error} (request id ${request})`,
  "answers.call-failed": (code) => `the call answered with the error ${code}`,
  "answers.how-to-name": (call, key, id, ending) =>
    `name the file of this ${call} answer ${id}${ending}, or wrap it as { "${key}": "${id}", "Response": ... }`,
  "answers.name-it": (why, how) => `${why}; ${how}`,
  "answers.nobody": (noun) => `nothing says which ${noun} this is about`,
  "answers.nobody-empty": () => "nothing says which service this answer lists no API of",
  "answers.nobody-api": (api) => `nothing says which service ${api} belongs to`,
  "answers.bad-wrapper": (key, found) => `the wrapper's ${key} is ${found}, expected an id`,
  "answers.two-owners": (wrapper, file) => `the wrapper says ${wrapper} and the file name ${file}`,
  "answers.read": (...calls) => `read saved API answers: ${calls.join(", ")}`,
  "answers.times": (call, count) => `${call} (${count})`,

  // Lists, and what is missing from them.
  "answers.call-of": (call, owner) => `${call} of ${owner}`,
  "answers.no-list": (key) => `no list (${key} is absent), so 0`,
  "answers.truncated": (call, found, total, key) =>
    `${call} lists ${found} of ${total} (${key}): the dump is truncated; save it again without filters`,
  "answers.truncated-page": (call, found, total, key, offset, limit) =>
    `${call} lists ${found} of ${total} (${key}): the dump is truncated; save the other pages too (\`--Offset ${offset} --Limit ${limit}\`), as files of their own or in one list of answers`,
  "answers.part": (what, of, save, ...signs) =>
    `this answer holds a part of the ${what} of ${of} only: ${signs.join(", and ")}; save it again, without filters: \`tccli ${save}\``,
  "answers.part-only": (what, of) => `a part of the ${what} of ${of} is not in the saved answer`,
  "answers.save-whole": (save) => `save it again, without filters: \`tccli ${save}\``,
  "answers.skips": (name, ...places) => `its ${name} skips ${listed(places)}`,
  "answers.skips-more": (name, more, ...places) =>
    `its ${name} skips ${places.join(", ")} and ${more} more`,
  "answers.places": (from, to) => `${from} to ${to}`,
  "answers.counts": (key, total, found) => `its ${key} counts ${total} where it lists ${found}`,
  "answers.asked-with-filters": () => "the command above it asks with filters",
  "answers.twice": (noun, id, one, other) =>
    `${noun} ${id} is saved twice, in ${one} and ${other}; keep one`,
  "answers.no-id": (call, key) => `${call}: this element has no ${key}; it was passed over`,
  "answers.no-element": (call, found) => `${call}: expected an object, found ${found}`,
  "answers.no-elements": (call, found) => `${call}: expected a list, found ${found}`,
  "answers.is-unsaved": (noun, of) => `the ${noun} of ${of} is not in the saved answers`,
  "answers.are-unsaved": (noun, of) => `the ${noun} of ${of} are not in the saved answers`,
  "answers.is-unknown": (noun, of, why) => `the ${noun} of ${of} is unknown: ${why}`,
  "answers.are-unknown": (noun, of, why) => `the ${noun} of ${of} are unknown: ${why}`,

  // Regions.
  "answers.one-region": (folder, region) =>
    `The gateways in ${folder} are in ${region}, the region of every zone that is named there.`,
  "answers.the-answers": () => "the saved answers",
  "answers.no-region": () => "the region of the gateways is not in the saved answers",
  "answers.several-regions": (one, other) =>
    `the saved answers name zones of several regions (${one}, ${other})`,
  "answers.pass-region": () => "pass --region, or write gateways with their region in sglint.yaml",

  // Security groups, network ACLs and templates.
  "answers.no-policy": (found) => `expected a policy, found ${found}`,
  "answers.mixed-policies": (group) =>
    `only some policies of ${group} have a PolicyIndex, so their order is not known; save them again`,
  "answers.mixed-entries": (acl) =>
    `only some entries of ${acl} have a Priority, so their order is not known; save them again`,
  "answers.no-peer": (noun) =>
    `this policy names no ${noun}; expected one of CidrBlock, Ipv6CidrBlock, SecurityGroupId, AddressTemplate`,
  "answers.several-peers": (noun) =>
    `this policy names several ${noun}s, which exclude each other; expected one of CidrBlock, Ipv6CidrBlock, SecurityGroupId, AddressTemplate`,
  "answers.no-group-id": (key, found) => `${key} is ${found}, expected an id`,
  "answers.no-cidr": (key, why, family) =>
    `${key}: ${why}, expected an IPv${family} address or CIDR`,
  "answers.found": (found) => `found ${found}`,
  "answers.no-service-template": () =>
    "the id of this service template cannot be read; expected ServiceId, ServiceGroupId, or Protocol and Port",
  "answers.several-services": () =>
    "this policy names several services, which exclude each other; expected ServiceId, ServiceGroupId, or Protocol and Port",
  "answers.part-of-policy": (field, direction, index, group) =>
    `${direction} policy ${nth(index)} of ${group} has no ${field} in the saved answer, which the cloud always writes`,
  "answers.unread-policy": (noun, direction, index, group) =>
    `the ${noun} of ${direction} policy ${nth(index)} of ${group} cannot be read`,
  "answers.my-public-ip": (noun, direction, index, group) =>
    `the ${noun} of ${direction} policy ${nth(index)} of ${group} is MY_PUBLIC_IP, the address of whoever saved the policy`,
  "answers.save-from-account": (group) =>
    `save the policies of ${group} from the account, which holds the address itself`,
  "answers.members": (group) =>
    `the saved answers may not list every member of ${group}; those found are a lower bound`,
  "answers.members-why": (group, why) =>
    `the saved answers may not list every member of ${group}; those found are a lower bound: ${why}`,
  "answers.save-members": (instances, interfaces) =>
    `save both of the whole region: \`tccli ${instances}\`, \`tccli ${interfaces}\``,
  "answers.entry-twice": (id, acl) => `entry ${id} of ${acl} is saved twice; keep one`,
  "answers.member": (template, why) => `member of ${template}: ${why}`,
  "answers.no-address": (found) => `expected an address, found ${found}`,
  "answers.no-service": (found) => `expected a service such as tcp:80, found ${found}`,
  "answers.unread-member": (found, template) => `the member ${found} of ${template} cannot be read`,
  "answers.correct-member": (template) =>
    `save the templates again, or correct the member in ${template}`,

  // Subnets, instances and interfaces.
  "answers.acl-only-there": (acl, subnet) =>
    `DescribeNetworkAcls binds ${acl} to ${subnet}, DescribeSubnets names no ACL there: ${acl} is judged`,
  "answers.two-acls": (own, other, subnet) =>
    `the saved answers disagree whether ${own} or ${other} is the network ACL of ${subnet}`,
  "answers.two-acls-news": (own, other, subnet) =>
    `The saved answers disagree whether ${own} or ${other} is the network ACL of ${subnet}; save both calls again`,
  "answers.save-both": () => "save DescribeSubnets and DescribeNetworkAcls again",
  "answers.other-groups": (own, instance, exact, face) =>
    `DescribeInstances binds ${own} to ${instance}, DescribeNetworkInterfaces binds ${exact} to its primary interface ${face}: the latter is judged`,
  "answers.no-group": () => "no security group",

  // Load balancers.
  "answers.no-target": (found) => `expected a target, found ${found}`,
  "answers.no-resource": (of) => `a target of ${of} names no resource`,
  "answers.listener-elsewhere": (listener, what) => `listener ${listener} ${what}`,
  "answers.rule-elsewhere": (rule, what) => `rule ${rule} ${what}`,
  "answers.to-target-group": () =>
    "forwards to a target group, whose members the saved answers do not list",
  "answers.to-target-groups": (...groups) =>
    `forwards to a target group (${groups.join(", ")}), whose members the saved answers do not list`,
  "answers.to-functions": () => "forwards to cloud functions, which no security group guards",
  "answers.redirects": (location) => `redirects to ${location}`,

  "answers.source-type": () => "0 (VIP) or 1 (100.64.0.0/10)",
  "answers.weight": () => "a weight from 0 to 100",
  "answers.seconds": () => "seconds",

  // Microservices and cloud-native gateways.
  "answers.none-running": (of) => `no instance of ${of} was running`,
  "answers.several-ports": (of, ...ports) =>
    `the instances of ${of} name several ports (${ports.join(", ")})`,
  "answers.cluster-unlisted": (id, cluster) =>
    `${id} runs in containers of ${cluster}, whose nodes no saved answer lists`,
  "answers.cluster-unknown": (id, cluster, why) =>
    `${id} runs in containers of ${cluster}, whose nodes are unknown: ${why}`,
  "answers.cluster-unnamed": (id) =>
    `${id} runs in containers of several clusters, or of one that TSF does not name`,
  "answers.declare-cluster": () =>
    "declare it under microservices with its cluster in a definitions file",
  "answers.not-read": (noun, of) => `the ${noun} of ${of} are not read`,
  "answers.write-in-path": () => "write them as addresses in a path",

  // Gateways and their APIs.
  "answers.which-instance": (service) =>
    `the saved answers do not tell whether ${service} runs on the shared cluster or on a dedicated instance`,
  "answers.write-shared": (command, service) =>
    `write \`gateways: [{ id: ${service}, instance: shared }]\` in sglint.yaml, or save a full answer: \`tccli ${command}\``,
  "answers.write-sources": (service, id) =>
    `write \`gateways: [{ id: ${service}, instance: { id: ${id}, vpcSources: [...] } }]\` in sglint.yaml`,
  "answers.no-other-api": (service) =>
    `${service} has no other API than those whose DescribeApi answer is saved (no DescribeApisStatus lists them).`,
  "answers.no-clients": (service) =>
    `the clients of ${service} are not declared; no saved answer tells who calls it`,
  "answers.write-clients": () => "write them under clients: in sglint.yaml, or pass --clients",
  "answers.no-response-time": (api) => `how long the backend of ${api} takes is not declared`,
  "answers.declare-time": () =>
    "declare responseTime of the API in a definitions file or in sglint.yaml",

  // What an API forwards to.
  "answers.unresolved": (api, why) => `the backend of ${api} cannot be resolved: ${why}`,
  "answers.unresolved-as": (api, why, clause) =>
    `the backend of ${api} cannot be resolved: ${why}; ${clause}`,
  "answers.save-or-declare": (command) =>
    `declare the API with its backend in a definitions file, or save it again: \`tccli ${command}\``,
  "answers.no-service-type": () => "the saved answer names no ServiceType",
  "answers.strange-service-type": (found) =>
    `its ServiceType is ${found}, which sglint does not know`,
  "answers.strange-product": (found) => `its Product is ${found}, which sglint does not know`,
  "answers.no-microservice": () =>
    "it forwards to a microservice, whose instances no saved answer lists",
  "answers.unlisted-microservice": (...names) =>
    `it forwards to microservice ${names.join(", ")}, whose instances no saved answer lists`,
  "answers.declare-microservice": () =>
    "declare it under microservices, and the API with its backend under gateways, in a definitions file",
  "answers.no-service-config": () => "the saved answer holds no ServiceConfig",
  "answers.bad-service-config": (api, found) =>
    `ServiceConfig of ${api} is ${found}, expected an object`,
  "answers.no-url": () => "its ServiceConfig holds no Url",
  "answers.variable-url": (url) => `the host in its Url ${url} is a variable`,
  "answers.bad-url": (api, found) => `Url of ${api} is ${found}, expected http://host:port/path`,
  "answers.unread-url": () => "its Url cannot be read",
  "answers.domain-url": (host) =>
    `its Url names the domain ${host}, and only an address tells the CVM`,
  "answers.no-balancer": (host) => `no load balancer in the saved answers has the address ${host}`,
  "answers.several-balancers": (one, other, host) =>
    `${one} and ${other} both have the address ${host}`,
  "answers.in-vpc": (host, vpc) => `${host} in ${vpc}`,
  "answers.save-one-region": () =>
    "save the answers of one region and VPC, or declare the API with its backend in a definitions file",
  "answers.no-upstream-id": () => "its ServiceConfig names no UpstreamId",
  "answers.no-upstream": (id) => `upstream ${id} is not in the saved answers`,
  "answers.unlisted-nodes": (id) =>
    `upstream ${id} forwards to a Kubernetes service whose nodes are not listed`,
  "answers.declare-k8s": () => "declare the API with a backend of type k8s in a definitions file",
  "answers.no-host": (upstream) => `a node of upstream ${upstream} names no host`,
  "answers.domain-host": (host, upstream) =>
    `node ${host} of upstream ${upstream} is no address, and domains are not resolved`,
});
