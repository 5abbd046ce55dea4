// Instances and network interfaces with their addresses and groups, EIPs included.
import type { AddressRange } from "../../../net/address.ts";
import type { Id, Instance, Interface } from "../../../model/inventory.ts";
import type { Unknown } from "../../../model/unknown.ts";
import { isUnknown, type Known } from "../../../model/unknown.ts";
import { AFTER_APPLY, type Resource } from "../resource.ts";
import { lacking, maybeAbsent, ofType, resourceOf, unknownOf, type Ground } from "./ground.ts";
import { defaultGroup, listedGroups, withAttached, type GroupBinding } from "./group-lists.ts";
import { boundBy, linkedId, knownLink, type Bound } from "./links.ts";
import { form } from "../../read/forms.ts";
import { addressOf, addresses, attribute, blocks, holderOf, scalarIn } from "./nodes.ts";
import { isUnknownNode, type ResourceOf } from "./typed.ts";

type Vm = ResourceOf<"tencentcloud_instance">;
type Eni = ResourceOf<"tencentcloud_eni">;
type Eips = Bound<"tencentcloud_eip_association">;

interface Attachments {
  readonly groupsOfInstance: Bound<"tencentcloud_cvm_security_group_attachment">;
  readonly groupsOfEni: Bound<"tencentcloud_eni_sg_attachment">;
  readonly enis: Bound<"tencentcloud_eni_attachment">;
  readonly eipsOfInstance: Eips;
  readonly eipsOfEni: Eips;
}

const FACE_GROUPS = ["orderly_security_groups", "security_groups"] as const;

export function mapFaces(ground: Ground): void {
  const attached: Attachments = {
    groupsOfInstance: boundBy(ground, "tencentcloud_cvm_security_group_attachment", "instance_id"),
    groupsOfEni: boundBy(ground, "tencentcloud_eni_sg_attachment", "network_interface_ids"),
    enis: boundBy(ground, "tencentcloud_eni_attachment", "instance_id"),
    eipsOfInstance: boundBy(ground, "tencentcloud_eip_association", "instance_id"),
    eipsOfEni: boundBy(ground, "tencentcloud_eip_association", "network_interface_id"),
  };
  const held = new Set<Id>();
  const enis = new Map(
    ofType(ground, "tencentcloud_eni").map((eni) => [eni.address, readEni(ground, attached, eni)]),
  );
  for (const resource of ofType(ground, "tencentcloud_instance")) {
    const own = enisOf(ground, attached.enis, resource.address).flatMap((id) =>
      held.has(id) ? [] : (enis.get(id) ?? []),
    );
    for (const { id } of own) held.add(id);
    ground.draft.instances.push({ ...readInstance(ground, attached, resource), enis: own });
  }
  for (const [id, eni] of enis) if (!held.has(id)) ground.draft.interfaces.push(eni);
}

function enisOf(ground: Ground, attachments: Attachments["enis"], instance: Id): Id[] {
  return attachments.of(instance).flatMap(({ body, certain }) => {
    const id = certain ? linkedId(ground, body, "eni_id") : null;
    return id === null ? [] : [id];
  });
}

function readInstance(ground: Ground, attached: Attachments, resource: Vm): Omit<Instance, "enis"> {
  const { address: id, place } = resource;
  const holder = holderOf(resource);
  const own = listedGroups(ground, holder, FACE_GROUPS);
  const bound = { bound: attached.groupsOfInstance, name: "security_group_id" } as const;
  return whole(ground, resource, {
    id,
    privateIps: addresses(
      ground,
      holder,
      ["private_ip", "ipv6_addresses"],
      unset(ground, resource, "private_ip"),
    ),
    publicIps: publicIps(ground, attached.eipsOfInstance, resource),
    subnet: knownLink(ground, resource, "subnet_id"),
    ...withAttached(ground, id, own, bound, noGroups(ground, resource)),
    place,
  });
}

/** The account's default group is bound; a state that has been refreshed would list it. */
function noGroups(ground: Ground, resource: Vm | Eni): GroupBinding["securityGroups"] {
  if (
    ground.origin === "state" &&
    FACE_GROUPS.some((name) => resource.body.entries.get(name)?.kind === "list")
  )
    return [];
  return defaultGroup(ground, resource.address, resource);
}

function unset(ground: Ground, { address, place }: Resource, noun: string): Unknown {
  return lacking(ground, address, noun, AFTER_APPLY, place);
}

/** No `allocate_public_ip` and no EIP: none. */
function publicIps(ground: Ground, eips: Eips, resource: Vm): Known<readonly AddressRange[]> {
  const holder = holderOf(resource);
  const allocates = scalarIn(ground, holder, "allocate_public_ip", () => false, form.flag);
  const none =
    ground.origin === "state" || allocates === false ? [] : unset(ground, resource, "public_ip");
  const own = addresses(ground, holder, ["public_ip", "public_ipv6_addresses"], none);
  return bothAddresses(own, eipsOf(ground, eips, resource.address));
}

/** Addresses of the EIPs that associations bind to a resource. */
export function eipsOf(ground: Ground, eips: Eips, id: Id): Known<readonly AddressRange[]> {
  const doubt = eips.doubt(id);
  if (doubt) return doubt;
  const out: AddressRange[] = [];
  for (const association of eips.of(id)) {
    const eip = resourceOf(
      ground,
      "tencentcloud_eip",
      linkedId(ground, association.body, "eip_id") ?? "",
    );
    const ip = eip && attribute(eip.body, "public_ip");
    if (!eip || !ip)
      return lacking(
        ground,
        eip?.address ?? association.address,
        "public_ip",
        AFTER_APPLY,
        (eip ?? association).place,
      );
    const range = addressOf(ground, eip.address, "public_ip", ip);
    if (isUnknown(range)) return range;
    out.push(range);
  }
  return out;
}

export function bothAddresses(
  a: Known<readonly AddressRange[]>,
  b: Known<readonly AddressRange[]>,
): Known<readonly AddressRange[]> {
  if (isUnknown(a)) return a;
  if (isUnknown(b)) return b;
  return [...new Map([...a, ...b].map((range) => [range.text, range])).values()];
}

function readEni(ground: Ground, attached: Attachments, resource: Eni): Interface {
  const { address: id, place } = resource;
  const own = listedGroups(ground, holderOf(resource), FACE_GROUPS);
  const bound = { bound: attached.groupsOfEni, name: "security_group_ids" } as const;
  const alone = attached.groupsOfEni.of(id).length > 0 ? [] : noGroups(ground, resource);
  return whole(ground, resource, {
    id,
    privateIps: eniIps(ground, resource),
    publicIps: eipsOf(ground, attached.eipsOfEni, id),
    subnet: knownLink(ground, resource, "subnet_id"),
    ...withAttached(ground, id, own, bound, alone),
    place,
  });
}

/** `ipv4_info` is what the cloud gave, `ipv4s` what was asked for. */
function eniIps(ground: Ground, resource: Eni): Known<readonly AddressRange[]> {
  for (const name of ["ipv4_info", "ipv4s"] as const) {
    const list = blocks(resource.body, name);
    if (isUnknownNode(list)) return unknownOf(ground, resource.address, name, list);
    if (list.length === 0) continue;
    const out: AddressRange[] = [];
    for (const entry of list) {
      const node = entry.kind === "unknown" ? entry : attribute(entry, "ip");
      const range = node
        ? addressOf(ground, resource.address, name, node)
        : unset(ground, resource, name);
      if (isUnknown(range)) return range;
      out.push(range);
    }
    return out;
  }
  return unset(ground, resource, "ipv4_info");
}

/** Of a resource that may not exist nothing is known but its place. */
function whole<T extends Interface>(ground: Ground, resource: Resource, face: T): T {
  if (resource.certain) return face;
  const unknown = maybeAbsent(ground, resource);
  return {
    ...face,
    privateIps: unknown,
    publicIps: unknown,
    subnet: unknown,
    securityGroups: unknown,
    groupsUnordered: null,
  };
}
