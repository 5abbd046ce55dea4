// Several stacks in one inventory: equal addresses of different stacks are different resources.
import type { Node, Ref, Resource, Stack, UnknownNode } from "./resource.ts";

/** The stack with `name` before every address, in resources and in references to them. */
export function prefixed<T extends Stack>(stack: T, name: string): T {
  const prefix = `${name === "" ? "." : name}/`;
  return { ...stack, resources: stack.resources.map((resource) => renamed(resource, prefix)) };
}

function renamed(resource: Resource, prefix: string): Resource {
  return {
    ...resource,
    address: prefix + resource.address,
    body: object(resource.body, prefix),
  };
}

function node(one: Node, prefix: string): Node {
  switch (one.kind) {
    case "scalar":
      return one;
    case "list":
      return { ...one, items: one.items.map((item) => node(item, prefix)) };
    case "object":
      return object(one, prefix);
    case "template":
      return {
        ...one,
        parts: one.parts.map((part) => (typeof part === "string" ? part : unknown(part, prefix))),
      };
    case "unknown":
      return unknown(one, prefix);
  }
}

function object(one: Resource["body"], prefix: string): Resource["body"] {
  const entries = [...one.entries].map(([name, value]) => [name, node(value, prefix)] as const);
  return { ...one, entries: new Map(entries) };
}

function unknown(one: UnknownNode, prefix: string): UnknownNode {
  const refs = one.refs.map((ref): Ref => ({ ...ref, address: prefix + ref.address }));
  return { ...one, refs };
}
