// Which list is meant: the policies of a security group, or the entries of a network ACL. Their ids are names like any
// other, so that no id tells the two apart.
import type { Id } from "./inventory.ts";
import { key } from "./key.ts";

export const DIRECTIONS = ["ingress", "egress"] as const;
export type Direction = (typeof DIRECTIONS)[number];

export interface ListRef {
  readonly kind: "group" | "acl";
  readonly id: Id;
}

export function groupRef(id: Id): ListRef {
  return { kind: "group", id };
}

export function aclRef(id: Id): ListRef {
  return { kind: "acl", id };
}

/** Equal where both are the same list. */
export function listName({ kind, id }: ListRef): string {
  return key`${kind} ${id}`;
}
