// What stands behind the clb actions: load balancers, their listeners, and who serves each.
import type {
  Backend,
  HealthCheck,
  Listener,
  ListenerBackend,
  LoadBalancer,
  RuleOutput,
  RuleTargets,
} from "tencentcloud-sdk-nodejs/tencentcloud/services/clb/v20180317/clb_models.js";
import {
  diceIn,
  groupsOf,
  HOSTS_PER_SUBNET,
  idIn,
  instanceIp,
  publicIp,
  subnetLead,
  timeOf,
  vpcOfSubnet,
  zoneOf,
  type Region,
} from "../account.ts";
import type { Wire } from "../action.ts";

/** Every third load balancer is public. */
export function isOpen(index: number): boolean {
  return index % 3 === 2;
}

export function vipOf(region: Region, index: number): string {
  if (isOpen(index)) return `198.19.${(index >> 8) & 255}.${index & 255}`;
  return `${subnetLead(region, edgeSubnet(region, index))}${10 + (index % HOSTS_PER_SUBNET)}`;
}

function edgeSubnet(region: Region, index: number): number {
  return region.size.instanceSubnets + Math.floor(index / HOSTS_PER_SUBNET);
}

export function vpcOfBalancer(region: Region, index: number): string {
  return idIn(region, "vpc", vpcOfSubnet(region, edgeSubnet(region, index)));
}

export function loadBalancer(region: Region, index: number): Wire<LoadBalancer> {
  const subnet = edgeSubnet(region, index);
  const open = isOpen(index);
  const zone = zoneOf(region, subnet);
  return {
    LoadBalancerId: idIn(region, "lb", index),
    LoadBalancerName: `lb-${open ? "public" : "inner"}-${index}`,
    LoadBalancerType: open ? "OPEN" : "INTERNAL",
    Forward: 1,
    Domain: "",
    LoadBalancerVips: [vipOf(region, index)],
    Status: 1,
    CreateTime: timeOf(region, "lb", index),
    StatusTime: timeOf(region, "lb", index),
    ProjectId: 0,
    VpcId: vpcOfBalancer(region, index),
    OpenBgp: 0,
    Snat: false,
    Isolation: 0,
    Log: null,
    SubnetId: open ? "" : idIn(region, "subnet", subnet),
    Tags: [],
    SecureGroups: index % 4 === 3 ? [] : groupsOf(region, "lb", index),
    TargetRegionInfo: { Region: region.name, VpcId: vpcOfBalancer(region, index) },
    AddressIPVersion: "ipv4",
    VipIsp: open ? "BGP" : "INTERNAL",
    MasterZone: { ZoneId: 100002, Zone: zone, ZoneName: zone, ZoneRegion: region.name },
    ChargeType: "POSTPAID_BY_HOUR",
    AddressIPv6: null,
    LoadBalancerPassToTarget: index % 2 === 1,
    SnatPro: false,
    SnatIps: [],
    MixIpTarget: false,
    AttributeFlags: [],
    LoadBalancerDomain: "",
  };
}

interface Slot {
  readonly protocol: "TCP" | "UDP" | "HTTPS" | "HTTP";
  readonly port: number;
}

const SLOTS: readonly Slot[] = [
  { protocol: "TCP", port: 8080 },
  { protocol: "HTTPS", port: 443 },
  { protocol: "HTTP", port: 80 },
  { protocol: "UDP", port: 5353 },
];

/** One to four listeners, the first always TCP; target groups hang on the first of every tenth balancer. */
export function slotsOf(region: Region, index: number): readonly Slot[] {
  return SLOTS.slice(0, 1 + diceIn(region, "listeners", index).below(SLOTS.length));
}

function targetGroupOf(region: Region, balancer: number, slot: number): string | null {
  if (slot !== 0 || balancer % 10 !== 0) return null;
  return idIn(region, "lbtg", balancer / 10);
}

function listenerId(region: Region, index: number, slot: number): string {
  return idIn(region, "lbl", index * SLOTS.length + slot);
}

const RULES = ["/", "/orders", "/pay"];

function rulesOf(region: Region, index: number, slot: number): number {
  return 1 + diceIn(region, `rules-${slot}`, index).below(RULES.length);
}

export function listeners(region: Region, index: number): Wire<Listener>[] {
  return slotsOf(region, index).map(({ protocol, port }, slot) => {
    const group = targetGroupOf(region, index, slot);
    const layer7 = protocol === "HTTP" || protocol === "HTTPS";
    const basic = group === null ? null : { TargetGroupId: group, TargetGroupName: `tg-${index}` };
    return {
      ListenerId: listenerId(region, index, slot),
      Protocol: protocol,
      Port: port,
      Certificate: null,
      HealthCheck: layer7 ? null : health(protocol, index),
      Scheduler: layer7 ? null : "WRR",
      SessionExpireTime: 0,
      SniSwitch: 0,
      Rules: layer7 ? rules(region, index, slot) : null,
      ListenerName: `${protocol.toLowerCase()}-${port}`,
      CreateTime: timeOf(region, "lb", index),
      EndPort: 0,
      TargetType: group === null ? "NODE" : "TARGETGROUP",
      TargetGroup: basic,
      SessionType: "NORMAL",
      KeepaliveEnable: layer7 ? index % 2 : 0,
      Toa: false,
      AttrFlags: [],
      TargetGroupList: basic === null ? null : [basic],
    };
  });
}

function health(protocol: Slot["protocol"], index: number): Wire<HealthCheck> {
  return {
    HealthSwitch: 1,
    TimeOut: 2,
    IntervalTime: 5,
    HealthNum: 3,
    UnHealthNum: 3,
    HttpCode: null,
    HttpCheckPath: null,
    CheckType: protocol === "UDP" ? "PING" : protocol,
    SourceIpType: index % 2,
  };
}

function location(region: Region, index: number, slot: number, rule: number) {
  const place = (index * SLOTS.length + slot) * RULES.length + rule;
  return {
    LocationId: idIn(region, "loc", place),
    Domain: `app-${index}.example.com`,
    Url: RULES[rule]!,
  };
}

function rules(region: Region, index: number, slot: number): Wire<RuleOutput>[] {
  return Array.from({ length: rulesOf(region, index, slot) }, (_, rule) => ({
    ...location(region, index, slot, rule),
    SessionExpireTime: 0,
    HealthCheck: health("HTTP", index),
    Certificate: null,
    Scheduler: "WRR",
    ListenerId: listenerId(region, index, slot),
    RewriteTarget: null,
    ForwardType: "HTTP",
    CreateTime: timeOf(region, "lb", index),
    TargetType: "NODE",
    TargetGroup: null,
  }));
}

export function listenerTargets(region: Region, index: number): Wire<ListenerBackend>[] {
  return slotsOf(region, index).map(({ protocol, port }, slot) => {
    const layer7 = protocol === "HTTP" || protocol === "HTTPS";
    const bound = targetGroupOf(region, index, slot) === null;
    const count = layer7 ? rulesOf(region, index, slot) : 0;
    const ruled = Array.from({ length: count }, (_, rule): Wire<RuleTargets> => {
      const targets = targetsOf(region, index, 8080 + rule);
      return { ...location(region, index, slot, rule), Targets: targets, FunctionTargets: [] };
    });
    return {
      ListenerId: listenerId(region, index, slot),
      Protocol: protocol,
      Port: port,
      Rules: layer7 ? ruled : null,
      Targets: layer7 || !bound ? null : targetsOf(region, index, port),
      EndPort: 0,
    };
  });
}

export function targetsOf(region: Region, balancer: number, port: number): Wire<Backend>[] {
  const { instances } = region.size;
  const count = Math.min(instances, 1 + (balancer % 3));
  return Array.from({ length: count }, (_, i) => {
    const instance = (balancer * 3 + i) % instances;
    const eip = publicIp(instance);
    return {
      Type: "CVM",
      InstanceId: idIn(region, "ins", instance),
      Port: port,
      Weight: i === 0 ? 10 : 10 * ((balancer + i) % 2),
      PublicIpAddresses: eip === null ? null : [eip],
      PrivateIpAddresses: [instanceIp(region, instance)],
      InstanceName: `app-${instance}`,
      RegisteredTime: timeOf(region, "lb", balancer),
      EniId: null,
      Tag: "",
      Zone: null,
    };
  });
}
