// `same: { groups: nodes }`: pods are not fixed to a node, so every node of the cluster needs the same groups
// (document/product/628/34066).
import { isUnknown } from "../../model/unknown.ts";
import { draft, listed } from "../draft.ts";
import { appliesTo } from "../demanded.ts";
import type { Kind } from "./kind.ts";

export const same: Kind<"same"> = (rule, { inventory, routes }) => {
  const clusters = new Map<string, string[]>();
  for (const { route } of routes) {
    if (route.cluster === null || !appliesTo(rule, route, null)) continue;
    const found = clusters.get(route.cluster);
    if (found) found.push(route.id);
    else clusters.set(route.cluster, [route.id]);
  }
  return [...clusters].flatMap(([id, ids]) => {
    const cluster = inventory.clusters.get(id);
    if (!cluster || isUnknown(cluster.nodes)) return [];
    const byGroups = new Map<string, string[]>();
    for (const node of cluster.nodes) {
      const groups = inventory.instances.get(node)?.securityGroups;
      if (groups === undefined || isUnknown(groups)) continue;
      const key = groups.join(", ") || NO_GROUP;
      byGroups.set(key, [...(byGroups.get(key) ?? []), node]);
    }
    if (byGroups.size < 2) return [];
    const lists = [...byGroups].toSorted((a, b) => b[1].length - a[1].length);
    const [usual, ...others] = lists as [[string, string[]], ...[string, string[]][]];
    const odd = others.flatMap(([, nodes]) => nodes);
    const place = inventory.instances.get(odd[0]!)!.place;
    return [
      draft(
        rule,
        [id, ...lists.map(([key]) => key).toSorted()],
        `nodes of cluster ${id} do not share their security groups: ${listed(odd)} ${odd.length === 1 ? "differs" : "differ"}`,
        {
          resources: odd,
          mark: { place, label: `${odd[0]} has ${others[0]![0]}` },
          related: [
            {
              place: inventory.instances.get(usual[1][0]!)!.place,
              label: `${usual[1][0]} has ${usual[0]}`,
            },
          ],
          routes: ids,
          notes: lists.map(([key, nodes]) => ({
            label: "groups",
            text: `${key}: ${listed(nodes)}`,
          })),
          help: `${binding(id, lists)}: a pod may be moved to any of them`,
        },
      ),
    ];
  });
};

/** The list of most nodes is what the others lack; without a majority it is the user's to say. */
function binding(
  cluster: string,
  lists: readonly (readonly [string, readonly string[]])[],
): string {
  const [[groups, nodes], ...others] = lists as [[string, string[]], ...[string, string[]][]];
  const isUsual = nodes.length > others[0]![1].length && groups !== NO_GROUP;
  if (!isUsual) return `bind the same groups, in the same order, to every node of ${cluster}`;
  const odd = others.flatMap(([, names]) => names);
  const shown =
    odd.length > 5 ? `${odd.slice(0, 5).join(", ")} and ${odd.length - 5} more` : odd.join(", ");
  const order = groups.includes(",") ? ", in this order," : "";
  return `bind ${groups}${order} to ${shown}, as on ${listed(nodes)}`;
}

const NO_GROUP = "no group";
