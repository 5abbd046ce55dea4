// tencentcloud_security_group_lite_rule: strings `ACTION#SOURCE#PORT#PROTOCOL`. The provider reads them to the
// letter and only at apply, so that a mistake is a flaw and the field it stands in is unknown.
import type { Direction } from "../../../model/list.ts";
import { say, type Message } from "../../../words/index.ts";
import { parsePorts, parseService } from "../../../net/service.ts";
import type { Place } from "../../../model/place.ts";
import type { Action, Id, Peer, Policy, Service } from "../../../model/inventory.ts";
import type { Known } from "../../../model/unknown.ts";
import { quote } from "../../own/wording.ts";
import type { Node, UnknownNode } from "../resource.ts";
import { originOf, withOrigins } from "../pieces.ts";
import { textFields, type TextField } from "./fields.ts";
import { UNREADABLE, flaw, unknownOf, type Ground } from "./ground.ts";
import { linkOf } from "./links.ts";
import { itemsOf, nodeText, whyUnknown } from "./nodes.ts";
import { cidrPeer, lackingIn, openPolicy, sideOf, type RuleSubject } from "./policies.ts";
import { isUnknownNode, type ResourceOf } from "./typed.ts";
import type { LinkKind } from "../resources/shape.ts";

/** What is wrong with a field. */
interface Slip {
  readonly why: string;
  readonly field: TextField;
}

export function liteRulePolicies(
  ground: Ground,
  { address, body }: ResourceOf<"tencentcloud_security_group_lite_rule">,
  group: Id,
  direction: Direction,
): Known<readonly Policy[]> {
  const list = itemsOf(body, direction);
  if (isUnknownNode(list)) return unknownOf(ground, address, `list of ${direction} rules`, list);
  return list.map((item, index) => {
    const name = say("names.policy", direction, index);
    return litePolicy({ ground, address, name, direction, group, place: item.place }, item);
  });
}

function litePolicy(subject: RuleSubject, item: Node): Policy {
  const { place } = subject;
  if (item.kind === "unknown") return openPolicy(subject, item.reason);
  const fields = textFields(item);
  if (fields === null) return invalid(subject, say("terraform.lite-no-string"), null);
  const open = whyUnknown(item);
  // An unknown part may hold a "#" of its own: then only what stands before it is in its field for sure.
  if (open && fields.length < 4)
    return { ...openPolicy(subject, open.reason), ...headOf(subject, fields) };
  const [action, source, port, protocol, fifth] = fields;
  if (!action || !source || !port || !protocol || fifth)
    return invalid(subject, say("terraform.lite-parts", fields.length), item);
  const slips: Slip[] = [];
  const policy = {
    action: liteAction(subject, action, slips),
    peer: litePeer(subject, source, slips),
    service: liteService(subject, port, protocol, slips),
    place,
  };
  report(subject, slips, item);
  return policy;
}

function headOf(
  subject: RuleSubject,
  [action, ...others]: readonly TextField[],
): { action?: Known<Action> } {
  if (!action || others.length === 0 || known(action) === null) return {};
  return { action: liteAction(subject, action, []) };
}

/** The text of a field, null where some of it is unknown. */
function known({ parts }: TextField): string | null {
  return parts.every((part) => typeof part === "string") ? parts.join("") : null;
}

function reasonOf({ parts }: TextField): Message {
  return parts.find((part): part is UnknownNode => typeof part !== "string")?.reason ?? UNREADABLE;
}

function liteAction(subject: RuleSubject, field: TextField, slips: Slip[]): Known<Action> {
  const text = known(field);
  if (text === "ACCEPT" || text === "DROP") return text;
  if (text !== null) slips.push({ why: say("terraform.lite-action", quote(text)), field });
  return lackingIn(subject, "action", reasonOf(field));
}

const SOURCES = [
  [/^sg-\w{8}$/, "group", "group"],
  [/^ipm-\w{8}$/, "address-template", "addressTemplate"],
  [/^ipmg-\w{8}$/, "address-template-group", "addressTemplateGroup"],
] as const;

function litePeer(subject: RuleSubject, field: TextField, slips: Slip[]): Known<Peer> {
  const side = sideOf(subject);
  const text = known(field);
  if (text === null)
    return referredPeer(subject, field) ?? lackingIn(subject, side, reasonOf(field));
  for (const [shape, kind, link] of SOURCES)
    if (shape.test(text)) return { kind, id: literal(subject, link, text) };
  const peer = cidrPeer(text, subject.place);
  if (typeof peer !== "string") return peer;
  const isId = /^(?:sg|ipmg?)-/.test(text);
  slips.push({ why: isId ? say("terraform.lite-no-id", side, quote(text)) : peer, field });
  return lackingIn(subject, side, UNREADABLE);
}

/** A field that is one reference and nothing else names what it refers to. */
function referredPeer(subject: RuleSubject, field: TextField): Peer | null {
  const [only, second] = field.parts;
  if (only === undefined || typeof only === "string" || second !== undefined) return null;
  for (const [, kind, link] of SOURCES) {
    const id = referred(subject, link, only);
    if (id !== null) return { kind, id };
  }
  return null;
}

/** Only ids of resources of the stack: an id of elsewhere does not tell its kind. */
function referred({ ground }: RuleSubject, kind: LinkKind, node: UnknownNode): Id | null {
  const link = linkOf(ground, kind, node);
  return "id" in link && ground.byAddress.has(link.id) ? link.id : null;
}

function literal({ ground, place }: RuleSubject, kind: LinkKind, text: string): Id {
  const link = linkOf(ground, kind, { kind: "scalar", value: text, place });
  return "id" in link ? link.id : text;
}

const PORTS = /^(?:\d{1,5},)*\d{1,5}$|^\d{1,5}-\d{1,5}$/;
const TEMPLATES = [
  [/^ppm-\w{8}$/, "service-template", "serviceTemplate"],
  [/^ppmg-\w{8}$/, "service-template-group", "serviceTemplateGroup"],
] as const;

function liteService(
  subject: RuleSubject,
  portField: TextField,
  protocolField: TextField,
  slips: Slip[],
): Known<Service> {
  const protocol = known(protocolField);
  if (protocol === null)
    return (
      referredService(subject, protocolField) ??
      lackingIn(subject, "service", reasonOf(protocolField))
    );
  for (const [shape, kind, link] of TEMPLATES)
    if (shape.test(protocol)) return { kind, id: literal(subject, link, protocol) };
  const bad = lackingIn(subject, "service", UNREADABLE);
  if (!["TCP", "UDP", "ICMP", "ALL"].includes(protocol)) {
    slips.push({ why: say("terraform.lite-protocol", quote(protocol)), field: protocolField });
    return bad;
  }
  const port = known(portField);
  if (port === null) return lackingIn(subject, "service", reasonOf(portField));
  const slip = portSlip(port, protocol);
  const reading = slip === null ? parseService(protocol, port) : null;
  if (reading?.ok) return { kind: "services", text: reading.text, set: reading.set };
  slips.push({ why: slip ?? say("terraform.lite-bad-port"), field: portField });
  return bad;
}

function portSlip(port: string, protocol: string): string | null {
  if (port === "ALL") return null;
  if (protocol === "ALL" || protocol === "ICMP") return say("terraform.lite-portless", protocol);
  if (port.length > 1000 || !PORTS.test(port)) return say("terraform.lite-port", quote(port));
  const ports = parsePorts(port);
  return ports.ok ? null : ports.why;
}

function referredService(subject: RuleSubject, field: TextField): Service | null {
  const [only, second] = field.parts;
  if (only === undefined || typeof only === "string" || second !== undefined) return null;
  for (const [, kind, link] of TEMPLATES) {
    const id = referred(subject, link, only);
    if (id !== null) return { kind, id };
  }
  return null;
}

function invalid(subject: RuleSubject, why: string, item: Node | null): Policy {
  liteFlaw(subject, why, item, subject.place);
  return openPolicy(subject, UNREADABLE);
}

/** At the first field that is wrong, where it comes from. */
function report(subject: RuleSubject, slips: readonly Slip[], item: Node): void {
  const why = slips.map((slip) => withOrigins(slip.why, slip.field.whole)).join("; ");
  const [first] = slips;
  if (first) liteFlaw(subject, why, item, originOf(first.field.whole));
}

function liteFlaw(
  { ground, group, place, address }: RuleSubject,
  why: string,
  item: Node | null,
  at: Place,
): void {
  const shown = item === null ? say("terraform.this-rule") : quote(ruleText(item));
  const headline = say("terraform.lite-fails", shown, address, why);
  const related = at === place ? [] : [{ place, label: say("terraform.this-rule") }];
  flaw(
    ground,
    "invalid-lite-rule",
    { group, place: at, related },
    headline,
    say("terraform.lite-help"),
  );
}

function ruleText(item: Node): string {
  if (item.kind !== "template") return nodeText(item) ?? "";
  return item.parts.map((part) => (typeof part === "string" ? part : "${...}")).join("");
}
