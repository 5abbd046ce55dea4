// An input, config or rule file that is wrong or cannot be read. Collected, never thrown away: any complaint
// means that the run is not complete.
import type { Place } from "./place.ts";

export interface Complaint {
  /** What is wrong, what was expected, what to do; without the position, which `place` or `file` gives. */
  readonly message: string;
  readonly place: Place | null;
  /** The file, where there is no place in a text (unreadable, too large). Relative, forward slashes. */
  readonly file: string | null;
}
