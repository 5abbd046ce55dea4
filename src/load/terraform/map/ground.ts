// What every part of the mapping stands on: the stack's resources by address, type and literal id, and the draft
// that is written. Reads nothing but the stack.
import type { Mark } from "../../../model/finding.ts";
import type { FlawKind } from "../../../model/flaw.ts";
import type { Id } from "../../../model/inventory.ts";
import type { Place } from "../../../model/place.ts";
import { Unknown } from "../../../model/unknown.ts";
import { emptyDraft, type FlawedDraft } from "../../merge/draft.ts";
import type { Resource, Stack } from "../resource.ts";

export interface Ground {
  readonly origin: Stack["origin"];
  readonly draft: FlawedDraft;
  /** Managed resources only: nothing of a data source is known. */
  readonly byAddress: ReadonlyMap<string, Resource>;
  /** Instances of one resource block, by its address without the key. */
  readonly byBase: ReadonlyMap<string, readonly Resource[]>;
  readonly byType: ReadonlyMap<string, readonly Resource[]>;
  /** `TYPE ID` of literal ids. */
  readonly byLiteral: ReadonlyMap<string, Resource>;
  /** Groups that stand for an unknown element of a list. */
  readonly placeholders: Set<Id>;
}

export function groundOf(stack: Stack): Ground {
  const byAddress = new Map<string, Resource>();
  const byBase = new Map<string, Resource[]>();
  const byType = new Map<string, Resource[]>();
  const byLiteral = new Map<string, Resource>();
  for (const resource of stack.resources) {
    if (resource.mode !== "managed" || byAddress.has(resource.address)) continue;
    byAddress.set(resource.address, resource);
    push(byBase, withoutKey(resource.address), resource);
    push(byType, resource.type, resource);
    for (const id of literalsOf(resource)) {
      const key = `${resource.type} ${id}`;
      if (!byLiteral.has(key)) byLiteral.set(key, resource);
    }
  }
  const draft = { ...emptyDraft(), flaws: [] };
  return {
    origin: stack.origin,
    draft,
    byAddress,
    byBase,
    byType,
    byLiteral,
    placeholders: new Set(),
  };
}

export function ofType(ground: Ground, type: string): readonly Resource[] {
  return ground.byType.get(type) ?? [];
}

/** `a.b[0]` and `a.b["k"]` -> `a.b`; keys of modules stay. */
export function withoutKey(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/, "");
}

/** What the vendor calls it: its id, the last part of a joined one (`lb-a#lbl-b`), and ids in attributes. */
function literalsOf({ id, body, type }: Resource): Set<string> {
  const found = new Set<string>();
  if (id !== null && id !== "") {
    found.add(id);
    if (id.includes("#")) found.add(id.slice(id.lastIndexOf("#") + 1));
  }
  for (const name of OWN_IDS[type] ?? []) {
    const node = body.entries.get(name);
    if (node?.kind === "scalar" && typeof node.value === "string" && node.value !== "")
      found.add(node.value);
  }
  return found;
}

/** Attributes beside `id` that hold the resource's own id. */
export const OWN_IDS: Readonly<Record<string, readonly string[]>> = {
  tencentcloud_clb_listener: ["listener_id"],
  tencentcloud_clb_listener_rule: ["rule_id"],
  tencentcloud_tsf_cluster: ["cluster_id"],
  tencentcloud_tsf_namespace: ["namespace_id"],
  tencentcloud_as_scaling_group: ["auto_scaling_group_id"],
};

/**
 * A fact of a resource that is not known. `why` is a predicate (`is known only after apply`) or a clause
 * (`variable "x" has no value`); never a value.
 */
export function lacking(
  ground: Ground,
  address: string,
  noun: string,
  why: string,
  place: Place | null,
): Unknown {
  const subject = `the ${noun} of ${address}`;
  return new Unknown({
    id: `${noun} of ${address}`,
    text: /^(?:is|are|cannot|may|depends|names|was|comes|holds) /.test(why)
      ? `${subject} ${why}`
      : `${subject} is not known: ${why}`,
    remedy: remedyFor(ground.origin, why),
    place,
  });
}

export const UNSET = "is known only after apply";

function remedyFor(origin: Stack["origin"], why: string): string {
  if (/variable .* has no value/.test(why))
    return "give the variable a value with --var or --var-file";
  if (origin === "plan")
    return "pass --tf DIR with the configuration of the plan, or check the state after apply";
  if (origin === "state") return "run `terraform apply -refresh-only`, and check the state again";
  return "run `terraform plan -out tf.plan` and `terraform show -json tf.plan > plan.json`, and check plan.json with --tf DIR";
}

/** Whether the resource exists is open, so that all which depends on it is. */
export function maybeAbsent(ground: Ground, { address, place }: Resource): Unknown {
  return new Unknown({
    id: `existence of ${address}`,
    text: `whether ${address} exists is not known: its count, for_each or module hangs on an unknown value`,
    remedy: remedyFor(ground.origin, ""),
    place,
  });
}

export function complain(ground: Ground, place: Place, message: string): void {
  ground.draft.complaints.push({ message, place, file: null });
}

export interface FlawAt {
  readonly group: Id | null;
  readonly place: Place;
  readonly related?: readonly Mark[];
}

export function flaw(
  ground: Ground,
  kind: FlawKind,
  at: FlawAt,
  message: string,
  help: string,
): void {
  ground.draft.flaws.push({
    kind,
    message,
    group: at.group,
    place: at.place,
    related: at.related ?? [],
    help,
  });
}

export function push<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
