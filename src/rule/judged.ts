// Routes + rules -> judged routes. Each distinct (filter, demand) pair is judged once, however many routes ask.
import type { Demand, Sources } from "../model/demand.ts";
import type { Verdict } from "../model/finding.ts";
import type { Inventory } from "../model/inventory.ts";
import { hasIpv6 } from "../model/lookup.ts";
import type { Hop, Route } from "../model/route.ts";
import { isUnknown, type Fact } from "../model/unknown.ts";
import type { PolicyBook } from "../judge/compile.ts";
import { judgeHop, type HopJudgement } from "../judge/hop.ts";
import { hopVerdict, judgeRoute } from "../judge/route.ts";
import type { Rule } from "./rule.ts";
import type { SourceBook } from "./sources.ts";

/** What one rule demands at one hop, and what became of it. */
export interface HopDemand {
  readonly rule: Rule;
  readonly demand: Demand;
  readonly judgement: HopJudgement;
}

export interface JudgedHop {
  readonly hop: Hop;
  readonly demands: readonly HopDemand[];
  readonly verdict: Verdict;
}

export interface JudgedRoute {
  readonly route: Route;
  readonly hops: readonly JudgedHop[];
  readonly verdict: Verdict;
  readonly facts: readonly Fact[];
}

export type RouteJudge = (route: Route) => JudgedRoute;

/** The judge of a run; make another one with another policy book to ask "what if". */
export function routeJudge(
  inventory: Inventory,
  book: PolicyBook,
  rules: readonly Rule[],
  sources: SourceBook,
): RouteJudge {
  const judgements = new Map<string, HopJudgement>();
  const selected = selector(rules);
  const judge = (hop: Hop, demand: Demand): HopJudgement => {
    const key = questionKey(hop, demand.sources);
    const found = judgements.get(key) ?? judgeHop(inventory, book, hop, demand);
    judgements.set(key, found);
    return found;
  };
  const judgeHops = (route: Route): Omit<JudgedRoute, "route"> => {
    const hops = route.hops.map((hop) => {
      const demands = demandsAt(route, hop, selected, sources).map(({ rule, demand }) => ({
        rule,
        demand,
        judgement: judge(hop, demand),
      }));
      return { hop, demands, verdict: hopVerdict(demands.map((d) => d.judgement)) };
    });
    return {
      hops,
      ...judgeRoute(
        route,
        hops.map((h) => h.demands.map((d) => d.judgement)),
      ),
    };
  };
  const shared = new WeakMap<readonly Hop[], Map<string, Omit<JudgedRoute, "route">>>();
  return (route) => {
    if (route.outcome.kind !== "judged") return { route, ...judgeHops(route) };
    const known = shared.get(route.hops) ?? new Map<string, Omit<JudgedRoute, "route">>();
    shared.set(route.hops, known);
    const key = askerKey(route);
    const judged = known.get(key) ?? judgeHops(route);
    known.set(key, judged);
    return { route, hops: judged.hops, verdict: judged.verdict, facts: judged.facts };
  };
}

/** Routes over the same hops with equal keys ask the same: whole services often share one backend. */
function askerKey({ backend, deployment, gateway, api, path }: Route): string {
  const clients = api?.clients ? api.id : "";
  return [backend.kind, deployment ?? "", gateway?.id ?? "", clients, path?.name ?? ""].join("|");
}

type Selected = (route: Route, hop: Hop) => readonly Rule[];

/** The `require` rules that speak of a hop, or for a declared path the `expect` rule. */
function selector(rules: readonly Rule[]): Selected {
  const demanding = rules.filter(
    ({ check }) => check.kind === "require" || check.kind === "expect",
  );
  const known = new Map<string, readonly Rule[]>();
  return (route, hop) => {
    const key = [route.backend.kind, hop.kind, gatewayKind(route), route.deployment ?? ""].join();
    const found = known.get(key) ?? demanding.filter((rule) => appliesTo(rule, route, hop));
    known.set(key, found);
    return found;
  };
}

export function appliesTo({ applies, check }: Rule, route: Route, hop: Hop | null): boolean {
  if ((route.path !== null) !== (check.kind === "expect")) return false;
  const fits = (wanted: readonly string[] | undefined, actual: string | null) =>
    wanted === undefined || (actual !== null && wanted.includes(actual));
  return (
    fits(applies.backend, route.backend.kind) &&
    (hop === null || fits(applies.hop, hop.kind)) &&
    fits(applies.gateway, gatewayKind(route)) &&
    fits(applies.deployment, route.deployment)
  );
}

/** An unknown kind is judged as dedicated, whose addresses are then unknown as well: nothing is claimed of it. */
function gatewayKind({ gateway }: Route): string {
  return !gateway ? "shared" : isUnknown(gateway.instance) ? "dedicated" : gateway.instance.kind;
}

interface Demanded {
  readonly rule: Rule;
  readonly demand: Demand;
}

function demandsAt(route: Route, hop: Hop, selected: Selected, book: SourceBook): Demanded[] {
  const at = (sources: Sources): Demand => ({ sources, protocol: hop.protocol, port: hop.port });
  return selected(route, hop).flatMap((rule) => {
    const { check } = rule;
    if (check.kind === "expect") return [{ rule, demand: at(book.ofPath(route.path!)) }];
    if (check.kind !== "require") return [];
    const names = check.from.filter((s) => !(s.kind === "name" && s.name === "route"));
    const own = names.length > 0 ? [{ rule, demand: at(book.required(rule, names, route)) }] : [];
    return names.length === check.from.length ? own : [...own, ...inherited(rule)];
  });

  /** `from: route`: what the rules of the target behind this hop demand, reported under this rule. */
  function inherited(rule: Rule): Demanded[] {
    const target = route.hops.find((h) => h.kind === "target");
    if (!target || hop.kind === "target") return [];
    const behind = demandsAt(route, target, selected, book);
    const distinct = new Map(behind.map((d) => [d.demand.sources.key, d]));
    return [...distinct.values()].map(({ demand }) => ({ rule, demand: at(demand.sources) }));
  }
}

/** Equal keys are equal questions. */
function questionKey(hop: Hop, sources: Sources): string {
  const { guard, arrives, bypass, face } = hop;
  const filter =
    guard.kind === "groups"
      ? isUnknown(guard.groups)
        ? `? ${guard.groups.fact.id}`
        : guard.groups.join() + (guard.unordered ? ` ${guard.unordered.id}` : "")
      : `acl ${isUnknown(guard.acl) ? guard.acl.fact.id : guard.acl.id} ${guard.subnet} ${face?.id ?? ""}`;
  const arrival = isUnknown(arrives)
    ? `? ${arrives.fact.id}`
    : arrives.kind === "snat"
      ? `snat ${arrives.balancer}`
      : arrives.kind;
  const passes = isUnknown(bypass) ? bypass.fact.id : String(bypass);
  const v6 = sources.open !== null && face !== null && hasIpv6(face);
  return [filter, arrival, passes, hop.protocol, hop.port, sources.key, v6].join("|");
}

export interface AskedDemand extends HopDemand {
  readonly route: JudgedRoute;
  readonly hop: Hop;
}

/** Every demand of every hop of every route. */
export function* everyDemand(routes: readonly JudgedRoute[]): Generator<AskedDemand> {
  for (const route of routes)
    for (const { hop, demands } of route.hops)
      for (const { rule, demand, judgement } of demands)
        yield { route, hop, rule, demand, judgement };
}
