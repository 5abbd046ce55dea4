// What a fix says of itself: its title, and what to know before applying it. Full sentences for the cautions.
import { coversAddresses, hasAny, meetAddresses } from "../net/address.ts";
import { printTraffic } from "../net/print.ts";
import { intersect, isEmpty, sameTraffic, subtract, type Traffic } from "../net/traffic.ts";
import type { Id, Inventory } from "../model/inventory.ts";
import { policyFields } from "../model/policy-text.ts";
import { addressNames } from "../model/sources-text.ts";
import { isUnknown } from "../model/unknown.ts";
import { say } from "../words/index.ts";
import { namesText } from "../words/names.ts";
import type { JudgedPolicy } from "../judge/policies.ts";
import type { Effect } from "./effect.ts";
import type { Plan, Removal } from "./plan.ts";
import { demandedBlock, type Wish } from "./spot.ts";

export function titleOf(plan: Plan): string {
  const { before, atEnd, direction, moved } = plan;
  const { kind, id } = plan.list;
  if (moved !== null) return say("fix.move", moved, id, before);
  const what = whatIsNew(plan);
  if (kind === "acl")
    return atEnd
      ? say("fix.accept-at-end-of-acl", what, id, direction)
      : say("fix.accept-before-entry", what, before, id, direction);
  return atEnd ? say("fix.accept-at-end", what, id) : say("fix.accept-before", what, before, id);
}

function whatIsNew({ policies }: Plan): string {
  const sources = [...new Set(policies.map(({ policy }) => policyFields(policy).source))];
  const [first = "", ...others] = sources;
  if (others.length === 0) {
    const kind = policies[0]?.policy.peer.kind;
    const isTemplate = kind === "address-template" || kind === "address-template-group";
    return isTemplate ? say("fix.template", first) : first;
  }
  const single = sources.every((source) => !/[/-]/.test(source));
  return say(single ? "fix.missing-addresses" : "fix.missing-ranges", sources.length);
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
    ...overrideCaution(effects.flatMap(({ overridden }) => overridden)),
    ...wideCaution(wish, plan),
    ...subnetCautions(inventory, plan),
    ...alsoCaution(wish, more),
    ...othersCautions(plan, wish, gone, effects),
    ...removalCautions(plan, list),
    ...(doubt ? [say("fix.doubt")] : []),
  ];
}

export function aclCautions(
  inventory: Inventory,
  wish: Wish,
  plan: Plan,
  drops: readonly JudgedPolicy[],
  more: boolean,
): string[] {
  return [
    ...overrideCaution(drops),
    ...wideCaution(wish, plan),
    ...subnetCautions(inventory, plan),
    ...(more ? [say("fix.admits-other-calls")] : []),
    ...(plan.atEnd ? [] : [say("fix.priority")]),
  ];
}

/** One policy for a whole range takes what others refuse in it: their findings are then smaller, or gone. */
function alsoCaution({ refusals }: Wish, more: Traffic): string[] {
  const names = refusals
    .filter(({ traffic }) => !isEmpty(intersect(traffic, more)))
    .map(({ by }) =>
      by === null ? say("fix.the-default") : say("fix.policy", by.index, by.list.id),
    );
  return names.length === 0 ? [] : [say("fix.also-admits", someNames(names))];
}

export function overrideCaution(drops: readonly JudgedPolicy[]): string[] {
  if (drops.length === 0) return [];
  const names = drops.map(({ list: { kind, id }, index }) =>
    say(kind === "acl" ? "fix.acl-entry" : "fix.policy", index, id),
  );
  return [say("fix.overrides", someNames(names))];
}

/** What has one name is written wider than it is demanded. */
function wideCaution(wish: Wish, { policies }: Plan): string[] {
  const demanded = demandedBlock(wish);
  const wide = policies.filter(({ block }) => !coversAddresses(demanded, block));
  if (wide.length === 0) return [];
  return [say("fix.wide", someNames(wide.map(({ policy }) => policyFields(policy).source)))];
}

/** The documented ranges include 10.0.0.0/8, which may hold the user's own network. */
function subnetCautions(inventory: Inventory, { policies }: Plan): string[] {
  const inside: string[] = [];
  for (const { id, cidr } of inventory.subnets.values()) {
    if (cidr === null || isUnknown(cidr)) continue;
    if (policies.some(({ block }) => hasAny(meetAddresses(block, cidr)))) inside.push(id);
  }
  if (inside.length === 0) return [];
  const key = inside.length === 1 ? "fix.includes-subnet" : "fix.includes-subnets";
  return [say(key, someNames(inside))];
}

/** Different lists of groups may let different parts through: at most three kinds are told. */
function othersCautions(
  { list }: Plan,
  wish: Wish,
  gone: Traffic,
  effects: readonly Effect[],
): string[] {
  const own = new Set(wish.resources);
  const kinds = new Map<string | null, Id[]>();
  for (const { resources, opened } of effects) {
    const others = resources.filter((id) => !own.has(id));
    if (others.length === 0 || isEmpty(opened)) continue;
    const rows = sameTraffic(opened, gone) ? null : rowsOf(opened, wish);
    kinds.set(rows, [...(kinds.get(rows) ?? []), ...others]);
  }
  const told = [...kinds]
    .slice(0, 3)
    .map(([rows, ids]) =>
      rows === null
        ? say("fix.opens-the-same", list.id, someNames(ids))
        : say("fix.opens-there", list.id, someNames(ids), rows),
    );
  const rest = [...kinds].slice(3).flatMap(([, ids]) => ids);
  return rest.length > 0 ? [...told, say("fix.opens-parts", someNames(rest))] : told;
}

function rowsOf(opened: Effect["opened"], { sources }: Wish): string {
  return printTraffic(opened, (set) => addressNames(set, sources))
    .map((row) => `${someNames(row.sources)} -> ${row.protocol}/${row.ports.join(",")}`)
    .join("; ");
}

/** In the order in which they are told: of one policy, and of several. */
const REMOVALS = {
  moved: ["fix.moves-one", "fix.moves-several"],
  dead: ["fix.removes-one", "fix.removes-several"],
  room: ["fix.makes-room", "fix.makes-more-room"],
} as const satisfies Record<Removal["why"], unknown>;

function removalCautions({ list, removals, moved }: Plan, policies: readonly JudgedPolicy[]) {
  return Object.entries(REMOVALS).flatMap(([why, [one, several]]) => {
    const gone = removals.filter((removal) => removal.why === why && removal.index !== moved);
    if (gone.length === 0) return [];
    const names = someNames(gone.map(({ index }) => say("names.nth", index)));
    const actions = gone.map(({ index }) => policies[index]!.action ?? say("fix.unknown-action"));
    return [say(gone.length === 1 ? one : several, names, list.id, someNames(actions))];
  });
}

/** Each once, and few of them. */
export function someNames(names: readonly string[]): string {
  return namesText([...new Set(names)], 4, 3);
}
