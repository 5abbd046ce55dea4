// What a target behind a CLB sees of the client's address, and whether its own groups are asked (docs/facts.md, section 3).
import type { AddressRange } from "../../net/address.ts";
import { message, say } from "../../words/index.ts";
import type { Id, Inventory, Listener, LoadBalancer, Target } from "../inventory.ts";
import { key } from "../key.ts";
import type { Endpoint } from "../lookup.ts";
import type { Arrival, Arrivals, Assumed, Hop } from "../route.ts";
import { factOf, isUnknown, Unknown, type Fact, type Known } from "../unknown.ts";
import { vpcBehind } from "./hops.ts";
import type { LegOptions } from "./leg.ts";

const UNCHANGED: Arrival = { kind: "unchanged" };
const LAYER7 = new Set(["HTTP", "HTTPS"]);

/** A setting that changes the source, and what then arrives. */
interface Change {
  readonly on: Known<boolean>;
  readonly to: Arrival;
}

/** What one target of a listener sees, for the leg that leads there. */
export function seenBehind(
  inventory: Inventory,
  balancer: LoadBalancer,
  listener: Listener,
  target: Target,
): Pick<LegOptions, "arriving" | "ownerless"> {
  return {
    arriving: (endpoint) => {
      const isHome = standsAtHome(inventory, balancer, endpoint, target);
      return {
        arrives: arrivalBehind(balancer, listener, target, isHome),
        bypass: passesToTarget(balancer, target, isHome),
      };
    },
    ownerless: (address, fact) => ownerless(balancer, address, fact),
  };
}

/** What is taken for granted of a listener, where a target behind it is asked. */
export function assumedBehind({ id, snatAssumed }: Listener, hops: readonly Hop[]): Assumed[] {
  return snatAssumed && id !== null && hops.some(({ bypass }) => bypass !== true)
    ? [{ kind: "listener-snat", of: id }]
    : [];
}

/** A bare address outside of the VPC has no group here, and what it sees is still known. */
function ownerless({ snatIps: ips }: LoadBalancer, address: AddressRange, fact: Fact): Fact {
  if (isUnknown(ips) || ips.length === 0) return fact;
  const named = ips.map((ip) => (isUnknown(ip) ? say("model.unnamed-snat-ip") : ip.text));
  const why = message("model.no-owner-outside", address.text, ...named);
  return factOf(fact.id, why, message("model.admit-snat-ips"), fact.place);
}

function arrivalBehind(
  balancer: LoadBalancer,
  listener: Listener,
  target: Target,
  isHome: Known<boolean>,
): Arrivals {
  return waysOf([
    ...replacements(balancer, listener, target),
    { on: fromSnatIps(balancer, target, isHome), to: snatIps(balancer) },
    { on: keepsAlive(listener, target), to: { kind: "keep-alive" } },
  ]);
}

/** The first setting that is on decides; those before it that are unknown leave their ways open. */
function waysOf(changes: readonly Change[]): Arrivals {
  const open = changes.filter(({ on }) => on !== false);
  const sure = open.findIndex(({ on }) => on === true);
  const possible = sure === -1 ? open : open.slice(0, sure + 1);
  const [first, ...others] = possible.map(({ to }) => to);
  const facts = possible.flatMap(({ on }) => (isUnknown(on) ? [on.fact] : []));
  if (first === undefined) return { ways: [UNCHANGED], facts };
  return { ways: sure === -1 ? [UNCHANGED, first, ...others] : [first, ...others], facts };
}

/** The vendor does not say by which address a client's is replaced. */
function replacements(balancer: LoadBalancer, listener: Listener, { group }: Target): Change[] {
  const replaced = (fact: Fact): Arrival => ({ kind: "replaced", balancer: balancer.id, fact });
  return [
    { on: balancer.snat, to: replaced(oldSnat(balancer)) },
    { on: listener.snat, to: replaced(snatEnabled("model.listener-snat", balancer, listener)) },
    {
      on: group?.snat ?? false,
      to: replaced(snatEnabled("model.group-snat", balancer, listener)),
    },
  ];
}

function oldSnat({ id, place }: LoadBalancer): Fact {
  const why = message("model.old-snat", id);
  return factOf(key`source behind ${id}`, why, message("model.admit-any-source"), place);
}

function snatEnabled(
  reason: "model.listener-snat" | "model.group-snat",
  { id }: LoadBalancer,
  listener: Listener,
): Fact {
  const name = listener.id ?? (isUnknown(listener.port) ? "?" : String(listener.port));
  const remedy = message("model.switch-snat-off");
  return factOf(
    key`${{ own: reason }} ${id} ${name}`,
    message(reason, name, id),
    remedy,
    listener.place,
  );
}

function snatIps({ id, snatIps: ips }: LoadBalancer): Arrival {
  return { kind: "snat-ips", balancer: id, ips };
}

/** SNAT IPs are for bare addresses: a machine sees the client, in any VPC. */
function fromSnatIps(
  { snatIps: ips }: LoadBalancer,
  { to }: Target,
  isHome: Known<boolean>,
): Known<boolean> {
  const hasNone = !isUnknown(ips) && ips.length === 0;
  return isUnknown(to) || to.kind !== "ip" || hasNone || !isUnknown(isHome) ? false : isHome;
}

function keepsAlive({ protocol, keepalive }: Listener, { group }: Target): Known<boolean> {
  if (isUnknown(protocol)) return protocol;
  return LAYER7.has(protocol) && (group?.keepalive ?? keepalive);
}

/** Whether a target's machine stands in the CLB's own VPC. */
function standsAtHome(
  inventory: Inventory,
  balancer: LoadBalancer,
  { resource, face }: Endpoint,
  { to }: Target,
): Known<boolean> {
  const own = balancer.vpc;
  const theirs = vpcBehind(inventory, face);
  if (isUnknown(own)) return own;
  if (isUnknown(theirs)) return theirs;
  if (own !== null && theirs !== null) return own === theirs;
  // A VPC that definitions do not state is taken to be the CLB's; an address alone may belong to another place.
  return isUnknown(to) || to.kind !== "ip" || unstatedHome(balancer, resource, to.address.text);
}

/** LoadBalancerPassToTarget takes effect for CVM and ENI targets in the CLB's own VPC, however they are named. */
function passesToTarget(
  { passToTarget }: LoadBalancer,
  { to }: Target,
  isHome: Known<boolean>,
): Known<boolean> {
  const isOutside = !isUnknown(to) && to.kind === "ip" && to.outside === true;
  if (isOutside || passToTarget === false || isHome === false) return false;
  return isUnknown(isHome) ? isHome : passToTarget;
}

function unstatedHome({ id, place }: LoadBalancer, resource: Id, address: string): Unknown {
  const why = message("model.unstated-home", address, resource, id);
  const remedy = message("model.state-home", resource, id);
  return new Unknown(factOf(key`home of ${resource} behind ${id}`, why, remedy, place));
}
