// What a function is and how its arguments are read. Pure.
import { message, type Message } from "../../../../words/index.ts";
import type { Place } from "../../../../model/place.ts";
import type { Run } from "../scope.ts";
import {
  derived,
  invalid,
  isFault,
  numberOf,
  plainText,
  type ListNode,
  type Node,
  type ObjectValue,
} from "../values.ts";

export interface CallContext {
  readonly run: Run;
  /** The folder of the module, for paths. */
  readonly folder: string;
  readonly place: Place;
}

/** Arguments as they were evaluated; none is a fault. */
export type Fn = (args: readonly Node[], context: CallContext) => Node;

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

export function refuse(reason: Message, { place }: CallContext): never {
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

export function argument(args: readonly Node[], index: number, context: CallContext): Node {
  return args[index] ?? refuse(message("terraform.lacks-argument", index + 1), context);
}

export function textArgument(args: readonly Node[], index: number, context: CallContext): string {
  const arg = argument(args, index, context);
  if (arg.kind === "unknown" || arg.kind === "template") return open(arg);
  return plainText(arg) ?? refuse(message("terraform.argument-no-text", index + 1), context);
}

/** Of a file or folder. The working folder is known by no name, but what lies in it is. */
export function pathArgument(args: readonly Node[], index: number, context: CallContext): string {
  const arg = argument(args, index, context);
  const [first, ...rest] = arg.kind === "template" ? arg.parts : [arg];
  const isInFolder =
    typeof first === "object" &&
    first.kind === "unknown" &&
    first.reason.key === "terraform.working-folder" &&
    rest.every((part) => typeof part === "string");
  return isInFolder ? `.${rest.join("")}` : textArgument(args, index, context);
}

export function numberArgument(args: readonly Node[], index: number, context: CallContext): number {
  const arg = argument(args, index, context);
  if (arg.kind === "unknown" || arg.kind === "template") return open(arg);
  return numberOf(arg) ?? refuse(message("terraform.argument-no-number", index + 1), context);
}

export function listArgument(args: readonly Node[], index: number, context: CallContext): ListNode {
  const arg = argument(args, index, context);
  if (arg.kind === "list") return arg;
  return arg.kind === "unknown"
    ? open(arg)
    : refuse(message("terraform.argument-no-list", index + 1), context);
}

export function objectArgument(
  args: readonly Node[],
  index: number,
  context: CallContext,
): ObjectValue {
  const arg = argument(args, index, context);
  if (arg.kind === "object") return arg;
  return arg.kind === "unknown"
    ? open(arg)
    : refuse(message("terraform.argument-no-map", index + 1), context);
}

/** Elements all known to the last; a set of which one is unknown may be shorter than it looks. */
export function textsIn(list: ListNode, context: CallContext): string[] {
  return list.items.map((item) => {
    if (item.kind === "unknown" || item.kind === "template") return open(item);
    return plainText(item) ?? refuse(message("terraform.element-no-text"), context);
  });
}
