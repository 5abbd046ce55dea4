// A made-up account of any size. Only its numbers are kept: every resource is computed from its index when it
// is asked for, so 10,000 groups cost as much memory as one. May not know HTTP.
import { dice, idOf, indexOf, tagOf, type Dice } from "./seed.ts";

export interface AccountOptions {
  /** Regions that hold resources, each as many as said below. Default: ap-guangzhou. */
  readonly regions?: readonly string[];
  readonly groups?: number;
  readonly instances?: number;
  readonly balancers?: number;
  /** API Gateway services. */
  readonly gateways?: number;
  readonly apisPerGateway?: number;
  /** Default: one per 40 instances. */
  readonly clusters?: number;
  /** Of each of the four kinds of templates. */
  readonly templates?: number;
  /** TSF microservices in each of the four namespaces. */
  readonly microservices?: number;
  readonly cloudNativeGateways?: number;
  readonly seed?: number;
  /** Another revision is the same account some time later: same ids, a seventh of the groups edited. */
  readonly revision?: number;
  /** Only these groups are edited by a revision. */
  readonly edited?: readonly number[];
}

export type Size = Readonly<Record<Counted, number>>;
type Counted =
  | "groups"
  | "instances"
  | "secondaryEnis"
  | "balancers"
  | "targetGroups"
  | "gateways"
  | "apisPerGateway"
  | "upstreams"
  | "dedicated"
  | "clusters"
  | "templates"
  | "vpcs"
  | "instanceSubnets"
  | "edgeSubnets"
  | "acls"
  | "namespaces"
  | "microservices"
  | "cloudNativeGateways";

export interface Region {
  readonly name: string;
  readonly seed: number;
  readonly revision: number;
  readonly edited: readonly number[] | null;
  readonly size: Size;
  readonly uin: string;
}

export interface Account {
  readonly uin: string;
  readonly appId: number;
  readonly regions: readonly string[];
  /** A known region without resources is an empty one, as in the cloud. */
  readonly region: (name: string) => Region;
}

export const HOSTS_PER_SUBNET = 200;
const SUBNETS_PER_VPC = 200;
const EDGE_SUBNETS_PER_VPC = 50;
const SUBNETS_PER_ACL = 3;
const SECONDARY_EVERY = 10;
const SECONDARY_AT = 3;

export function generateAccount(options: AccountOptions = {}): Account {
  const { regions = ["ap-guangzhou"], seed = 1, revision = 0, edited = null } = options;
  const uin = `1000${10_000_000 + (seed % 1_000_000)}`;
  const full = sizeOf(options);
  const empty = sizeOf({ groups: 0, instances: 0, balancers: 0, gateways: 0, templates: 0 });
  const region = (name: string): Region => {
    const size = regions.includes(name) ? full : { ...empty, microservices: 0, namespaces: 0 };
    return { name, seed, revision, edited, size, uin };
  };
  return { uin, appId: 1_250_000_000 + (seed % 1_000_000), regions, region };
}

function sizeOf(options: AccountOptions): Size {
  const { groups = 12, instances = 30, balancers = 6, gateways = 3, templates = 5 } = options;
  const { microservices = 4, cloudNativeGateways = gateways > 0 ? 1 : 0 } = options;
  const instanceSubnets = Math.ceil(instances / HOSTS_PER_SUBNET);
  const edgeSubnets = Math.ceil(balancers / HOSTS_PER_SUBNET);
  const subnets = instanceSubnets + edgeSubnets;
  return {
    groups,
    instances,
    secondaryEnis: Math.max(0, Math.ceil((instances - SECONDARY_AT) / SECONDARY_EVERY)),
    balancers,
    targetGroups: Math.ceil(balancers / 10),
    gateways,
    apisPerGateway: options.apisPerGateway ?? 8,
    upstreams: instances > 0 ? Math.ceil(gateways / 2) : 0,
    dedicated: Math.ceil(gateways / 4),
    clusters: options.clusters ?? Math.ceil(instances / 40),
    templates,
    vpcs: Math.max(
      Math.ceil(instanceSubnets / SUBNETS_PER_VPC),
      Math.ceil(edgeSubnets / EDGE_SUBNETS_PER_VPC),
    ),
    instanceSubnets,
    edgeSubnets,
    acls: subnets > 0 ? Math.max(2, Math.ceil(subnets / SUBNETS_PER_ACL)) : 0,
    namespaces: instances > 0 ? 4 : 0,
    microservices,
    cloudNativeGateways,
  };
}

export type Prefix =
  | "vpc"
  | "subnet"
  | "acl"
  | "sg"
  | "ipm"
  | "ipmg"
  | "ppm"
  | "ppmg"
  | "eni"
  | "ins"
  | "eip"
  | "lb"
  | "lbl"
  | "loc"
  | "lbtg"
  | "service"
  | "api"
  | "upstream"
  | "instance"
  | "cls"
  | "cluster"
  | "namespace"
  | "ms"
  | "gateway";

export function idIn(region: Region, prefix: Prefix, index: number): string {
  return idOf(prefix, tagIn(region, prefix), index);
}

/** Resources that a `shift` fault makes appear between pages lie just behind the counted ones. */
const GROWTH = 1000;

/** The index of an id of this region; null where there is no such resource. */
export function indexIn(region: Region, prefix: Prefix, id: string, count: number): number | null {
  const index = indexOf(prefix, tagIn(region, prefix), id);
  return index !== null && index < count + GROWTH && count > 0 ? index : null;
}

function tagIn(region: Region, prefix: Prefix): string {
  return tagOf(region.seed, region.name, prefix);
}

export function diceIn(region: Region, kind: string, index: number): Dice {
  return dice(region.seed, region.name, kind, index);
}

/** Where things stand, so that every address is in its subnet's CIDR and no two are equal. */
export function instanceSubnet(index: number): number {
  return Math.floor(index / HOSTS_PER_SUBNET);
}

export function vpcOfSubnet(region: Region, subnet: number): number {
  const edge = subnet - region.size.instanceSubnets;
  return edge < 0 ? Math.floor(subnet / SUBNETS_PER_VPC) : Math.floor(edge / EDGE_SUBNETS_PER_VPC);
}

/** `10.V.N.` of a subnet; instances' subnets are N < 200, load balancers' from 200. */
export function subnetLead(region: Region, subnet: number): string {
  const edge = subnet - region.size.instanceSubnets;
  const third = edge < 0 ? subnet % SUBNETS_PER_VPC : 200 + (edge % EDGE_SUBNETS_PER_VPC);
  return `10.${vpcOfSubnet(region, subnet)}.${third}.`;
}

export function instanceIp(region: Region, index: number): string {
  return `${subnetLead(region, instanceSubnet(index))}${10 + (index % HOSTS_PER_SUBNET)}`;
}

/** Every fifth instance has an elastic address, of the block reserved for benchmarks. */
export function publicIp(index: number): string | null {
  return index % 5 === 0 ? `198.18.${(index >> 8) & 255}.${index & 255}` : null;
}

export function ownerOfSecondary(secondary: number): number {
  return secondary * SECONDARY_EVERY + SECONDARY_AT;
}

export function secondaryIp(region: Region, secondary: number): string {
  const instance = ownerOfSecondary(secondary);
  const host = 210 + Math.floor((instance % HOSTS_PER_SUBNET) / SECONDARY_EVERY);
  return `${subnetLead(region, instanceSubnet(instance))}${host}`;
}

/** One to three groups in binding order, without repeats. */
export function groupsOf(region: Region, kind: string, index: number): string[] {
  const { groups } = region.size;
  if (groups === 0) return [];
  const roll = diceIn(region, `${kind}-groups`, index);
  const chosen = new Set([index % groups]);
  for (let more = roll.below(3); more > 0; more--) chosen.add(roll.below(groups));
  return [...chosen].map((group) => idIn(region, "sg", group));
}

export function zoneOf(region: Region, index: number): string {
  return `${region.name}-${2 + (index % 3)}`;
}

/** `YYYY-MM-DD hh:mm:ss`, some day of the past years. */
export function timeOf(region: Region, kind: string, index: number): string {
  const roll = diceIn(region, `${kind}-time`, index);
  const at = Date.UTC(2021, 0, 1) + roll.below(4 * 365 * 24 * 3600) * 1000;
  return new Date(at).toISOString().slice(0, 19).replace("T", " ");
}

export function isoTimeOf(region: Region, kind: string, index: number): string {
  return `${timeOf(region, kind, index).replace(" ", "T")}Z`;
}
