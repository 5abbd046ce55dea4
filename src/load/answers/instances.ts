// DescribeInstances completed by DescribeNetworkInterfaces: the primary interface is more exact than the
// instance, secondary ones bind groups of their own.
import type {
  Instance as SavedInstance,
  VirtualPrivateCloud,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/cvm/v20170312/cvm_models.js";
import type { AddressRange } from "../../net/address.ts";
import type { GroupList, Id, Instance, Interface } from "../../model/inventory.ts";
import { news } from "../../model/notice.ts";
import { listKey } from "../../model/key.ts";
import { inside } from "../../model/place.ts";
import { isUnknown, type Known } from "../../model/unknown.ts";
import { say } from "../../words/index.ts";
import { tccli } from "../vendor/calls.ts";
import type { Draft } from "../merge/draft.ts";
import { type Desk, type Element } from "./desk.ts";
import { isAbsent, isRecord } from "../read/plain.ts";
import { knownId, knownIds, knownIps, mergeIps, type Fields, type Question } from "./fields.ts";
import { joinInterfaces, type AttachedInterface } from "./interfaces.ts";

/** The instance behind each primary interface: its id names no interface in the inventory. */
export type PrimaryOf = ReadonlyMap<Id, Id>;

export function joinInstances(desk: Desk): PrimaryOf {
  const { draft } = desk;
  const saved = desk.elements<SavedInstance>("DescribeInstances");
  const bare = new Map(saved.map((element) => [element, readInstance(draft, element)]));
  const byId = new Map([...bare.values()].map((instance) => [instance.id, instance]));
  const primary = new Map<Id, Interface>();
  const secondary = new Map<Id, Interface[]>();
  const loose: AttachedInterface[] = [];
  for (const attached of joinInterfaces(desk)) {
    const { instance, face } = attached;
    if (instance === null) loose.push(attached);
    else if (isPrimary(attached, byId.get(instance)) && !primary.has(instance))
      primary.set(instance, face);
    else secondary.set(instance, [...(secondary.get(instance) ?? []), face]);
  }
  for (const instance of bare.values()) {
    const face = primary.get(instance.id);
    const whole = face ? complete(draft, instance, face) : instance;
    draft.instances.push({ ...whole, enis: secondary.get(instance.id) ?? [] });
  }
  for (const [id, face] of primary)
    if (!byId.has(id)) draft.instances.push({ ...face, id, enis: secondary.get(id) ?? [] });
  for (const [id, faces] of secondary)
    if (!byId.has(id) && !primary.has(id)) draft.interfaces.push(...faces);
  draft.interfaces.push(...loose.map(({ face }) => face));
  return new Map([...primary].map(([instance, face]) => [face.id, instance]));
}

/** Where the answer does not tell, the interface that shares an address with the instance is its primary one. */
function isPrimary(
  { isPrimary: told, face }: AttachedInterface,
  instance: Instance | undefined,
): boolean {
  if (told !== null) return told;
  if (!instance || isUnknown(instance.privateIps) || isUnknown(face.privateIps)) return false;
  const own = new Set(instance.privateIps.map((ip) => ip.text));
  return face.privateIps.some((ip) => own.has(ip.text));
}

function readInstance(draft: Draft, { id, fields, place }: Element<SavedInstance>): Instance {
  const ask = (noun: string): Question => ({
    noun,
    of: id,
    save: tccli("DescribeInstances"),
    place,
  });
  const { VirtualPrivateCloud: cloud } = fields;
  const vpc: Fields<VirtualPrivateCloud> = isRecord(cloud) ? cloud : {};
  const inVpc = {
    ...ask("subnet"),
    place: isRecord(cloud) ? inside(place, "VirtualPrivateCloud") : place,
  };
  return {
    id,
    privateIps: withIpv6(draft, ask, fields, "private IPs", "PrivateIpAddresses", "IPv6Addresses"),
    publicIps: withIpv6(
      draft,
      ask,
      fields,
      "public IPs",
      "PublicIpAddresses",
      "PublicIPv6Addresses",
    ),
    subnet: knownId(draft, inVpc, vpc.SubnetId, "SubnetId"),
    securityGroups: knownIds(
      draft,
      ask("security groups"),
      fields.SecurityGroupIds,
      "SecurityGroupIds",
    ),
    enis: [],
    place,
  };
}

/** Few instances have IPv6 addresses, and null is how the vendor says so; the IPv4 list decides what is known. */
function withIpv6(
  draft: Draft,
  ask: (noun: string) => Question,
  fields: Fields<SavedInstance>,
  noun: string,
  key: "PrivateIpAddresses" | "PublicIpAddresses",
  key6: "IPv6Addresses" | "PublicIPv6Addresses",
): Known<readonly AddressRange[]> {
  const v4 = knownIps(draft, ask(noun), fields[key], key);
  if (isAbsent(fields[key6])) return v4;
  const v6 = knownIps(draft, ask(noun), fields[key6], key6);
  return isUnknown(v4) ? v4 : isUnknown(v6) ? v6 : mergeIps(v4, v6);
}

function complete(draft: Draft, instance: Instance, face: Interface): Instance {
  return {
    ...instance,
    privateIps: mergeIps(instance.privateIps, face.privateIps),
    publicIps: mergeIps(instance.publicIps, face.publicIps),
    subnet: isUnknown(instance.subnet) ? face.subnet : instance.subnet,
    securityGroups: chooseGroups(draft, instance, face),
  };
}

function chooseGroups(draft: Draft, instance: Instance, face: Interface): GroupList {
  const [own, exact] = [instance.securityGroups, face.securityGroups];
  if (isUnknown(exact)) return own;
  if (!isUnknown(own) && listKey(own) !== listKey(exact))
    draft.notices.push(
      news(say("answers.other-groups", named(own), instance.id, named(exact), face.id)),
    );
  return exact;
}

function named(groups: readonly Id[]): string {
  return groups.length === 0 ? say("answers.no-group") : groups.join(", ");
}
