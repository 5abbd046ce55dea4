// Instances and network interfaces with their addresses and groups, EIPs included.
import { message } from "../../../words/index.ts";
import type { AddressRange } from "../../../net/address.ts";
import type { Id, Instance, Interface } from "../../../model/inventory.ts";
import { isUnknown, type Known } from "../../../model/unknown.ts";
import type { Resource } from "../resource.ts";
import { lacking, maybeAbsent, ofType, AFTER_APPLY, type Ground } from "./ground.ts";
import { FACE_GROUPS, listedGroups, withAttached, type GroupBinding } from "./group-lists.ts";
import { boundBy, knownLink, linkOf, type Bound } from "./links.ts";
import { form } from "../../read/forms.ts";
import {
  addresses,
  addressOf,
  attribute,
  blocks,
  holderOf,
  isUnknownNode,
  scalar,
} from "./nodes.ts";

interface Attachments {
  readonly groupsOfInstance: Bound;
  readonly groupsOfEni: Bound;
  readonly enis: Bound;
  readonly eipsOfInstance: Bound;
  readonly eipsOfEni: Bound;
}

export function readFaces(ground: Ground): void {
  const bound = (type: string, kind: "machine" | "instance" | "eni", name: string) =>
    boundBy(ground, ofType(ground, type), kind, name);
  const attached: Attachments = {
    groupsOfInstance: bound(
      "tencentcloud_cvm_security_group_attachment",
      "instance",
      "instance_id",
    ),
    groupsOfEni: bound("tencentcloud_eni_sg_attachment", "eni", "network_interface_ids"),
    enis: bound("tencentcloud_eni_attachment", "instance", "instance_id"),
    eipsOfInstance: bound("tencentcloud_eip_association", "machine", "instance_id"),
    eipsOfEni: bound("tencentcloud_eip_association", "eni", "network_interface_id"),
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

function enisOf(ground: Ground, attachments: Bound, instance: Id): Id[] {
  return attachments.of(instance).flatMap((resource) => {
    const id = knownLink(ground, "eni", resource, "eni_id");
    return typeof id === "string" && resource.certain ? [id] : [];
  });
}

function readInstance(
  ground: Ground,
  attached: Attachments,
  resource: Resource,
): Omit<Instance, "enis"> {
  const { address: id, place } = resource;
  const holder = holderOf(resource);
  const own = listedGroups(ground, holder, FACE_GROUPS);
  const names = ["security_group_id"];
  const groups = withAttached(
    ground,
    id,
    own,
    { bound: attached.groupsOfInstance, names },
    noGroups(ground, resource),
  );
  return whole(ground, resource, {
    id,
    privateIps: addresses(
      ground,
      holder,
      ["private_ip", "ipv6_addresses"],
      unset(ground, resource, "private_ip"),
    ),
    publicIps: publicIps(ground, attached.eipsOfInstance, resource),
    subnet: knownLink(ground, "subnet", resource, "subnet_id"),
    ...groups,
    place,
  });
}

/** The account's default group is bound; a state that has been refreshed would list it. */
function noGroups(
  ground: Ground,
  { address, place, body }: Resource,
): GroupBinding["securityGroups"] {
  if (
    ground.origin === "state" &&
    FACE_GROUPS.some(({ name }) => body.entries.get(name)?.kind === "list")
  )
    return [];
  return lacking(ground, address, "security groups", message("terraform.default-group"), place);
}

function unset(
  ground: Ground,
  { address, place }: Resource,
  noun: string,
): Known<readonly AddressRange[]> {
  return lacking(ground, address, noun, AFTER_APPLY, place);
}

/** No `allocate_public_ip` and no EIP: none. */
function publicIps(
  ground: Ground,
  eips: Bound,
  resource: Resource,
): Known<readonly AddressRange[]> {
  const holder = holderOf(resource);
  const allocates = scalar(ground, holder, "allocate_public_ip", () => false, form.flag);
  const none =
    ground.origin === "state" || allocates === false ? [] : unset(ground, resource, "public_ip");
  const own = addresses(ground, holder, ["public_ip", "public_ipv6_addresses"], none);
  return joined(own, eipsOf(ground, eips, resource.address));
}

/** Addresses of the EIPs that associations bind to a resource. */
export function eipsOf(ground: Ground, eips: Bound, id: Id): Known<readonly AddressRange[]> {
  const doubt = eips.doubt(id);
  if (doubt) return doubt;
  const out: AddressRange[] = [];
  for (const association of eips.of(id)) {
    const node = attribute(association.body, "eip_id");
    const link = node && linkOf(ground, "eip", node);
    const eip = link && "id" in link ? ground.byAddress.get(link.id) : undefined;
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

export function joined(
  a: Known<readonly AddressRange[]>,
  b: Known<readonly AddressRange[]>,
): Known<readonly AddressRange[]> {
  if (isUnknown(a)) return a;
  if (isUnknown(b)) return b;
  return [...new Map([...a, ...b].map((range) => [range.text, range])).values()];
}

function readEni(ground: Ground, attached: Attachments, resource: Resource): Interface {
  const { address: id, place } = resource;
  const own = listedGroups(ground, holderOf(resource), FACE_GROUPS);
  const bound = { bound: attached.groupsOfEni, names: ["security_group_ids"] };
  const alone = attached.groupsOfEni.of(id).length > 0 ? [] : noGroups(ground, resource);
  return whole(ground, resource, {
    id,
    privateIps: eniIps(ground, resource),
    publicIps: eipsOf(ground, attached.eipsOfEni, id),
    subnet: knownLink(ground, "subnet", resource, "subnet_id"),
    ...withAttached(ground, id, own, bound, alone),
    place,
  });
}

/** `ipv4_info` is what the cloud gave, `ipv4s` what was asked for. */
function eniIps(ground: Ground, resource: Resource): Known<readonly AddressRange[]> {
  for (const name of ["ipv4_info", "ipv4s"]) {
    const list = blocks(resource.body, name);
    if (isUnknownNode(list))
      return lacking(ground, resource.address, name, list.reason, list.place);
    if (list.length === 0) continue;
    const out: AddressRange[] = [];
    for (const entry of list) {
      const node = entry.kind === "unknown" ? entry : attribute(entry, "ip");
      const range = node
        ? addressOf(ground, resource.address, name, node)
        : unset(ground, resource, name);
      if (isUnknown(range)) return range;
      out.push(range as AddressRange);
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
