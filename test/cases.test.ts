// Whole routes against expectations that were computed by hand from the vendor's facts (facts = docs/facts.md,
// contract = docs/contract.md) before the engine saw them, so that a shared misreading cannot hide.
//
// test/cases/*.yaml, one theme each. `given` + a case's `definitions` + `and` is the input text. A route reads
// `id = verdict; hop; hop`. A finding: `by` is `group/index ACTION` or `default of GROUPS`; `blocked` is
// `sources protocol/ports`; `at` is text of the one line that it points at (`anywhere`: no text says which); `fix` is `GROUP [egress] before INDEX -
// SOURCES PROTOCOL PORT - on RESOURCES`, or the title of one that adds no policy. A finding's routes are all of the case's unless it names them. What a
// case does not list must not be there.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { lintText } from "./cases.ts";
import type { Finding, Fix, Report } from "../src/model/finding.ts";
import { locateLine } from "../src/model/place.ts";
import { addressSpan, type AddressSpan } from "./oracle/oracle.ts";
import { policyFields } from "../src/model/policy-text.ts";

interface ExpectedFinding {
  readonly rule: string;
  readonly severity?: string;
  readonly routes?: readonly string[];
  readonly by?: string;
  readonly blocked?: string;
  readonly at: string;
  readonly fix?: string;
  readonly witness?: string;
  /** Part of the help text. */
  readonly help?: string;
}

interface Case {
  readonly name: string;
  readonly fact: string;
  readonly settings?: Parameters<typeof lintText>[1];
  readonly definitions: string;
  readonly and?: string;
  readonly complete?: boolean;
  readonly complaints?: readonly string[];
  readonly routes: readonly string[];
  readonly findings?: readonly ExpectedFinding[];
}

interface CaseFile {
  readonly given: string;
  /** Names for lists of addresses. */
  readonly sets?: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
}

const ANYWHERE = "anywhere";
const folder = new URL("cases/", import.meta.url);
const files = readdirSync(folder).map(
  (name) => [name, parse(readFileSync(new URL(name, folder), "utf8")) as CaseFile] as const,
);

test("there are enough of them, and each says what it rests on", () => {
  const cases = files.flatMap(([, { cases: own }]) => own);
  expect(cases.length).toBeGreaterThanOrEqual(100);
  for (const { name, fact } of cases)
    expect(fact, name).toMatch(/(facts|contract) \d|table's|an API is called/);
});

describe.each(files)("%s", (_file, { given, sets, cases }) => {
  test.each(cases.map((one) => [one.name, one] as const))("%s", (_name, one) => {
    const text = `${given}${one.definitions}${one.and ?? ""}`;
    const report = lintText(text, one.settings);
    const routes = report.routes.map(({ id }) => id);
    expect(report.routes.map(routeText)).toEqual(one.routes);
    const loose = new Set(
      (one.findings ?? []).flatMap(({ rule, at }) => (at === ANYWHERE ? [rule] : [])),
    );
    expect(report.findings.map((finding) => findingText(finding, loose)).toSorted()).toEqual(
      (one.findings ?? [])
        .map((finding) => expectedText(finding, routes, text, sets ?? {}))
        .toSorted(),
    );
    expect(report.complaints.length, JSON.stringify(report.complaints.map((c) => c.message))).toBe(
      one.complaints?.length ?? 0,
    );
    for (const [i, part] of (one.complaints ?? []).entries())
      expect(complaintText(report, i)).toContain(part);
    expect(report.complete).toBe(one.complete ?? true);
    for (const { help } of one.findings ?? [])
      if (help !== undefined)
        expect(report.findings.some((f) => f.help?.includes(help))).toBe(true);
    for (const { witness } of one.findings ?? [])
      if (witness !== undefined) expect(report.findings.map(witnessText)).toContain(witness);
    report.findings.forEach(expectWitnessInside);
  });
});

function complaintText({ complaints }: Report, i: number): string {
  const { message, place } = complaints[i]!;
  return `${message} ${place ? String(place.key) : ""}`;
}

function routeText({ id, verdict, hops }: Report["routes"][number]): string {
  return [
    `${id} = ${verdict}`,
    ...hops.map((hop) => `${hop.kind} ${hop.resource}:${hop.port} ${hop.verdict}`),
  ].join("; ");
}

function findingText(finding: Finding, loose: ReadonlySet<string>): string {
  const { rule, severity, routes, decidedBy, blocked, fix, mark } = finding;
  const by =
    decidedBy === null
      ? "nobody"
      : "list" in decidedBy
        ? `${decidedBy.list.id}/${decidedBy.policy} ${decidedBy.action}`
        : `default of ${decidedBy.lists.map(({ id }) => id).join(", ")}`;
  const rows = blocked
    .map(({ sources, protocol, ports }) => `${sources.join(" ")} ${protocol}/${ports.join()}`)
    .join(" + ");
  const line = loose.has(rule) ? ANYWHERE : mark ? locateLine(mark.place).line : 0;
  return lines({
    rule,
    severity,
    routes: routes.join(", "),
    by,
    blocked: rows,
    line,
    fix: fix ? fixText(fix) : "none",
  });
}

function fixText({ title, list, direction, before, policies, overridesDrop, effect }: Fix): string {
  if (policies.length === 0) return title;
  const fields = policies.map(policyFields);
  const services = new Set(fields.map(({ protocol, port }) => `${protocol} ${port}`));
  const sources = fields.map(({ source }) => source).join(" ");
  const where = `${list.id}${direction === "egress" ? " egress" : ""} before ${before}`;
  const tail = overridesDrop ? " - overriding a DROP" : "";
  return `${where} - ${sources} ${[...services].join(" and ")} - on ${effect.targets.join(" ")}${tail}`;
}

function expectedText(
  {
    rule,
    severity = "error",
    routes: own,
    by = "nobody",
    blocked = "",
    at,
    fix = "none",
  }: ExpectedFinding,
  routes: readonly string[],
  text: string,
  sets: Readonly<Record<string, string>>,
): string {
  const found =
    at === ANYWHERE
      ? [ANYWHERE]
      : text.split("\n").flatMap((line, i) => (line.includes(at) ? [i + 1] : []));
  expect(found, `lines with "${at}"`).toHaveLength(1);
  const spelled = (some: string) =>
    Object.entries(sets).reduce((whole, [name, list]) => whole.replaceAll(name, list), some);
  return lines({
    rule,
    severity,
    routes: (own ?? routes).join(", "),
    by,
    blocked: spelled(blocked),
    line: found[0]!,
    fix: spelled(fix),
  });
}

function lines(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key}: ${value}`)
    .join("\n");
}

function witnessText({ witness }: Finding): string | null {
  return witness && `${witness.source} ${witness.protocol}/${witness.port}`;
}

function expectWitnessInside({ witness, blocked, rule }: Finding): void {
  if (blocked.length === 0) return;
  expect(witness, rule).not.toBeNull();
  const inside = blocked.some(
    ({ sources, protocol, ports }) =>
      protocol === witness!.protocol &&
      ports.some((port) => holdsPort(port, witness!.port)) &&
      sources.some((source) => holds(addressSpan(source), addressSpan(witness!.source))),
  );
  expect(inside, `${rule}: ${witnessText({ witness } as Finding)}`).toBe(true);
}

function holds(outer: AddressSpan, inner: AddressSpan): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

function holdsPort(range: string, port: number): boolean {
  const [first, last = first] = range.split("-").map(Number);
  return first! <= port && port <= last!;
}
