// Who has an address that is not known yet: `tencentcloud_clb_instance.a.clb_vips[0]` names its load balancer, though
// the address itself comes with apply.
import type { Id } from "../../../model/inventory.ts";
import type { Node, Ref } from "../resource.ts";
import { ofType, type Ground } from "./ground.ts";
import { linkedId, longest, resourceAt } from "./links.ts";
import { whyUnknown } from "./nodes.ts";
import { isOfType, type ResourceOf } from "./typed.ts";
import { isAddress, type ResourceType } from "../resources/index.ts";

export interface AddressOwner {
  readonly kind: "balancer" | "instance" | "eni";
  readonly id: Id;
}

const OWNERS: ReadonlyMap<string, AddressOwner["kind"]> = new Map<
  ResourceType,
  AddressOwner["kind"]
>([
  ["tencentcloud_clb_instance", "balancer"],
  ["tencentcloud_instance", "instance"],
  ["tencentcloud_eni", "eni"],
]);

/** The one resource whose address a value is; null where it is none or several. */
export function addressOwner(ground: Ground, node: Node): AddressOwner | null {
  const open = whyUnknown(node);
  if (!open || open.derived || (node.kind === "template" && node.parts.length > 1)) return null;
  const owners = longest(open.refs).map((ref) => ownerByRef(ground, ref));
  const [first] = owners;
  return first && owners.every((owner) => owner?.id === first.id) ? first : null;
}

function ownerByRef(ground: Ground, { address, attribute: name }: Ref): AddressOwner | null {
  const resource = resourceAt(ground, address);
  if (!resource) return null;
  const kind = OWNERS.get(resource.type);
  if (kind)
    return name === "" || isAddress(resource.type, name) ? { kind, id: resource.address } : null;
  return isOfType(resource, "tencentcloud_eip") ? eipOwner(ground, resource) : null;
}

/** Through the one association of an EIP. */
function eipOwner(ground: Ground, eip: ResourceOf<"tencentcloud_eip">): AddressOwner | null {
  const own = ofType(ground, "tencentcloud_eip_association").filter(
    ({ body }) => linkedId(ground, body, "eip_id") === eip.address,
  );
  const [association, second] = own;
  if (!association || second || !association.certain) return null;
  for (const name of ["instance_id", "network_interface_id"] as const) {
    const owner = ground.byAddress.get(linkedId(ground, association.body, name) ?? "");
    const kind = OWNERS.get(owner?.type ?? "");
    if (owner && kind) return { kind, id: owner.address };
  }
  return null;
}
