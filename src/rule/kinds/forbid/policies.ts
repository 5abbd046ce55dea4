// Walks over all policies of all groups, and over all places where groups are bound.
import type {
  Id,
  Interface,
  Inventory,
  LoadBalancer,
  Policy,
  SecurityGroup,
} from "../../../model/inventory.ts";
import { DIRECTIONS, type Direction } from "../../../model/list.ts";
import type { Place } from "../../../model/place.ts";
import { isUnknown } from "../../../model/unknown.ts";
import { say } from "../../../words/index.ts";
import { isEverything, type JudgedPolicy } from "../../../judge/policies.ts";

export interface Listed {
  readonly group: SecurityGroup;
  readonly direction: Direction;
  readonly policy: Policy;
  readonly index: number;
}

export function* everyPolicy(inventory: Inventory): Generator<Listed> {
  for (const group of inventory.groups.values())
    for (const direction of DIRECTIONS) {
      const list = group[direction];
      if (isUnknown(list)) continue;
      for (let index = 0; index < list.length; index++)
        yield { group, direction, policy: list[index]!, index };
    }
}

/** `policy 2 of sg-backend`, `egress policy 0 of sg-backend` */
export function policyName({
  group,
  direction,
  index,
}: Pick<Listed, "group" | "direction" | "index">): string {
  return direction === "egress"
    ? say("forbid.egress-policy", index, group.id)
    : say("forbid.policy", index, group.id);
}

/** Drops everything of a family: what ends a list by hand. */
export function isDropAll(policy: JudgedPolicy): boolean {
  return policy.action === "DROP" && isEverything(policy);
}

export interface Binding {
  readonly resource: Id;
  readonly groups: readonly Id[];
  /** The order of the groups is known. */
  readonly ordered: boolean;
  readonly place: Place;
}

/** Everything that carries groups: instances, their interfaces, CLBs. */
export function* everyBinding(inventory: Inventory): Generator<Binding> {
  for (const instance of inventory.instances.values()) {
    yield* bindingOf(instance);
    for (const eni of instance.enis) yield* bindingOf(eni);
  }
  for (const face of inventory.interfaces.values()) yield* bindingOf(face);
  for (const balancer of inventory.loadBalancers.values()) yield* bindingOf(balancer);
}

function* bindingOf(bound: Interface | LoadBalancer): Generator<Binding> {
  const { id, securityGroups: groups, groupsUnordered, place } = bound;
  if (!isUnknown(groups)) yield { resource: id, groups, ordered: !groupsUnordered, place };
}
