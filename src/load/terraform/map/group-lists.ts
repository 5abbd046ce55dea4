// Which groups stand on an interface or a load balancer, in which order: a list of the resource itself, and
// attachments that add one each.
import { message, textOf } from "../../../words/index.ts";
import type { GroupList, Id } from "../../../model/inventory.ts";
import type { Place } from "../../../model/place.ts";
import { isUnknown, Unknown, type Fact } from "../../../model/unknown.ts";
import type { Node, Resource, UnknownNode } from "../resource.ts";
import { lacking, maybeAbsent, unknownOf, type Ground } from "./ground.ts";
import { linkOf, type Bound } from "./links.ts";
import { itemsIn, type Holder } from "./nodes.ts";
import { groupsRemedy } from "./remedies.ts";
import { isSet, isUnknownNode, type LinkName, type ResourceOf } from "./typed.ts";
import type { ResourceType, ShapeOf } from "../resources/index.ts";
import type { Shape } from "../resources/shape.ts";

export interface GroupBinding {
  readonly securityGroups: GroupList;
  readonly groupsUnordered: Fact | null;
}

/** The first of the attributes that lists any group; null where none does. A set has no order. */
export function listedGroups<S extends Shape>(
  ground: Ground,
  holder: Holder<S>,
  names: readonly LinkName<S>[],
): GroupBinding | null {
  for (const name of names) {
    const node = holder.body.entries.get(name);
    const list = itemsIn(node);
    if (isUnknownNode(list)) return openList(ground, holder, name, list);
    if (!node || list.length === 0) continue;
    const ids = list.map((item, i) =>
      groupOf(ground, holder.address, `${holder.prefix}${name}[${i}]`, item),
    );
    return binding(ground, holder.address, ids, !isSet(holder.body, name), node.place);
  }
  return null;
}

function openList(
  ground: Ground,
  { address, prefix }: Pick<Holder, "address" | "prefix">,
  name: string,
  list: UnknownNode,
): GroupBinding {
  return {
    securityGroups: unknownOf(ground, address, `${prefix}${name}`, list),
    groupsUnordered: null,
  };
}

/** A group that is not known keeps the others of its list: it stands for itself, with policies that are unknown. */
function groupOf(ground: Ground, address: string, noun: string, node: Node): Id {
  const link = linkOf(ground, "group", node);
  if ("id" in link) return link.id;
  const id = `${address}.${noun.replaceAll(" ", ".")}`;
  const unknown = lacking(ground, address, noun, link.why, node.place);
  if (!ground.placeholders.has(id)) {
    ground.placeholders.add(id);
    const open = { name: null, place: node.place, membersUnknown: unknown.fact };
    ground.draft.groups.push({ id, ...open, ingress: unknown, egress: unknown });
  }
  return id;
}

function binding(
  ground: Ground,
  address: string,
  ids: readonly Id[],
  ordered: boolean,
  place: Place,
): GroupBinding {
  const groups = [...new Set(ids)];
  return {
    securityGroups: groups,
    groupsUnordered: ordered || groups.length < 2 ? null : orderFact(ground, address, place),
  };
}

function orderFact(ground: Ground, address: string, place: Place): Fact {
  const { fact } = lacking(
    ground,
    address,
    "order of security groups",
    message("terraform.set-order"),
    place,
  );
  const type = ground.byAddress.get(address)?.type ?? "";
  return { ...fact, remedy: textOf(groupsRemedy("terraform.list-in-order", { type, address })) };
}

/** The account's default group is bound to what lists none; `lister` is what would list them, in `block` of it. */
export function defaultGroup(
  ground: Ground,
  id: Id,
  lister: Pick<Resource, "type" | "address" | "place">,
  block = "",
): Unknown {
  const why = message("terraform.default-group");
  const { fact } = lacking(ground, id, "security groups", why, lister.place);
  return new Unknown({
    ...fact,
    remedy: textOf(groupsRemedy("terraform.list-groups", lister, block)),
  });
}

/** Groups that attachments add behind the others; several attachments have no order among them. */
export function withAttached<T extends ResourceType>(
  ground: Ground,
  address: string,
  own: GroupBinding | null,
  { bound, name }: { readonly bound: Bound<T>; readonly name: LinkName<ShapeOf<T>> },
  absent: GroupList,
): GroupBinding {
  const doubt = bound.doubt(address);
  if (doubt) return { securityGroups: doubt, groupsUnordered: null };
  const list = bound.of(address);
  const first = own?.securityGroups ?? [];
  if (isUnknown(first)) return { securityGroups: first, groupsUnordered: null };
  if (list.length === 0) return own ?? { securityGroups: absent, groupsUnordered: null };
  if (!own && isUnknown(absent)) return { securityGroups: absent, groupsUnordered: null };
  const added = list.flatMap((resource) => idsIn(ground, resource, name));
  const open = added.find(isUnknown);
  if (open) return { securityGroups: open, groupsUnordered: null };
  const place = list[0]!.place;
  const all = [...new Set([...first, ...added.filter((id) => typeof id === "string")])];
  const isOrdered = (own?.groupsUnordered ?? null) === null && all.length - first.length < 2;
  return binding(ground, address, all, isOrdered, place);
}

function idsIn<T extends ResourceType>(
  ground: Ground,
  resource: ResourceOf<T>,
  name: LinkName<ShapeOf<T>>,
): (Id | Unknown)[] {
  const { address, body, certain } = resource;
  if (!certain) return [maybeAbsent(ground, resource)];
  const list = itemsIn(body.entries.get(name));
  if (!isUnknownNode(list))
    return list.map((node, i) => groupOf(ground, address, `${name}[${i}]`, node));
  // One id that is unknown is one group; a set of them may be any number.
  return [
    isSet(body, name)
      ? unknownOf(ground, address, name, list)
      : groupOf(ground, address, name, list),
  ];
}
