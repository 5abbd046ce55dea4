// What each forbidden thing is: a file of this folder, and its line in index.ts.
import type { FindingDraft } from "../../draft.ts";
import type { Rule } from "../../rule.ts";
import type { SelectorWord } from "../../vocabulary.ts";
import type { Seen } from "../kind.ts";

export interface Forbidden {
  /** The words of `for` that narrow it; absent: none, it speaks of the whole input. */
  readonly scopedBy?: readonly SelectorWord[];
  /** One or two sentences, the last with its period. */
  readonly describe: (rule: Rule) => string;
  readonly find: (rule: Rule, seen: Seen) => FindingDraft[];
  /** Whether the input has anything that could be so. */
  readonly isAsked: (rule: Rule, seen: Seen) => boolean;
}
