// A plan is judged again before it is offered: the refused part is admitted, nothing outside of the demand is, and
// what it opens elsewhere is listed. What cannot be proved is not offered.
import { covers } from "../net/line.ts";
import { EVERY_IPV4, EVERY_IPV6, hasAny, meetAddresses, type AddressSet } from "../net/address.ts";
import { printTraffic } from "../net/print.ts";
import { EVERY_SERVICE, servicePort } from "../net/service.ts";
import { addressesOf, block, isSubset, union, subtract, type Traffic } from "../net/traffic.ts";
import type { Sources } from "../model/demand.ts";
import type { Fix } from "../model/finding.ts";
import type { Id, Inventory } from "../model/inventory.ts";
import type { Hop } from "../model/route.ts";
import { isUnknown } from "../model/unknown.ts";
import { aclPolicies, PORT_READINGS } from "../judge/acl.ts";
import { policyBook, type PolicyBook } from "../judge/compile.ts";
import { admitted, judge } from "../judge/judge.ts";
import type { JudgedPolicy } from "../judge/policies.ts";
import { judgedPolicies, type NewPolicy, type NoFix, type Plan } from "./plan.ts";

/** What the proof may ask of the run. */
export interface Ground {
  readonly inventory: Inventory;
  readonly book: PolicyBook;
  /** Resources that carry the group, with their whole lists. */
  readonly bindings: (
    group: Id,
  ) => readonly { readonly resource: Id; readonly groups: readonly Id[] }[];
  /** A route finding that the edited group would cause, in words; null when there is none. */
  readonly newTrouble: (group: Id, book: PolicyBook) => string | null;
}

export function proveFix(
  ground: Ground,
  hop: Hop,
  sources: Sources,
  resources: readonly Id[],
  plan: Plan,
): Fix | NoFix {
  return plan.kind === "acl"
    ? proveAcl(ground, hop, plan)
    : proveGroup(ground, hop, sources, resources, plan);
}

function proveGroup(
  { inventory, book, bindings, newTrouble }: Ground,
  hop: Hop,
  sources: Sources,
  resources: readonly Id[],
  plan: Plan,
): Fix | NoFix {
  const edited = insert(book.group(plan.group), plan);
  const after = policyBook(inventory, new Map([[plan.group, edited]]));
  const own = hop.guard.kind === "groups" && !isUnknown(hop.guard.groups) ? hop.guard.groups : [];
  const opened = newlyAdmitted(book.list(own), after.list(own), plan);
  const demand: Traffic = [block(sources.known, servicePort(hop.protocol, hop.port))];
  if (!isSubset(plan.refused, opened)) return { why: "an earlier policy would still refuse it" };
  if (!isSubset(opened, demand)) return { why: "it would admit more than the route demands" };
  const trouble = newTrouble(plan.group, after);
  if (trouble !== null)
    return { why: `accepting it in ${plan.group} would break something else: ${trouble}` };
  const bound = bindings(plan.group);
  const overridden = new Map<string, string>();
  for (const { groups } of distinctLists(bound))
    for (const drop of overriddenDrops(
      book.list(groups),
      newlyAdmitted(book.list(groups), after.list(groups), plan),
    ))
      overridden.set(`${drop.group} ${drop.index}`, `policy ${drop.index} of ${drop.group}`);
  const others = bound.map((b) => b.resource).filter((id) => !resources.includes(id));
  return {
    ...common(plan),
    overridesDrop: overridden.size > 0,
    effect: {
      admits: printTraffic(opened, sources.declared),
      targets: [...new Set(bound.map((b) => b.resource))],
    },
    cautions: [
      ...overrideCaution([...overridden.values()]),
      ...subnetCautions(inventory, plan),
      ...othersCaution(plan.group, others),
      ...doubtCaution(after.list(own), plan),
    ],
  };
}

/**
 * What passes afterwards and did not before. Only packets of the new policies can change. Unknowns are read
 * leniently: the refused part is refused even then.
 */
function newlyAdmitted(
  before: readonly JudgedPolicy[],
  after: readonly JudgedPolicy[],
  plan: Plan,
): Traffic {
  const added = plan.policies.map(({ set }): Traffic => [block(set, plan.services)]).reduce(union);
  return subtract(admitted(after, added, "lenient"), admitted(before, added, "lenient"));
}

function insert(list: readonly JudgedPolicy[], plan: Plan): JudgedPolicy[] {
  return [...list.slice(0, plan.before), ...judgedPolicies(plan), ...list.slice(plan.before)];
}

/** Explicit DROPs narrower than everything that decided packets which now pass. */
function overriddenDrops(list: readonly JudgedPolicy[], opened: Traffic): JudgedPolicy[] {
  return judge(list, opened, "lenient").flatMap(({ by }) =>
    by !== null && by.action === "DROP" && !isEverything(by) ? [by] : [],
  );
}

function isEverything({ sure }: JudgedPolicy): boolean {
  const wholeFamily = covers(sure.v4, EVERY_IPV4.v4) || covers(sure.v6, EVERY_IPV6.v6);
  return wholeFamily && covers(sure.services, EVERY_SERVICE);
}

function distinctLists<T extends { readonly groups: readonly Id[] }>(bound: readonly T[]): T[] {
  return [...new Map(bound.map((b) => [b.groups.join(), b])).values()];
}

function overrideCaution(drops: readonly string[]): string[] {
  if (drops.length === 0) return [];
  return [
    `It overrides ${drops.join(", ")}, an explicit DROP of something narrower than everything. Make sure that it is not a quarantine.`,
  ];
}

/** The documented ranges include 10.0.0.0/8, which may hold the user's own network. */
function subnetCautions(inventory: Inventory, { policies }: Plan): string[] {
  const inside: string[] = [];
  for (const { id, cidr } of inventory.subnets.values()) {
    if (cidr === null || isUnknown(cidr)) continue;
    if (policies.some(({ set }) => hasAny(meetAddresses(set, cidr as AddressSet)))) inside.push(id);
  }
  if (inside.length === 0) return [];
  const names =
    inside.length > 3
      ? `${inside.slice(0, 3).join(", ")} and ${inside.length - 3} more`
      : inside.join(", ");
  return [
    `The ranges include your own ${inside.length === 1 ? "subnet" : "subnets"} ${names}: machines there are admitted as well.`,
  ];
}

function othersCaution(group: Id, others: readonly Id[]): string[] {
  if (others.length === 0) return [];
  const names =
    others.length > 3
      ? `${others.slice(0, 3).join(", ")} and ${others.length - 3} more`
      : others.join(", ");
  return [`${group} is also bound to ${names}: the change opens the same traffic there.`];
}

function doubtCaution(after: readonly JudgedPolicy[], plan: Plan): string[] {
  const sure = admitted(after, plan.refused, "strict");
  return isSubset(plan.refused, sure)
    ? []
    : ["Whether it suffices also hangs on what the input does not say about earlier policies."];
}

/** Entries of an ACL: only where every reading of the entry's port admits the refused part. */
function proveAcl({ inventory }: Ground, hop: Hop, plan: Plan): Fix | NoFix {
  const guard = hop.guard as Hop["guard"] & { kind: "acl" };
  const { acl } = guard;
  if (isUnknown(acl)) return { why: acl.fact.remedy };
  if (acl.type === "TRIPLE")
    return {
      why: `add an ${plan.direction} entry to ${acl.id} that accepts ${plan.policies.map((p) => p.source).join(", ")}${plan.atEnd ? "" : ` before entry ${plan.before}`}. Its port cannot be proved, since the vendor's pages disagree whether it is the source or the destination port`,
    };
  const before = aclPolicies(acl, plan.direction, hop, PORT_READINGS[0]!);
  const opened = newlyAdmitted(before, insert(before, plan), plan);
  if (!isSubset(plan.refused, opened)) return { why: "an earlier entry would still refuse it" };
  const drops = overriddenDrops(before, opened).map(
    (drop) => `entry ${drop.index} of ${drop.group}`,
  );
  const admits: Traffic =
    plan.direction === "egress"
      ? opened
      : [block(addressesOf(opened), servicePort(hop.protocol, hop.port))];
  const subnets = [...inventory.subnets.values()]
    .filter((s) => s.networkAcl === acl.id)
    .map((s) => s.id);
  return {
    ...common(plan),
    overridesDrop: drops.length > 0,
    effect: { admits: printTraffic(admits), targets: subnets },
    cautions: [
      ...overrideCaution(drops),
      ...subnetCautions(inventory, plan),
      ...(plan.atEnd ? [] : [BY_PRIORITY]),
    ],
  };
}

const BY_PRIORITY =
  "Entries are matched by priority: give the new ones a priority that puts them there.";

function isAddress({ source }: NewPolicy): boolean {
  return !/[/-]/.test(source);
}

function common(plan: Plan) {
  const { policies, before, atEnd, group, direction } = plan;
  const what =
    policies.length === 1
      ? `accept ${policies[0]!.source}`
      : `accept the ${policies.length} missing ${policies.every(isAddress) ? "addresses" : "ranges"}`;
  const noun = plan.kind === "acl" ? `${direction} entry` : "policy";
  const list = plan.kind === "acl" ? `the ${direction} entries of ${group}` : group;
  const where = atEnd ? `at the end of ${list}` : `before ${noun} ${before} of ${group}`;
  const added = policies.map(({ source }) => ({
    action: "ACCEPT" as const,
    source,
    protocol: plan.protocol,
    port: plan.port,
  }));
  return {
    title: `${what} ${where}`,
    safety: "unsafe" as const,
    group,
    direction,
    before,
    policies: added,
    changes: [{ kind: "insert" as const, group, direction, before, policies: added }],
    edits: [],
  };
}
