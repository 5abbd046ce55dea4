// Protocols and ports <-> points on the service line. May not know about addresses.
import { fromIntervals, type Line } from "./line.ts";
import type { Unreadable } from "./address.ts";

/** `protocol number * 65536 + port`; a protocol without ports is its whole block. */
export type ServiceSet = Line<number>;

export interface ServiceReading {
  readonly ok: true;
  readonly text: string;
  readonly set: ServiceSet;
}

/** IANA protocol numbers of the vendor's Protocol field (docs/facts.md, section 2). */
export const PROTOCOLS = { icmp: 1, tcp: 6, udp: 17, gre: 47, icmpv6: 58 } as const;
export type Protocol = keyof typeof PROTOCOLS;

export function isProtocol(name: string): name is Protocol {
  return Object.hasOwn(PROTOCOLS, name);
}

/** Those that carry ports. */
export type PortProtocol = "tcp" | "udp";

const BLOCK = 65536;
export const EVERY_SERVICE: ServiceSet = [0, 256 * BLOCK];
export const EPHEMERAL_FIRST = 1024;
const EVERY_PORT = /^all$/i;
/** The same few texts stand in thousands of policies; policies that share a set also judge faster. */
const memo = new Map<string, Map<string, ServiceReading | Unreadable>>();

/** One port of TCP or UDP. `port` is 0..65535. */
export function servicePort(protocol: PortProtocol, port: number): ServiceSet {
  return servicePorts(protocol, port, port);
}

/** Ports `first`..`last`, both included. */
export function servicePorts(protocol: PortProtocol, first: number, last: number): ServiceSet {
  const base = PROTOCOLS[protocol] * BLOCK;
  return [base + first, base + last + 1];
}

/** The ports 0..65535 of services that are all of one protocol. */
export function portsOf(protocol: Protocol, services: ServiceSet): Line<number> {
  return services.map((point) => point - PROTOCOLS[protocol] * BLOCK);
}

/** The protocol and port of a point on the service line; protocol null where it has no name. */
export function serviceAt(point: number): {
  protocol: Protocol | null;
  number: number;
  port: number;
} {
  const number = Math.floor(point / BLOCK);
  const named = Object.keys(PROTOCOLS).filter(isProtocol);
  const protocol = named.find((name) => PROTOCOLS[name] === number) ?? null;
  return { protocol, number, port: point % BLOCK };
}

/**
 * The Protocol and Port fields of a policy: protocol in any case, unset = ALL; port `ALL`, `80`, `80,443`,
 * `8000-9000`, unset or empty = all, only for TCP and UDP. Never throws.
 */
export function parseService(
  protocol: string | null | undefined,
  port: string | null | undefined,
): ServiceReading | Unreadable {
  const [name, ports] = [protocol ?? "", port ?? ""];
  const known = memo.get(name) ?? new Map<string, ServiceReading | Unreadable>();
  memo.set(name, known);
  const reading = known.get(ports) ?? readService(name, ports);
  known.set(ports, reading);
  return reading;
}

function readService(protocol: string, port: string): ServiceReading | Unreadable {
  const name = protocol.trim().toLowerCase() || "all";
  const portText = port.trim();
  const anyPort = portText === "" || EVERY_PORT.test(portText);
  if (name !== "all" && !isProtocol(name))
    return {
      ok: false,
      why: `unknown protocol "${protocol}", expected TCP, UDP, ICMP, ICMPv6, GRE or ALL`,
    };
  const base = name === "all" ? 0 : PROTOCOLS[name] * BLOCK;
  if (anyPort)
    return { ok: true, text: name, set: name === "all" ? EVERY_SERVICE : [base, base + BLOCK] };
  // A port beside a protocol without ports cannot be stored, so nobody knows what was meant.
  if (name !== "tcp" && name !== "udp")
    return { ok: false, why: `port "${portText}" needs protocol TCP or UDP` };
  const ports = parsePorts(portText);
  if (!ports.ok) return ports;
  return {
    ok: true,
    text: `${name}/${portText.replace(/\s+/g, "")}`,
    set: ports.set.map((x) => base + x),
  };
}

/** A member of a service template: `tcp:80`, `TCP:80,443`, `tcp:3306-20000`, `udp:all`, `icmp`, `gre`. Never throws. */
export function parseServiceMember(text: string): ServiceReading | Unreadable {
  const colon = text.indexOf(":");
  const protocol = (colon < 0 ? text : text.slice(0, colon)).trim();
  if (protocol === "")
    return { ok: false, why: `"${text}" names no protocol, expected for example tcp:80` };
  return parseService(protocol, colon < 0 ? null : text.slice(colon + 1));
}

/** A port list such as `80,443,8000-9000` as a set of ports 0..65535. Never throws. */
export function parsePorts(text: string): { ok: true; set: Line<number> } | Unreadable {
  const intervals: [number, number][] = [];
  for (const part of text.split(",")) {
    const match = /^\s*(\d{1,5})\s*(?:-\s*(\d{1,5})\s*)?$/.exec(part);
    if (!match)
      return { ok: false, why: `"${text}" is not a port, a list "80,443" or a range "8000-9000"` };
    const first = Number(match[1]);
    const last = match[2] === undefined ? first : Number(match[2]);
    if (first > 65535 || last > 65535)
      return { ok: false, why: `"${part.trim()}" is above port 65535` };
    if (last < first)
      return { ok: false, why: `the port range "${part.trim()}" ends before it begins` };
    intervals.push([first, last + 1]);
  }
  return { ok: true, set: fromIntervals(intervals) };
}
