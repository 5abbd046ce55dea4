// One entry of a network ACL. `0.0.0.0/n` keeps both readings here.
import type {
  NetworkAclEntry,
  NetworkAclQuintupleEntry,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js";
import { parseCidr } from "../../net/address.ts";
import type { Line } from "../../net/line.ts";
import { parsePorts, parseService, type ServiceSet } from "../../net/service.ts";
import type { AclEntry, Action, AddressChoice, Id } from "../../model/inventory.ts";
import { inside, type Place } from "../../model/place.ts";
import { Unknown, type Known } from "../../model/unknown.ts";
import type { Draft } from "../merge/draft.ts";
import { bothReadings } from "./choice.ts";
import { complain, isAbsent, isRecord, shown, type Fields } from "./fields.ts";

export type AclDirection = "ingress" | "egress";

export interface EntrySubject {
  readonly acl: Id;
  readonly direction: AclDirection;
  readonly index: number;
  readonly place: Place;
}

const EVERY_PORT: Line<number> = [0, 65536];

export function readTriple(draft: Draft, value: unknown, subject: EntrySubject): AclEntry {
  const entry: Fields<NetworkAclEntry> = recordOf(draft, value, subject);
  const noun = subject.direction === "ingress" ? "source" : "destination";
  const { CidrBlock, Ipv6CidrBlock } = entry;
  return {
    action: readAction(draft, entry.Action, subject),
    protocol: readProtocol(draft, entry.Protocol, subject),
    port: readPort(draft, entry, "Port", subject),
    peer: readAddress(draft, { CidrBlock, Ipv6CidrBlock }, noun, subject),
    own: null,
    sourcePort: null,
    destinationPort: null,
    place: subject.place,
  };
}

export function readQuintuple(draft: Draft, value: unknown, subject: EntrySubject): AclEntry {
  const entry: Fields<NetworkAclQuintupleEntry> = recordOf(draft, value, subject);
  const { SourceCidr, SourceIPv6Cidr, DestinationCidr, DestinationIPv6Cidr } = entry;
  const source = readAddress(draft, { SourceCidr, SourceIPv6Cidr }, "source", subject);
  const destination = readAddress(
    draft,
    { DestinationCidr, DestinationIPv6Cidr },
    "destination",
    subject,
  );
  const inward = subject.direction === "ingress";
  return {
    action: readAction(draft, entry.Action, subject),
    protocol: readProtocol(draft, entry.Protocol, subject),
    port: EVERY_PORT,
    peer: inward ? source : destination,
    own: inward ? destination : source,
    sourcePort: readPort(draft, entry, "SourcePort", subject),
    destinationPort: readPort(draft, entry, "DestinationPort", subject),
    place: subject.place,
  };
}

function recordOf(draft: Draft, value: unknown, { place }: EntrySubject): object {
  if (isRecord(value)) return value;
  complain(draft, place, `expected an entry of a network ACL, found ${shown(value)}`);
  return {};
}

function readAction(draft: Draft, value: unknown, subject: EntrySubject): Known<Action> {
  const action = typeof value === "string" ? value.trim().toUpperCase() : "";
  if (action === "ACCEPT" || action === "DROP") return action;
  if (!isAbsent(value)) {
    const place = inside(subject.place, "Action");
    complain(draft, place, `Action is ${shown(value)}, expected ACCEPT or DROP`);
  }
  return unknown(subject, "action");
}

/** Unset means every protocol, as in a security group. */
function readProtocol(draft: Draft, value: unknown, subject: EntrySubject): Known<ServiceSet> {
  const isText = typeof value === "string" || isAbsent(value);
  const reading = isText
    ? parseService(value, null)
    : { ok: false as const, why: `Protocol is ${shown(value)}` };
  if (reading.ok) return reading.set;
  complain(draft, inside(subject.place, "Protocol"), reading.why);
  return unknown(subject, "protocol");
}

/** Ports mean something for TCP and UDP only. */
function readPort(
  draft: Draft,
  entry: Fields<NetworkAclEntry & NetworkAclQuintupleEntry>,
  key: "Port" | "SourcePort" | "DestinationPort",
  subject: EntrySubject,
): Known<Line<number>> {
  const protocol = typeof entry.Protocol === "string" ? entry.Protocol.trim().toLowerCase() : "";
  if (protocol !== "tcp" && protocol !== "udp") return EVERY_PORT;
  const value = entry[key];
  const text = typeof value === "number" ? String(value) : value;
  if (isAbsent(text) || text === "" || (typeof text === "string" && /^\s*all\s*$/i.test(text)))
    return EVERY_PORT;
  const reading = parsePorts(typeof text === "string" ? text : "");
  if (reading.ok) return reading.set;
  const why =
    typeof text === "string"
      ? reading.why
      : `${key} is ${shown(value)}, expected a port or a range`;
  complain(draft, inside(subject.place, key), why);
  return unknown(subject, key);
}

/** `fields`: the IPv4 and the IPv6 key; exactly one is filled. */
function readAddress(
  draft: Draft,
  fields: Readonly<Record<string, unknown>>,
  noun: string,
  subject: EntrySubject,
): Known<AddressChoice> {
  const keys = Object.keys(fields);
  const filled = keys.filter((key) => !isAbsent(fields[key]) && fields[key] !== "");
  const [key, another] = filled;
  if (key === undefined || another !== undefined) {
    const why = key === undefined ? `names no ${noun}` : `names two ${noun}s`;
    complain(draft, subject.place, `this entry ${why}; expected one of ${keys.join(", ")}`);
    return unknown(subject, noun);
  }
  const value = fields[key];
  const reading = parseCidr(typeof value === "string" ? value.trim() : "");
  const isRightFamily = reading.ok && (reading.family === 6) === /v6/i.test(key);
  if (reading.ok && isRightFamily)
    return bothReadings(String(value), reading, inside(subject.place, key));
  const expected = `expected an IPv${/v6/i.test(key) ? 6 : 4} address or CIDR`;
  complain(draft, inside(subject.place, key), `${key} is ${shown(value)}, ${expected}`);
  return unknown(subject, noun);
}

function unknown({ acl, direction, index, place }: EntrySubject, noun: string): Unknown {
  return new Unknown({
    id: `${noun} of ${direction} entry ${index} of ${acl}`,
    text: `the ${noun} of ${direction} entry ${index} of ${acl} cannot be read`,
    remedy: `save the entries of ${acl} again`,
    place,
  });
}
