// CLB instances with their listeners and forwarding rules. What the stack does not declare is not there.
import { AFTER_APPLY } from "../resource.ts";
import { say, message } from "../../../words/index.ts";
import type { AddressRange } from "../../../net/address.ts";
import type { Id, LoadBalancer } from "../../../model/inventory.ts";
import { isUnknown, type Known } from "../../../model/unknown.ts";
import { eipsOf, bothAddresses } from "./faces.ts";
import { NOT_SET, lacking, maybeAbsent, ofType, type Ground } from "./ground.ts";
import { listedGroups, withAttached } from "./group-lists.ts";
import { boundBy, knownLink, type Bound } from "./links.ts";
import { mapListeners, type Front } from "./listeners.ts";
import { form } from "../../read/forms.ts";
import { addresses, attribute, holderOf, nodeText, scalarIn } from "./nodes.ts";
import { readAttachments } from "./targets.ts";
import type { ResourceOf } from "./typed.ts";

type Balancer = ResourceOf<"tencentcloud_clb_instance">;

interface Parts extends Front {
  readonly groups: Bound<"tencentcloud_clb_security_group_attachment">;
  readonly eips: Bound<"tencentcloud_eip_association">;
}

export function mapBalancers(ground: Ground): readonly LoadBalancer[] {
  const parts: Parts = {
    listeners: boundBy(ground, "tencentcloud_clb_listener", "clb_id"),
    rules: boundBy(ground, "tencentcloud_clb_listener_rule", "listener_id"),
    groups: boundBy(ground, "tencentcloud_clb_security_group_attachment", "load_balancer_ids"),
    eips: boundBy(ground, "tencentcloud_eip_association", "instance_id"),
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
    passToTarget: scalarIn(ground, holder, "load_balancer_pass_to_target", () => false, form.flag),
    domain: nodeText(attribute(body, "domain")),
    snat: snatOf(ground, parts, resource),
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

/** The model knows SNAT of a whole load balancer; listeners that differ leave it open. */
function snatOf(ground: Ground, { listeners }: Parts, resource: Balancer): Known<boolean> {
  const own = scalarIn(ground, holderOf(resource), "snat_pro", () => false, form.flag);
  if (own !== false) return own;
  const each = listeners
    .of(resource.address)
    .map((listener) => scalarIn(ground, holderOf(listener), "snat_enable", () => false, form.flag));
  const [first] = each;
  if (first === undefined || each.every((one) => one === first)) return first ?? false;
  return (
    each.find(isUnknown) ??
    lacking(
      ground,
      resource.address,
      "SNAT setting",
      message("terraform.listeners-differ"),
      resource.place,
    )
  );
}
