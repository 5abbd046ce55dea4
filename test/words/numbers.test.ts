// The law of counted sentences: noun, verb and pronoun agree with the number, for one and for several.
import { expect, test } from "vitest";
import { EN } from "../../src/words/en/index.ts";
import type { Sentence, Word } from "../../src/words/sentences.ts";

/** What a sentence calls a number of things; bounds such as `most` are never 1. */
const COUNTS = /^(count|more|total|due|left|asked|missing|needs|length|sittings|templates)$/;
/** Words between a number and its noun. */
const BETWEEN = "(?:more|other|missing|undetermined|rule|security|published|input|forwarding) ";
/** Ends of a clause, behind which another thing may be spoken of. */
const CLAUSE = /[:;,.()]/;

const sentences: [string, Sentence, string[]][] = Object.entries(EN).flatMap(([key, sentence]) => {
  const names = parametersOf(sentence);
  return names.some((name) => COUNTS.test(name)) ? [[key, sentence, names]] : [];
});

function parametersOf(sentence: Sentence): string[] {
  const [, list = ""] = /^\(?([^)=]*)\)?\s*=>/.exec(String(sentence)) ?? [];
  return list.split(",").map((name) => name.trim());
}

function saidOf(sentence: Sentence, names: readonly string[], count: number): string {
  const data = names.map((name): Word => (COUNTS.test(name) ? count : "x"));
  return sentence(...data);
}

test("there are counted sentences, and their parameters are known by name", () => {
  expect(sentences.length).toBeGreaterThan(40);
});

test.each(sentences)("%s", (_, sentence, names) => {
  const one = saidOf(sentence, names, 1);
  const clauses = one.split(CLAUSE);
  const plural = new RegExp(
    `(?<!of )\\b1 (?:${BETWEEN})*(?!s\\b|as\\b|is\\b|was\\b|has\\b|gets\\b|differs\\b|\\w*ss\\b)\\w+s\\b`,
  );
  expect(clauses.filter((clause) => plural.test(clause))).toEqual([]);
  expect(
    clauses.filter((clause) => /(?<!of )\b1 .*\b(are|were|have|they|them)\b/.test(clause)),
  ).toEqual([]);
  for (const count of [0, 2, 12]) {
    const several = saidOf(sentence, names, count).split(CLAUSE);
    const singular = new RegExp(`(?<!of )\\b${count} (?:\\w+ ){0,3}(is|was|has)\\b`);
    expect(several.filter((clause) => singular.test(clause))).toEqual([]);
  }
});

test.each(sentences)("%s names as many as there are", (_, sentence, names) => {
  const noun = (count: number) =>
    new RegExp(`(?<!of )\\b${count} (?:${BETWEEN})*(\\w+)`).exec(
      saidOf(sentence, names, count),
    )?.[1];
  const [one, two] = [noun(1), noun(2)];
  const invariant =
    /^(of|more|not|blocked|partial|undetermined|external|skipped|as|wrongly|whole|in|free|s|x|MiB|from|at|where|and)$/;
  if (one === undefined || invariant.test(one)) return;
  expect(two).not.toBe(one);
});
