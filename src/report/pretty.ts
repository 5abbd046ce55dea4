// The report for people: each finding with its code, the way of the packets and a fix, then what was not
// decided, then the sums. May not judge anything; it only prints what the report holds.
import type { Complaint } from "../model/complaint.ts";
import type { Finding, Mark, Report, RouteResult, Witness } from "../model/finding.ts";
import type { Notice } from "../model/notice.ts";
import { say } from "../words/index.ts";
import { namesText } from "../words/names.ts";
import { frame } from "./frame.ts";
import { helpRows } from "./help.ts";
import type { Notation } from "./notation/index.ts";
import { DEFAULT_WIDTH, LEAST_WIDTH, type RenderOptions } from "./options.ts";
import { headlineRows, headRows, noteRows, paragraph } from "./prose.ts";
import { hopsText, pathNote, routeName } from "./route-text.ts";
import { printRows, styled, type Role, type Row } from "./style.ts";
import { findingsText, hiddenText, incompleteText, newFindings, routesText } from "./summary.ts";

/** Policies that admit a part are shown beside the one that drops, up to this many. */
const MOST_RELATED = 6;
/** Routes that are undetermined for one reason share one entry, which names this many. */
const MOST_ROUTES = 3;

/** Ends with a newline; empty only for a quiet report without findings. */
export function renderPretty(report: Report, options: RenderOptions = {}): string {
  const width = Math.max(LEAST_WIDTH, options.width ?? DEFAULT_WIDTH);
  const routes = new Map(report.routes.map((route) => [route.id, route]));
  const findings = newFindings(report);
  const texts: string[] = [];
  // Printed one by one: the rows of 10,000 findings weigh many times their text.
  const print = (block: readonly Row[]) =>
    void texts.push(printRows(block, options.color ?? false));
  for (const finding of findings) print(findingRows(finding, routes, width, options.fixAs ?? null));
  for (const complaint of report.complaints) print(complaintRows(complaint, width));
  if (!options.quiet) openRoutes(report, findings, width).forEach(print);
  if (options.verbose) {
    for (const route of report.routes) print(routeRows(route, width));
    for (const text of report.assumptions)
      print(headRows("note", say("report.assumed"), text, width));
  }
  if (!options.quiet) {
    for (const { text } of noticesOf(report, options))
      print(headRows("note", say("report.notice"), text, width));
    print(summaryRows(report, options.verbose ?? false, width));
  }
  return texts.join("\n");
}

/** What was read as what is said on request; everything else is news. */
function noticesOf({ notices }: Report, { verbose }: RenderOptions): readonly Notice[] {
  return verbose ? notices : notices.filter(({ kind }) => kind !== "read");
}

function findingRows(
  finding: Finding,
  all: ReadonlyMap<string, RouteResult>,
  width: number,
  fixAs: Notation | null,
): Row[] {
  const { severity, rule, message, mark, witness } = finding;
  const routes = finding.routes.flatMap((id) => all.get(id) ?? []);
  const { gutter, rows } = frame(mark, finding.related.slice(0, MOST_RELATED), severity, width);
  const note = (label: string, text: string) => noteRows(gutter, label, text, width);
  const hidden = finding.related.length - MOST_RELATED;
  const path = pathNote(finding, routes);
  const below = [
    ...(mark && hidden > 0 ? note(say("report.beside"), say("report.more-places", hidden)) : []),
    ...(path ? note(say(path.label), path.text) : []),
    ...finding.notes.flatMap(({ label, text }) => note(label, text)),
    ...(witness ? note(say("report.witness"), witnessText(witness)) : []),
    ...helpRows(finding, gutter, width, fixAs),
  ];
  // The frame's closing row only separates it from what follows.
  const code = below.length > 0 ? rows : rows.slice(0, -1);
  return [...headlineRows(severity, `${severity}[${rule}]`, message), ...code, ...below];
}

function complaintRows({ message, place, file }: Complaint, width: number): Row[] {
  const mark: Mark | null = place && { place, label: "" };
  const head = headlineRows("error", say("report.complaint"), message);
  if (!mark && file !== null) return [...head, [styled("gutter", " --> "), file]];
  return [...head, ...frame(mark, [], "error", width).rows.slice(0, -1)];
}

/** Routes without an answer that no finding above has explained, grouped by their reason. */
function openRoutes(report: Report, findings: readonly Finding[], width: number): Row[][] {
  const told = new Set(
    findings.filter(({ verdict }) => verdict === "undetermined").flatMap(({ routes }) => routes),
  );
  const groups = new Map<string, { route: RouteResult; reason: string; names: string[] }>();
  for (const route of report.routes) {
    if (route.verdict !== "undetermined" && route.verdict !== "external") continue;
    if (told.has(route.id)) continue;
    const reason = reasonOf(route);
    const key = JSON.stringify([route.verdict, reason]);
    const group = groups.get(key) ?? { route, reason, names: [] };
    group.names.push(routeName(route));
    groups.set(key, group);
  }
  return [...groups.values()].map(({ route, reason, names }) => {
    const role: Role = route.verdict === "external" ? "note" : "warning";
    return [
      ...headlineRows(role, route.verdict, namesText([...new Set(names)], MOST_ROUTES)),
      ...noteRows(1, say("report.reason"), reason, width),
    ];
  });
}

function reasonOf(route: RouteResult): string {
  if (route.reason !== null) return route.reason;
  const notes = route.hops.flatMap((hop) =>
    hop.verdict === "undetermined" && hop.note !== null ? [`${hop.resource}: ${hop.note}`] : [],
  );
  return notes.length > 0 ? notes.join("; ") : say("report.undecided");
}

function routeRows(route: RouteResult, width: number): Row[] {
  const { directAccess: direct } = route;
  const note = (label: string, text: string) => noteRows(1, label, text, width);
  return [
    ...headlineRows(
      "note",
      say("report.route"),
      say("report.route-is", routeName(route), route.verdict),
    ),
    ...(route.hops.length > 0 ? note(say("report.hops"), hopsText(route)) : []),
    ...(route.reason === null ? [] : note(say("report.reason"), route.reason)),
    // The command stays in one line, so that it can be copied.
    ...(direct ? [...note(say("report.try-from"), direct.from), ["     ", direct.command]] : []),
    ...(direct?.caution ? note(say("report.caution"), direct.caution) : []),
  ];
}

function summaryRows(report: Report, verbose: boolean, width: number): Row[] {
  const missing = incompleteText(report);
  const found = findingsText(report);
  const hidden = hiddenText(report);
  const notShown = [
    ...(hidden === "" ? [] : [hidden]),
    ...(report.assumptions.length > 0 && !verbose
      ? [say("report.assumptions", report.assumptions.length)]
      : []),
  ];
  const tail = notShown.length > 0 ? [say("report.total-hidden", namesText(notShown))] : [];
  const lines =
    found === "" && missing === null
      ? [[cleanText(report), ...tail].join(" ")]
      : [
          found === "" ? say("report.total-none") : say("report.total", found),
          say(
            report.routes.length === 0 && wasAnythingRead(report)
              ? "report.total-no-routes"
              : "report.total-routes",
            routesText(report),
          ),
          missing === null ? say("report.total-complete") : say("report.total-not-proven", missing),
          ...tail,
          ...(found === "" ? [] : [say("report.total-explain")]),
        ];
  return lines.flatMap((line) => paragraph(line, width));
}

/** Where nothing was, advice on what to declare beside it would be none. */
function wasAnythingRead({ complaints, notices }: Report): boolean {
  return complaints.length === 0 || notices.some(({ kind }) => kind === "read");
}

function cleanText(report: Report): string {
  const total = report.routes.length;
  if (total === 0) return say("report.clean-without-routes");
  if (!report.routes.every((route) => route.verdict === "reachable"))
    return say("report.clean-in", routesText(report));
  return say("report.clean-routes", total);
}

function witnessText({ source, protocol, port }: Witness): string {
  const hasPorts = protocol === "tcp" || protocol === "udp";
  return `${source} -> ${hasPorts ? `${protocol}/${port}` : protocol}`;
}
