// A naive second reading of the vendor's rules: walks the lists for one packet. Reads addresses and ports
// itself, with plain arithmetic; imports nothing of ours, so that it can disagree with the engine.

export interface Packet {
  readonly family: 4 | 6;
  readonly address: bigint;
  /** IANA protocol number, 0..255. */
  readonly protocol: number;
  /** 0..65535; means something for TCP and UDP only. */
  readonly port: number;
}

/** One policy as the cloud stores it. Templates and group references are given by their members. */
export interface RawPolicy {
  readonly action: "ACCEPT" | "DROP";
  readonly source: { readonly cidr: string } | { readonly members: readonly string[] };
  readonly service:
    | { readonly protocol: string; readonly port: string }
    | { readonly members: readonly string[] };
}

/** Groups in binding order, each with its policies from the top. */
export type RawGroups = readonly (readonly RawPolicy[])[];

/** First and last point, both included; services are `protocol * 65536 + port`. */
export interface Span {
  readonly first: bigint;
  readonly last: bigint;
}

export interface AddressSpan extends Span {
  readonly family: 4 | 6;
}

const NUMBERS: { readonly [name: string]: number } = {
  icmp: 1,
  tcp: 6,
  udp: 17,
  gre: 47,
  icmpv6: 58,
};

/** What becomes of one packet, and who says so; `by` null = no policy matched. */
export function decide(
  groups: RawGroups,
  packet: Packet,
): { admitted: boolean; by: { group: number; index: number } | null } {
  for (const [group, policies] of groups.entries())
    for (const [index, policy] of policies.entries())
      if (matches(policy, packet))
        return { admitted: policy.action === "ACCEPT", by: { group, index } };
  return { admitted: false, by: null };
}

export function matches(policy: RawPolicy, packet: Packet): boolean {
  const service = BigInt(packet.protocol * 65536 + packet.port);
  const { sources, services } = spansOf(policy);
  return (
    sources.some(
      (s) => s.family === packet.family && s.first <= packet.address && packet.address <= s.last,
    ) && services.some((s) => s.first <= service && service <= s.last)
  );
}

const read = new WeakMap<RawPolicy, { sources: AddressSpan[]; services: Span[] }>();

/** What a policy's text says, read once. */
export function spansOf(policy: RawPolicy): { sources: AddressSpan[]; services: Span[] } {
  const known = read.get(policy);
  if (known) return known;
  const { source, service } = policy;
  // CidrBlock 0.0.0.0/n is stored as 0.0.0.0/0; said of no other place.
  const sources =
    "members" in source
      ? source.members.map(addressSpan)
      : [addressSpan(source.cidr.startsWith("0.0.0.0/") ? "0.0.0.0/0" : source.cidr)];
  const services =
    "members" in service
      ? service.members.flatMap((member) =>
          serviceSpans(...(member.split(":") as [string, string?])),
        )
      : serviceSpans(service.protocol, service.port);
  const spans = { sources, services };
  read.set(policy, spans);
  return spans;
}

function serviceSpans(protocol: string, ports = "all"): Span[] {
  const name = protocol.trim().toLowerCase();
  if (name === "all" || name === "") return [{ first: 0n, last: 2n ** 24n - 1n }];
  const every = /^\s*(all)?\s*$/i.test(ports) || (name !== "tcp" && name !== "udp");
  return (every ? "0-65535" : ports).split(",").map((part) => {
    const [first, last = first] = part.split("-").map((text) => BigInt(text.trim()));
    const base = BigInt(NUMBERS[name]!) * 65536n;
    return { first: base + first!, last: base + last! };
  });
}

/** An IP, a CIDR (host bits or not) or a range `a-b`. */
export function addressSpan(text: string): AddressSpan {
  const [from = "", to] = text.split("-").map((part) => part.trim());
  const [ip = "", prefix] = from.split("/");
  const family = ip.includes(":") ? 6 : 4;
  if (to !== undefined) return { family, first: point(from), last: point(to) };
  const bits = family === 4 ? 32 : 128;
  const size = 2n ** BigInt(bits - Number(prefix ?? bits));
  const first = point(ip) - (point(ip) % size);
  return { family, first, last: first + size - 1n };
}

function point(ip: string): bigint {
  if (!ip.includes(":"))
    return ip.split(".").reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
  const embedded = /[\d.]*\.\d+$/.exec(ip)?.[0] ?? "";
  const low =
    embedded === "" ? "" : point(embedded).toString(16).padStart(8, "0").replace(/^.{4}/, "$&:");
  const halves = (ip.slice(0, ip.length - embedded.length) + low).split("::");
  const [head = [], tail = []] = halves.map((half) =>
    half.split(":").filter((group) => group !== ""),
  );
  const zeros = Array<string>(8 - head.length - tail.length).fill("0");
  return [...head, ...zeros, ...tail].reduce(
    (sum, group) => sum * 65536n + BigInt(`0x${group}`),
    0n,
  );
}
