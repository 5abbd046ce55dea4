// DescribeNetworkInterfaces: every elastic network interface with the groups bound to it.
import type {
  Ipv6Address,
  NetworkInterface,
  NetworkInterfaceAttachment,
  PrivateIpAddressSpecification,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js";
import type { AddressRange } from "../../net/address.ts";
import type { Id, Interface } from "../../model/inventory.ts";
import { inside } from "../../model/place.ts";
import { isUnknown, type Known } from "../../model/unknown.ts";
import { tccli } from "../vendor/calls.ts";
import { once, recordsIn, type Desk, type Element } from "./desk.ts";
import { idIn } from "../read/forms.ts";
import { isAbsent, isRecord } from "../read/plain.ts";
import { knownId, knownIds, knownIps, untold, type Fields, type Question } from "./fields.ts";

export interface AttachedInterface {
  readonly face: Interface;
  /** The instance that holds it; null where it hangs on none that is named. */
  readonly instance: Id | null;
  /** null where the answer does not tell. */
  readonly isPrimary: boolean | null;
}

export function joinInterfaces(desk: Desk): AttachedInterface[] {
  const { draft } = desk;
  const saved = desk.elements<NetworkInterface>("DescribeNetworkInterfaces");
  return once(draft, saved, "network interface").map((element) => readInterface(desk, element));
}

function readInterface({ draft }: Desk, element: Element<NetworkInterface>): AttachedInterface {
  const { id, fields, place } = element;
  const ask = (noun: string): Question => ({
    noun,
    of: id,
    save: tccli("DescribeNetworkInterfaces"),
    place,
  });
  const attachment: Fields<NetworkInterfaceAttachment> = isRecord(fields.Attachment)
    ? fields.Attachment
    : {};
  const face = {
    id,
    ...readAddresses(element, ask, draft),
    subnet: knownId(draft, ask("subnet"), fields.SubnetId, "SubnetId"),
    securityGroups: knownIds(draft, ask("security groups"), fields.GroupSet, "GroupSet"),
    place,
  };
  return { face, instance: idIn(attachment.InstanceId), isPrimary: isPrimary(fields) };
}

/** EniType: 0 secondary, 1 primary, 2 trunk. */
function isPrimary({ Primary, EniType }: Fields<NetworkInterface>): boolean | null {
  if (typeof Primary === "boolean") return Primary;
  return typeof EniType === "number" ? EniType === 1 : null;
}

interface Addresses {
  readonly privateIps: Known<readonly AddressRange[]>;
  readonly publicIps: Known<readonly AddressRange[]>;
}

/** IPv6 addresses stand on the interface itself, so they count as its own like the private IPv4 ones. */
function readAddresses(
  { id, fields, place }: Element<NetworkInterface>,
  ask: (noun: string) => Question,
  draft: Desk["draft"],
): Addresses {
  const set = fields.PrivateIpAddressSet;
  const at = inside(place, "PrivateIpAddressSet");
  const v4 = recordsIn(draft, set, at, `addresses of ${id}`).map(
    ([ip]): Fields<PrivateIpAddressSpecification> => ip,
  );
  const v6 = recordsIn(
    draft,
    fields.Ipv6AddressSet,
    inside(place, "Ipv6AddressSet"),
    `IPv6 addresses of ${id}`,
  ).map(([ip]): Fields<Ipv6Address> => ip);
  if (!Array.isArray(set) && v6.length === 0)
    return { privateIps: untold(ask("private IPs")), publicIps: untold(ask("public IPs")) };
  const own = [...v4.map((ip) => ip.PrivateIpAddress), ...v6.map((ip) => ip.Address)];
  const isTold = v4.every((ip) => !isAbsent(ip.PublicIpAddress));
  const publics = [...v4, ...v6]
    .map((ip) => ip.PublicIpAddress)
    .filter((ip) => !isAbsent(ip) && ip !== "");
  const publicIps = knownIps(draft, ask("public IPs"), publics, "PrivateIpAddressSet");
  return {
    privateIps: knownIps(draft, ask("private IPs"), own, "PrivateIpAddressSet"),
    publicIps: isTold || isUnknown(publicIps) ? publicIps : untold(ask("public IPs")),
  };
}
