// Ids and public addresses -> aliases. An alias is a keyed hash: alike for alike values, in every run with the same
// key, and of no use to anybody without it. Addresses keep who lies in whose CIDR, so that a redacted snapshot is
// judged like the real one; what the vendor publishes and private ranges stay as they are.
import { createHmac } from "node:crypto";

export interface Redactor {
  /** A copy of any JSON value. */
  readonly value: (value: unknown) => unknown;
  readonly id: (text: string) => string;
}

/** `key` is secret; `published` are CIDRs or addresses that everybody knows. */
export function redactor(key: string, published: readonly string[]): Redactor {
  const secret = createHmac("sha256", key).update("sglint redaction").digest();
  const kept = keptTree([...SPECIAL, ...published]);
  const ids = new Map<string, string>();
  const id = (text: string): string => {
    const found = ids.get(text) ?? aliasOf(secret, text);
    ids.set(text, found);
    return found;
  };
  const address = addressMasker(secret, kept);
  const number = (digits: string): string => digitsFor(secret, digits);
  const inText = (text: string): string =>
    text
      .replace(KNOWN_ID, id)
      .replace(ACCOUNT, number)
      .replace(IPV4, address.v4)
      .replace(IPV6, address.v6);
  const value = (given: unknown, name: string | null): unknown => {
    if (typeof given === "string") {
      const clean = inText(given);
      return clean === given && isIdKey(name) && given !== "" && !/^[\d.:/]+$/.test(given)
        ? id(given)
        : clean;
    }
    if (typeof given === "number")
      return isAccountKey(name) ? Number(number(String(given))) : given;
    if (Array.isArray(given)) return given.map((one) => value(one, name));
    if (typeof given !== "object" || given === null) return given;
    return Object.fromEntries(Object.entries(given).map(([k, inner]) => [k, value(inner, k)]));
  };
  return { value: (given) => value(given, null), id };
}

/** The vendor's ids: a prefix, a hyphen and eight characters. In names they stand between anything: `tke_cls-1a2b3c4d_worker`. */
const KNOWN_ID =
  /(?<![0-9a-zA-Z])(?:sg|ins|eni|subnet|vpc|acl|acle|lb|lbl|loc|lbtg|cls|np|service|api|upstream|instance|ipm|ipmg|ppm|ppmg|gateway|namespace|ms|group|application|cluster|img|disk|snap|eip|bwp|rtb|nat|ccn|dcg|pcx|cgw|vpngw|havip|cert|skey|usagePlan|set|env|task|plugin|pkg|asg|asc|cdb|cdbro|crs|ckafka|postgres|mssql|cmgo|cynosdbmysql|cfs|emr|tcr)-[0-9a-zA-Z]{8}(?![0-9a-zA-Z])/g;

/** AppId and Uin as they stand in domains and resource names. */
const ACCOUNT = /(?<!\d)\d{9,14}(?!\d)/g;

function aliasOf(secret: Buffer, text: string): string {
  const prefix = /^([a-zA-Z]{1,15})-/.exec(text)?.[1] ?? "id";
  const bytes = createHmac("sha256", secret).update(`id ${text}`).digest();
  let out = "";
  for (let i = 0; i < 8; i++) out += "0123456789abcdefghijklmnopqrstuvwxyz"[bytes[i]! % 36];
  return `${prefix}-${out}`;
}

/** Keys that hold an id, whatever it looks like; zones, regions and templates' own words are none. */
function isIdKey(name: string | null): boolean {
  return (
    name !== null &&
    (/(?:Id|Ids|IdSet|Uuid|Uin)$/.test(name) || name === "GroupSet") &&
    !/Zone|Region|Project/.test(name)
  );
}

function isAccountKey(name: string | null): boolean {
  return name !== null && /^(?:AppId|Uin|OwnerUin|OwnerAppId|NumericalVpcId)$/.test(name);
}

/** As many digits as before. */
function digitsFor(secret: Buffer, digits: string): string {
  const bytes = createHmac("sha256", secret).update(`number ${digits}`).digest();
  return [...digits].map((_, i) => (i === 0 ? 1 + (bytes[i]! % 9) : bytes[i]! % 10)).join("");
}

const IPV4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?(?![\d.]*\d)/g;
const HEX = "[0-9a-fA-F]{1,4}";
/** Eight groups, or fewer around a `::`. */
const IPV6 = new RegExp(
  `(?<![\\w:])(?:${HEX}(?::${HEX}){7}|(?:${HEX}(?::${HEX}){0,6})?::(?:${HEX}(?::${HEX}){0,6})?)(?:/\\d{1,3})?(?!\\w)`,
  "g",
);

/** Not public (RFC 6890), or private inside the vendor's network. */
const SPECIAL = [
  "0.0.0.0/8",
  "9.0.0.0/8",
  "10.0.0.0/8",
  "11.0.0.0/8",
  "30.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/3",
  "::/8",
  "fc00::/7",
  "fe80::/10",
  "ff00::/8",
];

/** Prefixes (as bits) on the way to a kept range, and the kept ranges. */
interface Kept {
  readonly above: ReadonlySet<string>;
  readonly ranges: ReadonlySet<string>;
}

function keptTree(texts: readonly string[]): Kept {
  const above = new Set<string>();
  const ranges = new Set<string>();
  for (const text of texts) {
    const [address = "", length] = text.split("/");
    const bits = address.includes(":") ? bitsOf6(address) : bitsOf4(address);
    if (bits === null) continue;
    const family = address.includes(":") ? "6" : "4";
    const prefix = bits.slice(0, length === undefined ? bits.length : Number(length));
    for (let i = 0; i < prefix.length; i++) above.add(family + prefix.slice(0, i));
    ranges.add(family + prefix);
  }
  return { above, ranges };
}

interface Masker {
  readonly v4: (text: string) => string;
  readonly v6: (text: string) => string;
}

/**
 * Flips each bit by a hash of the bits before it, which keeps common prefixes. No bit is flipped on the way to or inside
 * a kept range. The last 8 bits (IPv6: 64) stay, so that ranges such as 1.2.3.4-1.2.3.9 stay ranges, but where the bits
 * before them could not change.
 */
function addressMasker(secret: Buffer, { above, ranges }: Kept): Masker {
  const flips = new Map<string, boolean>();
  const flipped = (prefix: string): boolean => {
    const found = flips.get(prefix);
    if (found !== undefined) return found;
    const flip = (createHmac("sha256", secret).update(`bits ${prefix}`).digest()[0]! & 1) === 1;
    flips.set(prefix, flip);
    return flip;
  };
  const mask = (bits: string, family: "4" | "6", size: number): string => {
    const free = Math.min(family === "4" ? 24 : 64, size);
    let out = "";
    let inside = false;
    for (let i = 0; i < bits.length; i++) {
      const prefix = family + bits.slice(0, i);
      inside ||= ranges.has(prefix);
      const near = i >= free && i < size && above.has(family + bits.slice(0, free));
      const flip = (i < free || near) && !inside && !above.has(prefix) && flipped(prefix);
      out += flip === (bits[i] === "1") ? "0" : "1";
    }
    return out;
  };
  return {
    v4: (text) => {
      const [address = "", length] = text.split("/");
      const bits = bitsOf4(address);
      const size = length === undefined ? 32 : Number(length);
      if (bits === null || size > 32) return text;
      const masked = mask(bits, "4", size);
      return withLength(textOf4(masked), length);
    },
    v6: (text) => {
      const [address = "", length] = text.split("/");
      const bits = bitsOf6(address);
      const size = length === undefined ? 128 : Number(length);
      if (bits === null || size > 128) return text;
      return withLength(textOf6(mask(bits, "6", size)), length);
    },
  };
}

function withLength(address: string, length: string | undefined): string {
  return length === undefined ? address : `${address}/${length}`;
}

function bitsOf4(text: string): string | null {
  const parts = text.split(".").map(Number);
  if (parts.length !== 4 || parts.some((n) => !(n >= 0 && n <= 255))) return null;
  return parts.map((n) => n.toString(2).padStart(8, "0")).join("");
}

function textOf4(bits: string): string {
  return [0, 8, 16, 24].map((at) => Number.parseInt(bits.slice(at, at + 8), 2)).join(".");
}

function bitsOf6(text: string): string | null {
  const halves = text.split("::");
  const partsOf = (half: string): string[] => (half === "" ? [] : half.split(":"));
  const [head, tail] = [partsOf(halves[0] ?? ""), partsOf(halves[1] ?? "")];
  const missing = 8 - head.length - tail.length;
  if (halves.length > 2 || (halves.length === 1 ? missing !== 0 : missing < 1)) return null;
  const all = [...head, ...Array.from({ length: missing }, () => "0"), ...tail];
  if (all.some((part) => !/^[0-9a-f]{1,4}$/i.test(part))) return null;
  return all.map((part) => Number.parseInt(part, 16).toString(2).padStart(16, "0")).join("");
}

/** The first longest run of zeros is shortened, as RFC 5952 has it. */
function textOf6(bits: string): string {
  const parts = Array.from({ length: 8 }, (_, i) =>
    Number.parseInt(bits.slice(i * 16, i * 16 + 16), 2).toString(16),
  );
  let best = { at: 0, length: 1 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (parts[at + length] === "0") length++;
    if (length > best.length) best = { at, length };
  }
  if (best.length < 2) return parts.join(":");
  return `${parts.slice(0, best.at).join(":")}::${parts.slice(best.at + best.length).join(":")}`;
}
