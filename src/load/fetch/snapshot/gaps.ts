// Resources that something names and that a refused list would have told -> placeholders whose every property is
// unknown, so that a verdict which hangs on them names the missing permission.
import type { Id, Interface, LoadBalancer } from "../../../model/inventory.ts";
import type { Place } from "../../../model/place.ts";
import { isUnknown, Unknown, type Known } from "../../../model/unknown.ts";
import { parseIp, type AddressRange } from "../../../net/address.ts";
import type { Telling } from "../../answers/index.ts";
import type { Draft } from "../../merge/draft.ts";
import { REGION_CALLS } from "../../vendor/calls.ts";
import { aclsIn, allFaces, hostsIn, namedIn, subnetsIn, targetsIn, templatesIn } from "./named.ts";

/** A call that was not answered, or not wholly, or not asked. */
export interface Gap extends Telling {
  readonly action: string;
  readonly region: string;
  readonly place: Place;
  /** The service is not there, and so has nothing that could be the host of a backend. */
  readonly isNotice: boolean;
}

/** Why a call has no answer: its own gap, or that of the list whose elements it asks about. */
export function refusedBy(gaps: readonly Gap[]): Map<string, Telling> {
  const refused = new Map<string, Telling>(gaps.map((gap) => [gap.action, gap]));
  for (const { action, each } of REGION_CALLS) {
    const parent = each && refused.get(each.of);
    if (parent && !refused.has(action)) refused.set(action, parent);
  }
  return refused;
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
  fillAddresses(draft, gapOf.get("DescribeNetworkInterfaces"));
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

/** Private addresses among the targets that nobody is known to have. */
function fillAddresses(draft: Draft, gap: Gap | undefined): void {
  if (!gap) return;
  const seen = new Set(
    [...draft.instances, ...allFaces(draft)].flatMap(({ privateIps }) =>
      isUnknown(privateIps) ? [] : privateIps.map((ip) => ip.text),
    ),
  );
  for (const { to } of targetsIn(draft)) {
    if (isUnknown(to) || to.kind !== "ip" || seen.has(to.address.text)) continue;
    seen.add(to.address.text);
    draft.interfaces.push({ ...holder(gap, to.address), privateIps: [to.address] });
  }
}

/**
 * Hosts of public backends, in whichever region: one that nobody is known to have may be a load balancer or interface
 * of the account, and then it is no external one.
 */
export function fillHosts(drafts: readonly Draft[], gaps: readonly Gap[]): void {
  const faults = gaps.filter((gap) => !gap.isNotice);
  const gapOf = new Map(faults.map((gap) => [gap.action, gap]));
  const balancers = gapOf.get("DescribeLoadBalancers");
  const interfaces = gapOf.get("DescribeNetworkInterfaces");
  if (!balancers && !interfaces) return;
  const seen = new Set<string>();
  for (const draft of drafts) {
    for (const { vips, domain } of draft.loadBalancers) note(seen, vips, domain?.toLowerCase());
    for (const { publicIps } of [...draft.instances, ...allFaces(draft)]) note(seen, publicIps);
  }
  for (const draft of drafts)
    for (const host of hostsIn(draft)) {
      if (seen.has(host)) continue;
      seen.add(host);
      const address = parseIp(host);
      if (balancers && (address.ok || CLB_DOMAIN.test(host)))
        draft.loadBalancers.push(balancerAt(balancers, host, address.ok ? address : null));
      else if (interfaces && address.ok)
        draft.interfaces.push({ ...holder(interfaces, address), publicIps: [address] });
    }
}

/** The domains that CLB gives its instances. */
const CLB_DOMAIN = /(^|\.)(clb|tencentclb)\./;

function note(
  seen: Set<string>,
  ips: Known<readonly AddressRange[]>,
  ...others: readonly (string | undefined)[]
): void {
  for (const ip of isUnknown(ips) ? [] : ips) seen.add(ip.text);
  for (const other of others) if (other !== undefined) seen.add(other);
}

/** Another region may have the same address. */
function holder(gap: Gap, { text }: AddressRange): Interface {
  const id = `${text} in ${gap.region}`;
  return faceOf(id, (what) => missing(gap, "address", id, what), gap.place);
}

function balancerAt(gap: Gap, id: string, address: AddressRange | null): LoadBalancer {
  const unknown = (what: string) => missing(gap, "address", id, what);
  return {
    id,
    type: unknown("type"),
    vips: address ? [address] : [],
    vpc: unknown("VPC"),
    securityGroups: unknown("security groups"),
    passToTarget: unknown("pass-to-target setting"),
    domain: address ? null : id,
    snat: unknown("SNAT Pro setting"),
    listeners: unknown("owner"),
    place: gap.place,
  };
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
