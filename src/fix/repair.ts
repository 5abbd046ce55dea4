// Fixes of a group's own text: take a policy out, or write its source as it is meant. Safe where no packet is
// decided otherwise; a removal that changes what passes is offered as unsafe, with its effect.
import { EVERY_ADDRESS, isStorable, NO_ADDRESS, sameAddresses } from "../net/address.ts";
import { block, isEmpty } from "../net/traffic.ts";
import type { Change, Fix, Repair } from "../model/finding.ts";
import type { Id, Policy } from "../model/inventory.ts";
import { key } from "../model/key.ts";
import { isUnknown } from "../model/unknown.ts";
import { say } from "../words/index.ts";
import type { PolicyBook } from "../judge/compile.ts";
import { isDead } from "../judge/dead.ts";
import type { JudgedPolicy } from "../judge/policies.ts";
import { closingOf, effectsOf, openedOn, type Effect } from "./effect.ts";
import { withGroup, type FixGround } from "./ground.ts";
import { holdersIn } from "./offer.ts";
import type { NoFix } from "./spot.ts";
import { overrideCaution, someNames } from "./wording.ts";

export function proveRepair(
  ground: FixGround,
  { change, caution }: Repair,
  resources: readonly Id[],
): Fix | NoFix {
  const cautions = caution === null ? [] : [caution];
  return change.kind === "remove"
    ? proveRemoval(ground, change, resources, cautions)
    : proveSource(ground, change, cautions);
}

function proveSource(
  ground: FixGround,
  change: Change & { readonly kind: "source" },
  cautions: readonly string[],
): Fix | NoFix {
  const { list, direction, index, source } = change;
  const policies = ground.inventory.groups.get(list.id)?.[direction];
  const peer = policies === undefined || isUnknown(policies) ? undefined : policies[index]?.peer;
  if (peer === undefined || isUnknown(peer) || peer.kind !== "addresses")
    return { why: say("fix.no-address", index, list.id) };
  if (!sameAddresses(source.set, peer.set) || !isStorable(source.set))
    return { why: say("fix.other-meaning", source.text) };
  const sentence = direction === "ingress" ? "fix.write-source" : "fix.write-destination";
  const title = say(sentence, source.text, nameOf(change));
  return { ...safe(ground, change, title), cautions };
}

function proveRemoval(
  ground: FixGround,
  change: Change & { readonly kind: "remove" },
  resources: readonly Id[],
  cautions: readonly string[],
): Fix | NoFix {
  const { inventory, book } = ground;
  const { direction, index } = change;
  const group = change.list.id;
  const found = inventory.groups.get(group);
  if (!found || isUnknown(found[direction])) return { why: say("fix.no-policies", group) };
  if (found.unordered) return { why: found.unordered.remedy };
  const list = direction === "ingress" ? book.group(group) : book.egress(group);
  const name = nameOf(change);
  if (isDead(list, index)) {
    const members = membersItRestsOn(found[direction], list, index);
    const all = members === null ? cautions : [...cautions, say("fix.rests-on-members", members)];
    // What was meant to have effect, or may have it tomorrow, is not taken out unasked.
    const safety = all.length === 0 ? "safe" : "unsafe";
    return { ...safe(ground, change, say("fix.remove-dead", name)), safety, cautions: all };
  }
  if (direction === "egress") return { why: say("fix.removal-changes", name) };
  const { effects, trouble } = removal(ground, group, index);
  if (trouble !== null) return { why: say("fix.removal-breaks", name, trouble) };
  return {
    ...safe(ground, change, say("fix.remove", name)),
    safety: "unsafe",
    overridesDrop: effects.some(({ overridden }) => overridden.length > 0),
    effect: {
      admits: openedOn(effects, resources, []),
      targets: holdersIn(ground, group),
      allTargets: ground.knowsHolders(change.list),
    },
    cautions: [
      ...overrideCaution(effects.flatMap(({ overridden }) => overridden)),
      ...othersCaution(effects, resources),
      ...cautions,
    ],
  };
}

/** A group whose members of today alone make a policy dead; null where it is dead whoever they are. */
function membersItRestsOn(
  policies: readonly Policy[],
  list: readonly JudgedPolicy[],
  index: number,
): Id | null {
  const groups = policies.map(({ peer }) =>
    isUnknown(peer) || peer.kind !== "group" ? null : peer.id,
  );
  const own = groups[index] ?? null;
  const always = list.map((policy, i) => {
    const group = groups[i] ?? null;
    if (i === index && group !== null)
      return { ...policy, maybe: block(EVERY_ADDRESS, policy.maybe.services) };
    if (group === null) return policy;
    const addresses = group === own ? EVERY_ADDRESS : NO_ADDRESS;
    return { ...policy, sure: block(addresses, policy.sure.services) };
  });
  return isDead(always, index)
    ? null
    : (own ?? groups.slice(0, index).find((id) => id !== null) ?? null);
}

interface Removal {
  readonly effects: readonly Effect[];
  readonly trouble: string | null;
}

const removals = new WeakMap<PolicyBook, Map<string, Removal>>();

/** What taking an ingress policy out changes everywhere: the same for each list that a finding is made for. */
function removal({ book, bindings, newTrouble }: FixGround, group: Id, index: number): Removal {
  const known = removals.get(book) ?? new Map<string, Removal>();
  removals.set(book, known);
  const name = key`${index} ${group}`;
  const found = known.get(name);
  if (found) return found;
  const list = book.group(group);
  const after = withGroup(book, group, list.toSpliced(index, 1));
  const effects = effectsOf(book, after, bindings(group), [list[index]!.maybe]);
  const trouble = closingOf(effects) ?? newTrouble({ kind: "group", group, book: after });
  const made = { effects, trouble };
  known.set(name, made);
  return made;
}

function othersCaution(effects: readonly Effect[], resources: readonly Id[]): string[] {
  const others = effects
    .filter(({ opened }) => !isEmpty(opened))
    .flatMap((effect) => effect.resources.filter((id) => !resources.includes(id)));
  return others.length === 0 ? [] : [say("fix.opens-others", someNames(others))];
}

function safe(ground: FixGround, change: Repair["change"], title: string): Fix {
  const { list, direction, index } = change;
  return {
    title,
    safety: "safe",
    overridesDrop: false,
    list,
    direction,
    before: index,
    policies: [],
    effect: {
      admits: [],
      targets: holdersIn(ground, list.id),
      allTargets: ground.knowsHolders(list),
    },
    cautions: [],
    changes: [change],
    edits: [],
  };
}

function nameOf({ list, direction, index }: Repair["change"]): string {
  return say(direction === "egress" ? "fix.egress-policy" : "fix.policy", index, list.id);
}
