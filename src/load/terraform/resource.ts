// One resource instance as Terraform would see it, whether it was evaluated from HCL or read from a plan or a state.
// The mapping to the inventory reads only this, so the same stack means the same whatever it was read from.
import { message, type Message } from "../../words/index.ts";
import type { Place } from "../../model/place.ts";

/** A value with the place of the text that gave it (the element a `dynamic` iterates over, the string of a list). */
export type Node =
  | {
      readonly kind: "scalar";
      readonly value: string | number | boolean | null;
      readonly place: Place;
      readonly from?: readonly TextOrigin[];
    }
  /** Nested blocks are lists of objects too, in the order of the text. `ordered` is false for a set. */
  | {
      readonly kind: "list";
      readonly items: readonly Node[];
      readonly ordered: boolean;
      readonly place: Place;
    }
  | { readonly kind: "object"; readonly entries: ReadonlyMap<string, Node>; readonly place: Place }
  /** A string of which only some parts are known: each part is text or an unknown. */
  | {
      readonly kind: "template";
      readonly parts: readonly (string | UnknownNode)[];
      readonly place: Place;
      readonly from?: readonly TextOrigin[];
    }
  | UnknownNode;

/** Where a part of a text comes from that was put together; `start` and `end` count in what is known of it. */
export interface TextOrigin {
  readonly start: number;
  readonly end: number;
  readonly place: Place;
}

export interface UnknownNode {
  readonly kind: "unknown";
  /** A predicate of the value, or a clause of its own: the key tells which. */
  readonly reason: Message;
  /** What it refers to, longest first, so that links survive: `tencentcloud_instance.a.id` as address + attribute. */
  readonly refs: readonly Ref[];
  /** Set where it is computed from what it refers to, or is only one of it: a link through it is not certain. */
  readonly derived?: boolean;
  readonly place: Place;
}

/** Why what the cloud will give is not known. */
export const AFTER_APPLY = message("terraform.after-apply");

export interface Ref {
  /** Address of a resource instance, `module.web["a"].tencentcloud_security_group.this[0]`. */
  readonly address: string;
  /** `id`, `private_ip`, `listener_id`; empty for the whole resource. */
  readonly attribute: string;
}

export interface Resource {
  /** Full address with instance key. */
  readonly address: string;
  readonly mode: "managed" | "data";
  /** `tencentcloud_security_group` */
  readonly type: string;
  /** Address of the module instance, empty for the root. */
  readonly module: string;
  /** An object node: attributes and nested blocks by name. */
  readonly body: Node & { readonly kind: "object" };
  /** False when `count`, `for_each` or a condition is unknown: the instance may not exist. */
  readonly certain: boolean;
  /** Set where the reason for that is a complaint already: of a count, for_each or module call. */
  readonly faulted?: true;
  /** Known literal id (state, import); null before apply. */
  readonly id: string | null;
  /** The resource block's header. */
  readonly place: Place;
  /** Calls of the modules that hold it, outermost first. */
  readonly calls: readonly Place[];
  /** Provider region where it is known. */
  readonly region: string | null;
}

export interface Stack {
  readonly origin: "hcl" | "plan" | "state";
  readonly resources: readonly Resource[];
  /** Why something of the stack is missing: an absent module, an errored plan. Each makes the run incomplete. */
  readonly gaps: readonly {
    readonly message: string;
    readonly place: Place | null;
    readonly file: string | null;
  }[];
  /** Worth knowing, never affecting the exit code. */
  readonly notices: readonly string[];
}
