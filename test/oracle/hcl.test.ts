// Our parser against HashiCorp's own (compiled to WebAssembly, offline) on thousands of damaged files: what it
// refuses we must never accept; what it accepts we may refuse, and how often is counted here.
import { parse } from "@cdktn/hcl2json";
import { expect, test } from "vitest";
import { runs } from "../depth.ts";
import { hclParser } from "../../src/load/terraform/hcl/syntax/parse.ts";
import { damaged, SEEDS } from "../fuzz/hcl-damage.ts";

const FILES = runs(3000, 120);

test(`${FILES} damaged files: no false accept, no false reject`, async () => {
  const parser = await hclParser();
  const numbers = generator(2024);
  const wrong: string[] = [];
  const counts = { accepted: 0, refused: 0 };
  for (let i = 0; i < FILES; i++) {
    const blows = Array.from({ length: numbers() % 2 === 0 ? 3 : 6 }, numbers);
    const text = i < SEEDS.length ? SEEDS[i]! : damaged(SEEDS[i % SEEDS.length]!, blows);
    const theirs = await parse("main.tf", text).then(
      () => null,
      (error: unknown) => String(error),
    );
    const [ours] = parser.file("main.tf", text).complaints;
    counts[theirs === null ? "accepted" : "refused"]++;
    if (theirs !== null && !ours) wrong.push(`false accept: ${theirs}\n${text}`);
    if (theirs === null && ours) wrong.push(`false reject: ${ours.message}\n${text}`);
  }
  expect(wrong).toEqual([]);
  expect(counts.accepted).toBeGreaterThan(FILES / 10);
  expect(counts.refused).toBeGreaterThan(FILES / 3);
}, 120_000);

/** Numbers that are the same in every run (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
