// Routes + demands -> judged routes. Each distinct (filter, demand) pair is judged once, however many routes ask.
import type { Demand, Sources } from "../model/demand.ts";
import type { Verdict } from "../model/finding.ts";
import type { Inventory } from "../model/inventory.ts";
import { key, listKey } from "../model/key.ts";
import { hasIpv6 } from "../model/lookup.ts";
import type { Arrival, Hop, Route } from "../model/route.ts";
import { factOf, isUnknown, type Fact } from "../model/unknown.ts";
import type { PolicyBook } from "../judge/compile.ts";
import { judgeHop, type HopJudgement } from "../judge/hop.ts";
import { hopVerdict, judgeRoute, undemanded, type HopDemands } from "../judge/route.ts";
import { message } from "../words/index.ts";
import { demandsOf, type Demanded } from "./demanded.ts";
import type { Rule } from "./rule.ts";
import type { SourceBook } from "./sources.ts";

/** What is demanded at one hop, and what became of it. */
export interface HopDemand extends Pick<Demanded, "names" | "rules"> {
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
  const made = new Map<string, HopJudgement>();
  const demanded = demandsOf(rules, sources);
  const judge = (hop: Hop, demand: Demand): HopJudgement => {
    const question = questionKey(hop, demand.sources);
    const found = made.get(question) ?? judgeHop(inventory, book, hop, demand);
    made.set(question, found);
    return found;
  };
  const judgeHops = (route: Route): Omit<JudgedRoute, "route"> => {
    const hops = route.hops.map((hop) => {
      const { protocol, port } = hop;
      const demands = demanded(route, hop).map(({ sources: who, ...asked }) => {
        const demand = { sources: who, protocol, port };
        return { ...asked, demand, judgement: judge(hop, demand) };
      });
      return { hop, demands, verdict: hopVerdict(judgementsOf(route, hop, demands)) };
    });
    const judged = hops.map(({ hop, demands }) => judgementsOf(route, hop, demands));
    return { ...judgeRoute(route, judged), hops };
  };
  const shared = new WeakMap<readonly Hop[], Map<string, Omit<JudgedRoute, "route">>>();
  return (route) => {
    if (route.outcome.kind !== "judged") return { route, ...judgeHops(route) };
    const known = shared.get(route.hops) ?? new Map<string, Omit<JudgedRoute, "route">>();
    shared.set(route.hops, known);
    const asker = askerKey(route);
    const judged = known.get(asker) ?? judgeHops(route);
    known.set(asker, judged);
    return { route, hops: judged.hops, verdict: judged.verdict, facts: judged.facts };
  };
}

function judgementsOf(route: Route, hop: Hop, demands: readonly HopDemand[]): HopDemands {
  if (demands.length === 0) return [undemanded(nobodySays(route, hop))];
  return demands.map(({ judgement }) => judgement);
}

/** Routes over the same hops with equal keys ask the same: whole services often share one backend. */
function askerKey({ backend, deployment, gateway, api, path }: Route): string {
  const clients = api?.clients ? api.id : null;
  return key`${backend.kind}|${deployment}|${gateway?.id}|${clients}|${path?.name}`;
}

/** Equal keys are equal questions. */
function questionKey(hop: Hop, sources: Sources): string {
  const { arrives, bypass, face } = hop;
  const arrival = listKey(arrives.ways.map(arrivalKey));
  const passes = isUnknown(bypass) ? bypass.fact.id : bypass;
  const v6 = sources.open !== null && face !== null && hasIpv6(face);
  return listKey([filterKey(hop), arrival, passes, hop.protocol, hop.port, sources.key, v6]);
}

function arrivalKey(arrival: Arrival): string {
  if (arrival.kind === "snat-ips") return key`snat-ips ${arrival.balancer}`;
  return arrival.kind === "replaced" ? key`replaced ${arrival.fact.id}` : arrival.kind;
}

function filterKey({ guard, face }: Hop): string {
  if (guard.kind === "acl") {
    // A target may be called at one of its addresses only.
    const ips = face === null || isUnknown(face.privateIps) ? [] : face.privateIps;
    const own = listKey([face?.id ?? null, ...ips.map(({ text }) => text)]);
    return isUnknown(guard.acl)
      ? key`? ${guard.acl.fact.id}|${guard.subnet}|${{ own }}`
      : key`acl ${guard.acl.id}|${guard.subnet}|${{ own }}`;
  }
  if (isUnknown(guard.groups)) return key`?? ${guard.groups.fact.id}`;
  return `${listKey(guard.groups)} ${guard.unordered?.id ?? ""}`;
}

function nobodySays({ backend, place }: Route, { kind }: Hop): Fact {
  return factOf(
    key`demand at ${kind} of ${backend.kind}`,
    message("rules.no-demand", kind, backend.kind),
    message("rules.add-demand", kind, backend.kind),
    place,
  );
}

export interface AskedDemand extends HopDemand {
  readonly route: JudgedRoute;
  readonly hop: Hop;
}

/** Every demand of every hop of every route. */
export function* everyDemand(routes: readonly JudgedRoute[]): Generator<AskedDemand> {
  for (const route of routes)
    for (const { hop, demands } of route.hops)
      for (const demand of demands) yield { route, hop, ...demand };
}
