// Inventory -> routes: every API of every gateway, and every declared path, to each of its targets.
import type { Api, Gateway, Inventory, Path } from "../inventory.ts";
import { isFact, lookup, type Lookup } from "../lookup.ts";
import type { Assumed, Route, RouteInput } from "../route.ts";
import { isUnknown, type Fact } from "../unknown.ts";
import { legsOf, sharingKey, type BackendLegs } from "../backends/index.ts";
import { pathLegs } from "../backends/path.ts";
import { byFamily } from "./families.ts";
import type { Leg } from "./leg.ts";

/** Route ids are unique: `api -> target:port`, with `#n` behind a repeated one. */
export function routesOf(world: RouteInput): Route[] {
  const find = lookup(world.inventory);
  const unique = uniqueIds();
  const routes: Route[] = [];
  const shared = new Map<string, BackendLegs>();
  for (const gateway of world.inventory.gateways) {
    if (isUnknown(gateway.apis)) routes.push(unlistedRoute(gateway, gateway.apis.fact, unique));
    else
      for (const api of gateway.apis)
        routes.push(...apiRoutes(world, find, gateway, api, unique, shared));
  }
  for (const path of world.inventory.paths)
    routes.push(...pathRoutes(world.inventory, find, path, unique));
  return routes;
}

type Unique = (wanted: string) => string;

function apiRoutes(
  world: RouteInput,
  find: Lookup,
  gateway: Gateway,
  api: Api,
  unique: Unique,
  shared: Map<string, BackendLegs>,
): Route[] {
  const common = { gateway, api, path: null, place: api.place };
  if (isUnknown(api.backend)) {
    const { fact } = api.backend;
    const backend = { kind: "http" as const, id: null };
    return [unresolvedRoute({ ...common, id: unique(api.id), backend }, fact)];
  }
  // Thousands of APIs may share one backend: its legs are found once.
  const { backend } = api;
  const sharing = sharingKey(backend);
  const known = (sharing !== null && shared.get(sharing)) || legsOf(world, find, backend);
  if (sharing !== null) shared.set(sharing, known);
  const { legs, ...base } = known;
  return legs.map((leg) => ({ ...common, id: unique(routeId(api.id, leg)), ...base, ...leg }));
}

function pathRoutes(inventory: Inventory, find: Lookup, path: Path, unique: Unique): Route[] {
  const legs = pathLegs(inventory, find, path.to).map((leg) => byFamily(inventory, path, leg));
  const callers = callersOf(find, path);
  return legs.map((leg) => ({
    gateway: null,
    api: null,
    path,
    id: unique(routeId(path.name, leg)),
    backend: { kind: "path" as const, id: path.to.id },
    deployment: null,
    cluster: null,
    place: path.place,
    ...leg,
    ...(callers.length > 0 && { assumes: [...callers, ...(leg.assumes ?? [])] }),
  }));
}

/** Machines of the input that call: whether their own groups let it out is another question. */
function callersOf(find: Lookup, { from }: Path): Assumed[] {
  if (from.kind !== "addresses") return [];
  return from.ranges.flatMap((address) => {
    const caller = find.endpoint({ kind: "ip", address });
    return isFact(caller) ? [] : [{ kind: "caller-egress" as const, of: caller.resource }];
  });
}

function unlistedRoute(gateway: Gateway, fact: Fact, unique: Unique): Route {
  const base = { gateway, api: null, path: null, place: gateway.place };
  return unresolvedRoute(
    { ...base, id: unique(gateway.id), backend: { kind: "http", id: null } },
    fact,
  );
}

function unresolvedRoute(
  base: Pick<Route, "id" | "gateway" | "api" | "path" | "backend" | "place">,
  fact: Fact,
): Route {
  return {
    ...base,
    deployment: null,
    cluster: null,
    target: null,
    hops: [],
    outcome: { kind: "unresolved", fact },
  };
}

function routeId(name: string, { target, outcome }: Leg): string {
  if (target)
    return `${name} -> ${target.resource}${target.port === null ? "" : `:${target.port}`}`;
  return outcome.kind === "external" ? `${name} -> ${outcome.address}` : name;
}

function uniqueIds(): Unique {
  const seen = new Map<string, number>();
  return (wanted) => {
    const count = (seen.get(wanted) ?? 0) + 1;
    seen.set(wanted, count);
    return count === 1 ? wanted : `${wanted} #${count}`;
  };
}
