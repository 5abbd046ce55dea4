// Sentences of src/load/own, by key.
import { sentences } from "../sentences.ts";

export const own = sentences({
  "own.no-ranges": () =>
    "this range pack states no ranges; add `regions`, or `private` and `publicVips` that hold everywhere",
  "own.region-twice": (id) => `region "${id}" is listed twice; keep one entry`,
  "own.stray-suspect": (text) =>
    `suspect VIP ${text} is not a published one; list it under publicVips too`,
  "own.endless": (text) =>
    `${text} is no list of a product's addresses: nobody is kept out by a range above a /8 (IPv6: /20); write what the product publishes today`,
  "own.endless-list": () =>
    "these ranges together are no list of a product's addresses: they fill more than a /8 (IPv6: /20) without a gap; write what the product publishes today",
  "own.host-bits": (text, meant) => `"${text}" has bits set behind its prefix; write ${meant}`,
});
