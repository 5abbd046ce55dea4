// Instances and network interfaces as answers: either may tell what the other leaves out.
import type {
  DescribeInstancesResponse,
  Instance,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/cvm/v20170312/cvm_models.js";
import type {
  DescribeNetworkInterfacesResponse,
  NetworkInterface,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js";
import type { Definitions, FaceDef, InstanceDef } from "../format.ts";
import { named } from "../world.ts";
import { listed, ZONE, type Answer, type Draw, type Saved } from "./answer.ts";

export interface Machines {
  readonly answers: readonly Answer[];
  /** The primary interface of an instance, where an answer tells it. */
  readonly primary: ReadonlyMap<string, string>;
}

/** Who tells of an instance: `stale`, the instance lists its groups in an order that its interface does not have. */
const TELLERS = ["instance", "both", "interface fills", "only interface", "stale"] as const;
type Teller = (typeof TELLERS)[number];

export function printMachines(def: Definitions, draw: Draw): Machines {
  const instances: Saved<Instance>[] = [];
  const interfaces: Saved<NetworkInterface>[] = [];
  const primary = new Map<string, string>();
  for (const one of def.instances) {
    const teller = draw.pick(TELLERS);
    if (teller !== "only interface") instances.push(instanceOf(one, def, teller, draw));
    if (teller !== "instance") {
      const id = `eni-of-${one.id}`;
      primary.set(one.id, id);
      const isAlone = teller === "only interface" || teller === "interface fills";
      const told = isAlone ? primaryFlags(true, draw) : anyFlags(true, draw);
      interfaces.push({ ...faceOf({ ...one, id }, def, draw), ...told, Attachment: on(one.id) });
    }
    for (const eni of one.enis ?? []) {
      const told = draw.chance(0.8)
        ? { ...(teller === "both" ? anyFlags : primaryFlags)(false, draw), Attachment: on(one.id) }
        : { Attachment: draw.pick([null, undefined, { InstanceId: "" }]) };
      interfaces.push({ ...faceOf(eni, def, draw), ...told });
    }
  }
  const answers = [
    listed<DescribeInstancesResponse>(
      { service: "cvm", action: "DescribeInstances", subject: {}, key: "InstanceSet" },
      draw.shuffled(instances),
    ),
    listed<DescribeNetworkInterfacesResponse>(
      {
        service: "vpc",
        action: "DescribeNetworkInterfaces",
        subject: {},
        key: "NetworkInterfaceSet",
      },
      draw.shuffled(interfaces),
    ),
  ];
  return { answers, primary };
}

const isV6 = (ip: string) => ip.includes(":");

function instanceOf(
  { id, privateIps, publicIps, securityGroups, subnet }: InstanceDef,
  def: Definitions,
  teller: Teller,
  draw: Draw,
): Saved<Instance> {
  const v6 = privateIps.filter(isV6);
  const own: Saved<Instance> = {
    InstanceId: id,
    InstanceName: draw.pick([id, "", null]),
    Placement: draw.pick([{ Zone: ZONE }, null]),
    PrivateIpAddresses: privateIps.filter((ip) => !isV6(ip)),
    PublicIpAddresses: publicIps!,
    IPv6Addresses: v6.length > 0 ? v6 : draw.pick([null, [], undefined]),
    PublicIPv6Addresses: draw.pick([null, [], undefined]),
    SecurityGroupIds: securityGroups!,
    VirtualPrivateCloud: { VpcId: named(def.subnets, subnet!).vpc, SubnetId: subnet! },
  };
  if (teller === "stale") return { ...own, SecurityGroupIds: securityGroups!.toReversed() };
  if (teller !== "interface fills") return own;
  return {
    ...own,
    ...(draw.chance(0.6) && { SecurityGroupIds: draw.absent() }),
    ...(draw.chance(0.6) && { IPv6Addresses: draw.absent() }),
    ...(draw.chance(0.6) && { PublicIpAddresses: draw.absent() }),
    ...(draw.chance(0.6) && { PrivateIpAddresses: draw.absent() }),
    ...(draw.chance(0.6) && { VirtualPrivateCloud: draw.absent() }),
  };
}

/** Either field says whether an interface is the primary one. */
function primaryFlags(is: boolean, draw: Draw): Saved<NetworkInterface> {
  const type = is ? 1 : 0;
  return draw.pick<Saved<NetworkInterface>>([
    { Primary: is, EniType: type },
    { Primary: is, EniType: null },
    { Primary: null, EniType: type },
    { EniType: type },
  ]);
}

/** Without both, it is the one that has the instance's address. */
function anyFlags(is: boolean, draw: Draw): Saved<NetworkInterface> {
  return draw.chance(0.2) ? { Primary: null } : primaryFlags(is, draw);
}

function on(InstanceId: string): Saved<NetworkInterface["Attachment"]> {
  return { InstanceId, DeviceIndex: 0 };
}

function faceOf(face: FaceDef, def: Definitions, draw: Draw): Saved<NetworkInterface> {
  const { id, privateIps, publicIps, subnet, securityGroups } = face;
  const v6 = privateIps.filter(isV6).map((Address) => ({
    Address,
    Primary: true,
    PublicIpAddress: draw.none(),
  }));
  return {
    NetworkInterfaceId: id,
    NetworkInterfaceName: draw.none(),
    SubnetId: subnet!,
    VpcId: named(def.subnets, subnet!).vpc,
    GroupSet: securityGroups!,
    Zone: draw.pick([ZONE, null]),
    PrivateIpAddressSet: privateIps
      .filter((ip) => !isV6(ip))
      .map((PrivateIpAddress) => ({
        PrivateIpAddress,
        PublicIpAddress: publicIps![0]!,
        Primary: true,
        State: draw.pick(["AVAILABLE", undefined]),
      })),
    Ipv6AddressSet: v6.length > 0 ? v6 : draw.pick([[], null, undefined]),
  };
}
