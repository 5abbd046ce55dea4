// What a fix says of itself: its title, and what to know before applying it. Full sentences for the cautions.
import { hasAny, meetAddresses } from "../net/address.ts";
import { printTraffic } from "../net/print.ts";
import { intersect, isEmpty, sameTraffic, subtract, type Traffic } from "../net/traffic.ts";
import type { Id, Inventory } from "../model/inventory.ts";
import { policyFields } from "../model/policy-text.ts";
import { isUnknown } from "../model/unknown.ts";
import type { JudgedPolicy } from "../judge/policies.ts";
import type { Effect } from "./effect.ts";
import type { Plan } from "./plan.ts";
import type { Wish } from "./spot.ts";

export function titleOf(plan: Plan): string {
  const { before, atEnd, direction, moved } = plan;
  const { kind, id: group } = plan.list;
  const noun = kind === "acl" ? `${direction} entry` : "policy";
  if (moved !== null) return `move ${noun} ${moved} of ${group} up, before ${noun} ${before}`;
  const list = kind === "acl" ? `the ${direction} entries of ${group}` : group;
  const where = atEnd ? `at the end of ${list}` : `before ${noun} ${before} of ${group}`;
  return `accept ${whatIsNew(plan)} ${where}`;
}

function whatIsNew({ policies }: Plan): string {
  const sources = [...new Set(policies.map(({ policy }) => policyFields(policy).source))];
  const [first = "", ...others] = sources;
  if (others.length === 0) {
    const kind = policies[0]?.policy.peer.kind;
    const isTemplate = kind === "address-template" || kind === "address-template-group";
    return isTemplate ? `address template ${first}` : first;
  }
  const single = sources.every((source) => !/[/-]/.test(source));
  return `the ${sources.length} missing ${single ? "addresses" : "ranges"}`;
}

export function cautionsOf(
  inventory: Inventory,
  wish: Wish,
  plan: Plan,
  effects: readonly Effect[],
  {
    list,
    gone,
    doubt,
  }: {
    readonly list: readonly JudgedPolicy[];
    /** What passes on the finding's own resources, and did not. */
    readonly gone: Traffic;
    readonly doubt: boolean;
  },
): string[] {
  const more = subtract(gone, plan.wanted);
  return [
    ...overrideCaution(
      "policy",
      effects.flatMap(({ overridden }) => overridden),
    ),
    ...subnetCautions(inventory, plan),
    ...alsoCaution(wish, more),
    ...othersCautions(plan, wish, gone, effects),
    ...removalCautions(plan, list),
    ...(doubt
      ? ["Whether it suffices also hangs on what the input does not say about earlier policies."]
      : []),
  ];
}

export function aclCautions(
  inventory: Inventory,
  plan: Plan,
  drops: readonly JudgedPolicy[],
  more: boolean,
): string[] {
  return [
    ...overrideCaution("entry", drops),
    ...subnetCautions(inventory, plan),
    ...(more
      ? ["It also admits what later entries refuse of the same calls, by the caller's port."]
      : []),
    ...(plan.atEnd
      ? []
      : ["Entries are matched by priority: give the new ones a priority that puts them there."]),
  ];
}

/** One policy for a whole range takes what others refuse in it: their findings are then smaller, or gone. */
function alsoCaution({ refusals }: Wish, more: Traffic): string[] {
  const names = refusals
    .filter(({ traffic }) => !isEmpty(intersect(traffic, more)))
    .map(({ by }) => (by === null ? "the default" : `policy ${by.index} of ${by.list.id}`));
  return names.length === 0
    ? []
    : [`It also admits what ${listing(names)} refuses in these ranges.`];
}

/** Why an earlier group is edited than the one whose policy, or default, refuses. */
export function choiceCaution(chosen: Id, own: Id, others: readonly Id[]): string {
  return `${chosen} is edited rather than ${own}, where it would also open ${listing(others)}.`;
}

export function refugeCaution(chosen: Id, own: Id, why: string): string {
  return `${chosen} is edited rather than ${own}: ${why}.`;
}

export function overrideCaution(noun: string, drops: readonly JudgedPolicy[]): string[] {
  if (drops.length === 0) return [];
  const names = new Set(drops.map(({ list, index }) => `${noun} ${index} of ${list.id}`));
  return [
    `It overrides ${listing([...names])}, an explicit DROP of something narrower than everything. Make sure that it is not a quarantine.`,
  ];
}

/** The documented ranges include 10.0.0.0/8, which may hold the user's own network. */
function subnetCautions(inventory: Inventory, { policies }: Plan): string[] {
  const inside: string[] = [];
  for (const { id, cidr } of inventory.subnets.values()) {
    if (cidr === null || isUnknown(cidr)) continue;
    if (policies.some(({ block }) => hasAny(meetAddresses(block, cidr)))) inside.push(id);
  }
  if (inside.length === 0) return [];
  return [
    `The ranges include your own ${inside.length === 1 ? "subnet" : "subnets"} ${listing(inside)}: machines there are admitted as well.`,
  ];
}

/** Different lists of groups may let different parts through: at most three kinds are told. */
function othersCautions(
  plan: Plan,
  wish: Wish,
  gone: Traffic,
  effects: readonly Effect[],
): string[] {
  const own = new Set(wish.resources);
  const kinds = new Map<string, Id[]>();
  for (const { resources, opened } of effects) {
    const others = resources.filter((id) => !own.has(id));
    if (others.length === 0 || isEmpty(opened)) continue;
    const what = sameTraffic(opened, gone)
      ? "the change opens the same traffic there"
      : `there the change opens ${rowsOf(opened, wish)}`;
    kinds.set(what, [...(kinds.get(what) ?? []), ...others]);
  }
  const told = [...kinds].slice(0, 3);
  const rest = [...kinds].slice(3).flatMap(([, ids]) => ids);
  return [
    ...told.map(([what, ids]) => `${plan.list.id} is also bound to ${listing(ids)}: ${what}.`),
    ...(rest.length > 0 ? [`It opens other parts of that on ${listing(rest)}.`] : []),
  ];
}

function rowsOf(opened: Effect["opened"], { sources }: Wish): string {
  return printTraffic(opened, sources.declared)
    .map((row) => `${listing(row.sources)} -> ${row.protocol}/${row.ports.join(",")}`)
    .join("; ");
}

function removalCautions(
  { list: { id: group }, removals, moved }: Plan,
  list: readonly JudgedPolicy[],
): string[] {
  const having = (why: string) =>
    removals.filter((one) => one.why === why && one.index !== moved).map(({ index }) => index);
  const [again, dead, room] = [having("moved"), having("dead"), having("room")];
  const name = (indexes: readonly number[]) =>
    `${indexes.length === 1 ? "Policy" : "Policies"} ${listing(indexes.map(String))} of ${group}`;
  const verb = (indexes: readonly number[], one: string, many: string) =>
    indexes.length === 1 ? one : many;
  return [
    ...(again.length > 0
      ? [
          `${name(again)} ${verb(again, "says", "say")} the same too far down to have effect: the fix moves ${verb(again, "it", "them")} up.`,
        ]
      : []),
    ...(dead.length > 0
      ? [
          `${name(dead)} (${actionsOf(dead, list)}) would decide nothing any more: the fix removes ${verb(dead, "it", "them")}.`,
        ]
      : []),
    ...(room.length > 0
      ? [
          `${group} is full: to make room the fix also removes ${verb(room, "policy", "policies")} ${listing(room.map(String))}, which ${verb(room, "decides", "decide")} nothing.`,
        ]
      : []),
  ];
}

function actionsOf(indexes: readonly number[], list: readonly JudgedPolicy[]): string {
  return [...new Set(indexes.map((i) => list[i]!.action ?? "unknown"))].join(" and ");
}

/** `a`, `a and b`, `a, b and c`, `a, b, c and 4 more` */
export function listing(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  if (distinct.length > 4)
    return `${distinct.slice(0, 3).join(", ")} and ${distinct.length - 3} more`;
  if (distinct.length < 2) return distinct.join("");
  return `${distinct.slice(0, -1).join(", ")} and ${distinct.at(-1)}`;
}
