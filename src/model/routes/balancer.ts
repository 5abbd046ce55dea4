// What stands behind a CLB's port: the listener, its forwarding rule, its targets and their ports.
import type { PortProtocol } from "../../net/service.ts";
import { message, say } from "../../words/index.ts";
import { key, listKey } from "../key.ts";
import type { Inventory, Listener, LoadBalancer, Target } from "../inventory.ts";
import { isFact, type Lookup } from "../lookup.ts";
import type { Hop, RouteOutcome } from "../route.ts";
import { factOf, isUnknown, type Fact, type Known } from "../unknown.ts";
import { servingRules } from "./forwarding.ts";
import { unresolvedBy, type Leg, type LegOptions } from "./leg.ts";
import { assumedBehind, seenBehind } from "./arrival.ts";
import { balancerHop, hopsTo, STRAIGHT, targetHops } from "./hops.ts";

export interface ListenerChoice {
  readonly port: Known<number>;
  readonly protocol: PortProtocol;
  readonly domain: string | null;
  /** As of a request. */
  readonly isOwnHost?: boolean | undefined;
  readonly path: string | null;
}

const JUDGED: RouteOutcome = { kind: "judged" };
const DATAGRAM = new Set(["UDP", "QUIC"]);

export function balancerLegs(
  inventory: Inventory,
  find: Lookup,
  balancer: LoadBalancer,
  choice: ListenerChoice,
): Leg[] {
  const { listeners } = balancer;
  if (isUnknown(listeners)) return [unresolvedBehind(balancer, choice, listeners.fact)];
  const chosen = chooseListener(balancer, listeners, choice);
  if (isFact(chosen)) return [unresolvedBehind(balancer, choice, chosen)];
  if ("kind" in chosen) return [{ target: null, hops: portHop(balancer, choice), outcome: chosen }];
  const { listener, port } = chosen;
  const front = [balancerHop(balancer, port, choice.protocol)];
  const served = servedBy(balancer, listener, choice, port);
  const doubt = served.length > 1 ? unknownRule(balancer, listener, choice, served) : null;
  return served.flatMap((targets) =>
    legsTo(inventory, find, { balancer, listener, port, choice, front }, targets).map((leg) =>
      doubt === null ? leg : { ...leg, doubt },
    ),
  );
}

interface Chosen {
  readonly balancer: LoadBalancer;
  readonly listener: Listener;
  readonly port: number;
  readonly choice: ListenerChoice;
  readonly front: readonly Hop[];
}

function legsTo(
  inventory: Inventory,
  find: Lookup,
  { balancer, listener, port, choice, front }: Chosen,
  targets: Served,
): Leg[] {
  if (isFact(targets)) return [{ target: null, hops: front, outcome: unresolvedBy(targets) }];
  if ("kind" in targets) return [{ target: null, hops: front, outcome: targets }];
  const active = targets.filter((target) => target.weight !== 0);
  if (active.length === 0) {
    const about = [listenerName(listener, port), balancer.id] as const;
    const why =
      targets.length === 0
        ? say("model.listener-empty", ...about)
        : say("model.listener-drained", ...about);
    const outcome: RouteOutcome = { kind: "no-targets", why, place: listener.place };
    return [{ target: null, hops: front, outcome }];
  }
  return active.map((target) => {
    const leg = targetLeg(inventory, find, target, choice.protocol, {
      vpc: isUnknown(balancer.vpc) ? null : balancer.vpc,
      defaultPort: port,
      // A port-range listener maps its ports one to one from the target's first port.
      shift: isUnknown(listener.port) ? 0 : port - listener.port,
      ...seenBehind(inventory, balancer, listener, target),
    });
    return {
      ...leg,
      hops: [...front, ...leg.hops],
      assumes: assumedBehind(listener, leg.hops),
    };
  });
}

export const DIRECT: LegOptions = {
  vpc: null,
  defaultPort: null,
  shift: 0,
  arriving: () => STRAIGHT,
  ownerless: (_address, fact) => fact,
};

/** One target, whether behind a CLB or named by an upstream. */
export function targetLeg(
  inventory: Inventory,
  find: Lookup,
  target: Target,
  protocol: PortProtocol,
  options: LegOptions,
): Leg {
  if (isUnknown(target.to))
    return { target: null, hops: [], outcome: unresolvedBy(target.to.fact) };
  const name = target.to.kind === "ip" ? target.to.address.text : target.to.id;
  if (isUnknown(target.port))
    return {
      target: { resource: name, port: null },
      hops: [],
      outcome: unresolvedBy(target.port.fact),
    };
  const port = target.port === 0 ? options.defaultPort : target.port + options.shift;
  if (port === null)
    return {
      target: { resource: name, port: null },
      hops: [],
      outcome: unresolvedBy(noPort(name, target)),
    };
  const endpoint = find.endpoint(target.to, options.vpc);
  if (isFact(endpoint)) {
    const fact =
      target.to.kind === "ip" && endpoint.reason === "model.no-owner"
        ? options.ownerless(target.to.address, endpoint)
        : endpoint;
    return { target: { resource: name, port }, hops: [], outcome: unresolvedBy(fact) };
  }
  return {
    target: { resource: endpoint.resource, port },
    hops:
      options === DIRECT
        ? hopsTo(inventory, endpoint, port, protocol)
        : targetHops(inventory, endpoint, port, protocol, options.arriving(endpoint)),
    outcome: JUDGED,
  };
}

function chooseListener(
  balancer: LoadBalancer,
  listeners: readonly Listener[],
  choice: ListenerChoice,
): { listener: Listener; port: number } | Fact | (RouteOutcome & { kind: "no-targets" }) {
  const none = (why: string) => ({ kind: "no-targets" as const, why, place: balancer.place });
  const spoken = listeners.filter((listener) => speaks(listener, choice.protocol));
  if (isUnknown(choice.port)) {
    const [only, ...others] = spoken;
    if (!only) return none(say("model.no-listener", balancer.id));
    return others.length === 0 && !isUnknown(only.port)
      ? { listener: only, port: only.port }
      : choice.port.fact;
  }
  const wanted = choice.port;
  for (const listener of spoken) {
    if (isUnknown(listener.port)) return listener.port.fact;
    if (isUnknown(listener.endPort)) return listener.endPort.fact;
    if (wanted >= listener.port && wanted <= (listener.endPort ?? listener.port))
      return { listener, port: wanted };
  }
  return none(say("model.no-listener-on", balancer.id, choice.protocol.toUpperCase(), wanted));
}

/** Listeners of TCP and UDP may share a port number. */
function speaks(listener: Listener, protocol: PortProtocol): boolean {
  if (isUnknown(listener.protocol)) return true;
  return DATAGRAM.has(listener.protocol) === (protocol === "udp");
}

type Served = readonly Target[] | Fact | (RouteOutcome & { kind: "no-targets" });

/** Targets that may get the request: of one rule, or where that is not certain of several. */
function servedBy(
  balancer: LoadBalancer,
  listener: Listener,
  choice: ListenerChoice,
  port: number,
): readonly Served[] {
  const { rules, targets, defaultDomain } = listener;
  if (isUnknown(rules)) return [rules.fact];
  if (rules.length === 0) return [known(targets)];
  const served = servingRules(rules, defaultDomain, choice).map((rule): Served => {
    if (rule !== null) return known(rule.targets);
    const asked = `${choice.domain ?? ""}${choice.path ?? ""}`;
    const why = say("model.no-forwarding-rule", listenerName(listener, port), balancer.id, asked);
    return { kind: "no-targets", why, place: listener.place };
  });
  // Rules with the same targets are no question.
  return [...new Map(served.map((one) => [servedKey(one), one])).values()];
}

/** Equal keys lead to equal routes. */
function servedKey(served: Served): string {
  if (isFact(served)) return key`fact ${served.id}`;
  if ("kind" in served) return served.kind;
  return listKey(served.map(targetKey));
}

function targetKey({ to, port, weight, group }: Target): string {
  const name = isUnknown(to)
    ? to
    : to.kind === "ip"
      ? key`ip ${to.address.text} ${to.outside}`
      : key`${to.kind} ${to.id} ${to.at?.text}`;
  const values = [name, port, weight === 0, group?.snat ?? false, group?.keepalive ?? null];
  return listKey(values.map((one) => (isUnknown(one) ? key`? ${one.fact.id}` : one)));
}

function known(targets: Known<readonly Target[]>): readonly Target[] | Fact {
  return isUnknown(targets) ? targets.fact : targets;
}

function unresolvedBehind(balancer: LoadBalancer, choice: ListenerChoice, fact: Fact): Leg {
  return { target: null, hops: portHop(balancer, choice), outcome: unresolvedBy(fact) };
}

function portHop(balancer: LoadBalancer, { port, protocol }: ListenerChoice): Hop[] {
  return isUnknown(port) ? [] : [balancerHop(balancer, port, protocol)];
}

function listenerName(listener: Listener, port: number): string {
  return listener.id ?? String(port);
}

function unknownRule(
  { id }: LoadBalancer,
  { place }: Listener,
  { domain, path }: ListenerChoice,
  { length }: readonly Served[],
): Fact {
  const asked = domain === null ? null : `${domain}${path ?? ""}`;
  const why =
    asked === null
      ? message("model.several-forwarding-rules", length, id)
      : message("model.rule-not-certain", asked, id);
  const isOpen = domain === null || path === null;
  const remedy = message(isOpen ? "model.choose-rule" : "model.make-rule-certain");
  return factOf(key`forwarding rule of ${id} ${asked ?? ""}`, why, remedy, place);
}

function noPort(name: string, { place }: Target): Fact {
  const why = message("model.no-target-port", name);
  return factOf(key`port of target ${name}`, why, message("model.add-target-port"), place);
}
