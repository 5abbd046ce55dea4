// Which resource a value names: by reference (every id is unknown before apply), by literal id (a state), or one
// outside of the stack, whose id stays as it is. What may name several resources is unknown, never guessed.
import { message, say, type Message } from "../../../words/index.ts";
import type { Id } from "../../../model/inventory.ts";
import { isHidden } from "../../../model/secret.ts";
import type { Unknown } from "../../../model/unknown.ts";
import type { Node, Ref, Resource } from "../resource.ts";
import {
  UNREADABLE,
  complainOf,
  lacking,
  literalKey,
  maybeAbsent,
  ofType,
  push,
  withoutKey,
  type Ground,
} from "./ground.ts";
import { itemsIn, nodeText, setNode, whyUnknown } from "./nodes.ts";
import {
  isAddress,
  isNamedBy,
  ownIds,
  type ResourceType,
  type ShapeOf,
} from "../resources/index.ts";
import { LINKS, type LinkKind, type Shape } from "../resources/shape.ts";
import {
  isUnknownNode,
  linkKindOf,
  type TypedBody,
  type LinkName,
  type ResourceOf,
} from "./typed.ts";

export type Link =
  | { readonly id: Id }
  /** `candidates`: addresses it may name; null where it may name any. */
  | { readonly why: Message; readonly candidates: ReadonlySet<Id> | null };

/** Attributes that lead to another are followed this far. */
const MAX_STEPS = 8;

/** An id of the vendor's is no secret; any other text in its place may be one. */
const VENDOR_ID = /^[a-z]{2,8}-[a-z0-9]{8}(?:#[a-z]{2,8}-[a-z0-9]{8})*$/;

export function linkOf(ground: Ground, kind: LinkKind, node: Node, steps = MAX_STEPS): Link {
  const text = nodeText(node);
  if (text === "") {
    const why = say("terraform.empty-link", LINKS[kind][0]);
    if (ground.origin !== "state") complainOf(ground, node, why);
    return { why: message("terraform.empty-id"), candidates: new Set() };
  }
  if (text !== null && isHidden(node.place) && !VENDOR_ID.test(text))
    return { why: message("terraform.of-sensitive"), candidates: null };
  if (text !== null) return { id: idOf(ground, kind, text) };
  const open = node.kind === "template" && node.parts.length > 1 ? null : whyUnknown(node);
  if (!open) return { why: whyUnknown(node)?.reason ?? UNREADABLE, candidates: null };
  const links = longest(open.refs).map((ref) => follow(ground, kind, ref, steps));
  const ids = new Set(
    links.flatMap((link) => ("id" in link ? [link.id] : [...(link.candidates ?? [])])),
  );
  const [only] = ids;
  const sure = open.derived !== true && links.length > 0 && links.every((link) => "id" in link);
  if (sure && ids.size === 1 && only !== undefined) return { id: only };
  const bounded =
    links.length > 0 && links.every((link) => "id" in link || link.candidates !== null);
  return { why: open.reason, candidates: bounded ? ids : null };
}

function idOf(ground: Ground, kind: LinkKind, text: string): Id {
  for (const type of LINKS[kind]) {
    const found = ground.byLiteral.get(literalKey(type, text));
    if (found) return found.address;
  }
  const last = text.slice(text.lastIndexOf("#") + 1);
  return last === text || last === "" ? text : idOf(ground, kind, last);
}

/** References without those that another one continues: `a.b` beside `a.b.id`. */
export function longest(refs: readonly Ref[]): Ref[] {
  const kept: Ref[] = [];
  for (const ref of [...refs].sort((a, b) => b.attribute.length - a.attribute.length)) {
    const base = withoutKey(ref.address);
    const continued = kept.some(
      (other) =>
        (other.address === ref.address && other.attribute.startsWith(ref.attribute)) ||
        (ref.attribute === "" && ref.address === base && withoutKey(other.address) === base),
    );
    if (!continued) kept.push(ref);
  }
  return kept;
}

function follow(ground: Ground, kind: LinkKind, ref: Ref, steps: number): Link {
  const { attribute: name } = ref;
  const resource = resourceAt(ground, ref.address);
  if (!resource) return outside(ref);
  if (isNamedBy(kind, resource.type) && isOwnId(resource, name)) return { id: resource.address };
  const next =
    steps > 0 ? (passedOn(resource, name) ?? setNode(resource.body.entries.get(name))) : null;
  if (next) return linkOf(ground, kind, next, steps - 1);
  return { why: message("terraform.comes-from", ref.address), candidates: null };
}

/** An element of a data source or of a module that was not read has no other name than its reference. */
function outside({ address, attribute: name }: Ref): Link {
  const isData = /(?:^|[./])data\.[^.]+\.[^.]+/.test(address);
  if (isData && /(?:^|[._])id$/.test(name)) return { id: `${address}.${name}` };
  return { why: message("terraform.comes-from-unread", address), candidates: null };
}

export function resourceAt(ground: Ground, address: string): Resource | null {
  const exact = ground.byAddress.get(address);
  if (exact) return exact;
  const several = ground.byBase.get(address) ?? [];
  return several.length === 1 ? several[0]! : null;
}

function isOwnId(resource: Resource, name: string): boolean {
  return name === "" || name === "id" || ownIds(resource.type).includes(name);
}

/** Whether a reference names what a resource of the stack surely has: its id, or an address of its own. */
export function isOwnValue(ground: Ground, { address, attribute: name }: Ref): boolean {
  const resource = resourceAt(ground, address);
  return resource !== null && (isOwnId(resource, name) || isAddress(resource.type, name));
}

/** The provider uses the group's id as the id of these rule resources. */
function passedOn({ type, body }: Resource, name: string): Node | null {
  const isWhole = name === "id" || name === "";
  return isWhole && RULE_LISTS.has(type) ? setNode(body.entries.get("security_group_id")) : null;
}

const RULE_LISTS: ReadonlySet<string> = new Set<ResourceType>([
  "tencentcloud_security_group_rule_set",
  "tencentcloud_security_group_lite_rule",
]);

/** An id that is set; `null` where it is not. */
export function knownLink<S extends Shape>(
  ground: Ground,
  at: { readonly address: string; readonly body: TypedBody<S> },
  name: LinkName<S>,
  noun: string = name,
): Id | Unknown | null {
  const found = linkIn(ground, at.body, name);
  if (found === null) return null;
  return "id" in found ? found.id : lacking(ground, at.address, noun, found.why, found.node.place);
}

/** What an attribute names; `null` where it is not set. */
export function linkIn<S extends Shape>(
  ground: Ground,
  body: TypedBody<S>,
  name: LinkName<S>,
): (Link & { readonly node: Node }) | null {
  const node = setNode(body.entries.get(name));
  return node && { ...linkOf(ground, linkKindOf(body, name), node), node };
}

/** The address or id that an attribute names; null where it is not set, or not known. */
export function linkedId<S extends Shape>(
  ground: Ground,
  body: TypedBody<S>,
  name: LinkName<S>,
): Id | null {
  const found = linkIn(ground, body, name);
  return found && "id" in found ? found.id : null;
}

/** Resources that are bound to others by an id of theirs: rules to groups, listeners to load balancers. */
export interface Bound<T extends ResourceType = ResourceType> {
  readonly of: (id: Id) => readonly ResourceOf<T>[];
  /** Why the list of an owner may lack some, or have one too many. */
  readonly doubt: (id: Id) => Unknown | null;
  readonly owners: readonly Id[];
}

export function boundBy<T extends ResourceType>(
  ground: Ground,
  type: T,
  name: LinkName<ShapeOf<T>>,
): Bound<T> {
  const byOwner = new Map<Id, ResourceOf<T>[]>();
  const doubts = new Map<Id, Unknown>();
  let doubtOfAll: Unknown | null = null;
  const doubtful = (candidates: ReadonlySet<Id> | null, unknown: Unknown) => {
    if (candidates === null) doubtOfAll ??= unknown;
    else for (const id of candidates) if (!doubts.has(id)) doubts.set(id, unknown);
  };
  for (const resource of ofType(ground, type)) {
    for (const node of ownersIn(resource.body, name)) {
      const link = linkOf(ground, linkKindOf(resource.body, name), node);
      if ("id" in link) push(byOwner, link.id, resource);
      if ("id" in link && !resource.certain)
        doubtful(new Set([link.id]), maybeAbsent(ground, resource));
      if ("why" in link)
        doubtful(link.candidates, lacking(ground, resource.address, name, link.why, node.place));
    }
  }
  return {
    of: (id) => byOwner.get(id) ?? [],
    doubt: (id) => doubts.get(id) ?? doubtOfAll,
    owners: [...byOwner.keys()],
  };
}

/** A list that is unknown as a whole is followed by its references, as one unknown id is. */
function ownersIn<S extends Shape>(body: TypedBody<S>, name: LinkName<S>): readonly Node[] {
  const list = itemsIn(body.entries.get(name));
  return isUnknownNode(list) ? [list] : list;
}
