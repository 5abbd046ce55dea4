// Iteration: the rounds of a for expression, a template's for, or for_each. Pure.
import { scalarNode, sortedKeys, type Node } from "./values.ts";

/** Names of each round; null where the value cannot be iterated, or not yet. Maps go by key. */
export function loop(
  over: Node,
  keyName: string | null,
  valueName: string,
): (readonly (readonly [string, Node])[])[] | null {
  return (
    pairsOf(over)?.map(([key, value]) =>
      keyName === null
        ? [[valueName, value]]
        : [
            [keyName, key],
            [valueName, value],
          ],
    ) ?? null
  );
}

/** Keys and values: indexes of a list, keys of a map, and for a set the elements themselves. */
export function pairsOf(over: Node): (readonly [Node, Node])[] | null {
  if (over.kind === "list")
    return over.items.map(
      (item, i) => [over.ordered ? scalarNode(i, item.place) : item, item] as const,
    );
  if (over.kind !== "object") return null;
  return sortedKeys(over.entries).map((key) => {
    const value = over.entries.get(key)!;
    return [scalarNode(key, value.place), value] as const;
  });
}
