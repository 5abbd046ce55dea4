// A second, naive reading of the filters: what a list of groups, or one direction of a network ACL, says of one
// packet. Imports nothing of ours but the single-list oracle, so that it can disagree with the engine. It knows no
// unknowns: everything that the definitions name must be there.
import { addressSpan, matches, type AddressSpan, type Packet, type RawPolicy } from "./oracle.ts";
import type { AclDef, Definitions, EntryDef, FaceDef, PolicyDef } from "./format.ts";

export type Verdict = "reachable" | "blocked" | "partial" | "external" | "skipped";

/** Who sends. `vendor`: not a machine of the user's, whatever its address. */
export interface Demand {
  readonly ranges: readonly AddressSpan[];
  readonly soft: readonly AddressSpan[];
  readonly vendor: boolean;
}

export interface Hop {
  readonly kind: "clb" | "target" | "acl";
  readonly resource: string;
  readonly port: number;
  readonly protocol: "tcp" | "udp";
  readonly rule: string;
  readonly demand: Demand;
  readonly groups: readonly string[];
  /** Nothing filters: no group is bound, or the CLB passes to its target. */
  readonly open: boolean;
  readonly acl: AclDef | null;
  readonly face: FaceDef | null;
}

export interface Route {
  readonly owner: string;
  readonly target: string | null;
  readonly outcome: "judged" | "no-targets" | "no-address" | "external" | "skipped";
  readonly hops: readonly Hop[];
  /** Index of the first hop behind a change of the source address; the number of hops where there is none. */
  readonly change: number;
  readonly path: { readonly name: string; readonly expect: "reachable" | "blocked" } | null;
}

export interface Decision {
  readonly admitted: boolean;
  /** `sg-1/0 DROP`, `default`. */
  readonly by: string;
}

const read = new Map<string, AddressSpan>();

export function spans(texts: readonly string[]): AddressSpan[] {
  return texts.map((text) => {
    const span = read.get(text) ?? addressSpan(text);
    read.set(text, span);
    return span;
  });
}

export function within(
  address: Pick<Packet, "family" | "address">,
  list: readonly AddressSpan[],
): boolean {
  return list.some(
    (s) => s.family === address.family && s.first <= address.address && address.address <= s.last,
  );
}

const NUMBERS = { tcp: 6, udp: 17 } as const;

/** Every group's policies with templates and references spelled out. */
export function rawGroups(def: Definitions): ReadonlyMap<string, readonly RawPolicy[]> {
  return new Map(
    def.securityGroups.map(({ id, ingress }) => [
      id,
      ingress.map((policy) => rawPolicy(def, policy)),
    ]),
  );
}

function rawPolicy(
  def: Definitions,
  { action, source, protocol, port, service }: PolicyDef,
): RawPolicy {
  return {
    action,
    source: /^(sg|ipm|ipmg)-/.test(source) ? { members: membersOf(def, source) } : { cidr: source },
    service:
      service === undefined
        ? { protocol: protocol ?? "", port: port ?? "" }
        : { members: servicesOf(def, service) },
  };
}

function membersOf(def: Definitions, id: string): string[] {
  if (id.startsWith("sg-"))
    return facesOf(def)
      .filter((face) => face.securityGroups!.includes(id))
      .flatMap((face) => [...face.privateIps]);
  if (id.startsWith("ipm-")) return [...named(def.addressTemplates, id).addresses];
  return named(def.addressTemplateGroups, id).templates.flatMap((one) => membersOf(def, one));
}

function servicesOf(def: Definitions, id: string): string[] {
  if (id.startsWith("ppm-")) return [...named(def.serviceTemplates, id).services];
  return named(def.serviceTemplateGroups, id).templates.flatMap((one) => servicesOf(def, one));
}

export function facesOf({ instances }: Definitions): FaceDef[] {
  return instances.flatMap((instance) => [instance, ...(instance.enis ?? [])]);
}

export function named<T extends { readonly id: string }>(list: readonly T[], id: string): T {
  const found = list.find((one) => one.id === id);
  if (!found) throw new Error(`the oracle needs ${id}`);
  return found;
}

/** Walks the groups in binding order for one packet. */
export function walkGroups(
  groups: ReadonlyMap<string, readonly RawPolicy[]>,
  ids: readonly string[],
  packet: Packet,
): Decision {
  for (const id of ids)
    for (const [index, policy] of groups.get(id)!.entries())
      if (matches(policy, packet))
        return { admitted: policy.action === "ACCEPT", by: `${id}/${index} ${policy.action}` };
  return { admitted: false, by: "default" };
}

/** Entries in the order in which they are matched. */
export function ordered({ type }: AclDef, entries: readonly EntryDef[]): EntryDef[] {
  if (type === "TRIPLE") return [...entries];
  return entries.toSorted((a, b) => (a.priority ?? 1e9) - (b.priority ?? 1e9));
}

/** One request inward, or its reply outward, between a client's address and port and the target. */
export function walkAcl(
  acl: AclDef,
  direction: "ingress" | "egress",
  hop: Hop,
  client: Pick<Packet, "family" | "address">,
  clientPort: number,
): Decision {
  // A target without an address of the client's family is met only by entries for all of that family.
  const ip = spans(hop.face!.privateIps).find(({ family }) => family === client.family);
  const here = { family: client.family, address: ip?.first ?? 2n ** 31n + 1n };
  const [from, to] = direction === "ingress" ? [client, here] : [here, client];
  const [fromPort, toPort] =
    direction === "ingress" ? [clientPort, hop.port] : [hop.port, clientPort];
  const inAddress = (address: Pick<Packet, "family" | "address">, cidr: string | undefined) =>
    cidr === undefined || within(address, spans([cidr]));
  const inPorts = (port: number, ports = "ALL") =>
    /^all$/i.test(ports) ||
    ports
      .split(",")
      .some((part) =>
        ((first, last = first) => first! <= port && port <= last!)(
          ...(part.split("-").map(Number) as [number, number?]),
        ),
      );
  for (const [index, entry] of ordered(acl, acl[direction]).entries()) {
    const protocol = (entry.protocol ?? "ALL").toLowerCase();
    const hit =
      (protocol === "all" || protocol === hop.protocol) &&
      (acl.type === "TRIPLE"
        ? inAddress(client, entry.cidr)
        : inAddress(from, entry.sourceCidr) &&
          inAddress(to, entry.destinationCidr) &&
          inPorts(fromPort, entry.sourcePort) &&
          inPorts(toPort, entry.destinationPort));
    if (hit)
      return { admitted: entry.action === "ACCEPT", by: `${acl.id}/${index} ${entry.action}` };
  }
  return { admitted: false, by: "default" };
}

export function packetTo(hop: Hop, address: Pick<Packet, "family" | "address">): Packet {
  return {
    family: address.family,
    address: address.address,
    protocol: NUMBERS[hop.protocol],
    port: hop.port,
  };
}
