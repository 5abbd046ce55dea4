// All hops of a route together -> its verdict (docs/contract.md, section 3). Every hop is judged alone; hops that see the
// same source must also have an admitted address in common.
import {
  hasAny,
  meetAddresses,
  NO_ADDRESS,
  uniteAddresses,
  type AddressSet,
} from "../net/address.ts";
import { listKey } from "../model/key.ts";
import type { Route } from "../model/route.ts";
import type { Verdict } from "../model/finding.ts";
import type { Fact } from "../model/unknown.ts";
import { judgedAs, type Judged } from "./guard.ts";
import type { HopJudgement } from "./hop.ts";
import { arrivingIn, scenariosOf, type Scenario } from "./scenario.ts";

/** The judgements of one hop, one for each demand that is made of it. */
export type HopDemands = readonly HopJudgement[];

export interface RouteJudgement {
  readonly verdict: Verdict;
  /** The missing facts that decide, when the verdict is undetermined. */
  readonly facts: readonly Fact[];
}

export function judgeRoute(route: Route, hops: readonly HopDemands[]): RouteJudgement {
  const { outcome } = route;
  if (outcome.kind === "skipped" || outcome.kind === "external")
    return { verdict: outcome.kind, facts: [] };
  if (outcome.kind === "no-targets" || outcome.kind === "no-address")
    return { verdict: "blocked", facts: [] };
  const verdicts = new Set(scenariosOf(route.hops).map((scenario) => inScenario(hops, scenario)));
  const [first] = verdicts;
  if (outcome.kind === "unresolved")
    return verdicts.size === 1 && first === "blocked"
      ? { verdict: "blocked", facts: [] }
      : { verdict: "undetermined", facts: [...decidingFacts(hops), outcome.fact] };
  return verdicts.size === 1 && (first === "reachable" || isTold(route, hops))
    ? { verdict: first!, facts: [] }
    : { verdict: "undetermined", facts: decidingFacts(hops) };
}

/**
 * Whether something surely refused stands behind the verdict. Each reading may refuse other packets: then nothing
 * can be named, and the route must not look as if nothing were wrong.
 */
function isTold({ path }: Route, hops: readonly HopDemands[]): boolean {
  return path?.expect === "blocked" || hops.flat().some(({ refusals }) => refusals.length > 0);
}

/** The verdict of one hop over all demands made of it. */
export function hopVerdict(demands: HopDemands): Judged | "undetermined" {
  const verdicts = new Set(demands.map((d) => d.verdict));
  const [only = "undetermined"] = verdicts;
  if (verdicts.size <= 1) return only;
  if (verdicts.has("undetermined")) return "undetermined";
  return "partial";
}

/** Stands for the judgements of a hop of which nothing says who must be admitted: nobody, or somebody whom it refuses. */
export function undemanded(fact: Fact): HopJudgement {
  return {
    arriving: [],
    outcome: ({ reading }) => ({
      pass: NO_ADDRESS,
      all: false,
      open: reading === "lenient",
      hasKnown: false,
    }),
    verdict: "undetermined",
    refusals: [],
    admissions: [],
    facts: [fact],
    policies: [],
    note: null,
  };
}

function inScenario(hops: readonly HopDemands[], scenario: Scenario): Judged {
  let common: AddressSet | null = null;
  let seen = "";
  let everything = true;
  for (const demands of hops) {
    const outcomes = demands.map((d) => d.outcome(scenario));
    const judged = outcomes.map(judgedAs);
    if (judged.every((j) => j === "blocked")) return "blocked";
    everything &&= judged.every((j) => j === "reachable");
    if (outcomes.some((o) => o.open !== null)) continue;
    const pass = uniteAddresses(outcomes.map((o) => o.pass));
    const sees = listKey(demands.map((d) => arrivingIn(d, scenario).key));
    common = common !== null && sees === seen ? meetAddresses(common, pass) : pass;
    seen = sees;
    if (!hasAny(common)) return "blocked";
  }
  return everything ? "reachable" : "partial";
}

function decidingFacts(hops: readonly HopDemands[]): Fact[] {
  const undecided = hops.flat().filter((d) => d.verdict === "undetermined");
  const facts = (undecided.length > 0 ? undecided : hops.flat()).flatMap((d) => d.facts);
  return [...new Map(facts.map((fact) => [fact.id, fact])).values()];
}
