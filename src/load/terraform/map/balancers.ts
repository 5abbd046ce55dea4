// CLB instances with their listeners and forwarding rules. What the stack does not declare is not there.
import { AFTER_APPLY } from "../resource.ts";
import { say } from "../../../words/index.ts";
import type { AddressRange } from "../../../net/address.ts";
import type { Id, LoadBalancer } from "../../../model/inventory.ts";
import { isUnknown, type Known } from "../../../model/unknown.ts";
import { eipsOf, bothAddresses } from "./faces.ts";
import { NOT_SET, lacking, maybeAbsent, ofType, unknownOf, type Ground } from "./ground.ts";
import { listedGroups, withAttached } from "./group-lists.ts";
import { boundBy, knownLink, type Bound } from "./links.ts";
import { mapListeners, type Front } from "./listeners.ts";
import { form } from "../../read/forms.ts";
import { addresses, addressOf, attribute, blocks, holderOf, nodeText, scalarIn } from "./nodes.ts";
import { readAttachments } from "./targets.ts";
import { isUnknownNode, type ResourceOf } from "./typed.ts";

type Balancer = ResourceOf<"tencentcloud_clb_instance">;

interface Parts extends Front {
  readonly groups: Bound<"tencentcloud_clb_security_group_attachment">;
  readonly eips: Bound<"tencentcloud_eip_association">;
  readonly snatIps: Bound<"tencentcloud_clb_snat_ip">;
}

export function mapBalancers(ground: Ground): readonly LoadBalancer[] {
  const parts: Parts = {
    listeners: boundBy(ground, "tencentcloud_clb_listener", "clb_id"),
    rules: boundBy(ground, "tencentcloud_clb_listener_rule", "listener_id"),
    defaultDomains: boundBy(ground, "tencentcloud_clb_listener_default_domain", "listener_id"),
    groups: boundBy(ground, "tencentcloud_clb_security_group_attachment", "load_balancer_ids"),
    eips: boundBy(ground, "tencentcloud_eip_association", "instance_id"),
    snatIps: boundBy(ground, "tencentcloud_clb_snat_ip", "clb_id"),
    attachments: readAttachments(ground),
  };
  const bare: Id[] = [];
  for (const resource of ofType(ground, "tencentcloud_clb_instance")) {
    const balancer = readBalancer(ground, parts, resource);
    if (!isUnknown(balancer.securityGroups) && balancer.securityGroups.length === 0)
      bare.push(balancer.id);
    ground.draft.loadBalancers.push(balancer);
  }
  if (bare.length > 0)
    ground.draft.assumptions.push(say("terraform.bare-balancers", bare.join(", ")));
  return ground.draft.loadBalancers;
}

function readBalancer(ground: Ground, parts: Parts, resource: Balancer): LoadBalancer {
  const { address: id, place, body } = resource;
  const holder = holderOf(resource);
  const own = listedGroups(ground, holder, ["security_groups"]);
  const attached = { bound: parts.groups, name: "security_group" } as const;
  const groups = withAttached(ground, id, own, attached, []);
  const listeners = mapListeners(ground, parts, resource);
  const unknown = resource.certain ? null : maybeAbsent(ground, resource);
  return {
    id,
    type: scalarIn(
      ground,
      holder,
      "network_type",
      () => lacking(ground, id, "network_type", NOT_SET, place),
      form.word(["OPEN", "INTERNAL"]),
    ),
    vips: unknown ?? vipsOf(ground, parts, resource),
    vpc: knownLink(ground, resource, "vpc_id"),
    securityGroups: unknown ?? groups.securityGroups,
    groupsUnordered: groups.groupsUnordered,
    passToTarget: passesOf(ground, resource),
    domain: nodeText(attribute(body, "domain")),
    snat: false,
    snatIps: snatIpsOf(ground, parts, resource),
    listeners: unknown ?? listeners,
    place,
  };
}

function vipsOf(
  ground: Ground,
  { eips }: Parts,
  resource: Balancer,
): Known<readonly AddressRange[]> {
  const { address, place } = resource;
  const bound = eipsOf(ground, eips, address);
  const isBound = isUnknown(bound) || bound.length > 0;
  const absent = isBound ? [] : lacking(ground, address, "clb_vips", AFTER_APPLY, place);
  return bothAddresses(
    addresses(ground, holderOf(resource), ["clb_vips", "vip", "address_ipv6"], absent),
    bound,
  );
}

/** A CLB of IPv6 alone passes whatever it is told, and IPV6 is NAT64. */
function passesOf(ground: Ground, resource: Balancer): Known<boolean> {
  const holder = holderOf(resource);
  const told = scalarIn(ground, holder, "load_balancer_pass_to_target", () => false, form.flag);
  const version = scalarIn(ground, holder, "address_ip_version", () => null, form.id);
  if (isUnknown(version)) return told === true ? told : version;
  return version?.toLowerCase() === "ipv6fullchain" || told;
}

/** An `ip` that is left out is one of the subnet that the vendor chooses. */
function snatIpsOf(
  ground: Ground,
  { snatIps }: Parts,
  resource: Balancer,
): LoadBalancer["snatIps"] {
  const { address } = resource;
  const doubt = snatIps.doubt(address);
  if (doubt) return doubt;
  const listed = [
    blocks(resource.body, "snat_ips"),
    ...snatIps.of(address).map(({ body }) => blocks(body, "ips")),
  ];
  const open = listed.find(isUnknownNode);
  if (open) return unknownOf(ground, address, "snat_ips", open);
  return listed
    .flatMap((list) => (isUnknownNode(list) ? [] : list))
    .map((entry) => {
      if (entry.kind === "unknown") return unknownOf(ground, address, "snat_ips", entry);
      const ip = attribute(entry, "ip");
      return ip
        ? addressOf(ground, address, "snat_ips", ip)
        : lacking(ground, address, "snat_ips", AFTER_APPLY, entry.place);
    });
}
