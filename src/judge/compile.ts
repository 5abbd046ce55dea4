// Inventory -> judged policies: resolves templates, references and missing pieces to what they surely and
// possibly match. Pure; caches per inventory. Says nothing of who demands what.
import {
  EVERY_ADDRESS,
  EVERY_IPV6,
  NO_ADDRESS,
  PRIVATE_IPV4,
  uniteAddresses,
  type AddressSet,
} from "../net/address.ts";
import { uniteLines } from "../net/line.ts";
import { EVERY_SERVICE, type ServiceSet } from "../net/service.ts";
import { block } from "../net/traffic.ts";
import type {
  GroupList,
  Id,
  Interface,
  Inventory,
  Peer,
  Policy,
  Service,
} from "../model/inventory.ts";
import { groupRef, type ListRef } from "../model/list.ts";
import { listKey } from "../model/key.ts";
import { isUnknown, missing, type Fact, type Known } from "../model/unknown.ts";
import { judgedPolicy, type Bounds, type JudgedPolicy } from "./policies.ts";

export interface PolicyBook {
  /** The ingress policies of one group, as judged; a group that is not in the input is one policy of unknown action. */
  readonly group: (id: Id) => readonly JudgedPolicy[];
  readonly egress: (id: Id) => readonly JudgedPolicy[];
  /** Several groups in binding order: one list, whose only default stands at its very end. */
  readonly list: (groups: readonly Id[]) => readonly JudgedPolicy[];
  /** What a policy's source is known to be. */
  readonly addresses: (peer: Known<Peer>) => Bounds<AddressSet>;
}

const NOTHING_KNOWN = { sure: NO_ADDRESS, maybe: EVERY_ADDRESS };
const NO_SERVICE: ServiceSet = [];

/** Members that are not known are still private addresses (docs/facts.md, section 2: SecurityGroupId). */
export const SOME_PRIVATE = {
  sure: NO_ADDRESS,
  maybe: uniteAddresses([PRIVATE_IPV4, EVERY_IPV6]),
};

/** `replace` stands in for groups by id, so that a fix can be judged without copying the inventory. */
export function policyBook(
  inventory: Inventory,
  replace: ReadonlyMap<Id, readonly JudgedPolicy[]> = new Map(),
): PolicyBook {
  const groups = new Map<Id, readonly JudgedPolicy[]>();
  const lists = new Map<string, readonly JudgedPolicy[]>();
  const addresses = addressResolver(inventory);
  const services = serviceResolver(inventory);
  const group = (id: Id) => {
    const known = replace.get(id) ?? groups.get(id);
    if (known) return known;
    const compiled = compileGroup(inventory, id, "ingress", addresses, services);
    groups.set(id, compiled);
    return compiled;
  };
  const list = (ids: readonly Id[]) => {
    const [only] = ids;
    if (ids.length === 1 && only !== undefined) return group(only);
    const order = listKey(ids);
    const found = lists.get(order) ?? ids.flatMap(group);
    lists.set(order, found);
    return found;
  };
  const egress = memo((id: Id) => compileGroup(inventory, id, "egress", addresses, services));
  return { group, egress, list, addresses };
}

/** A list of groups that is not known drops, then admits, everything that reaches it. */
export function unreadablePolicy(list: ListRef, fact: Fact): JudgedPolicy {
  return {
    list,
    index: -1,
    action: null,
    sure: block(NO_ADDRESS, NO_SERVICE),
    maybe: block(EVERY_ADDRESS, EVERY_SERVICE),
    facts: [fact],
    place: fact.place,
  };
}

export function knownGroups(groups: GroupList): readonly Id[] {
  return isUnknown(groups) ? [] : groups;
}

function compileGroup(
  inventory: Inventory,
  id: Id,
  direction: "ingress" | "egress",
  addresses: (peer: Known<Peer>) => Bounds<AddressSet>,
  services: (service: Known<Service>) => Bounds<ServiceSet>,
): readonly JudgedPolicy[] {
  const group = inventory.groups.get(id);
  const list = groupRef(id);
  if (!group) return [unreadablePolicy(list, missing("group", id))];
  const policies = group[direction];
  if (isUnknown(policies)) return [unreadablePolicy(list, policies.fact)];
  const judged = policies.map((policy, index) =>
    judgedPolicy(
      { list, index, place: policy.place },
      actionOf(policy),
      addresses(policy.peer),
      services(policy.service),
    ),
  );
  return group.unordered ? inAnyOrder(judged, group.unordered) : judged;
}

/**
 * A list without a defined order as one with an order: every DROP may come first, else it comes last. What passes
 * strictly then passes in every order, what is refused leniently is refused in every order.
 */
function inAnyOrder(policies: readonly JudgedPolicy[], fact: Fact): JudgedPolicy[] {
  const drops = policies.filter(({ action }) => action !== "ACCEPT");
  const perhapsFirst = drops.map((drop) => ({
    ...drop,
    sure: block(NO_ADDRESS, NO_SERVICE),
    facts: [...drop.facts, fact],
  }));
  return [...perhapsFirst, ...policies.filter(({ action }) => action === "ACCEPT"), ...drops];
}

function actionOf({ action }: Policy) {
  return isUnknown(action) ? { value: null, facts: [action.fact] } : { value: action, facts: [] };
}

function addressResolver(inventory: Inventory): (peer: Known<Peer>) => Bounds<AddressSet> {
  const members = memberIndex(inventory);
  const template = memo((id: Id) => {
    const found = inventory.addressTemplates.get(id);
    if (!found) return { ...NOTHING_KNOWN, facts: [missing("address-template", id)] };
    return isUnknown(found.addresses)
      ? { ...NOTHING_KNOWN, facts: [found.addresses.fact] }
      : uniteBounds(found.addresses.map(memberBounds), uniteAddresses);
  });
  const templateGroup = memo((id: Id) => {
    const found = inventory.addressTemplateGroups.get(id);
    if (!found) return { ...NOTHING_KNOWN, facts: [missing("address-template-group", id)] };
    return isUnknown(found.templates)
      ? { ...NOTHING_KNOWN, facts: [found.templates.fact] }
      : uniteBounds(found.templates.map(template), uniteAddresses);
  });
  const reference = memo(members);
  return (peer) => {
    if (isUnknown(peer)) return { ...NOTHING_KNOWN, facts: [peer.fact] };
    if (peer.kind === "addresses") return { sure: peer.set, maybe: peer.set, facts: [] };
    if (peer.kind === "group") return reference(peer.id);
    return peer.kind === "address-template" ? template(peer.id) : templateGroup(peer.id);
  };
}

function serviceResolver(inventory: Inventory): (service: Known<Service>) => Bounds<ServiceSet> {
  const open = { sure: NO_SERVICE, maybe: EVERY_SERVICE };
  const unite = (sets: readonly ServiceSet[]) => sets.reduce(uniteLines, NO_SERVICE);
  const template = memo((id: Id): Bounds<ServiceSet> => {
    const found = inventory.serviceTemplates.get(id);
    if (!found) return { ...open, facts: [missing("service-template", id)] };
    return isUnknown(found.services)
      ? { ...open, facts: [found.services.fact] }
      : uniteBounds(found.services.map(memberBounds), unite);
  });
  const templateGroup = memo((id: Id): Bounds<ServiceSet> => {
    const found = inventory.serviceTemplateGroups.get(id);
    if (!found) return { ...open, facts: [missing("service-template-group", id)] };
    return isUnknown(found.templates)
      ? { ...open, facts: [found.templates.fact] }
      : uniteBounds(found.templates.map(template), unite);
  });
  return (service) => {
    if (isUnknown(service)) return { ...open, facts: [service.fact] };
    if (service.kind === "services") return { sure: service.set, maybe: service.set, facts: [] };
    return service.kind === "service-template" ? template(service.id) : templateGroup(service.id);
  };
}

/**
 * The private IPs of a group's members (docs/facts.md, section 2: SecurityGroupId). An interface whose own
 * groups are unknown may be a member of any group.
 */
function memberIndex(inventory: Inventory): (id: Id) => Bounds<AddressSet> {
  const byGroup = new Map<Id, Bounds<AddressSet>[]>();
  const anywhere: Bounds<AddressSet>[] = [];
  const add = (face: Interface) => {
    const own = privateAddresses(face);
    if (isUnknown(face.securityGroups))
      anywhere.push({
        sure: NO_ADDRESS,
        maybe: own.maybe,
        facts: [face.securityGroups.fact, ...own.facts],
      });
    else
      for (const id of face.securityGroups) {
        const list = byGroup.get(id);
        if (list) list.push(own);
        else byGroup.set(id, [own]);
      }
  };
  for (const instance of inventory.instances.values()) [instance, ...instance.enis].forEach(add);
  for (const face of inventory.interfaces.values()) add(face);
  return (id) => {
    const group = inventory.groups.get(id);
    const found = [...(byGroup.get(id) ?? []), ...anywhere];
    if (!group) found.push({ ...SOME_PRIVATE, facts: [missing("group", id)] });
    else if (group.membersUnknown) found.push({ ...SOME_PRIVATE, facts: [group.membersUnknown] });
    return uniteBounds(found, uniteAddresses);
  };
}

function privateAddresses(face: Interface): Bounds<AddressSet> {
  if (isUnknown(face.privateIps)) return { ...SOME_PRIVATE, facts: [face.privateIps.fact] };
  const set = uniteAddresses(face.privateIps.map((ip) => ip.set));
  return { sure: set, maybe: set, facts: [] };
}

function memberBounds<T>(member: { sure: T; maybe: T; fact: Fact | null }): Bounds<T> {
  return { sure: member.sure, maybe: member.maybe, facts: member.fact ? [member.fact] : [] };
}

function uniteBounds<T>(parts: readonly Bounds<T>[], unite: (sets: readonly T[]) => T): Bounds<T> {
  const sure = unite(parts.map((part) => part.sure));
  const exact = parts.every((part) => part.sure === part.maybe);
  return {
    sure,
    maybe: exact ? sure : unite(parts.map((part) => part.maybe)),
    facts: parts.flatMap((part) => part.facts),
  };
}

function memo<T>(make: (id: Id) => T): (id: Id) => T {
  const made = new Map<Id, T>();
  return (id) => {
    const found = made.get(id);
    if (found !== undefined) return found;
    const value = make(id);
    made.set(id, value);
    return value;
  };
}
