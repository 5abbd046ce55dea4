// Resources and blocks together with what the table says of them, so that the compiler refuses an attribute that the table
// does not name. Reads no values.
import type { Node, Resource, UnknownNode } from "../resource.ts";
import { shapeOf, type ResourceType, type ShapeOf } from "../resources/index.ts";
import type { HeldValue, HeldBlocks, LinkKind, Shape } from "../resources/shape.ts";

type ObjectNode = Node & { readonly kind: "object" };

export interface TypedBody<S extends Shape = Shape> extends ObjectNode {
  readonly shape: S;
}

type NameOf<S, H> = { [K in keyof S & string]: S[K] extends H ? K : never }[keyof S & string];
export type AttributeName<S> = NameOf<S, HeldValue>;
export type LinkName<S> = NameOf<S, HeldValue & { readonly link: LinkKind }>;
export type BlockName<S> = NameOf<S, HeldBlocks>;
export type InnerOf<S, N extends keyof S> = S[N] extends HeldBlocks<infer I> ? I : never;

export interface ResourceOf<T extends ResourceType> extends Resource {
  readonly type: T;
  readonly body: TypedBody<ShapeOf<T>>;
}

/** As it is where its type is not read. */
export function withShape(resource: Resource): Resource {
  const shape = shapeOf(resource.type);
  return shape === null ? resource : { ...resource, body: shaped(resource.body, shape) };
}

function shaped<S extends Shape>(node: ObjectNode, shape: S): TypedBody<S> {
  return { ...node, shape };
}

/** Of the resources of a ground, which all have their shape. */
export function isOfType<T extends ResourceType>(
  resource: Resource | undefined | null,
  type: T,
): resource is ResourceOf<T> {
  return resource?.type === type;
}

/** A block of a body. */
export function innerBody<S extends Shape, N extends BlockName<S>>(
  { shape }: TypedBody<S>,
  name: N,
  node: ObjectNode,
): TypedBody<InnerOf<S, N>> {
  const { of } = shape[name] as HeldBlocks<InnerOf<S, N>>;
  return shaped(node, of);
}

/** What kind of id an attribute holds. */
export function linkKindOf<S extends Shape>({ shape }: TypedBody<S>, name: LinkName<S>): LinkKind {
  const held: HeldValue | HeldBlocks = shape[name]!;
  if (held.holds === "value" && held.link) return held.link;
  throw new TypeError(`${name} refers to nothing`);
}

/** Whether what an attribute holds has no order. */
export function isSet({ shape }: TypedBody, name: string): boolean {
  return shape[name]?.set === true;
}

export function isUnknownNode(value: readonly unknown[] | Node | null): value is UnknownNode {
  return value !== null && "kind" in value && value.kind === "unknown";
}
