// What is demanded at a hop: by the 504 table, whatever rules are given, and beyond it by the rules that speak of the hop.
// Names become sources here; judges nothing.
import { demandOf, type GatewayKind, type SourceName } from "../model/demands.ts";
import type { Sources } from "../model/demand.ts";
import { key } from "../model/key.ts";
import type { Hop, Route } from "../model/route.ts";
import { isUnknown } from "../model/unknown.ts";
import type { Rule } from "./rule.ts";
import type { SourceBook } from "./sources.ts";

export interface Demanded {
  readonly sources: Sources;
  /** Names under which these sources are demanded; none for plain addresses. */
  readonly names: readonly SourceName[];
  /** Rules that report what is refused of them. */
  readonly rules: readonly Rule[];
}

/** The demands of a hop, each of other sources; none where nothing says who must be admitted. */
export type Demands = (route: Route, hop: Hop) => readonly Demanded[];

export function demandsOf(rules: readonly Rule[], book: SourceBook): Demands {
  const selected = selector(rules);
  return at;

  function at(route: Route, hop: Hop): readonly Demanded[] {
    const demands = new Map<string, { sources: Sources; names: SourceName[]; rules: Rule[] }>();
    const add = (sources: Sources, names: readonly SourceName[], rule: readonly Rule[]) => {
      const found = demands.get(sources.key) ?? { sources, names: [], rules: [] };
      found.names.push(...names);
      found.rules.push(...rule);
      demands.set(sources.key, found);
    };
    const inherit = (rule: readonly Rule[]) => {
      for (const { sources } of behind(route, hop)) add(sources, ["route"], rule);
    };
    const row = demandOf({
      backend: route.backend.kind,
      hop: hop.kind,
      gateway: gatewayKind(route),
      deployment: route.deployment,
    });
    if (row?.from === "route") inherit([]);
    else if (row) add(book.named(row.from, route, row.or), [row.from], []);
    for (const rule of selected(route, hop)) {
      const names = rule.asks.flatMap((source) => (source.kind === "name" ? source.name : []));
      const own = rule.asks.flatMap((source) =>
        source.kind === "addresses" ? source.range : source.name === "route" ? [] : source.name,
      );
      if (own.length > 0) add(book.required(rule, own, route), names, [rule]);
      if (names.includes("route")) inherit([rule]);
    }
    return [...demands.values()];
  }

  /** What is demanded of the target behind another hop. */
  function behind(route: Route, hop: Hop): readonly Demanded[] {
    const target = route.hops.find(({ kind }) => kind === "target");
    return !target || hop.kind === "target" ? [] : at(route, target);
  }
}

/** The rules that ask for somebody at a hop. */
function selector(rules: readonly Rule[]): (route: Route, hop: Hop) => readonly Rule[] {
  const demanding = rules.filter(({ asks }) => asks.length > 0);
  const known = new Map<string, readonly Rule[]>();
  return (route, hop) => {
    const about = key`${route.backend.kind} ${hop.kind} ${gatewayKind(route)} ${route.deployment}`;
    const found = known.get(about) ?? demanding.filter((rule) => appliesTo(rule, route, hop));
    known.set(about, found);
    return found;
  };
}

export function appliesTo({ applies, ofPaths }: Rule, route: Route, hop: Hop | null): boolean {
  if ((route.path !== null) !== ofPaths) return false;
  const fits = (wanted: readonly string[] | undefined, actual: string | null) =>
    wanted === undefined || (actual !== null && wanted.includes(actual));
  // An unknown kind is taken as dedicated, whose addresses are then unknown as well: nothing is claimed of it.
  const kind = gatewayKind(route);
  return (
    fits(applies.backend, route.backend.kind) &&
    (hop === null || fits(applies.hop, hop.kind)) &&
    fits(applies.gateway, kind === "unknown" ? "dedicated" : kind) &&
    fits(applies.deployment, route.deployment)
  );
}

function gatewayKind({ gateway }: Route): GatewayKind {
  return !gateway ? "shared" : isUnknown(gateway.instance) ? "unknown" : gateway.instance.kind;
}
