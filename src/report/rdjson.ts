// The report as reviewdog's Diagnostic JSON, with the fix as a suggestion where it stands in the finding's own file.
// Columns count bytes of UTF-8, as the format has it; the rest of the report has no room there.
import type { Complaint } from "../model/complaint.ts";
import type { Edit, Finding, Report, RuleInfo } from "../model/finding.ts";
import { lineText, locateLine, locateSpan, type Location, type Source } from "../model/place.ts";
import { documentText } from "./json.ts";
import type { RenderOptions } from "./options.ts";
import { newFindings } from "./summary.ts";

const SEVERITY = { error: "ERROR", warning: "WARNING", note: "INFO" } as const;

/** A suggestion over more lines than this is no suggestion any more; the JSON report has the edits. */
const MOST_LINES = 200;

/** One JSON document, ending with a newline. */
export function renderRdjson(report: Report, _options: RenderOptions = {}): string {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  return documentText({
    source: { name: report.tool.name },
    diagnostics: [
      ...newFindings(report).map((finding) => diagnosticOf(finding, rules.get(finding.rule))),
      ...report.complaints.map(complaintOf),
    ],
  });
}

function diagnosticOf(finding: Finding, rule: RuleInfo | undefined) {
  const { mark, severity, message, fix } = finding;
  const source = mark?.place.source ?? null;
  const suggestion = fix && source ? suggestionOf(source, fix.edits) : null;
  const help = fix ? fix.title : finding.help;
  return {
    message: help === null ? message : `${message}; ${help}`,
    location: mark ? placed(mark.place.source, locateLine(mark.place)) : NOWHERE,
    severity: SEVERITY[severity],
    code: { value: finding.rule, ...(rule?.help ? { url: rule.help } : {}) },
    ...(suggestion ? { suggestions: [suggestion] } : {}),
  };
}

function complaintOf({ message, place, file }: Complaint) {
  const location = place
    ? placed(place.source, locateLine(place))
    : file === null
      ? NOWHERE
      : { path: file };
  return { message, location, severity: SEVERITY.error, code: { value: "input-error" } };
}

/** What stands in no file concerns the whole run. */
const NOWHERE = { path: "." };

function placed(source: Source, at: Location) {
  return { path: at.file, range: rangeOf(source, at) };
}

function rangeOf(source: Source, { line, column, endLine, endColumn }: Location) {
  return {
    start: { line, column: byteColumn(source, line, column) },
    end: { line: endLine, column: byteColumn(source, endLine, endColumn) },
  };
}

function byteColumn(source: Source, line: number, column: number): number {
  return Buffer.byteLength(lineText(source, line).slice(0, column - 1), "utf8") + 1;
}

/** All edits as one, since each suggestion is taken or left alone: from the first to the last, with what is between. */
function suggestionOf(source: Source, edits: readonly Edit[]) {
  const inOrder = edits.toSorted((a, b) => a.range.start - b.range.start);
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  if (!first || !last || edits.some(({ file }) => file !== source.file)) return null;
  const at = locateSpan(source, { start: first.range.start, end: last.range.end });
  if (at.endLine - at.line > MOST_LINES) return null;
  const pieces = inOrder.map(({ range, text }, i) => {
    const above = inOrder[i - 1];
    return `${above ? source.text.slice(above.range.end, range.start) : ""}${text}`;
  });
  return { range: rangeOf(source, at), text: pieces.join("") };
}
