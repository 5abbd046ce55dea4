// Packet sets -> what a person or a report reads: whole declared ranges, fewest CIDRs, port lists.
import { printAddress, type AddressRange, type AddressSet } from "./address.ts";
import {
  covers,
  fromIntervals,
  meetLines,
  intervalsOf,
  overlaps,
  subtractLines,
  type Line,
} from "./line.ts";
import { isProtocol, PROTOCOLS, portsOf, type ServiceSet } from "./service.ts";
import type { Traffic } from "./traffic.ts";

/** Sources x ports of one protocol; `ports` is `["all"]` for a whole protocol, and the protocol `all` means every one. */
export interface PrintedTraffic {
  readonly sources: readonly string[];
  readonly protocol: string;
  readonly ports: readonly string[];
}

/** The fewest CIDRs that cover exactly the set; a single address is printed without a prefix. */
export function printAddresses(set: AddressSet): string[] {
  return [...cidrs4(set.v4), ...cidrs6(set.v6)];
}

/**
 * The set as a reader of the demand knows it: each declared range that is in it whole under its own text, the
 * rest as fewest CIDRs cut at the declared ranges (10/8 and 11/8 never become 10.0.0.0/7).
 */
export function printAsDeclared(set: AddressSet, declared: readonly AddressRange[]): string[] {
  let { v4, v6 } = set;
  const out: string[] = [];
  for (const range of declared) {
    if (!overlaps(v4, range.set.v4) && !overlaps(v6, range.set.v6)) continue;
    const whole = covers(set.v4, range.set.v4) && covers(set.v6, range.set.v6);
    if (whole) out.push(range.text);
    else
      out.push(
        ...printAddresses({ v4: meetLines(v4, range.set.v4), v6: meetLines(v6, range.set.v6) }),
      );
    v4 = subtractLines(v4, range.set.v4);
    v6 = subtractLines(v6, range.set.v6);
  }
  return [...out, ...printAddresses({ v4, v6 })];
}

/** A packet set as rows of sources x protocol x ports, one for each port list of a protocol, in a canonical order. */
export function printTraffic(
  traffic: Traffic,
  print: (set: AddressSet) => readonly string[] = printAddresses,
): PrintedTraffic[] {
  const rows: Row[] = [];
  const seen = new Map<ServiceSet, readonly Row[]>();
  const rowsOf = (services: ServiceSet): readonly Row[] => {
    const known = seen.get(services);
    if (known) return known;
    const made = printServices(services).map((service) => {
      const like = rows.find((row) => rowName(row) === rowName(service));
      if (like) return like;
      const row = { ...service, v4: [], v6: [] };
      rows.push(row);
      return row;
    });
    seen.set(services, made);
    return made;
  };
  for (const [lo, hi, services] of strips(traffic, (b) => b.v4))
    for (const row of rowsOf(services)) row.v4.push([lo, hi]);
  for (const [lo, hi, services] of strips(traffic, (b) => b.v6))
    for (const row of rowsOf(services)) row.v6.push([lo, hi]);
  return rows
    .toSorted((a, b) => compareText(rowName(a), rowName(b)))
    .map(({ protocol, ports, v4, v6 }) => ({
      sources: print({ v4: fromIntervals(v4), v6: fromIntervals(v6) }),
      protocol,
      ports,
    }));
}

/** Ports are text of our own, without blanks and commas. */
function rowName({ protocol, ports }: Pick<Row, "protocol" | "ports">): string {
  return `${protocol} ${ports.join()}`;
}

interface Row {
  readonly protocol: string;
  readonly ports: readonly string[];
  readonly v4: [number, number][];
  readonly v6: [bigint, bigint][];
}

/** `[{protocol: "tcp", ports: ["80", "8000-9000"]}]`; every service is `[{protocol: "all", ports: ["all"]}]`. */
export function printServices(services: ServiceSet): { protocol: string; ports: string[] }[] {
  const out: { protocol: string; ports: string[] }[] = [];
  let rest = services;
  if (covers(rest, [0, 256 * 65536])) return [{ protocol: "all", ports: ["all"] }];
  for (const name of Object.keys(PROTOCOLS).filter(isProtocol)) {
    const base = PROTOCOLS[name] * 65536;
    const own = meetLines(rest, [base, base + 65536]);
    if (own.length === 0) continue;
    out.push({ protocol: name, ports: printPorts(portsOf(name, own)) });
    rest = subtractLines(rest, [base, base + 65536]);
  }
  if (rest.length > 0) out.push({ protocol: "other", ports: ["all"] });
  return out;
}

/** Ports 0..65535 as `80`, `8000-9000`; all of them as `all`. */
export function printPorts(ports: Line<number>): string[] {
  if (covers(ports, [0, 65536])) return ["all"];
  const out: string[] = [];
  for (let i = 0; i < ports.length; i += 2) {
    const [first, last] = [ports[i]!, ports[i + 1]! - 1];
    out.push(first === last ? String(first) : `${first}-${last}`);
  }
  return out;
}

/** Locale-free order, so that output is the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Cuts one address line at every boundary met; each strip carries the services of the set there. */
function strips<T extends number | bigint>(
  traffic: Traffic,
  lineOf: (b: Traffic[number]) => Line<T>,
): [T, T, ServiceSet][] {
  const sorted = traffic.flatMap(lineOf).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const points = sorted.filter((x, i) => x !== sorted[i - 1]);
  const out: [T, T, ServiceSet][] = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const strip: [T, T] = [points[i]!, points[i + 1]!];
    const here = traffic.filter((b) => b.services.length > 0 && overlaps(lineOf(b), strip));
    if (here.length > 0) out.push([...strip, unionOfServices(here)]);
  }
  return out;
}

function unionOfServices([first, ...more]: Traffic): ServiceSet {
  if (more.length === 0) return first!.services;
  return fromIntervals([first!, ...more].flatMap((b) => intervalsOf(b.services)));
}

/** The fewest blocks of an IPv4 line; apart from IPv6, as bigints cost ten times what numbers do. */
function cidrs4(line: Line<number>): string[] {
  const out: string[] = [];
  for (let i = 0; i < line.length; i += 2) {
    const end = line[i + 1]!;
    for (let at = line[i]!, size = 1; at < end; at += size) {
      let bits = 32;
      for (size = 1; bits > 0 && at % (2 * size) === 0 && at + 2 * size <= end; bits--) size *= 2;
      out.push(printAddress(4, at) + (bits === 32 ? "" : `/${bits}`));
    }
  }
  return out;
}

function cidrs6(line: Line<bigint>): string[] {
  const out: string[] = [];
  for (let i = 0; i < line.length; i += 2) {
    const end = line[i + 1]!;
    for (let at = line[i]!, size = 1n; at < end; at += size) {
      let bits = 128;
      for (size = 1n; bits > 0 && at % (2n * size) === 0n && at + 2n * size <= end; bits--)
        size *= 2n;
      out.push(printAddress(6, at) + (bits === 128 ? "" : `/${bits}`));
    }
  }
  return out;
}
