// `have: targets` and `have: groups`: something that must be there.
import { pathOf, type Place } from "../../model/place.ts";
import type { Route } from "../../model/route.ts";
import { isUnknown } from "../../model/unknown.ts";
import { draft, listed } from "../draft.ts";
import { appliesTo } from "../demanded.ts";
import type { Kind } from "./kind.ts";

export const have: Kind<"have"> = (rule, seen) =>
  rule.check.what === "targets" ? targets(rule, seen) : groups(rule, seen);

/** Routes that lead to one broken place are one finding. */
const targets: Kind<"have"> = (rule, { routes }) => {
  const broken = new Map<string, { first: Route; why: string; place: Place; ids: string[] }>();
  for (const { route } of routes) {
    if (route.outcome.kind !== "no-targets") continue;
    const { why, place: own } = route.outcome;
    const place = own ?? route.place;
    const key = JSON.stringify([why, place.source.file, pathOf(place)]);
    const found = broken.get(key) ?? { first: route, why, place, ids: [] };
    found.ids.push(route.id);
    broken.set(key, found);
  }
  return [...broken.values()].map(({ first, why, place, ids }) =>
    draft(rule, [why], `${why}, so ${listed(ids)} ${ids.length === 1 ? "gets" : "get"} no answer`, {
      verdict: "blocked",
      resources: first.backend.id === null ? [] : [first.backend.id],
      mark: { place, label: why },
      routes: ids,
      notes: [{ label: "seen as", text: "an error of the CLB or a 504 Gateway Time-out" }],
      help: isBehindClb(first)
        ? "give the CLB a listener on that port that leads to at least one target of weight above 0, or correct the port, domain or path of the backend"
        : "add at least one target of weight above 0",
    }),
  );
};

/** A CLB's own hop is there even where no target is. */
function isBehindClb({ hops }: Route): boolean {
  return hops.some((hop) => hop.kind === "clb");
}

/** Where no group is bound nothing filters, and the page says to look for other limits. */
const groups: Kind<"have"> = (rule, { routes }) =>
  routes.flatMap((judged) =>
    judged.hops.flatMap(({ hop }) => {
      if (hop.guard.kind !== "groups" || !appliesAt(rule, judged.route, hop)) return [];
      if (isUnknown(hop.guard.groups) || hop.guard.groups.length > 0) return [];
      return [
        draft(
          rule,
          [hop.resource],
          (names) => `no security group is bound to ${names}: other limits are not checked`,
          {
            resources: [hop.resource],
            mark: { place: hop.place, label: "no security group is bound" },
            routes: [judged.route.id],
            help: "check the host's own firewall and other port and network limits by hand",
          },
        ),
      ];
    }),
  );

function appliesAt(
  rule: Parameters<Kind>[0],
  route: Parameters<typeof appliesTo>[1],
  hop: Parameters<typeof appliesTo>[2],
): boolean {
  return route.path === null
    ? appliesTo(rule, route, hop)
    : rule.applies.hop === undefined || rule.applies.hop.includes(hop!.kind);
}
