// The counts at the end of a report, and why an answer is not proven. Shared by all formats that print them.
import type { Finding, Report, RouteResult, Severity, Verdict } from "../model/finding.ts";
import { namesOf } from "../model/table.ts";
import { say, type MessageKey } from "../words/index.ts";
import { namesText } from "../words/names.ts";

const NO_ROUTE: Readonly<Record<Verdict, number>> = {
  reachable: 0,
  blocked: 0,
  partial: 0,
  undetermined: 0,
  external: 0,
  skipped: 0,
};
const NO_FINDING: Readonly<Record<Severity, number>> = { error: 0, warning: 0, note: 0 };
const COUNTED = {
  error: "report.errors",
  warning: "report.warnings",
  note: "report.notes",
} as const;

const COUNTED_AS = {
  reachable: "report.wrongly-reachable",
  blocked: "report.are-blocked",
  partial: "report.are-partial",
  undetermined: "report.are-undetermined",
  external: "report.are-external",
  skipped: "report.are-skipped",
} as const satisfies Record<Verdict, MessageKey>;

/** What counts against this run: neither baselined nor suppressed. */
export function newFindings(report: Report): Finding[] {
  return report.findings.filter((finding) => finding.state === "new");
}

/** Every verdict, also those without a route. */
export function countRoutes(report: Report): Record<Verdict, number> {
  return tally(NO_ROUTE, report.routes, (route) => route.verdict);
}

/** New findings of every severity, also those without one. */
export function countFindings(report: Report): Record<Severity, number> {
  return tally(NO_FINDING, newFindings(report), (finding) => finding.severity);
}

/** `2 errors and 1 warning`; empty when there is none. */
export function findingsText(report: Report): string {
  const counts = countFindings(report);
  const parts = namesOf(NO_FINDING).filter((severity) => counts[severity] > 0);
  return namesText(parts.map((severity) => say(COUNTED[severity], counts[severity])));
}

/** `4 routes: 1 as expected, 3 blocked`: a path that is blocked as it shall be is no bad news. */
export function routesText({ routes }: Report): string {
  const others = routes.filter((route) => !isAsExpected(route));
  const fine = routes.length - others.length;
  if (routes.length === 0) return say("report.routes", 0);
  if (others.length === 0) return say("report.routes-as-expected", fine);
  const counts = tally(NO_ROUTE, others, (route) => route.verdict);
  const parts = [
    ...(fine > 0 ? [say("report.as-expected", fine)] : []),
    ...namesOf(NO_ROUTE)
      .filter((verdict) => counts[verdict] > 0)
      .map((verdict) => say(COUNTED_AS[verdict], counts[verdict])),
  ];
  return say("report.routes-by-verdict", routes.length, parts.join(", "));
}

/** An API is meant to be reached, a declared path to be what it says. */
function isAsExpected({ verdict, expected }: RouteResult): boolean {
  return verdict === (expected ?? "reachable");
}

/** Why the run proves nothing yet, `1 complaint and 2 undetermined routes`; null for a complete one. */
export function incompleteText(report: Report): string | null {
  if (report.complete) return null;
  const undetermined = countRoutes(report).undetermined;
  const reasons = [
    ...(report.complaints.length > 0 ? [say("report.complaints", report.complaints.length)] : []),
    ...(undetermined > 0 ? [say("report.undetermined", undetermined)] : []),
  ];
  return reasons.length > 0 ? namesText(reasons) : say("report.part-missing");
}

/** `4 findings (3 suppressed, 1 baselined)`; empty when every finding is new. */
export function hiddenText(report: Report): string {
  const none = { suppressed: 0, baselined: 0, new: 0 };
  const counts = tally(none, report.findings, ({ state }) => state);
  const hidden = counts.suppressed + counts.baselined;
  if (hidden === 0) return "";
  const states = (["suppressed", "baselined"] as const).filter((state) => counts[state] > 0);
  return `${say("report.findings", hidden)} (${states.map((state) => `${counts[state]} ${state}`).join(", ")})`;
}

function tally<K extends string, T>(
  none: Readonly<Record<K, number>>,
  items: readonly T[],
  keyOf: (item: T) => K,
): Record<K, number> {
  const out: Record<K, number> = { ...none };
  for (const item of items) out[keyOf(item)]++;
  return out;
}
