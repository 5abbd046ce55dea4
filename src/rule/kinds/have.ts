// `have: targets` and `have: groups`: something that must be there.
import { listKey } from "../../model/key.ts";
import { pathOf, type Place } from "../../model/place.ts";
import type { Hop, Route } from "../../model/route.ts";
import { isUnknown } from "../../model/unknown.ts";
import { say } from "../../words/index.ts";
import { appliesTo } from "../demanded.ts";
import { briefly, draft, type FindingDraft } from "../draft.ts";
import type { RuleOf } from "../rule.ts";
import { apisOf, hopsOf } from "../scope.ts";
import { OF_HOPS } from "../vocabulary.ts";
import type { RuleKind, Seen } from "./kind.ts";

type What = "targets" | "groups";

export const have: RuleKind<What> = {
  demands: "something that must be there",
  schema: { enum: ["targets", "groups"] },
  scopedBy: (what) => (what === "targets" ? [] : OF_HOPS),
  describe: ({ value, applies }) =>
    value === "targets"
      ? say("rules.have-targets")
      : say("rules.have-groups", apisOf(applies), hopsOf(applies)),
  find: (rule, seen) => (rule.value === "targets" ? targets(rule, seen) : groups(rule, seen)),
  isAsked: (rule, { routes }) =>
    routes.some(({ route }) =>
      route.hops.some((hop) => rule.value === "targets" || appliesTo(rule, route, hop)),
    ),
};

/** Routes that lead to one broken place are one finding. */
function targets(rule: RuleOf<What>, { routes }: Seen): FindingDraft[] {
  const broken = new Map<string, { first: Route; why: string; place: Place; ids: string[] }>();
  for (const { route } of routes) {
    if (route.outcome.kind !== "no-targets") continue;
    const { why, place: own } = route.outcome;
    const place = own ?? route.place;
    const about = listKey([why, place.source.file, ...pathOf(place)]);
    const found = broken.get(about) ?? { first: route, why, place, ids: [] };
    found.ids.push(route.id);
    broken.set(about, found);
  }
  return [...broken.values()].map(({ first, why, place, ids }) =>
    draft(rule, [why], say("rules.no-answer", why, briefly(ids), ids.length), {
      verdict: "blocked",
      resources: first.backend.id === null ? [] : [first.backend.id],
      mark: { place, label: why },
      routes: ids,
      notes: [{ label: say("rules.seen-as"), text: say("rules.no-answer-seen") }],
      help: isBehindClb(first) ? say("rules.add-listener") : say("rules.add-target"),
    }),
  );
}

/** A CLB's own hop is there even where no target is. */
function isBehindClb({ hops }: Route): boolean {
  return hops.some((hop) => hop.kind === "clb");
}

/** Where no group is bound nothing filters, and the page says to look for other limits. */
function groups(rule: RuleOf<What>, { routes }: Seen): FindingDraft[] {
  return routes.flatMap(({ route, hops }) =>
    hops.flatMap(({ hop }) => {
      if (hop.guard.kind !== "groups" || !appliesAt(rule, route, hop)) return [];
      if (isUnknown(hop.guard.groups) || hop.guard.groups.length > 0) return [];
      return draft(rule, [hop.resource], (names) => say("rules.no-group", names), {
        resources: [hop.resource],
        mark: { place: hop.place, label: say("rules.no-group-label") },
        routes: [route.id],
        help: say("rules.no-group-help"),
      });
    }),
  );
}

function appliesAt(rule: RuleOf<What>, route: Route, hop: Hop): boolean {
  return route.path === null
    ? appliesTo(rule, route, hop)
    : rule.applies.hop === undefined || rule.applies.hop.includes(hop.kind);
}
