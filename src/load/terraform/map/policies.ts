// One rule of a security group, whichever of the three dialects it is written in: action, source and service out
// of attributes. What cannot be read stays in its place of the list as unknown.
import { say, message, type Message } from "../../../words/index.ts";
import { groupMeaning, parseCidr } from "../../../net/address.ts";
import type { Direction } from "../../../model/list.ts";
import type { Action, Id, Peer, Policy, Service } from "../../../model/inventory.ts";
import type { Place } from "../../../model/place.ts";
import { isHidden, SENSITIVE } from "../../../model/secret.ts";
import type { Known, Unknown } from "../../../model/unknown.ts";
import { quote } from "../../own/wording.ts";
import { serviceOf } from "../../read/service.ts";
import type { Node } from "../resource.ts";
import {
  NOT_SET,
  UNREADABLE,
  complainAt,
  complainOf,
  complainOfInstance,
  flaw,
  lacking,
  type Ground,
} from "./ground.ts";
import { isOwnValue, linkOf, longest } from "./links.ts";
import { nodeText, setNode, strangeWord, whyUnknown } from "./nodes.ts";
import { linkKindOf, type TypedBody, type LinkName } from "./typed.ts";
import type { LinkKind, Shape } from "../resources/shape.ts";

/** The rule that is read, as facts and messages name it. */
export interface RuleSubject {
  readonly ground: Ground;
  /** Address of the resource that holds the rule. */
  readonly address: string;
  /** `ingress policy 2`, or empty for a resource that is one rule. */
  readonly name: string;
  readonly direction: Direction;
  readonly group: Id;
  readonly place: Place;
}

export function lackingIn(
  { ground, address, name, place }: RuleSubject,
  noun: string,
  why: Message,
  at: Place = place,
): Unknown {
  return lacking(ground, address, name === "" ? noun : `${noun} of ${name}`, why, at);
}

export function sideOf({ direction }: RuleSubject): string {
  return direction === "ingress" ? "source" : "destination";
}

/** A rule of which nothing is known, or any number of rules that a `dynamic` block may make. */
export function openPolicy(subject: RuleSubject, why: Message): Policy {
  const unknown = lackingIn(subject, "content", why);
  return { action: unknown, peer: unknown, service: unknown, place: subject.place };
}

/** Upper and lower case are the same but in a lite rule. */
export function readAction(
  subject: RuleSubject,
  name: "action" | "policy",
  node: Node | null,
): Known<Action> {
  if (!node) {
    if (subject.ground.origin === "hcl")
      complainOfRule(subject, (rule) => say("terraform.rule-lacks", rule, name, "ACCEPT or DROP"));
    return lackingIn(subject, "action", NOT_SET);
  }
  const open = whyUnknown(node);
  if (open) return lackingIn(subject, "action", open.reason, node.place);
  const text = nodeText(node)?.toUpperCase();
  if (text === "ACCEPT" || text === "DROP") return text;
  const why = strangeWord(name, nodeText(node) ?? "", ["ACCEPT", "DROP"]);
  complainOf(subject.ground, node, why);
  return lackingIn(subject, "action", UNREADABLE, node.place);
}

/** One way to say the source: an attribute that holds a CIDR, or the id of something. */
export interface RuleChoice<K = LinkKind | "cidr" | "cidr4" | "cidr6"> {
  readonly node: Node | null;
  readonly as: K;
}

/** The id that an attribute holds, of the kind that the table says. */
export function choiceIn<S extends Shape>(
  body: TypedBody<S>,
  name: LinkName<S>,
): RuleChoice<LinkKind> {
  return { node: setNode(body.entries.get(name)), as: linkKindOf(body, name) };
}

const PEER_KINDS: Partial<
  Record<LinkKind, "group" | "address-template" | "address-template-group">
> = {
  group: "group",
  addressTemplate: "address-template",
  addressTemplateGroup: "address-template-group",
};

export function readPeer(subject: RuleSubject, choices: readonly RuleChoice[]): Known<Peer> {
  const chosen = theOne(subject, choices, sideOf(subject));
  if (!("as" in chosen)) return chosen;
  const { node, as } = chosen;
  if (as === "cidr" || as === "cidr4" || as === "cidr6") return readCidr(subject, node!, as);
  const kind = PEER_KINDS[as]!;
  const link = linkOf(subject.ground, as, node!);
  return "id" in link
    ? { kind, id: link.id }
    : lackingIn(subject, sideOf(subject), link.why, node!.place);
}

/**
 * The one that is set. Values that are not known may turn out null, so one that is known counts alone; two
 * known ones exclude each other.
 */
function theOne<K>(
  subject: RuleSubject,
  choices: readonly RuleChoice<K>[],
  noun: string,
): RuleChoice<K> | Unknown {
  const filled = choices.filter(({ node }) => node !== null);
  const known = filled.filter(({ node }) => isSurelySet(subject.ground, node!));
  const [first, second] = known.length > 0 ? known : filled;
  if (known.length > 1) {
    severalFlaw(subject, known, noun);
    return lackingIn(subject, noun, message("terraform.named-several-times"));
  }
  if (!first) {
    if (subject.ground.origin !== "state")
      complainOfRule(subject, (rule) => say("terraform.names-no-peer", rule, noun));
    return lackingIn(subject, noun, NOT_SET);
  }
  if (second) return lackingIn(subject, noun, whyUnknown(first.node!)!.reason, first.node!.place);
  return first;
}

/** What Terraform computes is set as well where it is a text of parts, or an id or address that a resource has. */
function isSurelySet(ground: Ground, node: Node): boolean {
  const open = whyUnknown(node);
  if (open === null || node.kind === "template") return true;
  if (ground.origin !== "hcl" || open.derived) return false;
  const refs = longest(open.refs);
  return refs.length === 1 && refs.every((ref) => isOwnValue(ground, ref));
}

function severalFlaw(
  subject: RuleSubject,
  choices: readonly RuleChoice<unknown>[],
  noun: string,
): void {
  const { ground, group, place } = subject;
  const related = choices.map(({ node }, i) => ({
    place: node!.place,
    label: say("terraform.several-label", noun, i + 1, choices.length),
  }));
  const headline = say("terraform.several", ruleOf(subject), choices.length, noun);
  const help = say("terraform.several-help", noun);
  flaw(ground, "several-sources", { group, place, related }, headline, help);
}

/** `ingress policy 2 of tencentcloud_security_group_rule_set.web` */
function complainOfRule(subject: RuleSubject, why: (rule: string) => string): void {
  const { ground, place } = subject;
  complainOfInstance(ground, ruleOf(subject), place, why);
}

function ruleOf({ address, name }: RuleSubject): string {
  return name === "" ? address : `${name} of ${address}`;
}

function readCidr(subject: RuleSubject, node: Node, as: "cidr" | "cidr4" | "cidr6"): Known<Peer> {
  const side = sideOf(subject);
  const open = whyUnknown(node);
  if (open) return lackingIn(subject, side, open.reason, node.place);
  const text = nodeText(node) ?? "";
  if (text === "MY_PUBLIC_IP")
    return lackingIn(subject, side, message("terraform.my-public-ip"), node.place);
  const peer = cidrPeer(text, node.place);
  const family = as === "cidr4" ? 4 : as === "cidr6" ? 6 : null;
  if (typeof peer !== "string" && (family === null || peer.set.v6.length > 0 === (family === 6)))
    return peer;
  const why =
    typeof peer === "string" ? peer : say("terraform.other-family", quote(text), family ?? "");
  const example = family === 6 ? "2001:db8::/32" : "10.0.0.0/8";
  complainOf(subject.ground, node, say("terraform.cidr-example", why, example));
  return lackingIn(subject, side, UNREADABLE, node.place);
}

/** A source that is an address or CIDR of either family, or why it is none. */
export function cidrPeer(
  text: string,
  place: Place,
): (Peer & { readonly kind: "addresses" }) | string {
  const reading =
    text.length > 100
      ? { ok: false as const, why: say("terraform.address-too-long", quote(text)) }
      : parseCidr(text);
  if (!reading.ok) return reading.why;
  const { hostBits, zeroPrefix } = reading;
  const shown = isHidden(place) ? SENSITIVE : text;
  return { kind: "addresses", text: shown, set: groupMeaning(reading), hostBits, zeroPrefix };
}

const SERVICE_KINDS: Partial<Record<LinkKind, "service-template" | "service-template-group">> = {
  serviceTemplate: "service-template",
  serviceTemplateGroup: "service-template-group",
};

/** A template stands in for protocol and port. */
export function readService(
  subject: RuleSubject,
  protocol: Node | null,
  port: Node | null,
  templates: readonly RuleChoice<LinkKind>[],
): Known<Service> {
  const set = templates.filter(({ node }) => node !== null);
  if (set.length > 0) {
    const chosen = theOne(subject, set, "service");
    if (!("as" in chosen)) return chosen;
    const link = linkOf(subject.ground, chosen.as, chosen.node!);
    if ("id" in link) return { kind: SERVICE_KINDS[chosen.as]!, id: link.id };
    return lackingIn(subject, "service", link.why, chosen.node!.place);
  }
  for (const node of [protocol, port]) {
    const open = node && whyUnknown(node);
    if (open) return lackingIn(subject, "service", open.reason, node.place);
  }
  return plainService(subject, protocol, port);
}

function plainService(
  subject: RuleSubject,
  protocolNode: Node | null,
  portNode: Node | null,
): Known<Service> {
  const [protocol, port] = [nodeText(protocolNode), nodeText(portNode)];
  const made = serviceOf(protocol, port);
  if (made.ok) return { kind: "services", text: made.text, set: made.set };
  const at = made.at === "protocol" ? protocolNode : portNode;
  const blamed = at ?? portNode ?? protocolNode;
  const place = blamed?.place ?? subject.place;
  const name = protocol?.trim().toUpperCase() || null;
  if (made.at !== "stray" && blamed) complainOf(subject.ground, blamed, made.why);
  else if (made.at !== "stray") complainAt(subject.ground, place, made.why);
  else portFlaw(subject, port ?? "", name, place);
  const isOpen = made.at === "stray" && (name === null || name === "ALL");
  const why = isOpen ? message("terraform.port-without-protocol") : UNREADABLE;
  return lackingIn(subject, "service", why, place);
}

/** `protocol` is null where none is named, which means all. */
function portFlaw(subject: RuleSubject, port: string, protocol: string | null, place: Place): void {
  const { ground, group } = subject;
  const [rule, shown] = [ruleOf(subject), quote(port)];
  const headline =
    protocol === null
      ? say("terraform.port-alone", rule, shown)
      : say("terraform.port-beside", rule, shown, protocol);
  const isOpen = protocol === null || protocol === "ALL";
  const help = say(isOpen ? "terraform.port-needs-protocol" : "terraform.port-is-stray");
  flaw(ground, "port-without-tcp-udp", { group, place }, headline, help);
}
