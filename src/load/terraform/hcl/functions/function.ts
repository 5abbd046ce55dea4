// What a function is and how its arguments are read. Pure.
import { message, type Message } from "../../../../words/index.ts";
import type { Place } from "../../../../model/place.ts";
import type { Run } from "../scope.ts";
import {
  derived,
  invalid,
  isFault,
  numberOf,
  textOf,
  type ListNode,
  type Node,
  type ObjectNode,
} from "../values.ts";

export interface Context {
  readonly run: Run;
  /** The folder of the module, for paths. */
  readonly folder: string;
  readonly place: Place;
}

/** Arguments as they were evaluated; none is a fault. */
export type Fn = (args: readonly Node[], context: Context) => Node;

export type Functions = Readonly<Record<string, Fn>>;

/** Thrown by the readers below, caught in `guarded` only. */
class Refusal {
  constructor(readonly node: Node) {}
}

/** An argument of the wrong kind makes the call invalid, an unknown one makes it unknown. */
export function guarded(fn: Fn): Fn {
  return (args, context) => {
    const fault = args.find(isFault);
    if (fault) return fault;
    try {
      return fn(args, context);
    } catch (error) {
      if (error instanceof Refusal)
        return error.node.kind === "unknown" && isFault(error.node)
          ? error.node
          : derived(args, context.place);
      throw error;
    }
  };
}

export function refuse(reason: Message, { place }: Context): never {
  throw new Refusal(invalid(reason, place));
}

/** The value hangs on an unknown. */
export function open(node: Node): never {
  throw new Refusal(
    node.kind === "unknown" && !isFault(node)
      ? node
      : { kind: "unknown", reason: message("terraform.unknown"), refs: [], place: node.place },
  );
}

export function argument(args: readonly Node[], index: number, context: Context): Node {
  return args[index] ?? refuse(message("terraform.lacks-argument", index + 1), context);
}

export function textAt(args: readonly Node[], index: number, context: Context): string {
  const arg = argument(args, index, context);
  if (arg.kind === "unknown" || arg.kind === "template") return open(arg);
  return textOf(arg) ?? refuse(message("terraform.argument-no-text", index + 1), context);
}

export function numberAt(args: readonly Node[], index: number, context: Context): number {
  const arg = argument(args, index, context);
  if (arg.kind === "unknown" || arg.kind === "template") return open(arg);
  return numberOf(arg) ?? refuse(message("terraform.argument-no-number", index + 1), context);
}

export function listAt(args: readonly Node[], index: number, context: Context): ListNode {
  const arg = argument(args, index, context);
  if (arg.kind === "list") return arg;
  return arg.kind === "unknown"
    ? open(arg)
    : refuse(message("terraform.argument-no-list", index + 1), context);
}

export function objectAt(args: readonly Node[], index: number, context: Context): ObjectNode {
  const arg = argument(args, index, context);
  if (arg.kind === "object") return arg;
  return arg.kind === "unknown"
    ? open(arg)
    : refuse(message("terraform.argument-no-map", index + 1), context);
}

/** Elements all known to the last; a set of which one is unknown may be shorter than it looks. */
export function textsIn(list: ListNode, context: Context): string[] {
  return list.items.map((item) => {
    if (item.kind === "unknown" || item.kind === "template") return open(item);
    return textOf(item) ?? refuse(message("terraform.element-no-text"), context);
  });
}
