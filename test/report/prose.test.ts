// Sentences in rows: over the whole catalogue, what is to be typed can be copied at every width.
import { expect, test } from "vitest";
import { headlineRows, headRows, noteRows, paragraph } from "../../src/report/prose.ts";
import { printRows } from "../../src/report/style.ts";
import { EN } from "../../src/words/en/index.ts";
import type { Sentence } from "../../src/words/sentences.ts";

/** Every sentence that quotes something, of data that tell nothing. */
const QUOTING = Object.entries<Sentence>(EN).flatMap(([key, sentence]) => {
  const text = sentence(...Array.from({ length: sentence.length + 2 }, (_, i) => `x${i}`));
  return text.includes("`") ? [[key, text] as const] : [];
});

function printed(text: string, width: number): string[] {
  return [
    paragraph(text, width),
    noteRows(3, "help", text, width),
    headRows("help", "help", text, width),
    headlineRows("error", "complaint", text),
  ].map((rows) => printRows(rows, false));
}

test("a command stands alone in its line, and nothing in backticks is broken", () => {
  let commands = 0;
  for (const [key, text] of QUOTING)
    for (const page of [60, 80].flatMap((width) => printed(text, width))) {
      const lines = page.split("\n").map((line) => line.trim());
      for (const [quoted, code = ""] of text.matchAll(/`([^`]+)`/g))
        if (!code.startsWith("tccli "))
          expect(page.includes(quoted) || lines.includes(code), key).toBe(true);
        else if (++commands) expect(lines, key).toContain(code);
    }
  expect(commands).toBeGreaterThan(50);
});

test("several commands keep their order, and what follows them its place", () => {
  const text = "do both, now: `terraform plan -out a`, `sglint check a`; or neither";
  expect(printRows(headRows("help", "help", text, 60), false)).toBe(
    "help: do both, now:\n        terraform plan -out a\n        sglint check a\n      or neither\n",
  );
});
