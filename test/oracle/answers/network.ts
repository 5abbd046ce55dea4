// Subnets and network ACLs of both kinds as answers.
import type {
  DescribeNetworkAclQuintupleEntriesResponse,
  DescribeNetworkAclsResponse,
  DescribeSubnetsResponse,
  NetworkAcl,
  NetworkAclEntry,
  NetworkAclQuintupleEntry,
  Subnet,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js";
import type { AclDef, Definitions, EntryDef, SubnetDef } from "../format.ts";
import { ordered } from "../world.ts";
import { listed, ZONE, type Answer, type Draw, type Saved } from "./answer.ts";

const vpc = (action: string, subject: Answer["subject"] = {}) => ({
  service: "vpc",
  action,
  subject,
});

export function printNetwork(
  { subnets, networkAcls }: Definitions,
  fetched: boolean,
  draw: Draw,
): Answer[] {
  // The entries of a QUINTUPLE ACL are an answer of their own, which may be all that was saved of it.
  const listedAcls = networkAcls.filter(
    ({ type }) => fetched || type === "TRIPLE" || !draw.chance(0.2),
  );
  const isListed = new Set(listedAcls.map(({ id }) => id));
  const linked = new Map<string, SubnetDef[]>();
  const told = subnets.flatMap((subnet): Saved<Subnet>[] => {
    const { networkAcl } = subnet;
    if (networkAcl === undefined) return [{ ...subnetOf(subnet, draw), NetworkAclId: "" }];
    const tellers = ["both", "subnet", "acl", "only acl"] as const;
    const teller = isListed.has(networkAcl) ? draw.pick(tellers) : "subnet";
    if (teller !== "subnet") linked.set(networkAcl, [...(linked.get(networkAcl) ?? []), subnet]);
    const own = teller === "acl" ? draw.none() : networkAcl;
    return teller === "only acl" ? [] : [{ ...subnetOf(subnet, draw), NetworkAclId: own }];
  });
  const acls = listedAcls.map((acl): Saved<NetworkAcl> => ({
    NetworkAclId: acl.id,
    NetworkAclType: fetched ? acl.type : draw.pick([acl.type, acl.type, null]),
    SubnetSet: (linked.get(acl.id) ?? []).map((subnet) => subnetOf(subnet, draw)),
    ...(acl.type === "TRIPLE"
      ? {
          IngressEntries: triples(acl, "ingress", draw),
          EgressEntries: triples(acl, "egress", draw),
        }
      : { IngressEntries: draw.pick([[], null]), EgressEntries: draw.pick([[], null]) }),
  }));
  return [
    listed<DescribeSubnetsResponse>(
      { ...vpc("DescribeSubnets"), key: "SubnetSet" },
      draw.shuffled(told),
    ),
    listed<DescribeNetworkAclsResponse>(
      { ...vpc("DescribeNetworkAcls"), key: "NetworkAclSet" },
      draw.shuffled(acls),
    ),
    ...networkAcls.flatMap((acl) => (acl.type === "TRIPLE" ? [] : [quintuples(acl, draw)])),
  ];
}

function subnetOf({ id, vpc: VpcId, cidr }: SubnetDef, draw: Draw): Saved<Subnet> {
  return {
    SubnetId: id,
    VpcId,
    CidrBlock: cidr,
    Ipv6CidrBlock: draw.none(),
    Zone: draw.pick([ZONE, null]),
    SubnetName: draw.none(),
  };
}

type Direction = "ingress" | "egress";

/** In matching order, each with the text by which it is found again. */
function inOrder(acl: AclDef, direction: Direction): (readonly [EntryDef, string])[] {
  return ordered(acl, acl[direction]).map((entry, i) => [entry, `${acl.id}/${direction}/${i}`]);
}

/** Listed as they are matched, or anyhow with priorities. */
function prioritised<T extends object>(list: readonly T[], draw: Draw): T[] {
  if (draw.chance(0.4)) return list.map((one) => ({ ...one, Priority: draw.absent() }));
  const step = draw.pick([1, 10]);
  return draw.shuffled(list.map((one, i) => ({ ...one, Priority: (i + 1) * step })));
}

function protocolOf({ protocol }: EntryDef, draw: Draw): string | null | undefined {
  return protocol === undefined
    ? draw.pick(["ALL", "all", "", null, undefined])
    : draw.pick([protocol, protocol.toLowerCase()]);
}

function triples(acl: AclDef, direction: Direction, draw: Draw): Saved<NetworkAclEntry>[] {
  const entries = inOrder(acl, direction).map(([entry, name]): Saved<NetworkAclEntry> => ({
    Protocol: protocolOf(entry, draw),
    Port: draw.pick(["ALL", "all", "", null]),
    Action: entry.action,
    Description: name,
    ...side(entry.cidr!, "CidrBlock", "Ipv6CidrBlock", draw),
  }));
  return prioritised(entries, draw);
}

/** One of the two keys is filled. */
function side(cidr: string, v4: string, v6: string, draw: Draw): object {
  return cidr.includes(":") ? { [v6]: cidr, [v4]: draw.none() } : { [v4]: cidr, [v6]: draw.none() };
}

function quintuples(acl: AclDef, draw: Draw): Answer {
  const entries = (["ingress", "egress"] as const).map((direction) =>
    prioritised(
      inOrder(acl, direction).map(([entry, name]): Saved<NetworkAclQuintupleEntry> => ({
        NetworkAclQuintupleEntryId: `acli45-${name.replaceAll("/", "-")}`,
        NetworkAclDirection: draw.pick([direction.toUpperCase(), direction]),
        Protocol: protocolOf(entry, draw),
        Action: entry.action,
        Description: name,
        SourcePort: portOf(entry.sourcePort, draw),
        DestinationPort: portOf(entry.destinationPort, draw),
        ...side(entry.sourceCidr!, "SourceCidr", "SourceIPv6Cidr", draw),
        ...side(entry.destinationCidr!, "DestinationCidr", "DestinationIPv6Cidr", draw),
      })),
      draw,
    ),
  );
  return listed<DescribeNetworkAclQuintupleEntriesResponse>(
    {
      ...vpc("DescribeNetworkAclQuintupleEntries", { NetworkAclId: acl.id }),
      key: "NetworkAclQuintupleSet",
    },
    interleaved(entries[0]!, entries[1]!, draw),
  );
}

function portOf(port: string | undefined, draw: Draw): string | null | undefined {
  return port === undefined || /^all$/i.test(port) ? draw.pick(["ALL", "all", "", null]) : port;
}

/** Both directions stand in one list; each keeps its own order. */
function interleaved<T>(first: readonly T[], second: readonly T[], draw: Draw): T[] {
  const [a, b] = [[...first], [...second]];
  const out: T[] = [];
  while (a.length + b.length > 0)
    out.push((b.length === 0 || (a.length > 0 && draw.chance(0.5)) ? a : b).shift()!);
  return out;
}
