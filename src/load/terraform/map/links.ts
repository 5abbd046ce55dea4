// Which resource a value names: by reference (every id is unknown before apply), by literal id (a state), or one
// outside of the stack, whose id stays as it is. What may name several resources is unknown, never guessed.
import { message, type Message } from "../../../words/index.ts";
import type { Id } from "../../../model/inventory.ts";
import type { Unknown } from "../../../model/unknown.ts";
import type { Node, Ref, Resource } from "../resource.ts";
import {
  lacking,
  literalKey,
  maybeAbsent,
  OWN_IDS,
  push,
  withoutKey,
  type Ground,
  UNREADABLE,
} from "./ground.ts";
import {
  attribute,
  itemsOf,
  isUnknownNode,
  nodeText,
  whyUnknown,
  type ObjectNode,
} from "./nodes.ts";

/** Types that one kind of id may name. */
export const KINDS = {
  group: ["tencentcloud_security_group"],
  addressTemplate: ["tencentcloud_address_template", "tencentcloud_address_extra_template"],
  addressTemplateGroup: ["tencentcloud_address_template_group"],
  serviceTemplate: ["tencentcloud_protocol_template"],
  serviceTemplateGroup: ["tencentcloud_protocol_template_group"],
  vpc: ["tencentcloud_vpc"],
  subnet: ["tencentcloud_subnet"],
  acl: ["tencentcloud_vpc_acl"],
  instance: ["tencentcloud_instance"],
  eni: ["tencentcloud_eni"],
  eip: ["tencentcloud_eip"],
  balancer: ["tencentcloud_clb_instance"],
  /** What an EIP or an attachment may be bound to. */
  machine: ["tencentcloud_instance", "tencentcloud_clb_instance"],
  listener: ["tencentcloud_clb_listener"],
  rule: ["tencentcloud_clb_listener_rule"],
  targetGroup: ["tencentcloud_clb_target_group"],
  scalingConfig: ["tencentcloud_as_scaling_config"],
  cluster: ["tencentcloud_kubernetes_cluster"],
  service: ["tencentcloud_api_gateway_service"],
  upstream: ["tencentcloud_api_gateway_upstream"],
  tsfCluster: ["tencentcloud_tsf_cluster"],
  namespace: ["tencentcloud_tsf_namespace"],
  tsfGroup: ["tencentcloud_tsf_group"],
} as const satisfies Record<string, readonly string[]>;

export type LinkKind = keyof typeof KINDS;

export type Link =
  | { readonly id: Id }
  /** `candidates`: addresses it may name; null where it may name any. */
  | { readonly why: Message; readonly candidates: ReadonlySet<Id> | null };

/** Attributes that lead to another are followed this far. */
const MAX_STEPS = 8;

export function linkOf(ground: Ground, kind: LinkKind, node: Node, steps = MAX_STEPS): Link {
  const text = nodeText(node);
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
  for (const type of KINDS[kind]) {
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
  const isKind = (KINDS[kind] as readonly string[]).includes(resource.type);
  if (isKind && isOwnId(resource, name)) return { id: resource.address };
  const next = steps > 0 ? (passedOn(resource, name) ?? attribute(resource.body, name)) : null;
  if (next) return linkOf(ground, kind, next, steps - 1);
  return { why: message("terraform.comes-from", ref.address), candidates: null };
}

/** An element of a data source or of a module that was not read has no other name than its reference. */
function outside({ address, attribute: name }: Ref): Link {
  const isData = /(?:^|\.)data\.[^.]+\.[^.]+/.test(address);
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
  return name === "" || name === "id" || (OWN_IDS[resource.type] ?? []).includes(name);
}

/** The provider uses the group's id as the id of these rule resources. */
function passedOn({ type, body }: Resource, name: string): Node | null {
  const isRules =
    type === "tencentcloud_security_group_rule_set" ||
    type === "tencentcloud_security_group_lite_rule";
  return isRules && (name === "id" || name === "") ? attribute(body, "security_group_id") : null;
}

/** An id that is set; `null` where it is not. */
export function knownLink(
  ground: Ground,
  kind: LinkKind,
  at: { readonly address: string; readonly body: ObjectNode },
  name: string,
): Id | Unknown | null {
  const node = attribute(at.body, name);
  if (!node) return null;
  const link = linkOf(ground, kind, node);
  return "id" in link ? link.id : lacking(ground, at.address, name, link.why, node.place);
}

/** Resources that are bound to others by an id of theirs: rules to groups, listeners to load balancers. */
export interface Bound {
  readonly of: (id: Id) => readonly Resource[];
  /** Why the list of an owner may lack some, or have one too many. */
  readonly doubt: (id: Id) => Unknown | null;
  readonly owners: readonly Id[];
}

export function boundBy(
  ground: Ground,
  resources: readonly Resource[],
  kind: LinkKind,
  ...names: readonly string[]
): Bound {
  const byOwner = new Map<Id, Resource[]>();
  const doubts = new Map<Id, Unknown>();
  let doubtOfAll: Unknown | null = null;
  const doubtful = (candidates: ReadonlySet<Id> | null, unknown: Unknown) => {
    if (candidates === null) doubtOfAll ??= unknown;
    else for (const id of candidates) if (!doubts.has(id)) doubts.set(id, unknown);
  };
  for (const resource of resources) {
    for (const node of ownersIn(resource, names)) {
      const link = linkOf(ground, kind, node);
      if ("id" in link) push(byOwner, link.id, resource);
      if ("id" in link && !resource.certain)
        doubtful(new Set([link.id]), maybeAbsent(ground, resource));
      if ("why" in link)
        doubtful(
          link.candidates,
          lacking(ground, resource.address, names[0]!, link.why, node.place),
        );
    }
  }
  return {
    of: (id) => byOwner.get(id) ?? [],
    doubt: (id) => doubts.get(id) ?? doubtOfAll,
    owners: [...byOwner.keys()],
  };
}

/** A list that is unknown as a whole is followed by its references, as one unknown id is. */
function ownersIn({ body }: Resource, names: readonly string[]): readonly Node[] {
  return names.flatMap((name) => {
    const list = itemsOf(body, name);
    return isUnknownNode(list) ? [list] : list;
  });
}
