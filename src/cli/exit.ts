// What the process answers with. The same for every output format.
import type { Complaint } from "../model/complaint.ts";
import type { Report, Severity } from "../model/finding.ts";
import { locate } from "../model/place.ts";

export const EXIT = { clean: 0, findings: 1, usage: 2, unproven: 3, bug: 70 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Wrong use: a flag, the config or a rule file. Ends with exit code 2 and no document on stdout. */
export class UsageError extends Error {}

/** Complaints about a file whose mistakes are wrong use: `sglint.yaml:3:1: unknown key ...`, one per line. */
export function wrongUse(complaints: readonly Complaint[]): UsageError {
  return new UsageError(complaints.map(complaintLine).join("\n"));
}

/** `sglint.yaml:3:1: unknown key ...` */
export function complaintLine({ message, place, file }: Complaint): string {
  if (place === null) return file === null ? message : `${file}: ${message}`;
  const at = locate(place);
  return `${at.file}:${at.line}:${at.column}: ${message}`;
}

export interface ExitPolicy {
  readonly failOn: Severity | "never";
  /** More warnings than this fail the run; null = any number is fine. */
  readonly maxWarnings: number | null;
  readonly allowIncomplete: boolean;
}

const RANK: Readonly<Record<Severity, number>> = { error: 2, warning: 1, note: 0 };

export function atLeast(severity: Severity, floor: Severity): boolean {
  return RANK[severity] >= RANK[floor];
}

/** Findings come before "not proven": what is known to be wrong stays wrong, whatever else is missing. */
export function exitCode(report: Report, policy: ExitPolicy): ExitCode {
  if (fails(report, policy)) return EXIT.findings;
  return report.complete || policy.allowIncomplete ? EXIT.clean : EXIT.unproven;
}

function fails(report: Report, { failOn, maxWarnings }: ExitPolicy): boolean {
  const active = report.findings.filter((finding) => finding.state === "new");
  const warnings = active.filter((finding) => finding.severity === "warning").length;
  if (maxWarnings !== null && warnings > maxWarnings) return true;
  return failOn !== "never" && active.some((finding) => atLeast(finding.severity, failOn));
}
