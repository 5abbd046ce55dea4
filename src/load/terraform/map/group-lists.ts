// Which groups stand on an interface or a load balancer, in which order: a list of the resource itself, and
// attachments that add one each.
import { message } from "../../../words/index.ts";
import type { GroupList, Id } from "../../../model/inventory.ts";
import type { Place } from "../../../model/place.ts";
import { isUnknown, type Fact, type Unknown } from "../../../model/unknown.ts";
import type { Node, Resource, UnknownNode } from "../resource.ts";
import { lacking, maybeAbsent, type Ground } from "./ground.ts";
import { linkOf, type Bound } from "./links.ts";
import { itemsOf, isUnknownNode, type Holder } from "./nodes.ts";

export interface GroupBinding {
  readonly securityGroups: GroupList;
  readonly groupsUnordered: Fact | null;
}

/** An attribute that lists groups, and whether the provider keeps its order. */
export interface ListName {
  readonly name: string;
  readonly ordered: boolean;
}

export const NODE_GROUPS: readonly ListName[] = [{ name: "security_group_ids", ordered: true }];
export const FACE_GROUPS: readonly ListName[] = [
  { name: "orderly_security_groups", ordered: true },
  { name: "security_groups", ordered: false },
];

/** The first attribute that lists any group; null where none does. */
export function listedGroups(
  ground: Ground,
  holder: Holder,
  names: readonly ListName[],
): GroupBinding | null {
  for (const { name, ordered } of names) {
    const list = itemsOf(holder.body, name);
    if (isUnknownNode(list)) return openList(ground, holder, name, list);
    if (list.length === 0) continue;
    const ids = list.map((node, i) =>
      groupOf(ground, holder.address, `${holder.prefix}${name}[${i}]`, node),
    );
    return binding(ground, holder.address, ids, ordered, list[0]!.place);
  }
  return null;
}

function openList(
  ground: Ground,
  { address, prefix }: Holder,
  name: string,
  list: UnknownNode,
): GroupBinding {
  return {
    securityGroups: lacking(ground, address, `${prefix}${name}`, list.reason, list.place),
    groupsUnordered: null,
  };
}

/** A group that is not known keeps the others of its list: it stands for itself, with policies that are unknown. */
export function groupOf(ground: Ground, address: string, noun: string, node: Node): Id {
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

export function binding(
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
  return {
    ...fact,
    remedy: "list them in orderly_security_groups, or in one attribute that keeps its order",
  };
}

/** Groups that attachments add behind the others; several attachments have no order among them. */
export function withAttached(
  ground: Ground,
  address: string,
  own: GroupBinding | null,
  attached: { readonly bound: Bound; readonly names: readonly string[] },
  absent: GroupList,
): GroupBinding {
  const doubt = attached.bound.doubt(address);
  if (doubt) return { securityGroups: doubt, groupsUnordered: null };
  const list = attached.bound.of(address);
  if (own && isUnknown(own.securityGroups)) return own;
  const first: readonly Id[] = own ? (own.securityGroups as readonly Id[]) : [];
  if (list.length === 0) return own ?? { securityGroups: absent, groupsUnordered: null };
  if (!own && isUnknown(absent)) return { securityGroups: absent, groupsUnordered: null };
  const added = list.flatMap((resource) => idsIn(ground, resource, attached.names));
  const open = added.find((id) => isUnknown(id));
  if (open) return { securityGroups: open, groupsUnordered: null };
  const place = list[0]!.place;
  const all = [...new Set([...first, ...(added as Id[])])];
  const isOrdered = (own?.groupsUnordered ?? null) === null && all.length - first.length < 2;
  return binding(ground, address, all, isOrdered, place);
}

function idsIn(ground: Ground, resource: Resource, names: readonly string[]): (Id | Unknown)[] {
  if (!resource.certain) return [maybeAbsent(ground, resource)];
  return names.flatMap((name): (Id | Unknown)[] => {
    const list = itemsOf(resource.body, name);
    // One id that is unknown is one group; a list of them may be any number.
    if (isUnknownNode(list))
      return [
        name.endsWith("ids")
          ? lacking(ground, resource.address, name, list.reason, list.place)
          : groupOf(ground, resource.address, name, list),
      ];
    return list.map((node, i) => groupOf(ground, resource.address, `${name}[${i}]`, node));
  });
}
