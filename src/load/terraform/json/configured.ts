// A plan together with the configuration that it was made from: the plan knows the values, the configuration knows
// where they stand, and what stands in a list of which the plan knows nothing.
import { hiding, isHidden, NOTHING_HIDDEN } from "../../../model/secret.ts";
import type { Node, Resource, Stack } from "../resource.ts";
import type { ReadStack } from "./reading.ts";

/** Resources are those of the plan; what `configuration` misses costs only its positions. */
export function withConfiguration<T extends Stack & Partial<ReadStack>>(
  plan: T,
  configuration: Stack & Partial<ReadStack>,
): T {
  const written = new Map(configuration.resources.map((resource) => [resource.address, resource]));
  return {
    ...plan,
    complaints: [...(plan.complaints ?? []), ...(configuration.complaints ?? [])],
    resources: plan.resources.map((resource) =>
      placed(resource, written.get(resource.address) ?? null),
    ),
    notices: [
      ...plan.notices,
      ...configuration.notices,
      ...configuration.gaps.map(({ message }) => message),
    ],
  };
}

function placed(planned: Resource, written: Resource | null): Resource {
  if (!written || written.type !== planned.type || written.mode !== planned.mode) return planned;
  return {
    ...planned,
    body: objectOf(planned.body, written.body),
    place: written.place,
    calls: written.calls,
    region: planned.region ?? written.region,
  };
}

function objectOf(planned: Resource["body"], written: Resource["body"]): Resource["body"] {
  const entries = new Map<string, Node>();
  for (const [name, node] of planned.entries) {
    const other = written.entries.get(name);
    entries.set(name, other ? nodeOf(node, other) : movedTo(node, written));
  }
  for (const [name, node] of written.entries) if (!entries.has(name)) entries.set(name, node);
  return { kind: "object", entries, place: written.place };
}

/** What the provider or a default gave stands nowhere but in its resource or block. */
function movedTo(node: Node, { place }: Node): Node {
  if (node.kind === "list")
    return {
      ...node,
      items: node.items.map((item) => movedTo(item, { kind: "scalar", value: null, place })),
      place,
    };
  if (node.kind !== "object")
    return {
      ...node,
      place: isHidden(node.place)
        ? hiding(place, node.place.source.hides ?? NOTHING_HIDDEN)
        : place,
    };
  const outer: Node = { kind: "scalar", value: null, place };
  return {
    ...node,
    entries: new Map([...node.entries].map(([name, entry]) => [name, movedTo(entry, outer)])),
    place,
  };
}

function nodeOf(planned: Node, written: Node): Node {
  // The configuration may know more of what the plan does not: a list's known elements, text around an unknown.
  if (planned.kind === "unknown")
    return written.kind === "unknown" && written.refs.length === 0
      ? { ...planned, place: written.place }
      : written;
  if (written.kind === "list" && planned.kind === "list") return listOf(planned, written);
  if (written.kind === "object" && planned.kind === "object") return objectOf(planned, written);
  // A block that may stand once is an object in one and a list of one in the other.
  if (written.kind === "object" && planned.kind === "list" && planned.items.length === 1)
    return { ...planned, items: [nodeOf(planned.items[0]!, written)], place: written.place };
  return movedTo(planned, written);
}

/** Elements of equal lists by their place; those of a set, or of lists that differ, by their value. */
function listOf(planned: Node & { kind: "list" }, written: Node & { kind: "list" }): Node {
  const { items } = planned;
  const base = { ...planned, ordered: planned.ordered && written.ordered, place: written.place };
  if (
    items.some(isOpen) &&
    !written.items.some((item) => item.kind === "unknown" && item.refs.length === 0) &&
    !planned.ordered
  )
    return { ...written, ordered: base.ordered };
  if (planned.ordered && items.length === written.items.length)
    return { ...base, items: items.map((item, i) => nodeOf(item, written.items[i]!)) };
  const left = [...written.items];
  return {
    ...base,
    items: items.map((item) => {
      const at = left.findIndex((other) => isSame(item, other));
      return at < 0 ? movedTo(item, written) : nodeOf(item, left.splice(at, 1)[0]!);
    }),
  };
}

function isOpen(node: Node): boolean {
  if (node.kind === "unknown") return true;
  return node.kind === "object" && [...node.entries.values()].some(isOpen);
}

/** Whether all that the configuration says of an element is what the plan says of it. */
function isSame(planned: Node, written: Node): boolean {
  if (planned.kind === "scalar" && written.kind === "scalar")
    return String(planned.value) === String(written.value);
  if (planned.kind !== "object" || written.kind !== "object") return false;
  return [...written.entries].every(([name, node]) => {
    const own = planned.entries.get(name);
    return (
      own === undefined || node.kind === "unknown" || node.kind === "template" || isSame(own, node)
    );
  });
}
