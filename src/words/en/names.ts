// How names stand in a list, by key.
import { nth, sentences } from "../sentences.ts";

export const names = sentences({
  "names.nth": (index) => nth(index),
  "names.policy": (direction, index) => `${direction} policy ${nth(index)}`,
  "names.entry": (direction, index) => `${direction} entry ${nth(index)}`,
  "names.rule": (index) => `rule ${nth(index)}`,
  "names.listener": (index) => `listener ${nth(index)}`,
  "names.target": (index) => `target ${nth(index)}`,
  "names.and-last": (first, last) => `${first} and ${last}`,
  "names.and-more": (first, count) => `${first} and ${count} more`,
});
