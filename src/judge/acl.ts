// A network ACL is stateless: a connection passes when its request is admitted inward and its reply outward.
// Both are judged in one plane, (address of the other side) x (its ephemeral port), so the connection passes
// exactly where both admitted sets meet.
import { EVERY_ADDRESS, NO_ADDRESS, type AddressSet } from "../net/address.ts";
import { covers, meetLines, uniteLines, type Line } from "../net/line.ts";
import {
  EPHEMERAL_FIRST,
  PROTOCOLS,
  servicePorts,
  type PortProtocol,
  type ServiceSet,
} from "../net/service.ts";
import { block, type Block } from "../net/traffic.ts";
import type { AclEntry, AddressChoice, Interface, NetworkAcl } from "../model/inventory.ts";
import { aclRef, type Direction } from "../model/list.ts";
import { key } from "../model/key.ts";
import { factOf, isUnknown, type Fact, type Known } from "../model/unknown.ts";
import { message } from "../words/index.ts";
import { unreadablePolicy } from "./compile.ts";
import { judgedPolicy, type Bounds, type JudgedPolicy } from "./policies.ts";

/**
 * What the port of a TRIPLE entry is. The vendor's pages disagree (document/product/215/31850: either side's;
 * 215/31852: the source's), so every reading is judged.
 */
export type PortReading = "destination" | "source" | "either";
export const PORT_READINGS: readonly PortReading[] = ["destination", "source", "either"];

export interface Connection {
  readonly protocol: PortProtocol;
  /** The port that is served in the subnet. */
  readonly port: number;
  readonly face: Interface | null;
}

/** All connections from these addresses: their replies go to ports 1024-65535. */
export function connections(addresses: AddressSet, protocol: PortProtocol): Block {
  return block(addresses, servicePorts(protocol, EPHEMERAL_FIRST, 65535));
}

export function aclPolicies(
  acl: Known<NetworkAcl>,
  direction: Direction,
  connection: Connection,
  reading: PortReading,
): readonly JudgedPolicy[] {
  if (isUnknown(acl)) return [unreadablePolicy(aclRef(""), acl.fact)];
  const entries = acl[direction];
  const list = aclRef(acl.id);
  if (isUnknown(entries)) return [unreadablePolicy(list, entries.fact)];
  return entries.map((entry, index) =>
    judgedPolicy(
      { list, index, place: entry.place },
      isUnknown(entry.action)
        ? { value: null, facts: [entry.action.fact] }
        : { value: entry.action, facts: [] },
      addressBounds(entry, connection),
      portBounds(entry, direction, connection, reading),
    ),
  );
}

/** Whether the readings of TRIPLE ports differ for this protocol at all. */
export function portMatters(acl: Known<NetworkAcl>, protocol: PortProtocol): boolean {
  if (isUnknown(acl) || acl.type !== "TRIPLE") return false;
  return [acl.ingress, acl.egress].some(
    (entries) =>
      !isUnknown(entries) &&
      entries.some(
        ({ port, protocol: own }) =>
          !isUnknown(port) && !covers(port, ANY_PORT) && (isUnknown(own) || carries(own, protocol)),
      ),
  );
}

export function portReadingFact({ id, place }: NetworkAcl): Fact {
  const why = message("judge.port-readings", id);
  return factOf(key`port reading of ${id}`, why, message("judge.name-both-ports"), place);
}

const ANY_PORT: Line<number> = [0, 65536];
const NO_PORT: ServiceSet = [];

function addressBounds(entry: AclEntry, { face }: Connection): Bounds<AddressSet> {
  const peer = choiceBounds(entry.peer);
  if (entry.own === null) return peer;
  const own = ownSide(entry.own, face);
  const sure = fromOwnSide(peer.sure, own.v4.sure, own.v6.sure);
  const exact = peer.sure === peer.maybe && isCertain(own.v4) && isCertain(own.v6);
  const maybe = exact ? sure : fromOwnSide(peer.maybe, own.v4.maybe, own.v6.maybe);
  return { sure, maybe, facts: [...peer.facts, ...own.facts] };
}

/** What of the other side's addresses can meet the target's: IPv4 calls IPv4. */
function fromOwnSide(peer: AddressSet, v4: boolean, v6: boolean): AddressSet {
  return v4 && v6 ? peer : { v4: v4 ? peer.v4 : [], v6: v6 ? peer.v6 : [] };
}

function choiceBounds(choice: Known<AddressChoice>): Bounds<AddressSet> {
  if (isUnknown(choice)) return { sure: NO_ADDRESS, maybe: EVERY_ADDRESS, facts: [choice.fact] };
  return { sure: choice.sure, maybe: choice.maybe, facts: choice.fact ? [choice.fact] : [] };
}

/** Whether an entry's address on the subnet's side is the target's, by the family that calls it. */
interface OwnSide {
  readonly v4: Match;
  readonly v6: Match;
  readonly facts: readonly Fact[];
}

interface Match {
  readonly sure: boolean;
  readonly maybe: boolean;
}

const ALWAYS: Match = { sure: true, maybe: true };
const PERHAPS: Match = { sure: false, maybe: true };

function isCertain({ sure, maybe }: Match): boolean {
  return sure === maybe;
}

function ownSide(choice: Known<AddressChoice>, face: Interface | null): OwnSide {
  const { sure, maybe, facts } = choiceBounds(choice);
  if (sure === EVERY_ADDRESS) return { v4: ALWAYS, v6: ALWAYS, facts };
  if (face === null) return { v4: PERHAPS, v6: PERHAPS, facts };
  if (isUnknown(face.privateIps))
    return { v4: PERHAPS, v6: PERHAPS, facts: [...facts, face.privateIps.fact] };
  const ips = face.privateIps.map((ip) => ip.set);
  return {
    v4: matchOf(
      ips.map((ip) => ip.v4),
      sure.v4,
      maybe.v4,
      EVERY_ADDRESS.v4,
    ),
    v6: matchOf(
      ips.map((ip) => ip.v6),
      sure.v6,
      maybe.v6,
      EVERY_ADDRESS.v6,
    ),
    facts,
  };
}

/** A target without an address of the family is met only by an entry for all of that family. */
function matchOf<T extends number | bigint>(
  ips: readonly Line<T>[],
  sure: Line<T>,
  maybe: Line<T>,
  all: Line<T>,
): Match {
  const own = ips.filter((ip) => ip.length > 0);
  const asked = own.length > 0 ? own : [all];
  return {
    sure: asked.every((ip) => covers(sure, ip)),
    maybe: asked.some((ip) => covers(maybe, ip)),
  };
}

function portBounds(
  entry: AclEntry,
  direction: Direction,
  { protocol, port }: Connection,
  reading: PortReading,
): Bounds<ServiceSet> {
  const whole = servicePorts(protocol, 0, 65535);
  if (isUnknown(entry.protocol)) return { sure: [], maybe: whole, facts: [entry.protocol.fact] };
  if (!carries(entry.protocol, protocol)) return { sure: NO_PORT, maybe: NO_PORT, facts: [] };
  const sides = sidesOf(entry, direction, reading);
  const unknown = [sides.served, sides.ephemeral, sides.any].filter(isUnknown);
  if (unknown.length > 0) return { sure: [], maybe: whole, facts: unknown.map((u) => u.fact) };
  const known = sides as { [K in keyof Sides]: Line<number> };
  const served = covers(known.served, [port, port + 1]);
  const ports = uniteLines(
    served ? known.ephemeral : [],
    covers(known.any, [port, port + 1]) ? ANY_PORT : known.any,
  );
  const base = PROTOCOLS[protocol] * 65536;
  const set = meetLines(ports, ANY_PORT).map((x) => base + x);
  return { sure: set, maybe: set, facts: [] };
}

/** Which ports an entry asks of the served port and of the ephemeral one; `any` = satisfied by either. */
interface Sides {
  readonly served: Known<Line<number>>;
  readonly ephemeral: Known<Line<number>>;
  readonly any: Known<Line<number>>;
}

function sidesOf(entry: AclEntry, direction: Direction, reading: PortReading): Sides {
  if (entry.sourcePort !== null && entry.destinationPort !== null) {
    const [source, destination] = [entry.sourcePort, entry.destinationPort];
    return direction === "ingress"
      ? { served: destination, ephemeral: source, any: [] }
      : { served: source, ephemeral: destination, any: [] };
  }
  if (reading === "either") return { served: [], ephemeral: [], any: entry.port };
  const isServed = (reading === "destination") === (direction === "ingress");
  return isServed
    ? { served: entry.port, ephemeral: ANY_PORT, any: [] }
    : { served: ANY_PORT, ephemeral: entry.port, any: [] };
}

function carries(protocols: ServiceSet, protocol: PortProtocol): boolean {
  return covers(protocols, servicePorts(protocol, 0, 65535));
}
