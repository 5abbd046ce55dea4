// A public address or domain. Domains are matched to the input, never by DNS.
import { parseCidr, PRIVATE_IPV4, type AddressRange } from "../../net/address.ts";
import { overlaps } from "../../net/line.ts";
import { message } from "../../words/index.ts";
import type { Inventory } from "../inventory.ts";
import { key } from "../key.ts";
import type { Lookup } from "../lookup.ts";
import type { RouteInput } from "../route.ts";
import { balancerLegs, type ListenerChoice } from "../routes/balancer.ts";
import { endpointLeg, nowhere, type Leg } from "../routes/leg.ts";
import { factOf, isUnknown, missingOne, type Fact } from "../unknown.ts";
import type { BackendDefinition, BackendOf } from "./definition.ts";

export const http: BackendDefinition<"http"> = {
  words: message("model.backend-http"),
  name: ({ url }) => url,
  legs: (world, find, backend) => ({ legs: httpLegs(world, find, backend) }),
  sharedBy: ({ owner, url }) => key`${owner} ${url}`,
  complete: (told) => told,
};

function httpLegs(world: RouteInput, find: Lookup, { url: text, owner }: BackendOf<"http">): Leg[] {
  const url = readUrl(text);
  if (url === null) return [nowhere(badUrl(text))];
  const known = owner ?? world.domains.get(url.host) ?? url.host;
  const address = parseCidr(known);
  if (address.ok) return addressLegs(world.inventory, find, address, url);
  const endpoint = find.endpointById(known);
  if (endpoint) return [endpointLeg(world.inventory, endpoint, url.port)];
  const balancer = world.inventory.loadBalancers.get(known) ?? find.balancerByDomain(url.host);
  if (balancer) {
    const choice = choiceOf(url);
    const own = { ...choice, domain: null, isOwnHost: true };
    return balancerLegs(world.inventory, find, balancer, owner === undefined ? choice : own);
  }
  if (world.domains.has(url.host)) return [nowhere(missingOne("resource", known))];
  return [outside(url.host)];
}

/** The domain or address that a URL names, in lower case; null for one that cannot be read. */
export function hostOf(url: string): string | null {
  return readUrl(url)?.host ?? null;
}

interface BackendUrl {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

const PORTS: ReadonlyMap<string, number> = new Map([
  ["http:", 80],
  ["https:", 443],
  ["ws:", 80],
  ["wss:", 443],
]);

/** The port is the URL's, else 80 or 443. */
function readUrl(text: string): BackendUrl | null {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(withScheme)) return null;
  const url = new URL(withScheme);
  const standard = PORTS.get(url.protocol);
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
  return [outside(address.text)];
}

function outside(address: string): Leg {
  return { target: null, hops: [], outcome: { kind: "external", address } };
}

function choiceOf(url: BackendUrl): ListenerChoice {
  return { port: url.port, protocol: "tcp", domain: url.host, path: url.path };
}

function badUrl(text: string): Fact {
  const why = message("model.bad-url", text);
  return factOf(key`url ${text}`, why, message("model.write-url"), null);
}

function privateAddress(address: string): Fact {
  const why = message("model.private-address", address);
  return factOf(key`public address ${address}`, why, message("model.use-public-address"), null);
}

function severalOwners(address: string): Fact {
  const why = message("model.several-owners", address);
  return factOf(key`owner of ${address}`, why, message("model.remove-address"), null);
}
