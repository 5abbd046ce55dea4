// What each forbidden thing looks like to its finder.
import type { FindingDraft } from "../../draft.ts";
import type { Rule } from "../../rule.ts";
import type { Seen } from "../kind.ts";

export type Forbid = (rule: Rule, seen: Seen) => FindingDraft[];
