// vpc: network ACLs. Even ones are TRIPLE and carry their entries; odd ones are QUINTUPLE, whose entries are a
// call of their own. Every third subnet has none.
import type {
  NetworkAcl,
  NetworkAclEntry,
  NetworkAclQuintupleEntry,
  Subnet,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js";
import { diceIn, idIn, indexIn, timeOf, vpcOfSubnet, type Region } from "../account.ts";
import type { Wire } from "../action.ts";
import { notFound } from "../errors.ts";
import { listOf, type List } from "../list.ts";

export function aclOfSubnet(region: Region, subnet: number): number | null {
  return region.size.acls === 0 || subnet % 3 === 2 ? null : subnet % region.size.acls;
}

export function networkAcl(
  region: Region,
  index: number,
  subnets: number,
  subnetAt: (index: number) => Wire<Subnet>,
): Wire<NetworkAcl> {
  const triple = index % 2 === 0;
  const guarded: Wire<Subnet>[] = [];
  for (let i = index; i < subnets; i += region.size.acls)
    if (aclOfSubnet(region, i) === index) guarded.push(subnetAt(i));
  return {
    VpcId: idIn(region, "vpc", vpcOfSubnet(region, Math.min(index, Math.max(0, subnets - 1)))),
    NetworkAclId: idIn(region, "acl", index),
    NetworkAclName: `acl-${index}`,
    CreatedTime: timeOf(region, "acl", index),
    SubnetSet: guarded,
    IngressEntries: triple ? entries(region, index, "in") : [],
    EgressEntries: triple ? entries(region, index, "out") : [],
    NetworkAclType: triple ? "TRIPLE" : "QUINTUPLE",
    TagSet: [],
  };
}

function entries(region: Region, index: number, way: "in" | "out"): Wire<NetworkAclEntry>[] {
  const open = diceIn(region, `acl-${way}`, index).chance(0.7);
  const tcp = (CidrBlock: string, Port: string) => ({ Protocol: "tcp", CidrBlock, Port });
  const inward = [tcp("9.0.0.0/8", "8080"), tcp("10.0.0.0/8", "1-65535")];
  const list: Wire<NetworkAclEntry>[] = way === "in" ? inward : [tcp("10.0.0.0/8", "1024-65535")];
  if (open) list.push({ Protocol: "all", CidrBlock: "0.0.0.0/0", Port: "ALL" });
  return list.map((entry, i) => ({
    Ipv6CidrBlock: "",
    Action: "ACCEPT",
    Description: "",
    ModifyTime: timeOf(region, "acl", index),
    Priority: i + 1,
    ...entry,
  }));
}

export function quintupleEntries(region: Region, id: string): List<Wire<NetworkAclQuintupleEntry>> {
  const index = indexIn(region, "acl", id, region.size.acls);
  if (index === null) throw notFound("ResourceNotFound", id);
  if (index % 2 === 0) return listOf([]);
  const count = 12 + diceIn(region, "quintuples", index).below(20);
  return listOf(
    Array.from({ length: count }, (_, i) => {
      const inward = i % 2 === 0;
      return {
        Protocol: i >= count - 2 ? "all" : "tcp",
        Description: "",
        SourcePort: "ALL",
        SourceCidr: inward ? "9.0.0.0/8" : "10.0.0.0/8",
        DestinationPort: i >= count - 2 ? "ALL" : String(8000 + i),
        DestinationCidr: inward ? "10.0.0.0/8" : "0.0.0.0/0",
        Action: "ACCEPT",
        NetworkAclQuintupleEntryId: `acli45-${id.slice(4)}${i}`,
        Priority: Math.floor(i / 2) + 1,
        CreateTime: timeOf(region, "acl", index),
        NetworkAclDirection: inward ? "INGRESS" : "EGRESS",
        SourceIPv6Cidr: "",
        DestinationIPv6Cidr: "",
      };
    }),
  );
}
