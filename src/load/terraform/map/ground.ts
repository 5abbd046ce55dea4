// What every part of the mapping stands on: the stack's resources by address, type and literal id, and the draft
// that is written. Reads nothing but the stack.
import { isClause, message, say, textOf, type Message } from "../../../words/index.ts";
import { namesText } from "../../../words/names.ts";
import type { Mark } from "../../../model/finding.ts";
import type { FlawKind } from "../../../model/flaw.ts";
import type { Id } from "../../../model/inventory.ts";
import { spanOf, type Place } from "../../../model/place.ts";
import { factOf, Unknown } from "../../../model/unknown.ts";
import { key, listKey } from "../../../model/key.ts";
import { emptyDraft, type FlawedDraft } from "../../merge/draft.ts";
import { originOf, withOrigins } from "../pieces.ts";
import type { Node, Resource, Stack, UnknownNode } from "../resource.ts";
import { ownIds, type ResourceType } from "../resources/index.ts";
import { existenceRemedy, valueRemedy } from "./remedies.ts";
import { isOfType, withShape, type ResourceOf } from "./typed.ts";

interface Shared {
  readonly place: Place;
  readonly why: string;
  readonly others: Set<string>;
}

export interface Ground {
  readonly origin: Stack["origin"];
  readonly draft: FlawedDraft;
  /** Managed resources only: nothing of a data source is known. */
  readonly byAddress: ReadonlyMap<string, Resource>;
  /** Instances of one resource block, by its address without the key. */
  readonly byBase: ReadonlyMap<string, readonly Resource[]>;
  readonly byType: ReadonlyMap<string, readonly Resource[]>;
  /** By type and literal id. */
  readonly byLiteral: ReadonlyMap<string, Resource>;
  /** Complaints that name an instance, by its text and what is said of it: `sayShared` makes one of each. */
  readonly shared: Map<string, Shared>;
  /** Groups that stand for an unknown element of a list. */
  readonly placeholders: Set<Id>;
}

export function groundOf(stack: Stack): Ground {
  const byAddress = new Map<string, Resource>();
  const byBase = new Map<string, Resource[]>();
  const byType = new Map<string, Resource[]>();
  const byLiteral = new Map<string, Resource>();
  for (const given of stack.resources) {
    if (given.mode !== "managed" || byAddress.has(given.address)) continue;
    const resource = withShape(given);
    byAddress.set(resource.address, resource);
    push(byBase, withoutKey(resource.address), resource);
    push(byType, resource.type, resource);
    for (const id of literalsOf(resource)) {
      const literal = literalKey(resource.type, id);
      if (!byLiteral.has(literal)) byLiteral.set(literal, resource);
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
    shared: new Map(),
    placeholders: new Set(),
  };
}

/** Key of `byLiteral`. */
export function literalKey(type: string, id: string): string {
  return listKey([type, id]);
}

export function ofType<T extends ResourceType>(
  { byType }: Ground,
  type: T,
): readonly ResourceOf<T>[] {
  return (byType.get(type) ?? []).filter((resource) => isOfType(resource, type));
}

/** The resource of an address, where it is of that type. */
export function resourceOf<T extends ResourceType>(
  { byAddress }: Ground,
  type: T,
  id: Id,
): ResourceOf<T> | null {
  const found = byAddress.get(id);
  return isOfType(found, type) ? found : null;
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
  for (const name of ownIds(type)) {
    const node = body.entries.get(name);
    if (node?.kind === "scalar" && typeof node.value === "string" && node.value !== "")
      found.add(node.value);
  }
  return found;
}

/** A fact of a resource that is not known: `why` is a predicate of the value, or a clause; never a value. */
export function lacking(
  ground: Ground,
  address: string,
  noun: string,
  why: Message,
  place: Place | null,
): Unknown {
  const text = isClause(why.key)
    ? message("terraform.not-known", noun, address, textOf(why))
    : message("terraform.lacks", noun, address, textOf(why));
  const remedy = valueRemedy(ground.origin, noun, address, why);
  const id = key`${{ own: noun }} of ${address}`;
  return new Unknown({ ...factOf(id, text, remedy, place), reason: why.key });
}

export function unknownOf(
  ground: Ground,
  address: string,
  noun: string,
  { reason, place }: UnknownNode,
): Unknown {
  return lacking(ground, address, noun, reason, place);
}

export const NOT_SET = message("terraform.not-set");
export const UNREADABLE = message("terraform.unreadable");

/** Whether the resource exists is open, so that all which depends on it is. */
export function maybeAbsent(ground: Ground, { address, place }: Resource): Unknown {
  const about = message("terraform.may-not-exist", address);
  const remedy = existenceRemedy(ground.origin);
  return new Unknown(factOf(key`existence of ${address}`, about, remedy, place));
}

export function complainAt(ground: Ground, place: Place, why: string): void {
  ground.draft.complaints.push({ message: why, place, file: null });
}

/** Of a text that several instances may share; `why` of a name of the one in question. */
export function complainOfInstance(
  { shared }: Ground,
  name: string,
  place: Place,
  why: (name: string) => string,
): void {
  const { start } = spanOf(place);
  const which = key`${place.source.file} ${start} ${why("")}`;
  const first = shared.get(which);
  if (!first) shared.set(which, { place, why: why(name), others: new Set() });
  else if (first.why !== why(name)) first.others.add(name);
}

/** One complaint for each text and what is wrong with it, which names the instances. */
export function sayShared(ground: Ground): void {
  for (const { place, why, others } of ground.shared.values())
    complainAt(
      ground,
      place,
      others.size === 0 ? why : say("terraform.so-have-others", why, namesText([...others], 3, 2)),
    );
}

/** Of a value: where it comes from. */
export function complainOf(ground: Ground, node: Node, why: string): void {
  complainAt(ground, originOf(node), withOrigins(why, node));
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
  headline: string,
  help: string,
): void {
  ground.draft.flaws.push({
    kind,
    message: headline,
    group: at.group,
    place: at.place,
    related: at.related ?? [],
    help,
  });
}

export function push<K, T>(map: Map<K, T[]>, at: K, value: T): void {
  const list = map.get(at);
  if (list) list.push(value);
  else map.set(at, [value]);
}
