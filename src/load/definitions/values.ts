// Addresses and ports as people write them in definitions, each mistake a complaint at its place.
import {
  parseIp,
  parseMember,
  type AddressRange,
  type AddressReading,
  type Unreadable,
} from "../../net/address.ts";
import { parseService, type ServiceReading } from "../../net/service.ts";
import type { Place } from "../../model/place.ts";
import type { Known } from "../../model/unknown.ts";
import { quote } from "../own/wording.ts";
import { complain, unreadable, wholeList, writtenAt, type At, type Reading } from "./reading.ts";

/** The longest text that can be an address, a range or a CIDR, with room for spaces. */
const LONGEST = 100;

/** Null, with a complaint, where the text is no address; without one where it is no text. */
export function address(
  reading: Reading,
  at: At,
  parse: (text: string) => AddressReading | Unreadable,
): AddressReading | null {
  if (typeof at.value !== "string") return null;
  const result = parseBounded(at.value, parse);
  if (result.ok) return result;
  complain(reading, at.place, result.why);
  return null;
}

export function parseBounded<T>(
  text: string,
  parse: (text: string) => T | Unreadable,
): T | Unreadable {
  if (text.length > LONGEST) return { ok: false, why: `${quote(text)} is too long for an address` };
  return parse(text);
}

/** Addresses without a prefix, such as private IPs and VIPs. */
export function singleAddresses(reading: Reading, at: At): AddressRange[] | null {
  return wholeList(at, (element) => rangeOf(address(reading, element, parseIp)));
}

/** Who sends: IPs, CIDRs and ranges. An empty list is a mistake, since nobody sending would prove everything. */
export function senders(reading: Reading, at: At, owner: string): Known<readonly AddressRange[]> {
  const ranges = wholeList(at, (element) => rangeOf(address(reading, element, parseMember)));
  if (ranges?.length === 0)
    complain(
      reading,
      at.place,
      `${quote(String(at.place.key))} is empty; list at least one address, or leave the key out`,
    );
  return ranges && ranges.length > 0 ? ranges : unreadable(String(at.place.key), owner, at.place);
}

function rangeOf(reading: AddressReading | null): AddressRange | null {
  return reading && { text: reading.text, set: reading.set };
}

/**
 * Protocol and port together. `null` with a complaint at the one that is wrong, or without one where its shape
 * is wrong already. Ports are read as they were written: YAML would make 08080 a number.
 */
export function service(
  reading: Reading,
  protocol: At | null,
  port: At | null,
  whole: Place,
): ServiceReading | null {
  if (protocol && typeof protocol.value !== "string") return null;
  const portText = port ? writtenAt(reading, port) : null;
  if (port && portText === null) return null;
  const name = protocol?.value as string | undefined;
  const slip = portText === null ? null : leadingZero(portText);
  if (slip !== null) {
    complain(reading, port!.place, slip);
    return null;
  }
  const alone = parseService(name, null);
  if (!alone.ok) {
    complain(
      reading,
      (protocol ?? port)?.place ?? whole,
      `unknown protocol ${quote(name ?? "")}, expected TCP, UDP, ICMP, ICMPv6, GRE or ALL`,
    );
    return null;
  }
  const result = parsePortBounded(name, portText);
  if (!result.ok) {
    complain(reading, port?.place ?? whole, result.why);
    return null;
  }
  return result;
}

function parsePortBounded(
  name: string | undefined,
  port: string | null,
): ServiceReading | Unreadable {
  if (port !== null && port.length > 1000)
    return { ok: false, why: `${quote(port)} is too long for a list of ports` };
  return parseService(name, port);
}

/** Why a port text is refused for a leading zero, or null. */
export function leadingZero(text: string): string | null {
  const found = /(?:^|[^\w])(0\d+)/.exec(text);
  return found?.[1]
    ? `port ${quote(found[1])} has a leading zero, which some systems read as octal; write ${Number(found[1])}`
    : null;
}

/** A single port that is a number; written with a leading zero it is refused. */
export function portNumber(reading: Reading, at: At, least: 0 | 1 = 1): number | null {
  const { value } = at;
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > 65535)
    return null;
  const slip = leadingZero(writtenAt(reading, at) ?? "");
  if (slip === null) return value;
  complain(reading, at.place, slip);
  return null;
}
