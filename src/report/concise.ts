// One line for each finding and complaint, then one for the whole run: for editors, grep and logs.
import type { Finding, Report } from "../model/finding.ts";
import { locateLine, type Place } from "../model/place.ts";
import { say } from "../words/index.ts";
import type { RenderOptions } from "./options.ts";
import { printRows, styled, type Row } from "./style.ts";
import { findingsText, incompleteText, newFindings, routesText } from "./summary.ts";

/** Lines `file:line:col: error[rule-id] message (2 routes)`; what has no place starts at its severity. */
export function renderConcise(report: Report, options: RenderOptions = {}): string {
  const rows = [
    ...newFindings(report).map(findingRow),
    ...report.complaints.map(({ message, place, file }): Row => {
      const at = place ? positionOf(place) : file === null ? "" : `${file}: `;
      return [at, styled("error", `${say("report.complaint")}:`), ` ${message}`];
    }),
    ...(options.quiet ? [] : [summaryRow(report)]),
  ];
  return printRows(rows, options.color ?? false);
}

function findingRow({ severity, rule, message, mark, routes }: Finding): Row {
  const hit = routes.length > 0 ? ` (${say("report.routes", routes.length)})` : "";
  return [
    mark ? positionOf(mark.place) : "",
    styled(severity, `${severity}[${rule}]`),
    ` ${message}${hit}`,
  ];
}

function summaryRow(report: Report): Row {
  const missing = incompleteText(report);
  const proven = missing === null ? say("report.complete") : say("report.not-proven", missing);
  return [
    `${findingsText(report) || say("report.nothing-found")}; ${routesText(report)}; ${proven}`,
  ];
}

function positionOf(place: Place): string {
  const { file, line, column } = locateLine(place);
  return `${file}:${line}:${column}: `;
}
