// SecurityGroupPolicy objects -> policies in matching order. The inner loop of loading a large account: equal
// sources and services share one object, and facts are made only where something is wrong.
import type {
  AddressTemplateSpecification,
  SecurityGroupPolicy,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js";
import { groupMeaning, parseCidr } from "../../net/address.ts";
import { hasPrefixOf } from "../../model/id.ts";
import type { Action, Id, Peer, Policy, Service } from "../../model/inventory.ts";
import { message, say, type Message } from "../../words/index.ts";
import { key as keyText } from "../../model/key.ts";
import { inside, type Place } from "../../model/place.ts";
import { factOf, Unknown, type Known } from "../../model/unknown.ts";
import type { Draft } from "../merge/draft.ts";
import type { Desk } from "./desk.ts";
import { idIn } from "../read/forms.ts";
import { hasPorts, serviceOf } from "../read/service.ts";
import { isAbsent, isRecord } from "../read/plain.ts";
import { saveCommand } from "../vendor/calls.ts";
import { complainPlainly, shown, type Fields } from "./fields.ts";

export type PolicyDirection = "ingress" | "egress";

/** Shared objects of one load. */
export interface PolicyReader {
  readonly draft: Draft;
  readonly withoutNulls: boolean;
  readonly peers: Map<string, Peer>;
  /** By protocol and port. */
  readonly services: Map<unknown, Map<unknown, Service>>;
}

export function policyReader({ draft, withoutNulls }: Desk): PolicyReader {
  return { draft, withoutNulls, peers: new Map(), services: new Map() };
}

export interface PolicySubject {
  readonly group: Id;
  readonly direction: PolicyDirection;
  readonly index: number;
  readonly place: Place;
}

export function readPolicy(reader: PolicyReader, value: unknown, subject: PolicySubject): Policy {
  const { place } = subject;
  if (!isRecord(value)) {
    complainPlainly(reader.draft, place, say("answers.no-policy", shown(value)));
    const nothing = unknown(subject, "content");
    return { action: nothing, peer: nothing, service: nothing, place };
  }
  const policy: Fields<SecurityGroupPolicy> = value;
  return {
    action: readAction(reader.draft, policy.Action, subject),
    peer: readPeer(reader, policy, subject),
    service: readService(reader, policy, subject),
    place,
  };
}

function readAction(draft: Draft, value: unknown, subject: PolicySubject): Known<Action> {
  const action = typeof value === "string" ? value.trim().toUpperCase() : "";
  if (action === "ACCEPT" || action === "DROP") return action;
  if (!isAbsent(value))
    complainPlainly(
      draft,
      inside(subject.place, "Action"),
      say("answers.malformed", "Action", shown(value), say("read.word", "ACCEPT", "DROP")),
    );
  return unknown(subject, "action");
}

const FIELD_KEYS = ["CidrBlock", "Ipv6CidrBlock", "SecurityGroupId"] as const;
const TEMPLATE_KEYS = ["AddressId", "AddressGroupId"] as const;
type PeerKey = (typeof FIELD_KEYS)[number] | (typeof TEMPLATE_KEYS)[number];

function readPeer(
  reader: PolicyReader,
  policy: Fields<SecurityGroupPolicy>,
  subject: PolicySubject,
): Known<Peer> {
  const noun = subject.direction === "ingress" ? "source" : "destination";
  const template: Fields<AddressTemplateSpecification> = isRecord(policy.AddressTemplate)
    ? policy.AddressTemplate
    : NOTHING;
  let key: PeerKey | null = null;
  let count = 0;
  for (const candidate of FIELD_KEYS)
    if (isFilled(policy[candidate])) {
      key = candidate;
      count++;
    }
  for (const candidate of TEMPLATE_KEYS)
    if (isFilled(template[candidate])) {
      key = candidate;
      count++;
    }
  if (key !== null && count === 1) return readOnePeer(reader, key, policy, template, noun, subject);
  const wrong = count === 0 ? "answers.no-peer" : "answers.several-peers";
  complainPlainly(reader.draft, subject.place, say(wrong, noun));
  return unknown(subject, noun);
}

const NOTHING = {};

function readOnePeer(
  reader: PolicyReader,
  key: PeerKey,
  policy: Fields<SecurityGroupPolicy>,
  template: Fields<AddressTemplateSpecification>,
  noun: string,
  subject: PolicySubject,
): Known<Peer> {
  if (key === "CidrBlock" || key === "Ipv6CidrBlock")
    return readAddresses(reader, key, policy[key], noun, subject);
  const value = key === "SecurityGroupId" ? policy[key] : template[key];
  const id = idIn(value);
  if (id !== null) return referTo(key, id);
  const parent =
    key === "SecurityGroupId" ? subject.place : inside(subject.place, "AddressTemplate");
  complainPlainly(reader.draft, inside(parent, key), say("answers.no-group-id", key, shown(value)));
  return unknown(subject, noun);
}

function referTo(key: PeerKey, id: Id): Peer {
  if (key === "SecurityGroupId") return { kind: "group", id };
  const isGroup =
    hasPrefixOf("address-template-group", id) ||
    (key === "AddressGroupId" && !hasPrefixOf("address-template", id));
  return { kind: isGroup ? "address-template-group" : "address-template", id };
}

function readAddresses(
  reader: PolicyReader,
  key: "CidrBlock" | "Ipv6CidrBlock",
  value: unknown,
  noun: string,
  subject: PolicySubject,
): Known<Peer> {
  const text = typeof value === "string" ? value.trim() : "";
  const shared = key === "CidrBlock" ? reader.peers.get(text) : undefined;
  if (shared) return shared;
  if (text === "MY_PUBLIC_IP") return callersAddress(subject, noun);
  const reading = parseCidr(text);
  const family = key === "CidrBlock" ? 4 : 6;
  if (!reading.ok || reading.family !== family) {
    const why =
      typeof value !== "string" || text === ""
        ? say("answers.found", shown(value))
        : reading.ok
          ? say("answers.found", `"${text}"`)
          : reading.why;
    const place = inside(subject.place, key);
    complainPlainly(reader.draft, place, say("answers.no-cidr", key, why, family));
    return unknown(subject, noun);
  }
  const { hostBits, zeroPrefix } = reading;
  const peer: Peer = { kind: "addresses", text, set: groupMeaning(reading), hostBits, zeroPrefix };
  if (key === "CidrBlock") reader.peers.set(text, peer);
  return peer;
}

function readService(
  reader: PolicyReader,
  policy: Fields<SecurityGroupPolicy>,
  subject: PolicySubject,
): Known<Service> {
  const { ServiceTemplate: template, Protocol: protocol } = policy;
  if (isRecord(template)) {
    const { ServiceId: one, ServiceGroupId: many } = template;
    if (isFilled(one) || isFilled(many))
      return readServiceTemplate(reader.draft, one, many, protocol, subject);
  }
  const port = typeof policy.Port === "number" ? String(policy.Port) : policy.Port;
  if (!isOptionalText(protocol) || !isOptionalText(port)) {
    const bad = isOptionalText(protocol) ? "Port" : "Protocol";
    complainPlainly(
      reader.draft,
      inside(subject.place, bad),
      say("answers.malformed", bad, shown(policy[bad]), say("read.text")),
    );
    return unknown(subject, "service");
  }
  // The cloud writes both, empty where they are not set: what is not there was left out on the way.
  const missing = reader.withoutNulls ? null : missingOf(protocol, port);
  if (missing !== null) return leftOut(subject, missing);
  const known = reader.services.get(protocol) ?? new Map<unknown, Service>();
  const shared = known.get(port);
  if (shared) return shared;
  const reading = serviceOf(protocol, port);
  if (!reading.ok) {
    const bad = reading.at === "protocol" ? "Protocol" : "Port";
    complainPlainly(reader.draft, inside(subject.place, bad), reading.why);
    return unknown(subject, "service");
  }
  const service: Service = { kind: "services", text: reading.text, set: reading.set };
  reader.services.set(protocol, known.set(port, service));
  return service;
}

/** ServiceTemplate stands in for Protocol and Port; `ALL` beside it says nothing. */
function readServiceTemplate(
  draft: Draft,
  one: unknown,
  many: unknown,
  protocol: unknown,
  subject: PolicySubject,
): Known<Service> {
  const place = inside(subject.place, "ServiceTemplate");
  const isSpare = !isFilled(protocol) || (typeof protocol === "string" && /^all$/i.test(protocol));
  const id = idIn(isFilled(one) ? one : many);
  if (isSpare && id !== null && !(isFilled(one) && isFilled(many))) {
    const isGroup =
      hasPrefixOf("service-template-group", id) ||
      (isFilled(many) && !hasPrefixOf("service-template", id));
    return { kind: isGroup ? "service-template-group" : "service-template", id };
  }
  complainPlainly(
    draft,
    place,
    say(id === null ? "answers.no-service-template" : "answers.several-services"),
  );
  return unknown(subject, "service");
}

function isFilled(value: unknown): boolean {
  return !isAbsent(value) && value !== "";
}

function isOptionalText(value: unknown): value is string | null | undefined {
  return typeof value === "string" || isAbsent(value);
}

function unknown(subject: PolicySubject, noun: string): Unknown {
  const { group, direction, index } = subject;
  return unsaved(subject, noun, message("answers.unread-policy", noun, direction, index, group));
}

function missingOf(protocol?: string | null, port?: string | null): "Protocol" | "Port" | null {
  if (protocol === undefined) return "Protocol";
  return port === undefined && hasPorts(protocol) ? "Port" : null;
}

function leftOut(subject: PolicySubject, field: "Protocol" | "Port"): Unknown {
  const { group, direction, index } = subject;
  const reason = message("answers.part-of-policy", field, direction, index, group);
  return unsaved(subject, "service", reason);
}

function unsaved(subject: PolicySubject, noun: string, reason: Message): Unknown {
  const command = saveCommand("DescribeSecurityGroupPolicies", subject.group);
  return unknownAs(subject, noun, reason, message("answers.save-again", command));
}

function callersAddress(subject: PolicySubject, noun: string): Unknown {
  const { group, direction, index } = subject;
  const reason = message("answers.my-public-ip", noun, direction, index, group);
  return unknownAs(subject, noun, reason, message("answers.save-from-account", group));
}

function unknownAs(
  { group, direction, index, place }: PolicySubject,
  noun: string,
  reason: Message,
  remedy: Message,
): Unknown {
  const id = keyText`${noun} of ${{ own: direction }} policy ${index} of ${group}`;
  return new Unknown(factOf(id, reason, remedy, place));
}
