// What a notation is given: a fix, and what its words need to know of the finding. One file for each notation.
import type { Fix } from "../../model/finding.ts";

export interface Shown {
  readonly fix: Fix;
  /** The new policies go behind all others. */
  readonly atEnd: boolean;
}

/** Lines to copy; none where this notation cannot say the fix. */
export type Write = (shown: Shown) => readonly string[];
