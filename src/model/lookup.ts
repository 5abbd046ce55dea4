// Finds resources by id, address or domain. Ambiguity is an unknown, never a guess.
import type { AddressRange } from "../net/address.ts";
import { message } from "../words/index.ts";
import type { Id, Instance, Interface, Inventory, LoadBalancer, TargetRef } from "./inventory.ts";
import { key } from "./key.ts";
import { saveOf } from "./id.ts";
import { factOf, howToAdd, isUnknown, type Fact } from "./unknown.ts";

/** A network interface that traffic can be sent to, under the name of what a reader knows. */
export interface Endpoint {
  /** The instance's id for its primary interface, else the interface's own. */
  readonly resource: Id;
  readonly face: Interface;
  /** Which of its addresses is called, where one is named; `face` then has no other. */
  readonly at?: AddressRange;
}

export interface Lookup {
  readonly endpoint: (ref: TargetRef, vpc?: Id | null) => Endpoint | Fact;
  readonly endpointById: (id: Id) => Endpoint | null;
  readonly byPublicIp: (address: AddressRange) => readonly Endpoint[];
  readonly balancerByVip: (address: AddressRange) => readonly LoadBalancer[];
  readonly balancerByDomain: (domain: string) => LoadBalancer | null;
}

export function lookup(inventory: Inventory): Lookup {
  const byId = new Map<Id, Endpoint>();
  const byPrivate = new Map<string, Endpoint[]>();
  const byPublic = new Map<string, Endpoint[]>();
  const byVip = new Map<string, LoadBalancer[]>();
  const byDomain = new Map<string, LoadBalancer>();
  const add = (resource: Id, face: Interface) => {
    const endpoint = { resource, face };
    byId.set(resource, endpoint);
    if (!isUnknown(face.privateIps))
      for (const ip of face.privateIps) push(byPrivate, ip, endpoint);
    if (!isUnknown(face.publicIps)) for (const ip of face.publicIps) push(byPublic, ip, endpoint);
  };
  for (const face of inventory.interfaces.values()) add(face.id, face);
  for (const instance of inventory.instances.values()) addInstance(instance, add);
  for (const balancer of inventory.loadBalancers.values()) {
    if (!isUnknown(balancer.vips)) for (const vip of balancer.vips) push(byVip, vip, balancer);
    if (balancer.domain !== null) byDomain.set(balancer.domain.toLowerCase(), balancer);
  }
  const inVpc = (endpoint: Endpoint, vpc: Id) => vpcOf(inventory, endpoint.face) === vpc;
  return {
    endpointById: (id) => byId.get(id) ?? null,
    byPublicIp: (address) => byPublic.get(addressKey(address)) ?? [],
    balancerByVip: (address) => byVip.get(addressKey(address)) ?? [],
    balancerByDomain: (domain) => byDomain.get(domain.toLowerCase()) ?? null,
    endpoint: (ref, vpc = null) => {
      if (ref.kind !== "ip") {
        const found = byId.get(ref.id);
        return found ? calledAt(found, ref.at) : absent(ref.kind, ref.id);
      }
      const all = byPrivate.get(addressKey(ref.address)) ?? [];
      const near = vpc === null ? all : all.filter((endpoint) => inVpc(endpoint, vpc));
      const far = all.filter((endpoint) => !near.includes(endpoint));
      const wanted = ref.outside && far.length > 0 ? far : near;
      const [first, ...others] = wanted.length > 0 ? wanted : all;
      if (first && others.length === 0) return calledAt(first, ref.address);
      return first ? ambiguous(ref.address.text) : nobody(ref.address.text);
    },
  };
}

/** Of several addresses of one family the named one: entries of a network ACL may hold for one of them alone. */
function calledAt({ resource, face }: Endpoint, at: AddressRange | undefined): Endpoint {
  const ips = face.privateIps;
  if (at === undefined || (!isUnknown(ips) && !ips.some(({ text }) => text === at.text)))
    return { resource, face };
  // A list of targets names the IPv4 address alone, also where IPv6 arrives.
  const others = isUnknown(ips) ? [] : ips.filter(({ set }) => hasV4(set) !== hasV4(at.set));
  const isOnly = !isUnknown(ips) && ips.length === others.length + 1;
  const privateIps = [at, ...others];
  return isOnly ? { resource, face } : { resource, face: { ...face, privateIps }, at };
}

function hasV4({ v4 }: AddressRange["set"]): boolean {
  return v4.length > 0;
}

/** The VPC of an interface through its subnet; null when it is not known. */
export function vpcOf(inventory: Inventory, face: Interface): Id | null {
  if (isUnknown(face.subnet) || face.subnet === null) return null;
  const vpc = inventory.subnets.get(face.subnet)?.vpc ?? null;
  return isUnknown(vpc) ? null : vpc;
}

export function isFact(value: object): value is Fact {
  return "remedy" in value;
}

/** Whether any declared address of the interface is IPv6: only then does an unbounded demand include IPv6. */
export function hasIpv6(face: Interface): boolean {
  return [face.privateIps, face.publicIps].some(
    (ips) => !isUnknown(ips) && ips.some((ip) => ip.set.v6.length > 0),
  );
}

/** Whether an interface certainly has no address of a family: then no packet of it arrives. */
export function lacks({ privateIps, publicIps }: Interface, family: "v4" | "v6"): boolean {
  if (isUnknown(privateIps) || isUnknown(publicIps)) return false;
  const all = [...privateIps, ...publicIps];
  return all.length > 0 && all.every(({ set }) => set[family].length === 0);
}

/** Whether a resource that a declared path may name, or one behind it, has an IPv6 address. */
export function answersIpv6(inventory: Inventory, id: Id): boolean {
  const { instances, interfaces, loadBalancers, clusters, microservices } = inventory;
  const isGroup = [loadBalancers, clusters, microservices].some((map) => map.has(id));
  const face =
    instances.get(id) ?? interfaces.get(id) ?? (isGroup ? undefined : secondary(inventory, id));
  if (face) return hasIpv6(face);
  const vips = loadBalancers.get(id)?.vips ?? [];
  const runsOn = microservices.get(id)?.runsOn;
  const home = runsOn?.kind === "container" && !isUnknown(runsOn.cluster) ? runsOn.cluster : id;
  const nodes = runsOn?.kind === "cvm" ? runsOn.instances : (clusters.get(home)?.nodes ?? []);
  const isIpv6 = (one: Id) => instances.has(one) && hasIpv6(instances.get(one)!);
  return (
    (!isUnknown(vips) && vips.some(({ set }) => set.v6.length > 0)) ||
    (!isUnknown(nodes) && nodes.some(isIpv6))
  );
}

function secondary({ instances }: Inventory, id: Id): Interface | undefined {
  for (const { enis } of instances.values()) {
    const found = enis.find((eni) => eni.id === id);
    if (found) return found;
  }
  return undefined;
}

function addInstance(instance: Instance, add: (id: Id, face: Interface) => void): void {
  add(instance.id, instance);
  for (const eni of instance.enis) add(eni.id, eni);
}

function push<T>(map: Map<string, T[]>, address: AddressRange, value: T): void {
  const list = map.get(addressKey(address));
  if (list) list.push(value);
  else map.set(addressKey(address), [value]);
}

/** Text is canonical, so one address has one key; a bigint must never be one. */
function addressKey(address: AddressRange): string {
  return address.text.replace(/\/(32|128)$/, "");
}

function absent(kind: "eni" | "instance", id: string): Fact {
  const noun = kind === "eni" ? "interface" : "instance";
  const about = message("model.missing", noun, id);
  const save = saveOf(kind, id);
  const remedy =
    save === null ? howToAdd(kind, id) : message("model.save-endpoint", noun, id, save);
  return factOf(key`${{ own: noun }} ${id}`, about, remedy, null);
}

function nobody(address: string): Fact {
  const about = message("model.no-owner", address);
  const isOne = /^[\d.]+$/.test(address);
  const remedy = message(isOne ? "model.save-owner" : "model.add-owner", address);
  return factOf(key`owner of ${address}`, about, remedy, null);
}

function ambiguous(address: string): Fact {
  const about = message("model.several-instances", address);
  return factOf(key`owner of ${address}`, about, message("model.name-instance"), null);
}
