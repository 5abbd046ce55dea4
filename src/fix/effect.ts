// What an edit of one group changes on every resource that carries it. Only packets that an inserted or removed
// policy matches can change, so only those are judged, before and after.
import { printAsDeclared, printTraffic, type PrintedTraffic } from "../net/print.ts";
import {
  block,
  intersect,
  isEmpty,
  isSubset,
  NO_TRAFFIC,
  subtract,
  union,
  type Block,
  type Traffic,
} from "../net/traffic.ts";
import { uniteAddresses, type AddressRange } from "../net/address.ts";
import type { Id } from "../model/inventory.ts";
import { listKey } from "../model/key.ts";
import { say } from "../words/index.ts";
import type { PolicyBook } from "../judge/compile.ts";
import type { HopRefusal } from "../judge/view.ts";
import { admitted, judge, undecided, type Decision, type Strictness } from "../judge/judge.ts";
import { isEverything, isExact, type JudgedPolicy } from "../judge/policies.ts";
import type { Bearer } from "./ground.ts";

/** Resources with one list of groups, and what the edit changes there. */
export interface Effect {
  readonly resources: readonly Id[];
  readonly opened: Traffic;
  /** Refused afterwards in some reading of the unknowns, and admitted before. */
  readonly closed: Traffic;
  /** Explicit DROPs of something narrower than everything, whose packets now pass. */
  readonly overridden: readonly JudgedPolicy[];
}

/** Where the edit refuses what passes today, in words; null where it does so nowhere. */
export function closingOf(effects: readonly Effect[]): string | null {
  const closing = effects.find(({ closed }) => !isEmpty(closed));
  return closing ? say("fix.would-refuse", closing.resources[0]!) : null;
}

export function effectsOf(
  before: PolicyBook,
  after: PolicyBook,
  bound: readonly Bearer[],
  touched: readonly Block[],
): Effect[] {
  const domain = together(touched);
  return byList(bound).map(({ groups, resources }) => ({
    resources,
    ...effectOn(before.list(groups), after.list(groups), domain),
  }));
}

/** Only what reaches the first place where the lists differ can be decided otherwise. */
export function effectOn(
  before: readonly JudgedPolicy[],
  after: readonly JudgedPolicy[],
  domain: Traffic,
): Omit<Effect, "resources"> {
  const at = firstDifference(before, after);
  const change = (reading: Strictness) => {
    const rest = undecided(before.slice(0, at), domain, reading);
    const decisions = judge(before.slice(at), rest, reading);
    const was = decisions.flatMap((d) => (d.admitted ? d.traffic : NO_TRAFFIC));
    const is = admitted(after.slice(at), rest, reading);
    return { decisions, opened: subtract(is, was), closed: subtract(was, is) };
  };
  const { decisions, opened, closed } = change("lenient");
  return {
    opened,
    closed: before.every(isExact) ? closed : union(closed, change("strict").closed),
    overridden: overridden(decisions, opened),
  };
}

function firstDifference(a: readonly JudgedPolicy[], b: readonly JudgedPolicy[]): number {
  const at = a.findIndex((policy, i) => policy !== b[i]);
  return at < 0 ? a.length : at;
}

function overridden(decisions: readonly Decision[], opened: Traffic): JudgedPolicy[] {
  return decisions.flatMap(({ by, traffic }) =>
    by?.action === "DROP" && !isEverything(by) && intersect(traffic, opened).length > 0 ? by : [],
  );
}

export function overriddenDrops(list: readonly JudgedPolicy[], opened: Traffic): JudgedPolicy[] {
  return overridden(judge(list, opened, "lenient"), opened);
}

/** What is opened on these resources, as a reader of the demand knows it. */
export function openedOn(
  effects: readonly Effect[],
  resources: readonly Id[],
  declared: readonly AddressRange[],
): PrintedTraffic[] {
  const own = new Set(resources);
  const opened = effects
    .filter((effect) => effect.resources.some((id) => own.has(id)))
    .map((effect) => effect.opened)
    .reduce(union, NO_TRAFFIC);
  return printTraffic(opened, (set) => printAsDeclared(set, declared));
}

/** One block for each set of services: many new policies differ in their source only. */
function together(blocks: readonly Block[]): Traffic {
  const rows = new Map<string, Block[]>();
  for (const one of blocks) {
    const key = listKey(one.services);
    const row = rows.get(key);
    if (row) row.push(one);
    else rows.set(key, [one]);
  }
  return [...rows.values()].reduce<Traffic>(
    (sum, row) => union(sum, [block(uniteAddresses(row), row[0]!.services)]),
    NO_TRAFFIC,
  );
}

/** Equal lists are judged once. */
function byList(bound: readonly Bearer[]): { groups: readonly Id[]; resources: Id[] }[] {
  const lists = new Map<string, { groups: readonly Id[]; resources: Id[] }>();
  for (const { groups, resource } of bound) {
    const key = listKey(groups);
    const found = lists.get(key) ?? { groups, resources: [] };
    found.resources.push(resource);
    lists.set(key, found);
  }
  return [...lists.values()];
}

/** What is refused in one direction before and not after; null where something is refused that was not. */
export function refusalsGone(
  before: readonly HopRefusal[],
  after: readonly HopRefusal[],
  direction: HopRefusal["direction"],
): Traffic | null {
  const refused = (refusals: readonly HopRefusal[], way: HopRefusal["direction"]): Traffic =>
    refusals.flatMap((one) => (one.direction === way ? one.traffic : []));
  for (const way of ["ingress", "egress"] as const)
    if (!isSubset(refused(after, way), refused(before, way))) return null;
  return subtract(refused(before, direction), refused(after, direction));
}
