// Lists of names as text: all of them, or the first and how many more there are.
import { say } from "./index.ts";

/** `a`, `a and b`, `a, b and c`; of more than `most` the first `shown`, `a, b and 4 more`. */
export function namesText(names: readonly string[], most = Infinity, shown = most): string {
  if (names.length > most)
    return say("names.and-more", names.slice(0, shown).join(", "), names.length - shown);
  if (names.length < 2) return names.join("");
  return say("names.and-last", names.slice(0, -1).join(", "), names.at(-1)!);
}
