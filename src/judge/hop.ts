// One demand at one hop of a route, in every scenario of what the input or the vendor leaves open.
import { hasAny, NO_ADDRESS } from "../net/address.ts";
import { intersect, isEmpty, type Traffic } from "../net/traffic.ts";
import type { Demand, Sources } from "../model/demand.ts";
import type { Inventory } from "../model/inventory.ts";
import { key } from "../model/key.ts";
import type { Hop } from "../model/route.ts";
import { isUnknown, type Fact } from "../model/unknown.ts";
import { say } from "../words/index.ts";
import { portReadingFact } from "./acl.ts";
import { arrivingAs } from "./arrival.ts";
import type { PolicyBook } from "./compile.ts";
import { judgedAs, type Judged, type HopOutcome } from "./guard.ts";
import type { Decision } from "./judge.ts";
import type { JudgedPolicy } from "./policies.ts";
import { arrivingIn, scenariosOf, type Scenario } from "./scenario.ts";
import { viewOf, type HopRefusal, type View } from "./view.ts";

export interface HopJudgement {
  /** The demand as it arrives here; one for each way that is open of what a CLB does to it. */
  readonly arriving: readonly Sources[];
  readonly outcome: (scenario: Scenario) => HopOutcome;
  readonly verdict: Judged | "undetermined";
  /** Surely refused, by decider, in list order; an ACL's inward refusals before its outward ones. */
  readonly refusals: readonly HopRefusal[];
  /** Policies that admit some of the demand, for the reader. */
  readonly admissions: readonly Decision[];
  readonly facts: readonly Fact[];
  /** Which policies were walked; empty where nothing filters. */
  readonly policies: readonly JudgedPolicy[];
  /** Why the groups were not asked. */
  readonly note: string | null;
}

const ALL_PASS: HopOutcome = { pass: NO_ADDRESS, all: true, open: null, hasKnown: false };
export function judgeHop(
  inventory: Inventory,
  book: PolicyBook,
  hop: Hop,
  demand: Demand,
): HopJudgement {
  const { ways } = hop.arrives;
  const arriving = ways.map((arrival) => arrivingAs(demand.sources, arrival));
  const note = freePassage(hop);
  if (note !== null) return passing(arriving, note);
  const view = viewer(inventory, book, hop, arriving);
  const outcome = (s: Scenario): HopOutcome =>
    s.reading === "lenient" && hop.bypass !== false
      ? freely(arrivingIn({ arriving }, s))
      : view(s).outcome(s.reading);
  const scenarios = scenariosOf([hop]);
  const [verdict = "undetermined", another] = new Set(scenarios.map((s) => judgedAs(outcome(s))));
  const isCertain = another === undefined;
  const lenient = scenarios.filter((s) => s.reading === "lenient");
  const all = lenient.map(view);
  // Sources that a CLB may or may not change have no packet in common: a certain verdict is told for the first.
  const told = isCertain ? lenient.filter((s) => s.arrival === 0) : lenient;
  return {
    arriving,
    outcome,
    verdict: isCertain ? verdict : "undetermined",
    refusals: hop.bypass === false ? commonRefusals(told.map(view)) : [],
    admissions: all[0]!.admissions,
    facts: doubtsOf(hop, all, ways.length),
    policies: all[0]!.policies,
    note: null,
  };
}

/** The filter in each scenario; those that ask the same of it share a view. */
function viewer(
  inventory: Inventory,
  book: PolicyBook,
  hop: Hop,
  arriving: readonly Sources[],
): (scenario: Scenario) => View {
  const views = new Map<string, View>();
  return (scenario) => {
    const sources = arrivingIn({ arriving }, scenario);
    const reading = hop.guard.kind === "acl" ? scenario.acl : null;
    const asked = key`${reading} ${{ own: sources.key }}`;
    const found = views.get(asked) ?? viewOf(inventory, book, hop, sources, scenario.acl);
    views.set(asked, found);
    return found;
  };
}

/** What is missing, each once. */
function doubtsOf(
  { bypass, arrives, guard }: Hop,
  views: readonly View[],
  arrivals: number,
): Fact[] {
  const doubts = views.flatMap(({ facts }) => facts);
  if (isUnknown(bypass)) doubts.push(bypass.fact);
  doubts.push(...arrives.facts);
  // More views than arrivals: the ports of the ACL are read in several ways.
  if (guard.kind === "acl" && !isUnknown(guard.acl) && views.length > arrivals)
    doubts.push(portReadingFact(guard.acl));
  return [...new Map(doubts.map((fact) => [fact.id, fact])).values()];
}

function passing(arriving: readonly Sources[], note: string): HopJudgement {
  return {
    arriving,
    outcome: (s) => freely(arrivingIn({ arriving }, s)),
    verdict: "reachable",
    refusals: [],
    admissions: [],
    facts: [],
    policies: [],
    note,
  };
}

/** Where nothing filters: the CLB passes to its target, or no group is bound. */
function freePassage({ guard, bypass }: Hop): string | null {
  if (bypass === true) return say("judge.passed-to-target");
  if (guard.kind === "groups" && !isUnknown(guard.groups) && guard.groups.length === 0)
    return say("judge.no-group");
  return null;
}

function freely(sources: Sources): HopOutcome {
  return {
    ...ALL_PASS,
    pass: sources.known,
    open: sources.open && true,
    hasKnown: hasAny(sources.known),
  };
}

/** What every lenient scenario refuses, attributed as in the first. */
function commonRefusals(views: readonly View[]): HopRefusal[] {
  const [first, ...others] = views;
  return first!.refusals
    .map((refusal) => ({
      ...refusal,
      traffic: others.reduce<Traffic>((rest, view) => {
        const same = view.refusals.filter((r) => r.direction === refusal.direction);
        return intersect(
          rest,
          same.flatMap((r) => r.traffic),
        );
      }, refusal.traffic),
    }))
    .filter((refusal) => !isEmpty(refusal.traffic));
}
