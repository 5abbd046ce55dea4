// Routes of which only some are really taken, which ones is not known: what all of them say is certain, anything else is not.
import type { Route } from "../model/route.ts";
import type { Fact } from "../model/unknown.ts";
import type { JudgedRoute } from "./judged.ts";

/** Judged routes -> the same; where candidates differ, each is undetermined, with the reason why the choice is open. */
export function settled(routes: readonly JudgedRoute[]): readonly JudgedRoute[] {
  if (routes.every(({ route }) => route.doubt === undefined)) return routes;
  const verdicts = new Map<object, Map<string, Set<string>>>();
  for (const { route, verdict } of routes) {
    if (route.doubt === undefined) continue;
    const byDoubt = verdicts.get(askerOf(route)) ?? new Map<string, Set<string>>();
    verdicts.set(askerOf(route), byDoubt);
    byDoubt.set(route.doubt.id, (byDoubt.get(route.doubt.id) ?? new Set()).add(verdict));
  }
  return routes.map((judged) => {
    const { doubt } = judged.route;
    const found = doubt && verdicts.get(askerOf(judged.route))?.get(doubt.id);
    return doubt && found && found.size > 1 ? undecided(judged, doubt) : judged;
  });
}

/** Whose candidates they are: of one API, or of one path. */
function askerOf({ api, path, gateway }: Route): object {
  return (api ?? path ?? gateway)!;
}

/** Only the load balancer in front is surely on the way. */
function undecided({ route, hops }: JudgedRoute, doubt: Fact): JudgedRoute {
  const front = hops.filter(({ hop }) => hop.kind === "clb");
  return {
    route: {
      ...route,
      hops: front.map(({ hop }) => hop),
      outcome: { kind: "unresolved", fact: doubt },
    },
    hops: front,
    verdict: "undetermined",
    facts: [doubt],
  };
}
