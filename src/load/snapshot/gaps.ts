// Resources that something names and that a refused list would have told -> placeholders whose every property is
// unknown, so that a verdict which hangs on them names the missing permission.
import type { Id, Instance, Interface, Target } from "../../model/inventory.ts";
import type { Place } from "../../model/place.ts";
import { isUnknown, Unknown, type Known } from "../../model/unknown.ts";
import type { Draft } from "../draft.ts";

/** A list that was not answered. */
export interface Gap {
  readonly action: string;
  readonly place: Place;
  /** `vpc:DescribeSubnets is not permitted (UnauthorizedOperation)`. */
  readonly clause: string;
  readonly remedy: string;
}

export function fillGaps(draft: Draft, gaps: readonly Gap[]): void {
  const gapOf = new Map(gaps.map((gap) => [gap.action, gap]));
  const each = (
    action: string,
    noun: string,
    named: Iterable<Id>,
    defined: readonly { readonly id: Id }[],
    add: (id: Id, unknown: (what: string) => Unknown, place: Place) => void,
  ): void => {
    const gap = gapOf.get(action);
    if (!gap) return;
    const known = new Set(defined.map(({ id }) => id));
    for (const id of new Set(named))
      if (!known.has(id)) add(id, (what) => missing(gap, noun, id, what), gap.place);
  };
  const refs = namedIn(draft);
  each("DescribeInstances", "instance", refs.instances, draft.instances, (id, unknown, place) =>
    draft.instances.push({ ...faceOf(id, unknown, place), enis: [] }),
  );
  each(
    "DescribeNetworkInterfaces",
    "interface",
    refs.interfaces,
    allFaces(draft),
    (id, unknown, place) => draft.interfaces.push(faceOf(id, unknown, place)),
  );
  each("DescribeSubnets", "subnet", subnetsIn(draft), draft.subnets, (id, unknown, place) =>
    draft.subnets.push({
      id,
      vpc: unknown("VPC"),
      cidr: unknown("CIDR"),
      networkAcl: unknown("network ACL"),
      place,
    }),
  );
  each(
    "DescribeNetworkAcls",
    "network ACL",
    aclsIn(draft),
    draft.networkAcls,
    (id, unknown, place) =>
      draft.networkAcls.push({
        id,
        type: "TRIPLE",
        ingress: unknown("entries"),
        egress: unknown("entries"),
        place,
      }),
  );
  each(
    "DescribeSecurityGroups",
    "security group",
    refs.groups,
    draft.groups,
    (id, unknown, place) =>
      draft.groups.push({
        id,
        name: null,
        ingress: unknown("policies"),
        egress: unknown("policies"),
        place,
        membersUnknown: unknown("members").fact,
      }),
  );
  fillTemplates(each, draft);
  explainBackends(draft, gaps);
}

type Each = (
  action: string,
  noun: string,
  named: Iterable<Id>,
  defined: readonly { readonly id: Id }[],
  add: (id: Id, unknown: (what: string) => Unknown, place: Place) => void,
) => void;

function fillTemplates(each: Each, draft: Draft): void {
  const named = templatesIn(draft);
  each(
    "DescribeAddressTemplateGroups",
    "address template group",
    named.addressGroups,
    draft.addressTemplateGroups,
    (id, unknown, place) =>
      draft.addressTemplateGroups.push({ id, templates: unknown("members"), place }),
  );
  each(
    "DescribeServiceTemplateGroups",
    "service template group",
    named.serviceGroups,
    draft.serviceTemplateGroups,
    (id, unknown, place) =>
      draft.serviceTemplateGroups.push({ id, templates: unknown("members"), place }),
  );
  const members = (groups: readonly { readonly templates: Known<readonly Id[]> }[]) =>
    groups.flatMap(({ templates }) => (isUnknown(templates) ? [] : templates));
  const addresses = [...named.addresses, ...members(draft.addressTemplateGroups)];
  each(
    "DescribeAddressTemplates",
    "address template",
    addresses,
    draft.addressTemplates,
    (id, unknown, place) =>
      draft.addressTemplates.push({ id, addresses: unknown("addresses"), place }),
  );
  const services = [...named.services, ...members(draft.serviceTemplateGroups)];
  each(
    "DescribeServiceTemplates",
    "service template",
    services,
    draft.serviceTemplates,
    (id, unknown, place) =>
      draft.serviceTemplates.push({ id, services: unknown("services"), place }),
  );
}

function missing({ clause, remedy, place }: Gap, noun: string, id: Id, what: string): Unknown {
  const verb = what.endsWith("s") ? "are" : "is";
  return new Unknown({
    id: `${what} of ${id}`,
    text: `the ${what} of ${noun} ${id} ${verb} unknown: ${clause}`,
    remedy,
    place,
  });
}

function faceOf(id: Id, unknown: (what: string) => Unknown, place: Place): Interface {
  return {
    id,
    privateIps: unknown("private IPs"),
    publicIps: unknown("public IPs"),
    subnet: unknown("subnet"),
    securityGroups: unknown("security groups"),
    place,
  };
}

/** A backend that could not be found may be one that a refused list would have told. */
function explainBackends(draft: Draft, gaps: readonly Gap[]): void {
  const telling = gaps.filter(({ action }) => TELLS_BACKENDS.has(action));
  if (telling.length === 0) return;
  for (const [i, gateway] of draft.gateways.entries()) {
    if (isUnknown(gateway.apis)) continue;
    const apis = gateway.apis.map((api) => {
      if (!isUnknown(api.backend)) return api;
      const { fact } = api.backend;
      const text = `${fact.text}; ${telling.map(({ clause }) => clause).join("; ")}`;
      return { ...api, backend: new Unknown({ ...fact, text, remedy: telling[0]!.remedy }) };
    });
    draft.gateways[i] = { ...gateway, apis };
  }
}

const TELLS_BACKENDS = new Set([
  "DescribeLoadBalancers",
  "DescribeUpstreams",
  "DescribeSimpleNamespaces",
  "DescribeTargetGroups",
]);

interface Named {
  readonly groups: readonly Id[];
  readonly instances: readonly Id[];
  readonly interfaces: readonly Id[];
}

function allFaces(draft: Draft): Interface[] {
  return [...draft.interfaces, ...draft.instances.flatMap(({ enis }) => enis)];
}

function namedIn(draft: Draft): Named {
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

function targetsIn(draft: Draft): Target[] {
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

function* subnetsIn(draft: Draft): Generator<Id> {
  const faces: readonly (Instance | Interface)[] = [...draft.instances, ...allFaces(draft)];
  for (const { subnet } of faces) if (!isUnknown(subnet) && subnet !== null) yield subnet;
}

function* aclsIn(draft: Draft): Generator<Id> {
  for (const { networkAcl } of draft.subnets)
    if (!isUnknown(networkAcl) && networkAcl !== null) yield networkAcl;
}

function templatesIn(
  draft: Draft,
): Record<"addresses" | "addressGroups" | "services" | "serviceGroups", Id[]> {
  const found = { addresses: [], addressGroups: [], services: [], serviceGroups: [] } as Record<
    "addresses" | "addressGroups" | "services" | "serviceGroups",
    Id[]
  >;
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
