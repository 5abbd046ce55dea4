// Changes of one list -> splices of definitions in YAML or JSON. Text that stands for more than one list, or comes
// from elsewhere in the file, is never touched.
import { say } from "../../words/index.ts";
import type { Change, FixPolicy } from "../../model/finding.ts";
import type { AclEntry, Policy } from "../../model/inventory.ts";
import { policyFields } from "../../model/policy-text.ts";
import { inside, pathOf, spanOf, type Place } from "../../model/place.ts";
import { blockSplices } from "./block.ts";
import { firstSplices } from "./empty.ts";
import {
  isWithheld,
  type Field,
  type ListChange,
  type ListTarget,
  type NewEntry,
  type Withheld,
} from "./entry.ts";
import { contentOf, fieldIn, quoteOf } from "./field.ts";
import { flowSplices } from "./flow.ts";
import type { ListPlace } from "./lists.ts";
import { prioritiesFor } from "./priority.ts";
import { writtenScalar } from "./style.ts";
import type { Splice } from "./text.ts";

export function definitionSplices(
  list: ListPlace,
  changes: readonly Change[],
): Splice[] | Withheld {
  const target: ListTarget = {
    source: list.source,
    language: list.language === "json" ? "json" : "yaml",
    owner: list.owner,
    key: list.direction,
    items: list.items.map(({ place }) => place).toSorted((a, b) => Number(a.key) - Number(b.key)),
    neighbours: list.neighbours().map(({ place }) => place),
  };
  const shared = sharedPart(target, changes, list.items);
  if (shared !== null) return { withheld: shared };
  const change = listChange(list, target, changes);
  if (isWithheld(change)) return change;
  const sources = sourceSplices(target, change);
  if (isWithheld(sources)) return sources;
  if (change.inserts.size === 0 && change.removes.size === 0) return sources;
  const splices = splicesOf(target, change);
  return isWithheld(splices) ? splices : [...sources, ...splices];
}

function splicesOf(target: ListTarget, change: ListChange): Splice[] | Withheld {
  if (target.items.length === 0) return firstSplices(target, [...change.inserts.values()].flat());
  const list = spanOf(inside(target.owner, target.key));
  return target.source.text[list.start] === "["
    ? flowSplices(target, change)
    : blockSplices(target, change);
}

/** Why the text may not be rewritten; null where it may. */
function sharedPart(
  { source, owner, key, items }: ListTarget,
  changes: readonly Change[],
  inOrder: readonly (Policy | AclEntry)[],
): string | null {
  const isShared = (place: Place) => source.isShared?.(pathOf(place)) ?? false;
  if (isShared(owner) || isShared(inside(owner, key)))
    return say("fix-edit.list-behind-anchor", key);
  // A list under a misspelt key, say, stands elsewhere than its group.
  if (items.some(({ parent }) => parent?.key !== key)) return say("fix-edit.list-elsewhere", key);
  for (const change of changes) {
    if (change.kind === "insert") continue;
    const place = inOrder[change.index]?.place;
    if (!place) return say("fix-edit.no-policy", change.list.id, change.direction, change.index);
    const { start, end } = contentOf(place);
    if (isShared(place) || (change.kind === "remove" && ANCHOR.test(source.text.slice(start, end))))
      return say("fix-edit.policy-behind-anchor", key, change.index);
  }
  return null;
}

const ANCHOR = /(?:^|[\s,[{])&[^\s,[\]{}]/;

/** Entries of an ACL are counted by priority, and stand in the text in any order. */
function listChange(
  list: ListPlace,
  target: ListTarget,
  changes: readonly Change[],
): ListChange | Withheld {
  const inserts = new Map<number, NewEntry[]>();
  const removes = new Set<number>();
  const sources = new Map<number, Field>();
  const textIndex = (index: number) => {
    const place = list.items[index]?.place;
    return place ? target.items.indexOf(place) : target.items.length;
  };
  for (const change of changes) {
    const at = textIndex(change.kind === "insert" ? change.before : change.index);
    if (change.kind === "remove") removes.add(at);
    else if (change.kind === "source")
      sources.set(at, { key: peerKey(list, target.items[at]!), value: change.source.text });
    else {
      const priorities = prioritiesFor(list, change.before, change.policies.length);
      if (isWithheld(priorities)) return priorities;
      const entries = change.policies.map((policy, i) =>
        entryOf(list, policy, priorities.numbers[i] ?? null),
      );
      inserts.set(at, [...(inserts.get(at) ?? []), ...entries]);
    }
  }
  return { inserts, removes, sources };
}

function entryOf(
  { kind, direction }: ListPlace,
  policy: FixPolicy,
  priority: number | null,
): NewEntry {
  const side = direction === "ingress" ? "source" : "destination";
  const isAcl = kind === "acl";
  const { action, source, protocol, port } = policyFields(policy);
  const fields: (Field | null)[] = [
    priority === null ? null : { key: "priority", value: priority },
    { key: "action", value: action },
    { key: isAcl ? `${side}Cidr` : side, value: source },
    { key: "protocol", value: protocol },
    { key: isAcl ? "destinationPort" : "port", value: port },
  ];
  return fields.filter((field) => field !== null);
}

function peerKey({ direction }: ListPlace, place: Place): string {
  const side = direction === "ingress" ? "source" : "destination";
  return [side, `${side}Cidr`, "cidr"].find((key) => fieldIn(place, key) !== null) ?? side;
}

function sourceSplices(target: ListTarget, { sources }: ListChange): Splice[] | Withheld {
  const splices: Splice[] = [];
  for (const [index, { key, value }] of sources) {
    const item = target.items[index]!;
    const field = fieldIn(item, key);
    if (!field || target.source.isShared?.(pathOf(inside(item, key))))
      return { withheld: say("fix-edit.field-elsewhere", key) };
    const written = target.source.text.slice(field.value.start, field.value.end);
    const quotes = new Map([[key, quoteOf(written)]]);
    splices.push({
      ...field.value,
      text: writtenScalar({ language: target.language, quotes }, key, value),
    });
  }
  return splices;
}
