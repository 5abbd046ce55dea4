// Each kind of backend -> its legs. The five rows of the vendor's 504 page (document/product/628/34066), and
// the kinds that need no group. A new kind of backend is one function and one line in `legsOf`.
import { parseCidr, PRIVATE_IPV4, type AddressRange } from "../../net/address.ts";
import { overlaps } from "../../net/line.ts";
import type { PortProtocol } from "../../net/service.ts";
import type { Backend, Id, Inventory } from "../inventory.ts";
import type { Endpoint, Lookup } from "../lookup.ts";
import type { Place } from "../place.ts";
import type { BackendKind, World } from "../route.ts";
import { isUnknown, missing, missingOne, type Fact, type Known } from "../unknown.ts";
import { balancerLegs, DIRECT, targetLeg, unresolved, type Choice, type Leg } from "./balancer.ts";
import { hopsTo } from "./hops.ts";

export interface BackendLegs {
  readonly kind: BackendKind;
  /** The load balancer, microservice, cluster or URL that the backend names. */
  readonly id: string | null;
  readonly deployment: "cvm" | "container" | null;
  readonly cluster: Id | null;
  readonly legs: readonly Leg[];
}

const PLAIN = { deployment: null, cluster: null };

export function legsOf(world: World, find: Lookup, backend: Backend): BackendLegs {
  const { inventory } = world;
  const { kind } = backend;
  switch (kind) {
    case "clb":
      return {
        ...PLAIN,
        kind,
        id: backend.loadBalancer,
        legs: clbLegs(inventory, find, backend.loadBalancer, backend),
      };
    case "http":
      return { ...PLAIN, kind, id: backend.url, legs: httpLegs(world, find, backend) };
    case "microservice":
      return microserviceLegs(inventory, find, backend.microservice);
    case "upstream":
    case "cvm":
      return { ...PLAIN, kind, id: null, legs: upstreamLegs(inventory, find, backend) };
    case "k8s":
      return {
        ...PLAIN,
        kind,
        id: backend.cluster,
        cluster: backend.cluster,
        legs: clusterLegs(inventory, find, backend.cluster, {
          port: backend.port,
          protocol: "tcp",
        }),
      };
    default:
      return { ...PLAIN, kind, id: null, legs: [skipped(kind)] };
  }
}

export function clbLegs(inventory: Inventory, find: Lookup, id: Id, choice: Choice): Leg[] {
  const balancer = inventory.loadBalancers.get(id);
  if (!balancer) return [nowhere(missing("load-balancer", id))];
  return balancerLegs(inventory, find, balancer, choice);
}

/** What a declared path asks of a resource that is several machines, in place of the resource's own port. */
export interface Asked {
  readonly port: Known<number>;
  readonly protocol: PortProtocol;
}

/** Instances of a microservice on CVMs, or every node of the cluster that may run its pods. */
export function microserviceLegs(
  inventory: Inventory,
  find: Lookup,
  id: Id,
  asked: Asked | null = null,
): BackendLegs {
  const found = inventory.microservices.get(id);
  const base = { ...PLAIN, kind: "microservice" as const, id };
  if (!found) return { ...base, legs: [nowhere(missing("microservice", id))] };
  const { runsOn, port } = found;
  const service = asked ?? { port, protocol: "tcp" as const };
  if (runsOn.kind === "cvm") {
    const legs = instanceLegs(inventory, find, `microservice ${id}`, runsOn.instances, service);
    return { ...base, deployment: "cvm", legs };
  }
  if (isUnknown(runsOn.cluster))
    return { ...base, deployment: "container", legs: [nowhere(runsOn.cluster.fact)] };
  const legs = clusterLegs(inventory, find, runsOn.cluster, service);
  return { ...base, deployment: "container", cluster: runsOn.cluster, legs };
}

export function clusterLegs(inventory: Inventory, find: Lookup, id: Id, asked: Asked): Leg[] {
  const cluster = inventory.clusters.get(id);
  if (!cluster) return [nowhere(missing("cluster", id))];
  return instanceLegs(inventory, find, `cluster ${id}`, cluster.nodes, asked);
}

/** A public address or domain. Domains are matched to the input, never by DNS. */
function httpLegs(
  world: World,
  find: Lookup,
  { url: text, owner }: Backend & { readonly kind: "http" },
): Leg[] {
  const url = readUrl(text);
  if (url === null) return [nowhere(badUrl(text))];
  const known = owner ?? world.domains.get(url.host) ?? url.host;
  const address = parseCidr(known);
  if (address.ok) return addressLegs(world.inventory, find, address, url);
  const endpoint = find.endpointById(known);
  if (endpoint) return [endpointLeg(world.inventory, endpoint, url.port)];
  const balancer = world.inventory.loadBalancers.get(known) ?? find.balancerByDomain(url.host);
  if (balancer) return balancerLegs(world.inventory, find, balancer, choiceOf(url));
  if (world.domains.has(url.host)) return [nowhere(missingOne("resource", known))];
  return [{ target: null, hops: [], outcome: { kind: "external", address: url.host } }];
}

interface BackendUrl {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** The port is the URL's, else 80 or 443. */
function readUrl(text: string): BackendUrl | null {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(withScheme)) return null;
  const url = new URL(withScheme);
  const standard = { "http:": 80, "https:": 443, "ws:": 80, "wss:": 443 }[url.protocol];
  if (standard === undefined || url.hostname === "") return null;
  return {
    host: url.hostname.replace(/^\[|\]$/g, "").toLowerCase(),
    port: url.port === "" ? standard : Number(url.port),
    path: url.pathname,
  };
}

function addressLegs(
  inventory: Inventory,
  find: Lookup,
  address: AddressRange,
  url: BackendUrl,
): Leg[] {
  const balancers = find
    .balancerByVip(address)
    .filter((b) => isUnknown(b.type) || b.type === "OPEN");
  const [balancer, ...otherBalancers] = balancers;
  const [endpoint, ...others] = find.byPublicIp(address);
  if (otherBalancers.length + others.length > 0 || (balancer && endpoint))
    return [nowhere(severalOwners(address.text))];
  if (balancer) return balancerLegs(inventory, find, balancer, choiceOf(url));
  if (endpoint) return [endpointLeg(inventory, endpoint, url.port)];
  // No public address: the Internet does not lead there.
  if (overlaps(PRIVATE_IPV4.v4, address.set.v4)) return [nowhere(privateAddress(address.text))];
  return [{ target: null, hops: [], outcome: { kind: "external", address: address.text } }];
}

function choiceOf(url: BackendUrl): Choice {
  return { port: url.port, protocol: "tcp", domain: url.host, path: url.path };
}

function upstreamLegs(
  inventory: Inventory,
  find: Lookup,
  backend: Backend & { kind: "upstream" | "cvm" },
): Leg[] {
  if (isUnknown(backend.targets)) return [nowhere(backend.targets.fact)];
  const active = backend.targets.filter((target) => target.weight !== 0);
  const [first] = backend.targets;
  if (!first) return [noTargets("the upstream has no target")];
  if (active.length === 0)
    return [noTargets("the upstream has only drained targets (weight 0)", first.place)];
  return active.map((target) => targetLeg(inventory, find, target, "tcp", DIRECT));
}

function instanceLegs(
  inventory: Inventory,
  find: Lookup,
  owner: string,
  ids: Known<readonly Id[]>,
  { port, protocol }: Asked,
): Leg[] {
  if (isUnknown(ids)) return [nowhere(ids.fact)];
  if (ids.length === 0) return [noTargets(`${owner} has no instance`)];
  return ids.map((id) => {
    const target = { resource: id, port: isUnknown(port) ? null : port };
    const endpoint = find.endpointById(id);
    if (!endpoint) return { target, hops: [], outcome: unresolved(missing("instance", id)) };
    if (isUnknown(port)) return { target, hops: [], outcome: unresolved(port.fact) };
    return endpointLeg(inventory, endpoint, port, protocol);
  });
}

export function endpointLeg(
  inventory: Inventory,
  endpoint: Endpoint,
  port: number,
  protocol: PortProtocol = "tcp",
): Leg {
  return {
    target: { resource: endpoint.resource, port },
    hops: hopsTo(inventory, endpoint, port, protocol),
    outcome: { kind: "judged" },
  };
}

export function nowhere(fact: Fact): Leg {
  return { target: null, hops: [], outcome: unresolved(fact) };
}

function noTargets(why: string, place: Place | null = null): Leg {
  return { target: null, hops: [], outcome: { kind: "no-targets", why, place } };
}

function skipped(kind: "scf" | "cos" | "mock"): Leg {
  const reason = `${kind.toUpperCase()} backends need no security group`;
  return { target: null, hops: [], outcome: { kind: "skipped", reason } };
}

function badUrl(text: string): Fact {
  return {
    id: `url ${text}`,
    text: `the backend URL "${text}" cannot be read`,
    remedy: "write it as https://host:port/path",
    place: null,
  };
}

function privateAddress(address: string): Fact {
  return {
    id: `public address ${address}`,
    text: `${address} is a private address, and an HTTP backend is called over the Internet`,
    remedy: "declare the backend as clb, upstream or cvm, or use its public address",
    place: null,
  };
}

function severalOwners(address: string): Fact {
  return {
    id: `owner of ${address}`,
    text: `several resources in the input have the public address ${address}`,
    remedy: "remove the address from those that do not hold it",
    place: null,
  };
}
