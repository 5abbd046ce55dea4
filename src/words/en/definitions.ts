// Sentences of src/load/definitions, by key.
import { sentences } from "../sentences.ts";

const PEER = "expected an IP address, a CIDR, an sg-, ipm- or ipmg- id, or MY_PUBLIC_IP";
const SOURCE =
  "expected an IP, a CIDR, a list of them, a pack such as api-gateway.private, a cloud-native gateway's id, clients or internet";

export const definitions = sentences({
  "definitions.looks": () =>
    `YAML or JSON with "version: 1" and keys such as "securityGroups" or "gateways"`,
  "definitions.unstated": (property, owner) =>
    `the input does not state the ${property} of ${owner}`,
  "definitions.unreadable": (property, owner) => `the ${property} of ${owner} could not be read`,
  "definitions.correct": () => "correct the value",
  "definitions.add": (what, owner) => `add \`${what}\` to ${owner}`,
  "definitions.add-here": (what) => `add \`${what}\` to it`,
  "definitions.add-to-instance": (what, owner) =>
    `add \`${what}: [...]\` to the instance of ${owner}`,
  "definitions.add-groups": (owner) =>
    `add \`securityGroups: [...]\` to ${owner}, or \`[]\` if none is bound`,
  "definitions.add-nodes": (owner) => `add \`nodes: [...]\` with the instances of ${owner}`,
  "definitions.add-clients": (owner) => `add \`clients: [...]\` to ${owner}, or pass --clients`,
  "definitions.no-region": () => "the input does not state the region",
  "definitions.add-region": () =>
    "add `region: ap-guangzhou` (or wherever it is), or pass --region",
  "definitions.write-address": () => "write the address itself",
  "definitions.no-subnet": (names) =>
    `no subnet is declared for ${names}: no network ACL is assumed`,
  "definitions.any-address": (names) =>
    `entries of ${names} state no sourceCidr or destinationCidr: any address is meant`,
  "definitions.nobody-sends": (key) =>
    `${key} is empty; list at least one address, or leave the key out`,
  "definitions.end-port-below": (last, port) =>
    `"endPort" ${last} lies below "port" ${port}; expected the last port of the range`,
  "definitions.one-resource": (resources, has) =>
    `a target has one of ${resources}, this one has ${has}`,
  "definitions.targets-and-instance": () =>
    'a backend has "targets", or "instance" and "port"; remove one of the two',
  "definitions.no-url": (url) =>
    `${url} is no address of a backend; expected for example https://203.0.113.9:8443/path`,
  "definitions.stray-deployment": (kind, has, not) =>
    `a microservice in deployment "${kind}" has "${has}", not "${not}"; remove one of the two`,
  "definitions.empty-peer": (key) => `${key} is empty; ${PEER}`,
  "definitions.no-peer": (value) => `${value} is no source or destination; ${PEER}`,
  "definitions.range-as-peer": (value) =>
    `${value} is a range, which a policy cannot hold; put it in an address template and name that`,
  "definitions.service-twice": (key) =>
    `"service" already says protocol and port; remove "${key}", or write it instead of "service"`,
  "definitions.no-service-template": (id) =>
    `${id} is no service template; expected a ppm- or ppmg- id, or "protocol" and "port" instead`,
  "definitions.long-service": (text) => `${text} is too long for a service`,
  "definitions.empty-from": () => `"from" is empty; ${SOURCE}`,
  "definitions.source-alone": (value, name) =>
    `${value} stands alone, and a list holds addresses only; write \`from: ${name}\` here, and another path for the addresses`,
  "definitions.no-source": (value) => `${value} is no source; ${SOURCE}`,
  "definitions.meant-source": (value, meant) => `${value} is no source; did you mean "${meant}"?`,
  "definitions.empty-to": () => '"to" is empty; expected ID:PORT',
  "definitions.no-target": (value) =>
    `${value} is no target of a path; expected ID:PORT with a port from 1 to 65535, such as ins-a:8080 or ins-a:53/udp`,
});
