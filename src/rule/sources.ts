// Names of sources -> addresses, for the gateway, API or path at hand. Range packs and settings come in as
// data; what they do not say is open, never guessed.
import type { AddressRange } from "../net/address.ts";
import type { Sources } from "../model/demand.ts";
import type { DirectSource } from "../model/demands.ts";
import type { Inventory } from "../model/inventory.ts";
import { key } from "../model/key.ts";
import type { Route } from "../model/route.ts";
import { isUnknown } from "../model/unknown.ts";
import { pathSources } from "./path-sources.ts";
import { clientSources, gatewaySources, type Packs } from "./range-sources.ts";
import type { Rule } from "./rule.ts";
import type { LintSettings } from "./settings.ts";
import { bothSources, literal, perhaps } from "./source-sets.ts";

export interface SourceBook {
  /** What a rule demands of a route beyond `route`, which the caller resolves. */
  readonly required: (
    rule: Rule,
    from: readonly (DirectSource | AddressRange)[],
    route: Route,
  ) => Sources;
  /** `or`: who else may have to be admitted, where the first are not known. */
  readonly named: (name: DirectSource, route: Route, or?: DirectSource) => Sources;
}

export function sourceBook(inventory: Inventory, packs: Packs, settings: LintSettings): SourceBook {
  const made = new Map<string, Sources>();
  const keep = (about: string, make: () => Sources) => {
    const found = made.get(about) ?? make();
    made.set(about, found);
    return found;
  };
  const one = (name: DirectSource, route: Route): Sources => {
    if (name === "path")
      return keep(key`path ${route.path!.name} to ${route.path!.to.id}`, () =>
        pathSources(route.path!, inventory, packs, settings),
      );
    const gateway = route.gateway!;
    if (name === "gateway.private" || name === "gateway.public")
      return keep(key`${name} ${gateway.id}`, () =>
        gatewaySources(gateway, name === "gateway.private" ? "private" : "public", packs, settings),
      );
    if (name === "microservice.callers") return callers(route, one, settings);
    const own = route.api?.clients ?? null;
    return keep(key`clients ${gateway.id} ${own && route.api!.id}`, () =>
      clientSources(own ?? gateway.clients, gateway.id, settings),
    );
  };
  return {
    named: (name, route, or) =>
      or === undefined ? one(name, route) : perhaps(one(name, route), one(or, route)),
    required: (rule, from, route) => {
      const sources = partsOf(from)
        .map((part) => (typeof part === "string" ? one(part, route) : literal(part)))
        .reduce(bothSources);
      const isOfAKind = rule.applies.gateway !== undefined && route.gateway !== null;
      return isOfAKind && isUnknown(route.gateway.instance)
        ? perhaps(sources, one("clients", route))
        : sources;
    },
  };
}

/** What is united part by part. A long list is one: each union looks at all that is there so far. */
function partsOf(
  from: readonly (DirectSource | AddressRange)[],
): (DirectSource | readonly AddressRange[])[] {
  const names = from.filter((source) => typeof source === "string");
  const ranges = from.filter((source) => typeof source !== "string");
  if (ranges.length > FEW) return [...names, ranges];
  return from.map((source) => (typeof source === "string" ? source : [source]));
}

/** Ranges that are all named where somebody is said to be refused. */
const FEW = 3;

function callers(
  route: Route,
  named: (name: DirectSource, route: Route) => Sources,
  { microserviceSources }: LintSettings,
): Sources {
  const wanted = {
    clients: ["clients"],
    gateway: ["gateway.private"],
    both: ["clients", "gateway.private"],
  } as const;
  return wanted[microserviceSources].map((name) => named(name, route)).reduce(bothSources);
}
