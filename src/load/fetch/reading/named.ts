// What a draft names: the ids and addresses that its resources refer to, whether anything defines them or not.
import type { Id, Instance, Interface, Target } from "../../../model/inventory.ts";
import { isUnknown } from "../../../model/unknown.ts";
import { parseIp } from "../../../net/address.ts";
import type { Draft } from "../../merge/draft.ts";

/** Ids of groups, instances and interfaces. */
export interface Named {
  readonly groups: readonly Id[];
  readonly instances: readonly Id[];
  readonly interfaces: readonly Id[];
}

export function allFaces(draft: Draft): Interface[] {
  return [...draft.interfaces, ...draft.instances.flatMap(({ enis }) => enis)];
}

export function namedIn(draft: Draft): Named {
  const bound = [...draft.instances, ...allFaces(draft), ...draft.loadBalancers].flatMap(
    ({ securityGroups }) => (isUnknown(securityGroups) ? [] : securityGroups),
  );
  const sources = draft.groups.flatMap(({ ingress, egress }) =>
    [ingress, egress].flatMap((list) =>
      isUnknown(list)
        ? []
        : list.flatMap(({ peer }) => (!isUnknown(peer) && peer.kind === "group" ? [peer.id] : [])),
    ),
  );
  const targets = targetsIn(draft);
  const idsTo = (kind: "instance" | "eni"): Id[] =>
    targets.flatMap(({ to }) => (!isUnknown(to) && to.kind === kind ? [to.id] : []));
  const nodes = draft.clusters.flatMap((cluster) =>
    isUnknown(cluster.nodes) ? [] : cluster.nodes,
  );
  return {
    groups: [...bound, ...sources],
    instances: [...idsTo("instance"), ...nodes],
    interfaces: idsTo("eni"),
  };
}

export function targetsIn(draft: Draft): Target[] {
  const listeners = draft.loadBalancers.flatMap((one) =>
    isUnknown(one.listeners) ? [] : one.listeners,
  );
  const lists = listeners.flatMap(({ targets, rules }) => [
    targets,
    ...(isUnknown(rules) ? [] : rules.map((rule) => rule.targets)),
  ]);
  for (const { apis } of draft.gateways)
    for (const { backend } of isUnknown(apis) ? [] : apis)
      if (!isUnknown(backend) && (backend.kind === "upstream" || backend.kind === "cvm"))
        lists.push(backend.targets);
  return lists.flatMap((list) => (isUnknown(list) ? [] : list));
}

export function* subnetsIn(draft: Draft): Generator<Id> {
  const faces: readonly (Instance | Interface)[] = [...draft.instances, ...allFaces(draft)];
  for (const { subnet } of faces) if (!isUnknown(subnet) && subnet !== null) yield subnet;
}

export function* aclsIn(draft: Draft): Generator<Id> {
  for (const { networkAcl } of draft.subnets)
    if (!isUnknown(networkAcl) && networkAcl !== null) yield networkAcl;
}

interface Templates {
  readonly addresses: Id[];
  readonly addressGroups: Id[];
  readonly services: Id[];
  readonly serviceGroups: Id[];
}

export function templatesIn(draft: Draft): Templates {
  const found: Templates = { addresses: [], addressGroups: [], services: [], serviceGroups: [] };
  const lists = draft.groups.flatMap(({ ingress, egress }) => [ingress, egress]);
  for (const { peer, service } of lists.flatMap((list) => (isUnknown(list) ? [] : list))) {
    if (!isUnknown(peer) && peer.kind === "address-template") found.addresses.push(peer.id);
    if (!isUnknown(peer) && peer.kind === "address-template-group")
      found.addressGroups.push(peer.id);
    if (!isUnknown(service) && service.kind === "service-template") found.services.push(service.id);
    if (!isUnknown(service) && service.kind === "service-template-group")
      found.serviceGroups.push(service.id);
  }
  return found;
}

/** Of public HTTP backends: canonical addresses, and domains in lower case. */
export function* hostsIn(draft: Draft): Generator<string> {
  for (const { apis } of draft.gateways)
    for (const { backend } of isUnknown(apis) ? [] : apis) {
      if (isUnknown(backend) || backend.kind !== "http" || !URL.canParse(backend.url)) continue;
      const name = new URL(backend.url).hostname.replace(/^\[|\]$/g, "").toLowerCase();
      const address = parseIp(name);
      yield address.ok ? address.text : name;
    }
}
