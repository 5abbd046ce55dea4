// `same: { groups: nodes }`: pods are not fixed to a node, so every node of the cluster needs the same groups
// (document/product/628/34066).
import type { Id, Inventory } from "../../model/inventory.ts";
import { key, listKey } from "../../model/key.ts";
import { isUnknown } from "../../model/unknown.ts";
import { say } from "../../words/index.ts";
import { appliesTo } from "../demanded.ts";
import { briefly, draft, type FindingDraft } from "../draft.ts";
import type { RuleOf } from "../rule.ts";
import { apisOf } from "../scope.ts";
import { OF_APIS } from "../vocabulary.ts";
import { only, type RuleKind, type Seen } from "./kind.ts";

interface Same {
  readonly groups: "nodes";
}

export const same: RuleKind<Same> = {
  demands: "resources that must carry the same groups",
  schema: only("groups", ["nodes"]),
  scopedBy: () => OF_APIS,
  describe: ({ applies }) => say("rules.same", apisOf(applies)),
  find: (rule, seen) =>
    [...clustersOf(rule, seen)].flatMap(([id, routes]) => {
      const [usual, ...others] = nodesByGroups(seen.inventory, id);
      return usual && others.length > 0 ? differing(rule, seen, { id, routes, usual, others }) : [];
    }),
  isAsked: (rule, seen) =>
    [...clustersOf(rule, seen).keys()].some((id) => {
      const nodes = seen.inventory.clusters.get(id)?.nodes;
      return nodes !== undefined && !isUnknown(nodes) && nodes.length >= 2;
    }),
};

/** Clusters behind the routes, with these. */
function clustersOf(rule: RuleOf<Same>, { routes }: Seen): ReadonlyMap<Id, string[]> {
  const clusters = new Map<Id, string[]>();
  for (const { route } of routes) {
    if (route.cluster === null || !appliesTo(rule, route, null)) continue;
    const found = clusters.get(route.cluster);
    if (found) found.push(route.id);
    else clusters.set(route.cluster, [route.id]);
  }
  return clusters;
}

/** Nodes that carry the same list of groups. */
interface Alike {
  readonly groups: readonly Id[];
  readonly nodes: Id[];
}

/** From the list of most nodes. */
function nodesByGroups({ clusters, instances }: Inventory, id: Id): Alike[] {
  const nodes = clusters.get(id)?.nodes ?? [];
  const byGroups = new Map<string, Alike>();
  for (const node of isUnknown(nodes) ? [] : nodes) {
    const groups = instances.get(node)?.securityGroups;
    if (groups === undefined || isUnknown(groups)) continue;
    const found = byGroups.get(listKey(groups)) ?? { groups, nodes: [] };
    found.nodes.push(node);
    byGroups.set(listKey(groups), found);
  }
  return [...byGroups.values()].toSorted((a, b) => b.nodes.length - a.nodes.length);
}

interface Differing {
  readonly id: Id;
  readonly routes: readonly string[];
  readonly usual: Alike;
  readonly others: readonly Alike[];
}

function differing(
  rule: RuleOf<Same>,
  { inventory }: Seen,
  { id, routes, usual, others }: Differing,
): FindingDraft[] {
  const lists = [usual, ...others];
  const odd = others.flatMap(({ nodes }) => nodes);
  const keys = lists.map(({ groups }) => groups.map((one) => key`${one}`).join(", ") || NO_GROUP);
  const marks = [others[0]!, usual].map(({ groups, nodes: [node = ""] }) => ({
    place: inventory.instances.get(node)!.place,
    label: say("rules.has-groups", node, namesOfGroups(groups)),
  }));
  return [
    draft(rule, [id, ...keys.toSorted()], say("rules.nodes-differ", id, briefly(odd), odd.length), {
      resources: odd,
      mark: marks[0]!,
      related: marks.slice(1),
      routes,
      notes: lists.map(({ groups, nodes }) => ({
        label: say("rules.groups"),
        text: say("rules.groups-of", namesOfGroups(groups), briefly(nodes)),
      })),
      help: say("rules.pods-move", binding(id, usual, others)),
    }),
  ];
}

/** The list of most nodes is what the others lack; without a majority it is the user's to say. */
function binding(cluster: Id, { groups, nodes }: Alike, others: readonly Alike[]): string {
  const isUsual = nodes.length > others[0]!.nodes.length && groups.length > 0;
  if (!isUsual) return say("rules.bind-the-same", cluster);
  const odd = others.flatMap(({ nodes: names }) => names);
  const five = odd.slice(0, 5).join(", ");
  const shown = odd.length > 5 ? say("rules.and-more", five, odd.length - 5) : five;
  const about = [namesOfGroups(groups), shown, briefly(nodes)] as const;
  return groups.length > 1 ? say("rules.bind-in-order", ...about) : say("rules.bind-as", ...about);
}

function namesOfGroups(groups: readonly Id[]): string {
  return groups.join(", ") || say("rules.without-groups");
}

/** Part of the ids of findings. */
const NO_GROUP = "no group";
