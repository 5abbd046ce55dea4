// "Did you mean" for words of the command line. Only wording; the candidates are the caller's.
import { nearest } from "../load/own/wording.ts";

/** `; did you mean "json"?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const near = nearest(word, candidates);
  return near === null ? "" : `; did you mean "${near}"?`;
}
