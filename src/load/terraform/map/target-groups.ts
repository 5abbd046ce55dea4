// CLB target groups: members of their own and those that attachments add.
import { message, type Message } from "../../../words/index.ts";
import type { Id, Target } from "../../../model/inventory.ts";
import type { Place } from "../../../model/place.ts";
import type { Known } from "../../../model/unknown.ts";
import type { Resource } from "../resource.ts";
import { NOT_SET, lacking, maybeAbsent, resourceOf, unknownOf, type Ground } from "./ground.ts";
import { boundBy, linkIn, type Bound } from "./links.ts";
import { form } from "../../read/forms.ts";
import { attribute, blocks, holderOf, scalarIn } from "./nodes.ts";
import { machineRef, targetOf } from "./target.ts";
import { isUnknownNode, type TypedBody, type ResourceOf } from "./typed.ts";
import type { HeldValue, LinkKind } from "../resources/shape.ts";

/** Members by the group's address; null for a group that is not declared. */
export type TargetGroups = (id: Id) => Known<readonly Target[]> | null;

export function targetGroups(ground: Ground): TargetGroups {
  const members = boundBy(
    ground,
    "tencentcloud_clb_target_group_instance_attachment",
    "target_group_id",
  );
  return (id) => {
    const group = resourceOf(ground, "tencentcloud_clb_target_group", id);
    return group && groupMembers(ground, group, members);
  };
}

function groupMembers(
  ground: Ground,
  group: ResourceOf<"tencentcloud_clb_target_group">,
  members: Bound<"tencentcloud_clb_target_group_instance_attachment">,
): Known<readonly Target[]> {
  const holder = holderOf(group);
  const own = blocks(group.body, "target_group_instances");
  const doubt = members.doubt(group.address);
  if (doubt) return doubt;
  if (!group.certain) return maybeAbsent(ground, group);
  if (isUnknownNode(own)) return unknownOf(ground, group.address, "target_group_instances", own);
  const defaults = {
    port: attribute(group.body, "port")
      ? scalarIn(ground, holder, "port", () => 0, form.port(1))
      : null,
    weight: scalarIn(ground, holder, "weight", () => 10, form.amount),
  };
  return [
    ...own.map((entry, i) =>
      targetOf(ground, holder, `target_group_instances[${i}]`, entry, defaults, (inner) =>
        machineRef(ground, inner, "bind_ip"),
      ),
    ),
    ...members.of(group.address).map((member) => ({
      ...targetOf(ground, holderOf(member), "", member.body, defaults, (inner) =>
        machineRef(ground, inner, "bind_ip"),
      ),
      place: member.place,
    })),
  ];
}

type GroupName = Readonly<Record<"target_group_id", HeldValue & { readonly link: LinkKind }>>;

/** The members of the group that the first of these bodies names. */
export function groupTargets(
  ground: Ground,
  groups: TargetGroups,
  { address }: Resource,
  bodies: readonly [TypedBody<GroupName>, ...TypedBody<GroupName>[]],
): Known<readonly Target[]> {
  const open = (why: Message, place: Place) => lacking(ground, address, "target group", why, place);
  const link = bodies
    .map((body) => linkIn(ground, body, "target_group_id"))
    .find((found) => found !== null);
  if (!link) return open(NOT_SET, bodies[0].place);
  if ("why" in link) return open(link.why, link.node.place);
  return groups(link.id) ?? open(message("terraform.is-undeclared", link.id), link.node.place);
}
