// Address templates: one that exists and holds exactly what is missing, and one worth making where the same ranges
// are missing in several groups.
import { block, isSubset, type Traffic } from "../net/traffic.ts";
import type { Fix } from "../model/finding.ts";
import type { Id, Inventory } from "../model/inventory.ts";
import { listKey } from "../model/key.ts";
import { say } from "../words/index.ts";
import { namesText } from "../words/names.ts";
import type { PolicyBook } from "../judge/compile.ts";
import { acceptOf, type NewPolicy } from "./accept.ts";
import { servicesSeen, wantedOf, type Wish } from "./spot.ts";

/** Addresses that one template holds (facts section 2, quotas). */
const MEMBERS = 20;

/** Named in a notice. */
const MOST_SOURCES = 8;
const MOST_GROUPS = 4;

/** The first template, else group of templates, all of whose members may be admitted and that holds all wanted. */
export function templateFor(
  inventory: Inventory,
  { addresses }: PolicyBook,
  wish: Wish,
  allowed: Traffic,
): NewPolicy | null {
  const wanted = wantedOf(wish);
  const peers = [
    ...peersOf("address-template", inventory.addressTemplates),
    ...peersOf("address-template-group", inventory.addressTemplateGroups),
  ];
  for (const peer of peers) {
    const { sure, maybe } = addresses(peer);
    const what = block(sure, servicesSeen(wish.hop));
    if (sure === maybe && isSubset(wanted, [what]) && isSubset([what], allowed))
      return { policy: acceptOf(wish, peer, what), block: what };
  }
  return null;
}

function peersOf<K extends "address-template" | "address-template-group">(
  kind: K,
  templates: ReadonlyMap<Id, unknown>,
): { kind: K; id: Id }[] {
  return [...templates.keys()].map((id) => ({ kind, id }));
}

/** Lists of sources that are to be added to several groups: one template would serve them all. */
export function sharedTemplates(fixes: readonly Fix[]): string[] {
  const groups = new Map<string, { sources: readonly string[]; groups: Set<Id> }>();
  for (const { list, policies } of fixes) {
    const sources = policies.flatMap(({ peer }) => (peer.kind === "addresses" ? peer.text : []));
    // Entries of a network ACL cannot name a template.
    if (policies.length < 2 || sources.length < policies.length || list.kind === "acl") continue;
    const same = listKey(sources.toSorted());
    const found = groups.get(same) ?? { sources, groups: new Set() };
    found.groups.add(list.id);
    groups.set(same, found);
  }
  return [...groups.values()].flatMap(({ sources, groups: where }) =>
    where.size < 2 ? [] : [notice(sources, [...where])],
  );
}

function notice(sources: readonly string[], groups: readonly Id[]): string {
  const shown =
    sources.length > MOST_SOURCES ? namesText(sources, MOST_SOURCES) : sources.join(", ");
  const more = groups.length - MOST_GROUPS;
  const where =
    more > 0
      ? say("fix.more-groups", groups.slice(0, MOST_GROUPS).join(", "), more)
      : namesText(groups);
  return sources.length > MEMBERS
    ? say("fix.shared-templates", sources.length, where, shown, Math.ceil(sources.length / MEMBERS))
    : say("fix.shared-template", sources.length, where, shown);
}
