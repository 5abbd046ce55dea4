// Address text <-> points on the address lines. The only file that touches ip-cidr.
// ip-cidr reads `tcp:1.2.3.4/8`, answers "contains" across families and collapses `::ffff:a.b.c.d/n`,
// so every text is validated here before it gets there, and only its parser and printer are used.
import IPCIDR from "ip-cidr";
import {
  covers,
  sameLine,
  fromIntervals,
  meetLines,
  subtractLines,
  uniteLines,
  type Line,
} from "./line.ts";

export type Family = 4 | 6;

/** Addresses of both families. The planes never meet: `0.0.0.0/0` says nothing about IPv6. */
export interface AddressSet {
  readonly v4: Line<number>;
  readonly v6: Line<bigint>;
}

/** One address, CIDR or range as somebody wrote it; `text` is canonical (host bits masked). */
export interface AddressRange {
  readonly text: string;
  readonly set: AddressSet;
}

export interface AddressReading extends AddressRange {
  readonly ok: true;
  readonly family: Family;
  /** Bits were set behind the prefix: `10.0.0.5/8` means `10.0.0.0/8`. */
  readonly hostBits: boolean;
  /** Written `0.0.0.0/n` with n > 0: a security group stores it as `0.0.0.0/0` (docs/facts.md, section 2). */
  readonly zeroPrefix: boolean;
}

export interface Unreadable {
  readonly ok: false;
  readonly why: string;
}

const V4_END = 2 ** 32;
const V6_END = 1n << 128n;

export const NO_ADDRESS: AddressSet = { v4: [], v6: [] };
export const EVERY_IPV4: AddressSet = { v4: [0, V4_END], v6: [] };
export const EVERY_IPV6: AddressSet = { v4: [], v6: [0n, V6_END] };
export const EVERY_ADDRESS: AddressSet = { v4: EVERY_IPV4.v4, v6: EVERY_IPV6.v6 };

/** RFC 1918 and RFC 6598: what a private IPv4 address can be. */
export const PRIVATE_IPV4: AddressSet = {
  v4: [
    0x0a000000, 0x0b000000, 0x64400000, 0x64800000, 0xac100000, 0xac200000, 0xc0a80000, 0xc0a90000,
  ],
  v6: [],
};

const V4_SHAPE = /^\d{1,3}(\.\d{1,3}){3}$/;
const V6_SHAPE = /^[0-9a-f:.]{2,45}$/i;
const memo = new Map<string, AddressReading | Unreadable>();

/** A range that is written in our own source, or printed by us. */
export function ownRange(text: string): AddressRange {
  const reading = parseCidr(text);
  if (!reading.ok) throw new Error(`${text}: ${reading.why}`);
  return reading;
}

/** Reads an IP or a CIDR of either family. Never throws. */
export function parseCidr(text: string): AddressReading | Unreadable {
  let reading = memo.get(text);
  if (reading === undefined) {
    reading = readCidr(text);
    memo.set(text, reading);
  }
  return reading;
}

/** Reads a member of an address template: IP, CIDR, or a range `10.0.0.1-10.0.0.100`. Never throws. */
export function parseMember(text: string): AddressReading | Unreadable {
  const dash = text.indexOf("-");
  if (dash < 0) return parseCidr(text);
  const first = parseIp(text.slice(0, dash).trim());
  const last = parseIp(text.slice(dash + 1).trim());
  if (!first.ok) return first;
  if (!last.ok) return last;
  if (first.family !== last.family) return unreadable(`"${text}" mixes IPv4 and IPv6`);
  const set = { v4: fromTo(first.set.v4, last.set.v4), v6: fromTo(first.set.v6, last.set.v6) };
  if (!hasAny(set)) return unreadable(`the range "${text}" ends before it begins`);
  return {
    ok: true,
    text: `${first.text}-${last.text}`,
    family: first.family,
    set,
    hostBits: false,
    zeroPrefix: false,
  };
}

/** From one address to another, both included; empty where they are in the wrong order, or none of this family. */
function fromTo<T extends number | bigint>([first]: Line<T>, [, end]: Line<T>): Line<T> {
  return first !== undefined && end !== undefined && first < end ? [first, end] : [];
}

/** Reads one address without a prefix. Never throws. */
export function parseIp(text: string): AddressReading | Unreadable {
  if (text.includes("/")) return unreadable(`"${text}" is a CIDR, expected one address`);
  return parseCidr(text);
}

/**
 * What a security group's CidrBlock means: the vendor stores `0.0.0.0/n` as `0.0.0.0/0` for every n
 * (said of CidrBlock only, so templates and ACLs use the reading as it stands).
 */
export function groupMeaning(reading: AddressReading): AddressSet {
  return reading.zeroPrefix ? EVERY_IPV4 : reading.set;
}

/** Whether a security group says this one CIDR as it is. */
export function isStorable({ v4: [first, end] }: AddressSet): boolean {
  return first !== 0 || end === 1 || end === V4_END;
}

export function uniteAddresses(sets: readonly AddressSet[]): AddressSet {
  const [a, b, another] = sets;
  if (a && !b) return a;
  if (a && b && !another) return { v4: uniteLines(a.v4, b.v4), v6: uniteLines(a.v6, b.v6) };
  const v4: [number, number][] = [];
  const v6: [bigint, bigint][] = [];
  for (const set of sets) {
    for (let i = 0; i < set.v4.length; i += 2) v4.push([set.v4[i]!, set.v4[i + 1]!]);
    for (let i = 0; i < set.v6.length; i += 2) v6.push([set.v6[i]!, set.v6[i + 1]!]);
  }
  return { v4: fromIntervals(v4), v6: fromIntervals(v6) };
}

export function meetAddresses(a: AddressSet, b: AddressSet): AddressSet {
  return { v4: meetLines(a.v4, b.v4), v6: meetLines(a.v6, b.v6) };
}

export function minusAddresses(a: AddressSet, b: AddressSet): AddressSet {
  return { v4: subtractLines(a.v4, b.v4), v6: subtractLines(a.v6, b.v6) };
}

export function coversAddresses(outer: AddressSet, inner: AddressSet): boolean {
  return covers(outer.v4, inner.v4) && covers(outer.v6, inner.v6);
}

export function sameAddresses(a: AddressSet, b: AddressSet): boolean {
  return sameLine(a.v4, b.v4) && sameLine(a.v6, b.v6);
}

export function hasAny(set: AddressSet): boolean {
  return set.v4.length > 0 || set.v6.length > 0;
}

/** The CIDR `lo/bits`; `lo` has no host bits. A single address is printed without a prefix. */
export function cidrOf(family: Family, lo: bigint, bits: number): AddressRange {
  const width = family === 4 ? 32 : 128;
  const end = lo + (1n << BigInt(width - bits));
  return {
    text: printAddress(family, lo) + (bits === width ? "" : `/${bits}`),
    set: family === 4 ? { v4: [Number(lo), Number(end)], v6: [] } : { v4: [], v6: [lo, end] },
  };
}

/** Prints one address, `10.0.0.1` or `2001:db8::1` (RFC 5952). */
export function printAddress(family: Family, point: bigint | number): string {
  if (family === 4) {
    const bits = Number(point);
    return `${bits >>> 24}.${(bits >>> 16) & 255}.${(bits >>> 8) & 255}.${bits & 255}`;
  }
  const hex = point.toString(16).padStart(32, "0");
  return IPCIDR.createAddress(hex.match(/.{4}/g)!.join(":")).correctForm();
}

function readCidr(text: string): AddressReading | Unreadable {
  const [ip = "", prefixText, ...more] = text.split("/");
  const family: Family | null = V4_SHAPE.test(ip)
    ? 4
    : ip.includes(":") && V6_SHAPE.test(ip)
      ? 6
      : null;
  if (family === null || more.length > 0)
    return unreadable(`"${text}" is not an IP address or CIDR`);
  const bits = family === 4 ? 32 : 128;
  if (prefixText !== undefined && !/^(0|[1-9]\d{0,2})$/.test(prefixText))
    return unreadable(`"${text}" has no valid prefix length behind the slash`);
  const prefix = prefixText === undefined ? bits : Number(prefixText);
  if (prefix > bits) return unreadable(`"${text}" has a prefix length above ${bits}`);
  // IPv6 may end in an embedded IPv4 address, to which the same rules apply.
  const octets = /\d+(\.\d+)+$/.exec(ip)?.[0].split(".") ?? [];
  if (octets.some((octet) => octet.length > 1 && octet.startsWith("0")))
    return unreadable(`"${text}" has a leading zero, which some systems read as octal`);
  if (octets.some((octet) => Number(octet) > 255))
    return unreadable(`"${text}" has a part above 255`);
  const plain = family === 6 ? expandEmbeddedV4(ip) : ip;
  if (plain === null || !IPCIDR.isValidCIDR(`${plain}/${prefix}`))
    return unreadable(`"${text}" is not an IP address or CIDR`);
  return measure(plain, family, prefix, prefixText !== undefined);
}

function measure(ip: string, family: Family, prefix: number, slash: boolean): AddressReading {
  const own = BigInt(String(IPCIDR.createAddress(ip).bigInteger()));
  const size = 1n << BigInt((family === 4 ? 32 : 128) - prefix);
  const lo = own - (own % size);
  const hi = lo + size;
  return {
    ok: true,
    family,
    text: printAddress(family, lo) + (slash ? `/${prefix}` : ""),
    set: family === 4 ? { v4: [Number(lo), Number(hi)], v6: [] } : { v4: [], v6: [lo, hi] },
    hostBits: own !== lo,
    zeroPrefix: slash && family === 4 && own === 0n && prefix > 0,
  };
}

/** `::ffff:1.2.3.4` as hex groups, so that ip-cidr does not turn it into IPv4; null when malformed. */
function expandEmbeddedV4(ip: string): string | null {
  const tail = /^(.*:)(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(ip);
  if (!tail) return ip.includes(".") ? null : ip;
  const [a = 0, b = 0, c = 0, d = 0] = tail.slice(2).map(Number);
  return `${tail[1]}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

function unreadable(why: string): Unreadable {
  return { ok: false, why };
}
