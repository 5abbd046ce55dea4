// What every kind of demand is: a file of this folder, and its line in index.ts. A kind may read everything here and change
// nothing.
import type { Inventory } from "../../model/inventory.ts";
import type { PolicyBook } from "../../judge/compile.ts";
import type { FindingDraft } from "../draft.ts";
import type { JudgedRoute } from "../judged.ts";
import type { RequiredSource, RuleMistake, RuleOf } from "../rule.ts";
import type { Selector, SelectorWord } from "../vocabulary.ts";

/** Methods, so that one table of all kinds can be asked for the kind at hand. `V`: the value that `schema` lets pass. */
export interface RuleKind<V = unknown> {
  /** What its word in a rule file asks, and the schema of the value under it. */
  readonly demands: string;
  readonly schema: object;
  readonly ofPaths?: boolean;
  /** The words of `for` that narrow what `find` looks at. A rule that states another one is refused: it would change nothing. */
  scopedBy(value: V): readonly SelectorWord[];
  /** Who must be admitted; a mistake where the schema cannot say what is wrong. */
  asks?(value: V, applies: Selector): readonly RequiredSource[] | RuleMistake;
  /** One or two sentences, the last with its period, made from the rule's data. */
  describe(rule: RuleOf<V>): string;
  find(rule: RuleOf<V>, seen: Seen): FindingDraft[];
  /** Whether there is anything of which it speaks; nothing found proves nothing otherwise. */
  isAsked(rule: RuleOf<V>, seen: Seen): boolean;
}

export interface Seen {
  readonly inventory: Inventory;
  readonly book: PolicyBook;
  readonly routes: readonly JudgedRoute[];
  /** Lines for `assumptions`: what a rule could not ask because the input does not say it. */
  readonly assume: (line: string) => void;
  /** Lines for `notices`: what a rule did not look at, told unasked. */
  readonly tell: (line: string) => void;
}

/** The schema of `WORD: { property: VALUE }`. */
export function only(property: string, values: readonly string[]): object {
  return {
    type: "object",
    required: [property],
    additionalProperties: false,
    properties: { [property]: { enum: values } },
  };
}
