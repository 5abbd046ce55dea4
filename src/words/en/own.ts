// Sentences of src/load/own, by key.
import { sentences } from "../sentences.ts";

export const own = sentences({
  "own.no-ranges": () =>
    "this range pack states no ranges; add `regions`, or `private` and `publicVips` that hold everywhere",
  "own.region-twice": (id) => `region "${id}" is listed twice; keep one entry`,
  "own.stray-suspect": (text) =>
    `suspect VIP ${text} is not a published one; list it under publicVips too`,
  "own.host-bits": (text, meant) => `"${text}" has bits set behind its prefix; write ${meant}`,
});
