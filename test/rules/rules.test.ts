// Every rule has cases, at least two that pass and two that fail, and every case holds.
import { expect, describe, test } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import { locateLine } from "../../src/model/place.ts";
import { compareText } from "../../src/net/print.ts";
import { builtInRules } from "../../src/rule/index.ts";
import { isAsked } from "./asked.ts";
import { caseFiles, caseFolders, readCase, type Case, type Expected } from "./cases.ts";

const rules = new Map(builtInRules().map((rule) => [rule.info.id, rule]));
const cases = caseFolders().flatMap((rule) => caseFiles(rule).map((file) => [rule, file] as const));

describe("cases", () => {
  test("stand in folders that are named after rules", () => {
    expect(caseFolders().filter((folder) => !rules.has(folder))).toEqual([]);
  });

  test.each([...rules.keys()])("%s has two passing and two failing ones", (rule) => {
    const own = cases.filter(([folder]) => folder === rule).map(([, file]) => file);
    expect(own.filter((file) => file.startsWith("pass-")).length).toBeGreaterThanOrEqual(2);
    expect(own.filter((file) => file.startsWith("fail-")).length).toBeGreaterThanOrEqual(2);
  });

  test("are named pass-<slug> or fail-<slug>, with the ending of what they are", () => {
    const strange = cases.filter(
      ([, file]) => !/^(pass|fail)-[a-z0-9]+(-[a-z0-9]+)*\.(yaml|tf)$/.test(file),
    );
    expect(strange).toEqual([]);
  });
});

test.each(cases)("%s/%s", async (folder, file) => {
  const one = await readCase(folder, file);
  expect(one.title).toMatch(/^.{20,}\n(.*\n)*Rests on: .+\.$/);
  expect(
    one.report.complaints.map(
      ({ message, place }) => `${place ? locateLine(place).line : 0}: ${message}`,
    ),
  ).toEqual(one.complaints);
  expect(isAsked(rules.get(folder)!, one), "the rule is asked").toBe(true);
  const own = one.report.findings
    .filter((finding) => finding.rule === folder)
    .toSorted(byText(textOf));
  const expected = one.expected.toSorted(byText(({ finding }) => finding));
  expect(own.map((finding, i) => shown(finding, expected[i]))).toEqual(expected);
  expect(one.expected.length > 0, "something is expected").toBe(one.kind === "fail");
  checkFixes(one, own);
});

/** Findings of one line stand in the order of their ids, which means nothing to a reader. */
function byText<T>(text: (one: T) => string): (a: T, b: T) => number {
  return (a, b) => compareText(text(a), text(b));
}

function textOf({ mark, severity, message }: Finding): string {
  return `${mark ? locateLine(mark.place).line : 0}: ${severity}: ${message}`;
}

/** The parts of a finding that the case speaks of. */
function shown(finding: Finding, expected: Expected | undefined): Expected {
  const blocked = finding.blocked.map(
    ({ sources, protocol, ports }) => `${sources.join(", ")} -> ${protocol}/${ports.join(",")}`,
  );
  return {
    finding: textOf(finding),
    blocked: expected && expected.blocked.length === 0 ? [] : blocked,
    fix: wants(expected?.fix) ? (finding.fix?.title ?? null) : null,
    help: wants(expected?.help) ? finding.help : null,
    witness: wants(expected?.witness) ? witnessText(finding) : null,
  };
}

function wants(part: string | null | undefined): boolean {
  return part !== null && part !== undefined;
}

function witnessText({ witness }: Finding): string | null {
  return witness && `${witness.source} -> ${witness.protocol}/${witness.port}`;
}

/** A reader gets either a fix or a word on what to do. */
function checkFixes({ file }: Case, findings: readonly Finding[]): void {
  for (const { fix, help, message } of findings)
    expect(
      fix !== null || (help !== null && help !== ""),
      `${file}: "${message}" says what to do`,
    ).toBe(true);
}
