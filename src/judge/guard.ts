// One demand at one filter: what passes in each scenario of what is unknown, what is surely refused and by
// whom, and which missing facts decide. The verdict words of docs/contract.md, section 3, are made here and in route.ts.
import type { AddressSet } from "../net/address.ts";
import { addressesOf, intersect, subtract, type Block, type Traffic } from "../net/traffic.ts";
import type { Fact } from "../model/unknown.ts";
import { decidingFacts, judge, type Decision, type Strictness } from "./judge.ts";
import { isExact, type JudgedPolicy } from "./policies.ts";

/** What becomes of a demand at one hop in one scenario. */
export interface HopOutcome {
  /** Known sources of which at least some traffic passes. */
  readonly pass: AddressSet;
  /** All traffic of all known sources passes. */
  readonly all: boolean;
  /** Whether the sources that are demanded and not known pass; null where every source is known. */
  readonly open: boolean | null;
  readonly hasKnown: boolean;
}

export type Judged = "reachable" | "blocked" | "partial";

export interface Refusal {
  /** null = the default at the end of the list. */
  readonly by: JudgedPolicy | null;
  readonly traffic: Traffic;
}

/** The walks of one list for one demand, under both readings of what is unknown. */
export interface Walks {
  readonly policies: readonly JudgedPolicy[];
  /** Set where the order of several groups is not known. */
  readonly order: Fact | null;
  readonly known: Record<Strictness, readonly Decision[]>;
  /** Walks of the bounds of the unknown sources; null where every source is known. */
  readonly open: Record<Strictness, readonly Decision[]> | null;
}

export function walk(policies: readonly JudgedPolicy[], known: Block, open: Block | null): Walks {
  const exact = policies.every(isExact);
  const both = (demand: Block) => {
    const strict = judge(policies, [demand], "strict");
    return { strict, lenient: exact ? strict : judge(policies, [demand], "lenient") };
  };
  return { policies, order: null, known: both(known), open: open && both(open) };
}

/**
 * Several lists bound in an order that is not known. In some order any of them comes first: a packet passes in
 * every order when a list accepts it and none drops it, and in some order when any list accepts it.
 */
export function walkInAnyOrder(
  lists: readonly (readonly JudgedPolicy[])[],
  order: Fact,
  known: Block,
  open: Block | null,
): Walks {
  const both = (demand: Block) => ({
    strict: merged(lists, demand, "strict"),
    lenient: merged(lists, demand, "lenient"),
  });
  return { policies: lists.flat(), order, known: both(known), open: open && both(open) };
}

function merged(
  lists: readonly (readonly JudgedPolicy[])[],
  demand: Block,
  reading: Strictness,
): Decision[] {
  const decided = lists
    .flatMap((list) => judge(list, [demand], reading))
    .filter((d) => d.by !== null);
  const first = (d: Decision) => d.admitted === (reading === "lenient");
  const decisions: Decision[] = [];
  let rest: Traffic = [demand];
  for (const { by, admitted, traffic } of [
    ...decided.filter(first),
    ...decided.filter((d) => !first(d)),
  ]) {
    const own = intersect(rest, traffic);
    if (own.length > 0) decisions.push({ traffic: own, admitted, by });
    rest = subtract(rest, traffic);
  }
  return rest.length > 0 ? [...decisions, { traffic: rest, admitted: false, by: null }] : decisions;
}

export function outcomeOf(walks: Walks, reading: Strictness): HopOutcome {
  const decisions = walks.known[reading];
  return {
    pass: addressesOf(decisions.flatMap((d) => (d.admitted ? d.traffic : []))),
    all: decisions.every((d) => d.admitted),
    open: walks.open && openPasses(walks.open[reading], reading),
    hasKnown: decisions.length > 0,
  };
}

/** Unknown sources are read like unknown policies: the strict reading takes the refused ones, the lenient the admitted. */
function openPasses(decisions: readonly Decision[], reading: Strictness): boolean {
  return reading === "strict"
    ? decisions.every((d) => d.admitted)
    : decisions.some((d) => d.admitted);
}

export function judgedAs({ pass, all, open, hasKnown }: HopOutcome): Judged {
  const some = pass.v4.length > 0 || pass.v6.length > 0;
  if ((all || !hasKnown) && open !== false) return "reachable";
  return some || open === true ? "partial" : "blocked";
}

/**
 * What is refused whatever the unknowns are, by decider. Where no source is known at all, the bounds of the
 * unknown ones count if nothing within them passes.
 */
export function refusalsOf(walks: Walks): Refusal[] {
  const known = refused(walks.known.lenient);
  if (known.length > 0 || walks.known.strict.length > 0 || !walks.open) return known;
  return walks.open.lenient.some((d) => d.admitted) ? [] : refused(walks.open.lenient);
}

function refused(decisions: readonly Decision[]): Refusal[] {
  return decisions.filter((d) => !d.admitted).map(({ by, traffic }) => ({ by, traffic }));
}

/** The missing facts on which the traffic hangs that passes in some scenario and not in another. */
export function factsOf(walks: Walks, openFacts: readonly Fact[]): Fact[] {
  const hanging = undecided(walks.known);
  const facts = decidingFacts(walks.policies, hanging);
  if (walks.order && hanging.length > 0) facts.push(walks.order);
  if (!walks.open) return facts;
  const hangs =
    openPasses(walks.open.strict, "strict") !== openPasses(walks.open.lenient, "lenient");
  return hangs
    ? [...facts, ...openFacts, ...decidingFacts(walks.policies, undecided(walks.open))]
    : facts;
}

function undecided(walks: Record<Strictness, readonly Decision[]>): Traffic {
  if (walks.strict === walks.lenient) return [];
  const pass = (reading: Strictness) =>
    walks[reading].flatMap((d) => (d.admitted ? d.traffic : []));
  return subtract(pass("lenient"), pass("strict"));
}
