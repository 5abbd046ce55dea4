// THE table of resource types: what is read of each, out of HCL, plans and states alike. Everything else stays behind, so
// that no password, key or script can reach an output. The mapping can ask for nothing that does not stand here.
import { balancers } from "./balancers.ts";
import { gateways } from "./gateways.ts";
import { groups } from "./groups.ts";
import { machines } from "./machines.ts";
import { networks } from "./networks.ts";
import { LINKS, type LinkKind, type Shape, type Shapes } from "./shape.ts";

export const RESOURCES = {
  ...groups,
  ...networks,
  ...machines,
  ...balancers,
  ...gateways,
} satisfies Shapes;

export type ResourceType = keyof typeof RESOURCES;
export type ShapeOf<T extends ResourceType> = (typeof RESOURCES)[T];

const BY_TYPE: ReadonlyMap<string, Shape> = new Map(Object.entries(RESOURCES));

/** Null for a type that is not read. */
export function shapeOf(type: string): Shape | null {
  return BY_TYPE.get(type) ?? null;
}

/** Attributes beside `id` that hold a resource's own id. */
export function ownIds(type: string): readonly string[] {
  const named = Object.entries(shapeOf(type) ?? {});
  return named.flatMap(([name, held]) => (held.holds === "value" && held.own ? [name] : []));
}

/** Where a type names such ids, blocks before the name, `native.security_group_ids`; what keeps their order comes first. */
export function linkPaths(type: string, kind: LinkKind): readonly string[] {
  const found = pathsIn(shapeOf(type) ?? {}, kind, "");
  return [...found.filter(({ set }) => !set), ...found.filter(({ set }) => set)].map(
    ({ path }) => path,
  );
}

function pathsIn(shape: Shape, kind: LinkKind, above: string): { path: string; set: boolean }[] {
  return Object.entries(shape).flatMap(([name, held]) => {
    const path = `${above}${name}`;
    if (held.holds === "blocks") return pathsIn(held.of, kind, `${path}.`);
    return held.link === kind ? [{ path, set: held.set === true }] : [];
  });
}

/** Whether a reference to `clb_vips[0]` of a type means an address of the resource. */
export function isAddress(type: string, reference: string): boolean {
  const [name = ""] = reference.split(/[.[]/, 1);
  return new Map(Object.entries(shapeOf(type) ?? {})).get(name)?.address === true;
}

/** Whether the type is one that such an id may name. */
export function isNamedBy(kind: LinkKind, type: string): boolean {
  const types: readonly string[] = LINKS[kind];
  return types.includes(type);
}
