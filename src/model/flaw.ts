// A mistake of the source language itself, beside what its policies mean: a rule string that fails only at apply,
// two resources that fight over one group. Loaders find them, rules report them; nothing here judges.
import type { Place } from "./place.ts";

export type FlawKind =
  | "invalid-lite-rule"
  | "mixed-rule-resources"
  | "order-dependent"
  | "deprecated-lite-rule"
  | "port-without-tcp-udp"
  | "several-sources"
  | "reordered-lite-rules";

export interface Flaw {
  readonly kind: FlawKind;
  /** Headline without a final period. */
  readonly message: string;
  /** The group it concerns; null where that is not known. */
  readonly group: string | null;
  readonly place: Place;
  readonly related: readonly { readonly place: Place; readonly label: string }[];
  /** What to do, a clause. */
  readonly help: string;
}
