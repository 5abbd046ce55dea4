// Who has an address that is not known yet: `tencentcloud_clb_instance.a.clb_vips[0]` names its load balancer, though
// the address itself comes with apply.
import type { Id } from "../../../model/inventory.ts";
import type { Node, Ref, Resource } from "../resource.ts";
import { ofType, type Ground } from "./ground.ts";
import { linkOf, longest, resourceAt } from "./links.ts";
import { attribute, whyUnknown } from "./nodes.ts";

export interface Owner {
  readonly kind: "balancer" | "instance" | "eni";
  readonly id: Id;
}

const ADDRESSES: Readonly<
  Record<string, { readonly kind: Owner["kind"]; readonly names: RegExp }>
> = {
  tencentcloud_clb_instance: { kind: "balancer", names: /^(?:clb_vips|vip|address_ipv6|domain)\b/ },
  tencentcloud_instance: {
    kind: "instance",
    names: /^(?:private_ip|public_ip|ipv6_addresses|public_ipv6_addresses)\b/,
  },
  tencentcloud_eni: { kind: "eni", names: /^ipv4(?:_info|s)\b/ },
};

/** The one resource whose address a value is; null where it is none or several. */
export function ownerOf(ground: Ground, node: Node): Owner | null {
  const open = whyUnknown(node);
  if (!open || open.derived || (node.kind === "template" && node.parts.length > 1)) return null;
  const owners = longest(open.refs).map((ref) => ownerByRef(ground, ref));
  const [first] = owners;
  return first && owners.every((owner) => owner?.id === first.id) ? first : null;
}

function ownerByRef(ground: Ground, { address, attribute: name }: Ref): Owner | null {
  const resource = resourceAt(ground, address);
  if (!resource) return null;
  const known = ADDRESSES[resource.type];
  if (known)
    return name === "" || known.names.test(name)
      ? { kind: known.kind, id: resource.address }
      : null;
  return resource.type === "tencentcloud_eip" ? eipOwner(ground, resource) : null;
}

/** Through the one association of an EIP. */
function eipOwner(ground: Ground, eip: Resource): Owner | null {
  const own = ofType(ground, "tencentcloud_eip_association").filter((association) => {
    const node = attribute(association.body, "eip_id");
    const link = node && linkOf(ground, "eip", node);
    return link && "id" in link && link.id === eip.address;
  });
  const [association, second] = own;
  if (!association || second || !association.certain) return null;
  for (const [name, kind] of [
    ["instance_id", "machine"],
    ["network_interface_id", "eni"],
  ] as const) {
    const node = attribute(association.body, name);
    const link = node && linkOf(ground, kind, node);
    const owner = link && "id" in link ? ground.byAddress.get(link.id) : undefined;
    if (owner) return { kind: ADDRESSES[owner.type]!.kind, id: owner.address };
  }
  return null;
}
