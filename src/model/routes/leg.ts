// One target of a backend with the hops that lead to it, and what there is in place of one. Knows no kind of backend.
import type { AddressRange } from "../../net/address.ts";
import type { PortProtocol } from "../../net/service.ts";
import { message, textOf, type Message } from "../../words/index.ts";
import type { Id, Inventory } from "../inventory.ts";
import type { Endpoint, Lookup } from "../lookup.ts";
import type { Place } from "../place.ts";
import type { Assumed, Hop, RouteOutcome } from "../route.ts";
import { isUnknown, missing, type Fact, type Known } from "../unknown.ts";
import { hopsTo, type Arriving } from "./hops.ts";

/** `target` is null where nothing was found. */
export interface Leg {
  readonly target: { readonly resource: string; readonly port: number | null } | null;
  readonly hops: readonly Hop[];
  readonly outcome: RouteOutcome;
  readonly assumes?: readonly Assumed[];
  /** Set where it is one of several, of which only some are really led to: why that is not known. */
  readonly doubt?: Fact;
}

/** How a target is called. */
export interface LegOptions {
  readonly vpc: string | null;
  /** What port 0 stands for; null = it says nothing. */
  readonly defaultPort: number | null;
  readonly shift: number;
  readonly arriving: (endpoint: Endpoint) => Arriving;
  /** What is missing where nobody in the input has the target's address. */
  readonly ownerless: (address: AddressRange, fact: Fact) => Fact;
}

/** What is asked of a resource that is several machines. */
export interface Asked {
  readonly port: Known<number>;
  readonly protocol: PortProtocol;
}

export function unresolvedBy(fact: Fact): RouteOutcome {
  return { kind: "unresolved", fact };
}

export function nowhere(fact: Fact): Leg {
  return { target: null, hops: [], outcome: unresolvedBy(fact) };
}

export function noTargets(why: Message, place: Place | null = null): Leg {
  return { target: null, hops: [], outcome: { kind: "no-targets", why: textOf(why), place } };
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

/** `owner`: whose instances they are, in a sentence. */
export function instanceLegs(
  inventory: Inventory,
  find: Lookup,
  owner: string,
  ids: Known<readonly Id[]>,
  { port, protocol }: Asked,
): readonly Leg[] {
  if (isUnknown(ids)) return [nowhere(ids.fact)];
  if (ids.length === 0) return [noTargets(message("model.no-instance", owner))];
  return ids.map((id) => {
    const target = { resource: id, port: isUnknown(port) ? null : port };
    const endpoint = find.endpointById(id);
    if (!endpoint) return { target, hops: [], outcome: unresolvedBy(missing("instance", id)) };
    if (isUnknown(port)) return { target, hops: [], outcome: unresolvedBy(port.fact) };
    return endpointLeg(inventory, endpoint, port, protocol);
  });
}
