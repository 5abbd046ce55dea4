// What a proof stands on: the run's inventory and policies, who carries which groups, and the routes that an edit
// might spoil.
import type { Fix } from "../model/finding.ts";
import type { Id, Inventory, NetworkAcl } from "../model/inventory.ts";
import type { ListRef } from "../model/list.ts";
import { isUnknown } from "../model/unknown.ts";
import type { PolicyBook } from "../judge/compile.ts";
import type { JudgedPolicy } from "../judge/policies.ts";

/** A resource with its whole list of groups. */
export interface Bearer {
  readonly resource: Id;
  readonly groups: readonly Id[];
}

/** An edited group, in a book that holds it; or an edited network ACL. */
export type Edited =
  | { readonly kind: "group"; readonly group: Id; readonly book: PolicyBook }
  | { readonly kind: "acl"; readonly acl: NetworkAcl };

export interface FixGround {
  readonly inventory: Inventory;
  readonly book: PolicyBook;
  /** Resources that carry the group. */
  readonly bindings: (group: Id) => readonly Bearer[];
  /** Nothing else can carry the list: the input lists everything and tells what it carries. */
  readonly knowsHolders: (list: ListRef) => boolean;
  /** A route finding that the edit would cause, in words; null when there is none. */
  readonly newTrouble: (edited: Edited) => string | null;
}

/** An offered fix, and the other resources that it opens. */
export interface Proved {
  readonly fix: Fix;
  readonly others: readonly Id[];
}

/** The book with another list in the place of one group's; everything else is shared with it. */
export function withGroup(book: PolicyBook, id: Id, list: readonly JudgedPolicy[]): PolicyBook {
  const group = (one: Id) => (one === id ? list : book.group(one));
  return {
    ...book,
    group,
    list: (ids) => (ids.includes(id) ? ids.flatMap(group) : book.list(ids)),
  };
}

export function holdersOf({
  groups,
  subnets,
  instances,
  interfaces,
  loadBalancers,
}: Inventory): FixGround["knowsHolders"] {
  const machines = [...instances.values()].flatMap((one) => [one, ...one.enis]);
  const all = [...machines, ...interfaces.values(), ...loadBalancers.values()];
  const groupsKnown = all.every(({ securityGroups }) => !isUnknown(securityGroups));
  const aclsKnown = [...subnets.values()].every(({ networkAcl }) => !isUnknown(networkAcl));
  return ({ kind, id }) =>
    kind === "acl" ? aclsKnown : groupsKnown && !groups.get(id)?.membersUnknown;
}
