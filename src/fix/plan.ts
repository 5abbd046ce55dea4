// A place -> what to write there: an existing policy moved up, one that accepts an address template, or the fewest
// new ones. A plan is only a wish until prove.ts has judged it.
import type { Traffic } from "../net/traffic.ts";
import type { Change } from "../model/finding.ts";
import type { Inventory } from "../model/inventory.ts";
import { say } from "../words/index.ts";
import type { PolicyBook } from "../judge/compile.ts";
import type { JudgedPolicy } from "../judge/policies.ts";
import { fewestPolicies, wholeRanges, type NewPolicy } from "./accept.ts";
import { deadBehind, deadPolicies } from "./dead.ts";
import { policyToMove, repeatedBehind } from "./move.ts";
import { boundsAt, wantedOf, type NoFix, type PolicySpot, type Wish } from "./spot.ts";
import { templateFor } from "./template.ts";

/** Why a policy goes: its like stands higher now, it decides nothing any more, or the group would overflow. */
export interface Removal {
  readonly index: number;
  readonly why: "moved" | "dead" | "room";
}

export interface Plan extends PolicySpot {
  readonly direction: "ingress" | "egress";
  readonly policies: readonly NewPolicy[];
  /** In list order. */
  readonly removals: readonly Removal[];
  /** Set where the one new policy is an existing one, moved up. */
  readonly moved: number | null;
  /** The refused packets that must pass afterwards. */
  readonly wanted: Traffic;
}

/** Ingress policies that a group may hold (facts section 2), where the account's quota is not told. */
const USUAL_LIMIT = 100;

export function planAt(
  inventory: Inventory,
  book: PolicyBook,
  wish: Wish,
  spot: PolicySpot,
): Plan | NoFix {
  const empty: Plan = {
    ...spot,
    direction: wish.refusal.direction,
    policies: [],
    removals: [],
    moved: null,
    wanted: wantedOf(wish),
  };
  if (spot.list.kind === "acl") return { ...empty, policies: fewestPolicies(wish, spot) };
  const { id } = spot.list;
  const list = book.group(id);
  const { unordered = null, policyLimit = null } = inventory.groups.get(id) ?? {};
  if (unordered) {
    const plan = { ...empty, policies: fewestPolicies(wish, spot) };
    return withRoom(list, policyLimit, plan, () => []);
  }
  const planned = (policies: readonly NewPolicy[]) => {
    const plan = tidied(list, { ...empty, policies });
    return withRoom(list, policyLimit, plan, deadPolicies);
  };
  const [bound] = boundsAt(wish, spot);
  const moving = policyToMove(inventory, list, spot, empty.wanted, bound!);
  if (moving) {
    const removals: Removal[] = [{ index: moving.index, why: "moved" }];
    return tidied(list, { ...empty, policies: [moving.policy], removals, moved: moving.index });
  }
  const fewest = fewestPolicies(wish, spot);
  const template = fewest.length > 1 ? templateFor(inventory, book, wish, bound!) : null;
  if (template) return planned([template]);
  const plan = planned(fewest);
  const whole = "why" in plan ? wholeRanges(wish, spot) : fewest;
  return whole.length < fewest.length ? planned(whole) : plan;
}

/** Takes out what says the same further down, and what decides nothing any more. */
function tidied(list: readonly JudgedPolicy[], plan: Plan): Plan {
  const gone = new Map<number, Removal>();
  for (const index of deadBehind(list, plan.before, judgedPolicies(plan)))
    gone.set(index, { index, why: "dead" });
  for (const index of repeatedBehind(list, plan, plan.policies))
    gone.set(index, { index, why: "moved" });
  for (const one of plan.removals) gone.set(one.index, one);
  return { ...plan, removals: inOrder([...gone.values()]) };
}

/** Makes room by taking out policies that decide nothing; a group that still overflows gets no fix. */
function withRoom(
  list: readonly JudgedPolicy[],
  told: number | null,
  plan: Plan,
  idleOf: (list: readonly JudgedPolicy[]) => readonly number[],
): Plan | NoFix {
  // A list without an order is judged as a longer one than it is.
  const length = plan.atEnd ? plan.before : list.length;
  // Where no quota is told, a longer list shows that the account may hold more.
  const limit = told ?? (length > USUAL_LIMIT ? Infinity : USUAL_LIMIT);
  const over = length + plan.policies.length - plan.removals.length - limit;
  if (over <= 0) return plan;
  const gone = new Set(plan.removals.map(({ index }) => index));
  const idle = idleOf(list).filter((index) => !gone.has(index));
  if (idle.length < over) return { why: overflow(plan, length, limit, over - idle.length) };
  const room = idle.slice(0, over).map((index): Removal => ({ index, why: "room" }));
  return { ...plan, removals: inOrder([...plan.removals, ...room]) };
}

function overflow(
  { list, policies }: Plan,
  length: number,
  limit: number,
  missing: number,
): string {
  return policies.length === 1
    ? say("fix.full", list.id, length, limit, missing)
    : say("fix.full-for-several", list.id, length, limit, missing, policies.length);
}

function inOrder(removals: readonly Removal[]): Removal[] {
  return removals.toSorted((a, b) => a.index - b.index);
}

/** The new policies as the judge sees them. */
function judgedPolicies({ list, before, policies }: Plan): JudgedPolicy[] {
  return policies.map(({ block }) => ({
    list,
    index: before,
    action: "ACCEPT",
    sure: block,
    maybe: block,
    facts: [],
    place: null,
  }));
}

/** The group's list with the plan carried out. */
export function carriedOut(list: readonly JudgedPolicy[], plan: Plan): JudgedPolicy[] {
  const gone = new Set(plan.removals.map(({ index }) => index));
  const at = plan.atEnd ? list.length : plan.before;
  const kept = (from: number, to: number) =>
    list.slice(from, to).filter((_, i) => !gone.has(from + i));
  return [...kept(0, at), ...judgedPolicies(plan), ...kept(at, list.length)];
}

export function changesOf({ list, direction, before, policies, removals }: Plan): Change[] {
  const where = { list, direction };
  return [
    { kind: "insert", ...where, before, policies: policies.map(({ policy }) => policy) },
    ...removals.map(({ index }): Change => ({ kind: "remove", ...where, index })),
  ];
}
