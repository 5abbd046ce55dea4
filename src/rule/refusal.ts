// What a hop refuses of a demand that a rule reports -> drafts: one per filter, deciding policy and refused set.
import { coversAddresses } from "../net/address.ts";
import { printAsDeclared, printTraffic } from "../net/print.ts";
import { servicePort } from "../net/service.ts";
import { addressesOf, block, type Traffic } from "../net/traffic.ts";
import type { Sources } from "../model/demand.ts";
import type { DecidedBy, Mark } from "../model/finding.ts";
import type { Inventory } from "../model/inventory.ts";
import { commaKey, key } from "../model/key.ts";
import { aclRef, groupRef, type ListRef } from "../model/list.ts";
import type { Hop } from "../model/route.ts";
import { isUnknown } from "../model/unknown.ts";
import type { HopRefusal } from "../judge/view.ts";
import { say } from "../words/index.ts";
import { draft, type FindingDraft, type Refused } from "./draft.ts";
import { everyDemand, type HopDemand, type JudgedRoute } from "./judged.ts";
import type { Rule } from "./rule.ts";
import { witnessOf } from "./witness.ts";
import { decision, headline, listing, notesOf } from "./wording.ts";

/** One question of a rule with every route that asks it. */
export interface RefusedDemand {
  readonly hop: Hop;
  readonly demand: HopDemand;
  readonly routes: JudgedRoute[];
  readonly resources: string[];
}

/** Questions of a rule, each once: routes that share a filter and a demand share the judgement. */
export function askedOf(rule: Rule, routes: readonly JudgedRoute[]): RefusedDemand[] {
  const asked = new Map<unknown, RefusedDemand>();
  for (const one of everyDemand(routes)) {
    const { hop, judgement, route } = one;
    if (!one.rules.includes(rule) || judgement.refusals.length === 0) continue;
    const found = asked.get(judgement);
    if (found) {
      found.routes.push(route);
      if (found.resources.at(-1) !== hop.resource) found.resources.push(hop.resource);
    } else asked.set(judgement, { hop, demand: one, routes: [route], resources: [hop.resource] });
  }
  return [...asked.values()];
}

/** `symptom`: how it looks to the caller, where that is no 504. */
export function refusalDrafts(
  rule: Rule,
  inventory: Inventory,
  asked: RefusedDemand,
  symptom: string | null = null,
): FindingDraft[] {
  const { judgement } = asked.demand;
  return judgement.refusals.map((refusal) =>
    refusalDraft(rule, inventory, asked, refusal, symptom),
  );
}

function refusalDraft(
  rule: Rule,
  inventory: Inventory,
  { hop, demand, routes, resources }: RefusedDemand,
  refusal: HopRefusal,
  symptom: string | null,
): FindingDraft {
  const { judgement } = demand;
  const sources = judgement.arriving[0]!;
  const traffic = refusedAt(hop, refusal);
  const blocked = printTraffic(traffic, (set) =>
    printAsDeclared(set, isWhole(hop, refusal) ? sources.declared : []),
  );
  const decidedBy = deciderOf(hop, refusal);
  const list = listOf(hop, refusal);
  const refused: Refused = { hop, demand, refusal };
  const soft = coversAddresses(sources.soft, addressesOf(refusal.traffic));
  return draft(
    rule,
    // The set itself, however each demand that meets it declares its ranges.
    [
      filterName(hop, refusal),
      JSON.stringify(keyOf(decidedBy)),
      JSON.stringify(printTraffic(traffic)),
    ],
    (names, targets) => headline(hop, sources, judgement.verdict, refusal, names, targets),
    {
      severity:
        (soft || refusal.ephemeralOnly) && rule.info.severity === "error"
          ? "warning"
          : rule.info.severity,
      verdict: judgement.verdict,
      resources,
      targets: routes.flatMap(({ route }) => route.target?.resource ?? []),
      list,
      mark: primaryMark(inventory, hop, sources, refusal, list),
      related: admissionMarks(hop, demand),
      routes: routes.map((r) => r.route.id),
      blocked,
      decidedBy,
      witness: witnessOf(inventory, refusal.traffic, hop, refusal),
      notes: notesOf(demand, refusal, traffic, symptom),
      help: soft ? say("rules.soft") : null,
      refused,
    },
  );
}

/** The refused packets with the port that the refusing filter sees. */
function refusedAt(hop: Hop, { traffic, direction }: HopRefusal): Traffic {
  if (hop.guard.kind === "groups" || direction === "egress") return traffic;
  return [block(addressesOf(traffic), servicePort(hop.protocol, hop.port))];
}

/** Whether a declared range that is refused is refused for every ephemeral port. */
function isWhole(hop: Hop, { direction, ephemeralOnly }: HopRefusal): boolean {
  return hop.guard.kind === "groups" || direction === "egress" || !ephemeralOnly;
}

function deciderOf(hop: Hop, { by }: HopRefusal): DecidedBy {
  if (by !== null) return { list: by.list, policy: by.index, action: by.action ?? "DROP" };
  return { default: true, lists: listsBefore(hop) };
}

/** A policy's own place changes when others are added above it; its list and action do not. */
function keyOf(decidedBy: DecidedBy): unknown {
  return "default" in decidedBy
    ? { default: true, groups: decidedBy.lists.map(({ id }) => id) }
    : { group: decidedBy.list.id, action: decidedBy.action };
}

function listsBefore({ guard }: Hop): ListRef[] {
  if (guard.kind === "acl") return isUnknown(guard.acl) ? [] : [aclRef(guard.acl.id)];
  return isUnknown(guard.groups) ? [] : guard.groups.map(groupRef);
}

function listNames(hop: Hop): string[] {
  return listsBefore(hop).map(({ id }) => id);
}

/** An ACL of several subnets exempts other addresses in each, and filters both ways. */
function filterName(hop: Hop, { direction }: HopRefusal): string {
  const subnet = hop.guard.kind === "acl" ? key`${hop.guard.subnet} ${direction}` : "";
  return `${commaKey(listNames(hop))} ${subnet}`;
}

/** The deciding policy's list; for the default the last one, at whose end it stands. */
function listOf(hop: Hop, { by }: HopRefusal): ListRef | null {
  return by?.list ?? listsBefore(hop).at(-1) ?? null;
}

function primaryMark(
  inventory: Inventory,
  hop: Hop,
  sources: Sources,
  refusal: HopRefusal,
  list: ListRef | null,
): Mark | null {
  const acl = hop.guard.kind === "acl" && !isUnknown(hop.guard.acl) ? hop.guard.acl : null;
  const place =
    refusal.by?.place ??
    acl?.place ??
    (list?.kind === "group" ? inventory.groups.get(list.id)?.place : null) ??
    hop.place;
  return { place, label: decision(hop, sources, refusal, listNames(hop)) };
}

/** Policies that admit part of the demand, so that the reader sees what is there already. */
function admissionMarks(hop: Hop, { judgement }: HopDemand): Mark[] {
  const sources = judgement.arriving[0]!;
  return judgement.admissions.flatMap(({ by, traffic }) => {
    if (by === null || by.place === null) return [];
    const what = listing(addressesOf(traffic), sources);
    const label =
      hop.kind === "acl"
        ? say("rules.entry-admits", by.index, what)
        : say("rules.policy-admits", by.index, what);
    return { place: by.place, label };
  });
}
