// Subnets and the network ACL in front of each. The link is told by DescribeSubnets or by DescribeNetworkAcls;
// where neither tells it, it is unknown and never "none".
import type {
  NetworkAcl,
  Subnet as SavedSubnet,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js";
import { parseCidr, uniteAddresses, type AddressSet } from "../../net/address.ts";
import type { Id, Subnet } from "../../model/inventory.ts";
import { news } from "../../model/notice.ts";
import { inside, type Place } from "../../model/place.ts";
import { isUnknown, type Known } from "../../model/unknown.ts";
import { message, say } from "../../words/index.ts";
import { tccli } from "../vendor/calls.ts";
import type { Draft } from "../merge/draft.ts";
import { recordsIn, type Desk } from "./desk.ts";
import { idIn } from "../read/forms.ts";
import { isAbsent } from "../read/plain.ts";
import { knownId, shown, unreadField, untold, type Fields } from "./fields.ts";

export function joinSubnets(desk: Desk): void {
  const { draft } = desk;
  const linked = linksOf(desk);
  const listed = new Set<Id>();
  for (const { id, fields, place } of desk.elements<SavedSubnet>("DescribeSubnets")) {
    listed.add(id);
    draft.subnets.push(readSubnet(draft, id, fields, place, linked.get(id)?.acl ?? null));
  }
  for (const [id, { acl, fields, place }] of linked)
    if (!listed.has(id)) draft.subnets.push(readSubnet(draft, id, fields, place, acl));
}

interface Link {
  readonly acl: Id;
  readonly fields: Fields<SavedSubnet>;
  readonly place: Place;
}

/** The subnets that DescribeNetworkAcls lists under its ACLs; each ACL repeats their fields. */
function linksOf(desk: Desk): Map<Id, Link> {
  const { draft } = desk;
  const links = new Map<Id, Link>();
  for (const { id: acl, fields, place } of desk.elements<NetworkAcl>("DescribeNetworkAcls")) {
    const at = inside(place, "SubnetSet");
    for (const [record, where] of recordsIn(draft, fields.SubnetSet, at, `subnets of ${acl}`)) {
      const subnet: Fields<SavedSubnet> = record;
      const id = idIn(subnet.SubnetId);
      if (id !== null && !links.has(id)) links.set(id, { acl, fields: subnet, place: where });
    }
  }
  return links;
}

function readSubnet(
  draft: Draft,
  id: Id,
  fields: Fields<SavedSubnet>,
  place: Place,
  linked: Id | null,
): Subnet {
  const save = tccli("DescribeSubnets");
  const vpc = knownId(draft, { noun: "VPC", of: id, save, place }, fields.VpcId, "VpcId");
  return {
    id,
    vpc,
    cidr: readCidr(draft, id, fields, place),
    networkAcl: readAcl(draft, id, fields, place, linked),
    place,
  };
}

/** "" says that no ACL is bound; null says nothing. */
function readAcl(
  draft: Draft,
  id: Id,
  fields: Fields<SavedSubnet>,
  place: Place,
  linked: Id | null,
): Known<Id | null> {
  const save = tccli("DescribeSubnets");
  const question = { noun: "network ACL", of: id, save, place };
  if (isAbsent(fields.NetworkAclId) && linked !== null) return linked;
  const own = knownId(draft, question, fields.NetworkAclId, "NetworkAclId");
  if (isUnknown(own) || linked === null || own === linked) return own;
  if (own === null) {
    draft.notices.push(news(say("answers.acl-only-there", linked, id)));
    return linked;
  }
  draft.notices.push(news(say("answers.two-acls-news", own, linked, id)));
  const reason = message("answers.two-acls", own, linked, id);
  return untold(question, reason, message("answers.save-both"));
}

function readCidr(
  draft: Draft,
  id: Id,
  fields: Fields<SavedSubnet>,
  place: Place,
): Known<AddressSet> {
  const question = { noun: "CIDR", of: id, save: tccli("DescribeSubnets"), place };
  const sets: AddressSet[] = [];
  for (const key of ["CidrBlock", "Ipv6CidrBlock"] as const) {
    const value = fields[key];
    if (isAbsent(value) || value === "") continue;
    const reading = typeof value === "string" ? parseCidr(value.trim()) : null;
    if (!reading?.ok) {
      const why =
        reading?.why ?? say("answers.malformed", key, shown(value), say("answers.a-cidr"));
      return unreadField(draft, question, inside(place, key), why);
    }
    sets.push(reading.set);
  }
  return sets.length > 0 ? uniteAddresses(sets) : untold(question);
}
