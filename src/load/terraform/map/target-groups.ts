// CLB target groups: members of their own and those that attachments add.
import { message, type Message } from "../../../words/index.ts";
import type { Id, Target } from "../../../model/inventory.ts";
import type { Place } from "../../../model/place.ts";
import type { Known } from "../../../model/unknown.ts";
import type { Node, Resource } from "../resource.ts";
import { lacking, maybeAbsent, ofType, type Ground, NOT_SET } from "./ground.ts";
import { boundBy, linkOf, type Bound } from "./links.ts";
import { form } from "../../read/forms.ts";
import { attribute, blocks, holderOf, isUnknownNode, scalar, type ObjectNode } from "./nodes.ts";
import { targetOf } from "./target.ts";

/** Members by the group's address; null for a group that is not declared. */
export type TargetGroups = (id: Id) => Known<readonly Target[]> | null;

export function targetGroups(ground: Ground): TargetGroups {
  const members = boundBy(
    ground,
    ofType(ground, "tencentcloud_clb_target_group_instance_attachment"),
    "targetGroup",
    "target_group_id",
  );
  return (id) => {
    const group = ground.byAddress.get(id);
    return group ? groupMembers(ground, group, members) : null;
  };
}

function groupMembers(ground: Ground, group: Resource, members: Bound): Known<readonly Target[]> {
  const holder = holderOf(group);
  const own = blocks(group.body, "target_group_instances");
  const doubt = members.doubt(group.address);
  if (doubt) return doubt;
  if (!group.certain) return maybeAbsent(ground, group);
  if (isUnknownNode(own))
    return lacking(ground, group.address, "target_group_instances", own.reason, own.place);
  const defaults = {
    port: attribute(group.body, "port")
      ? scalar(ground, holder, "port", () => 0, form.port(1))
      : null,
    weight: scalar(ground, holder, "weight", () => 10, form.amount),
  };
  return [
    ...own.map((entry, i) =>
      targetOf(ground, holder, `target_group_instances[${i}]`, entry, defaults),
    ),
    ...members.of(group.address).map((member) => {
      const target = targetOf(
        ground,
        { ...holderOf(member), prefix: "" },
        "",
        member.body,
        defaults,
      );
      return { ...target, place: member.place };
    }),
  ];
}

/** The members of the group that a block names. */
export function groupTargets(
  ground: Ground,
  groups: TargetGroups,
  address: string,
  body: ObjectNode,
  fallback: Node | null = null,
): Known<readonly Target[]> {
  const node = attribute(body, "target_group_id") ?? fallback;
  const open = (why: Message, place: Place) => lacking(ground, address, "target group", why, place);
  if (!node) return open(NOT_SET, body.place);
  const link = linkOf(ground, "targetGroup", node);
  if ("why" in link) return open(link.why, node.place);
  return groups(link.id) ?? open(message("terraform.is-undeclared", link.id), node.place);
}
