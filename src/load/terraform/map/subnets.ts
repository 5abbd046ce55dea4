// Subnets, each with the network ACL that an attachment binds to it. No attachment: no ACL, which is assumed.
import { say, message } from "../../../words/index.ts";
import type { Id, Subnet } from "../../../model/inventory.ts";
import type { Known } from "../../../model/unknown.ts";
import { form } from "../../read/forms.ts";
import { NOT_SET, lacking, maybeAbsent, ofType, type Ground } from "./ground.ts";
import { boundBy, knownLink, type Bound } from "./links.ts";
import { holderOf, scalarIn } from "./nodes.ts";

type Attached = Bound<"tencentcloud_vpc_acl_attachment">;

/** Subnets that no network ACL guards. */
export function mapSubnets(ground: Ground): ReadonlySet<Id> {
  const attached = boundBy(ground, "tencentcloud_vpc_acl_attachment", "subnet_id");
  const own = new Set<Id>();
  const open = new Set<Id>();
  let count = 0;
  for (const resource of ofType(ground, "tencentcloud_subnet")) {
    const { address: id, place } = resource;
    own.add(id);
    const networkAcl = aclOf(ground, attached, id);
    if (networkAcl === null && resource.certain) open.add(id);
    if (networkAcl === null) count++;
    ground.draft.subnets.push({
      id,
      vpc: knownLink(ground, resource, "vpc_id"),
      cidr: scalarIn(
        ground,
        holderOf(resource),
        "cidr_block",
        () => lacking(ground, id, "cidr_block", NOT_SET, place),
        CIDR,
      ),
      networkAcl: resource.certain ? networkAcl : maybeAbsent(ground, resource),
      place,
    });
  }
  if (count > 0) ground.draft.assumptions.push(say("terraform.open-subnets", count));
  for (const id of attached.owners)
    if (!own.has(id)) ground.draft.subnets.push(foreignSubnet(ground, attached, id));
  return open;
}

/** A subnet of elsewhere, of which the stack tells the ACL only. */
const CIDR = form.mapped(form.cidr(), ({ set }) => set);

function foreignSubnet(ground: Ground, attached: Attached, id: Id): Subnet {
  const { place } = attached.of(id)[0]!;
  const open = (noun: string) =>
    lacking(ground, id, noun, message("terraform.not-declared-here"), place);
  return {
    id,
    vpc: open("VPC"),
    cidr: open("CIDR"),
    networkAcl: aclOf(ground, attached, id),
    place,
  };
}

function aclOf(ground: Ground, attached: Attached, subnet: Id): Known<Id | null> {
  const doubt = attached.doubt(subnet);
  if (doubt) return doubt;
  const [first, second] = attached.of(subnet);
  if (!first) return null;
  if (second)
    return lacking(
      ground,
      subnet,
      "network ACL",
      message("terraform.named-by-several"),
      second.place,
    );
  return (
    knownLink(ground, first, "acl_id") ??
    lacking(ground, first.address, "acl_id", NOT_SET, first.place)
  );
}
