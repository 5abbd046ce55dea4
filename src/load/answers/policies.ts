// SecurityGroupPolicy objects -> policies in matching order. The inner loop of loading a large account: equal
// sources and services share one object, and facts are made only where something is wrong.
import type {
  AddressTemplateSpecification,
  SecurityGroupPolicy,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js";
import { groupMeaning, parseCidr } from "../../net/address.ts";
import { hasPrefixOf } from "../../model/id.ts";
import type { Action, Id, Peer, Policy, Service } from "../../model/inventory.ts";
import { inside, type Place } from "../../model/place.ts";
import { Unknown, type Known } from "../../model/unknown.ts";
import type { Draft } from "../merge/draft.ts";
import { idIn } from "../read/forms.ts";
import { serviceOf } from "../read/service.ts";
import { isAbsent, isRecord } from "../read/plain.ts";
import { complain, shown, type Fields } from "./fields.ts";
import { matchingOrder } from "./order.ts";

export type Direction = "ingress" | "egress";

/** Shared objects of one load. */
export interface PolicyReader {
  readonly draft: Draft;
  readonly peers: Map<string, Peer>;
  readonly services: Map<string, Service>;
}

export function policyReader(draft: Draft): PolicyReader {
  return { draft, peers: new Map(), services: new Map() };
}

/** `list` is the array under `at`. */
export function readPolicies(
  reader: PolicyReader,
  list: readonly unknown[],
  at: Place,
  group: Id,
  direction: Direction,
): Policy[] {
  const { order, mixed } = matchingOrder(list, "PolicyIndex");
  if (mixed)
    complain(
      reader.draft,
      at,
      `only some policies of ${group} have a PolicyIndex, so their order is not known; save them again`,
    );
  return order.map((from, index) => {
    const subject = { group, direction, index, place: inside(at, from) };
    return readPolicy(reader, list[from], subject);
  });
}

interface Subject {
  readonly group: Id;
  readonly direction: Direction;
  readonly index: number;
  readonly place: Place;
}

function readPolicy(reader: PolicyReader, value: unknown, subject: Subject): Policy {
  const { place } = subject;
  if (!isRecord(value)) {
    complain(reader.draft, place, `expected a policy, found ${shown(value)}`);
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

function readAction(draft: Draft, value: unknown, subject: Subject): Known<Action> {
  const action = typeof value === "string" ? value.trim().toUpperCase() : "";
  if (action === "ACCEPT" || action === "DROP") return action;
  if (!isAbsent(value))
    complain(
      draft,
      inside(subject.place, "Action"),
      `Action is ${shown(value)}, expected ACCEPT or DROP`,
    );
  return unknown(subject, "action");
}

const FIELD_KEYS = ["CidrBlock", "Ipv6CidrBlock", "SecurityGroupId"] as const;
const TEMPLATE_KEYS = ["AddressId", "AddressGroupId"] as const;
type PeerKey = (typeof FIELD_KEYS)[number] | (typeof TEMPLATE_KEYS)[number];

function readPeer(
  reader: PolicyReader,
  policy: Fields<SecurityGroupPolicy>,
  subject: Subject,
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
  const why =
    count === 0
      ? `this policy names no ${noun}`
      : `this policy names several ${noun}s, which exclude each other`;
  const expected = "expected one of CidrBlock, Ipv6CidrBlock, SecurityGroupId, AddressTemplate";
  complain(reader.draft, subject.place, `${why}; ${expected}`);
  return unknown(subject, noun);
}

const NOTHING = {};

function readOnePeer(
  reader: PolicyReader,
  key: PeerKey,
  policy: Fields<SecurityGroupPolicy>,
  template: Fields<AddressTemplateSpecification>,
  noun: string,
  subject: Subject,
): Known<Peer> {
  if (key === "CidrBlock" || key === "Ipv6CidrBlock")
    return readAddresses(reader, key, policy[key], noun, subject);
  const value = key === "SecurityGroupId" ? policy[key] : template[key];
  const id = idIn(value);
  if (id !== null) return referTo(key, id);
  const parent =
    key === "SecurityGroupId" ? subject.place : inside(subject.place, "AddressTemplate");
  complain(reader.draft, inside(parent, key), `${key} is ${shown(value)}, expected an id`);
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
  subject: Subject,
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
        ? `found ${shown(value)}`
        : reading.ok
          ? `found "${text}"`
          : reading.why;
    const place = inside(subject.place, key);
    complain(reader.draft, place, `${key}: ${why}, expected an IPv${family} address or CIDR`);
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
  subject: Subject,
): Known<Service> {
  const { ServiceTemplate: template, Protocol: protocol } = policy;
  if (isRecord(template)) {
    const { ServiceId: one, ServiceGroupId: many } = template;
    if (isFilled(one) || isFilled(many))
      return readServiceTemplate(reader.draft, one, many, protocol, subject);
  }
  const port = typeof policy.Port === "number" ? String(policy.Port) : policy.Port;
  const key = `${String(protocol)} ${String(port)}`;
  const shared = reader.services.get(key);
  if (shared) return shared;
  if (!isOptionalText(protocol) || !isOptionalText(port)) {
    const bad = isOptionalText(protocol) ? "Port" : "Protocol";
    complain(
      reader.draft,
      inside(subject.place, bad),
      `${bad} is ${shown(policy[bad])}, expected text`,
    );
    return unknown(subject, "service");
  }
  const reading = serviceOf(protocol, port);
  if (!reading.ok) {
    const bad = reading.at === "protocol" ? "Protocol" : "Port";
    complain(reader.draft, inside(subject.place, bad), reading.why);
    return unknown(subject, "service");
  }
  const service: Service = { kind: "services", text: reading.text, set: reading.set };
  reader.services.set(key, service);
  return service;
}

/** ServiceTemplate stands in for Protocol and Port; `ALL` beside it says nothing. */
function readServiceTemplate(
  draft: Draft,
  one: unknown,
  many: unknown,
  protocol: unknown,
  subject: Subject,
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
  const why =
    id === null
      ? "the id of this service template cannot be read"
      : "this policy names several services, which exclude each other";
  complain(draft, place, `${why}; expected ServiceId, ServiceGroupId, or Protocol and Port`);
  return unknown(subject, "service");
}

function isFilled(value: unknown): boolean {
  return !isAbsent(value) && value !== "";
}

function isOptionalText(value: unknown): value is string | null | undefined {
  return typeof value === "string" || isAbsent(value);
}

function unknown({ group, direction, index, place }: Subject, noun: string): Unknown {
  return new Unknown({
    id: `${noun} of ${direction} policy ${index} of ${group}`,
    text: `the ${noun} of ${direction} policy ${index} of ${group} cannot be read`,
    remedy: `save \`tccli vpc DescribeSecurityGroupPolicies --SecurityGroupId ${group} > ${group}.json\` again`,
    place,
  });
}

function callersAddress({ group, direction, index, place }: Subject, noun: string): Unknown {
  return new Unknown({
    id: `${noun} of ${direction} policy ${index} of ${group}`,
    text: `the ${noun} of ${direction} policy ${index} of ${group} is MY_PUBLIC_IP, the address of whoever saved the policy`,
    remedy: `save the policies of ${group} from the account, which holds the address itself`,
    place,
  });
}
