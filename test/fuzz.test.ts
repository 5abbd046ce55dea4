import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_SETTINGS, lint } from "../src/lint.ts";
import { loadApiAnswers, looksLikeApiAnswer } from "../src/load/answers/index.ts";
import { loadDefinitions, looksLikeDefinitions } from "../src/load/definitions/index.ts";
import { parseDocument } from "../src/load/text/document.ts";
import { isComplaints } from "../src/load/text/parsed.ts";
import type { Draft } from "../src/load/merge/draft.ts";
import { mergeDrafts } from "../src/load/merge/merge.ts";
import { builtInPacks } from "../src/load/own/ranges.ts";
import { runs } from "./depth.ts";
import { FORMATS } from "../src/report/index.ts";
import { builtInRules } from "../src/rule/index.ts";

const RUNS = runs(400);
const EXAMPLES = ["examples/orders", "examples/clean", "examples/api-answers"];
const [rules, packs] = [builtInRules(), builtInPacks()];

const texts = EXAMPLES.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.(ya?ml|json)$/.test(name) && name !== "sglint.yaml")
    .map((name) => ({ file: join(folder, name), text: readFileSync(join(folder, name), "utf8") })),
);

/** The text with a few cuts, doublings, swaps of values and stray characters. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(40),
  kind: fc.constantFrom("cut", "double", "insert", "digit", "move"),
  text: fc.oneof(
    fc.constantFrom(
      "null",
      "0",
      "-1",
      "sg-",
      "ipm-x",
      "::/0",
      "0.0.0.0/8",
      "[",
      "{",
      "&a",
      "*a",
      "\t",
      "---\n",
      "'",
      '"',
    ),
    fc.string({ maxLength: 8 }),
  ),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

function mutate(text: string, { at, length, kind, text: extra }: Mutation): string {
  const start = Math.floor(at * text.length);
  const end = Math.min(text.length, start + length);
  const part = text.slice(start, end);
  if (kind === "cut") return text.slice(0, start) + text.slice(end);
  if (kind === "double") return text.slice(0, end) + part + text.slice(end);
  if (kind === "insert") return text.slice(0, start) + extra + text.slice(start);
  if (kind === "digit") return text.slice(0, start) + part.replaceAll(/\d/g, "9") + text.slice(end);
  return text.slice(0, start) + text.slice(end) + part;
}

function load(file: string, text: string): Draft | { complaints: readonly { message: string }[] } {
  const document = parseDocument(file, text);
  if (isComplaints(document)) return { complaints: document };
  if (looksLikeDefinitions(document)) return loadDefinitions(document);
  return looksLikeApiAnswer(document) ? loadApiAnswers([document]) : { complaints: [] };
}

test("mutated inputs end in findings or complaints, in every format, never in an exception", async () => {
  const renderers = await Promise.all(Object.values(FORMATS).map((format) => format()));
  let complained = 0;
  fc.assert(
    fc.property(
      fc.nat(texts.length - 1),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      (i, mutations) => {
        const { file, text } = texts[i]!;
        const draft = load(file, mutations.reduce(mutate, text));
        if (!("groups" in draft)) {
          for (const { message } of draft.complaints) expect(message.length).toBeGreaterThan(5);
          complained += draft.complaints.length;
          return;
        }
        const others = texts.filter(
          (other) => other.file !== file && other.file.startsWith(file.slice(0, 12)),
        );
        const drafts = others
          .map((other) => load(other.file, other.text))
          .filter((d) => "groups" in d);
        const report = lint(mergeDrafts([...drafts, draft]), rules, packs, DEFAULT_SETTINGS);
        complained += report.complaints.length;
        expect(report.complete).toBe(
          report.complaints.length === 0 &&
            report.routes.every((route) => route.verdict !== "undetermined"),
        );
        for (const render of renderers) expect(render(report).length).toBeGreaterThan(0);
      },
    ),
    { numRuns: RUNS },
  );
  expect(complained, "mutations that break something are told").toBeGreaterThan(RUNS / 10);
}, 120_000);
