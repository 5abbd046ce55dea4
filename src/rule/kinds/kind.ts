// What every kind of demand gets to see, and gives back. A kind is one file in this folder and one line in
// index.ts; it may read everything here and change nothing.
import type { Inventory } from "../../model/inventory.ts";
import type { PolicyBook } from "../../judge/compile.ts";
import type { FindingDraft } from "../draft.ts";
import type { JudgedRoute } from "../judged.ts";
import type { Check, Rule } from "../rule.ts";

export interface Seen {
  readonly inventory: Inventory;
  readonly book: PolicyBook;
  readonly routes: readonly JudgedRoute[];
  /** Lines for `assumptions`: what a rule could not ask because the input does not say it. */
  readonly assume: (line: string) => void;
}

export type Kind<K extends Check["kind"] = Check["kind"]> = (
  rule: Rule & { readonly check: Check & { readonly kind: K } },
  seen: Seen,
) => FindingDraft[];
