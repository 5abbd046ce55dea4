// How names stand in a list, by key.
import { sentences } from "../sentences.ts";

export const names = sentences({
  "names.and-last": (first, last) => `${first} and ${last}`,
  "names.and-more": (first, count) => `${first} and ${count} more`,
});
