// The report for people: each finding with its code, the way of the packets and a fix, then what was not
// decided, then the sums. May not judge anything; it only prints what the report holds.
import type { Complaint } from "../model/complaint.ts";
import type { Finding, Mark, Report, RouteResult, Witness } from "../model/finding.ts";
import type { Notice } from "../model/notice.ts";
import { frame } from "./frame.ts";
import { helpRows } from "./help.ts";
import type { Notation } from "./notation/index.ts";
import { DEFAULT_WIDTH, LEAST_WIDTH, type RenderOptions } from "./options.ts";
import { count, headRows, listed, noteRows, paragraph } from "./prose.ts";
import { hopsText, pathOf, routeName } from "./route-text.ts";
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
    for (const text of report.assumptions) print(headRows("note", "assumed", text, width));
  }
  if (!options.quiet) {
    for (const { text } of noticesOf(report, options))
      print(headRows("note", "notice", text, width));
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
  const path = pathOf(finding, routes);
  const below = [
    ...(mark && hidden > 0 ? note("beside", `${count(hidden, "more place")} not shown`) : []),
    ...(path ? note(path.label, path.text) : []),
    ...finding.notes.flatMap(({ label, text }) => note(label, text)),
    ...(witness ? note("witness", witnessText(witness)) : []),
    ...helpRows(finding, gutter, width, fixAs),
  ];
  // The frame's closing row only separates it from what follows.
  const code = below.length > 0 ? rows : rows.slice(0, -1);
  return [headline(severity, `${severity}[${rule}]`, message), ...code, ...below];
}

function complaintRows({ message, place, file }: Complaint, width: number): Row[] {
  const mark: Mark | null = place && { place, label: "" };
  const head = headline("error", "complaint", message);
  if (!mark && file !== null) return [head, [styled("gutter", " --> "), file]];
  return [head, ...frame(mark, [], "error", width).rows.slice(0, -1)];
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
      headline(role, route.verdict, listed([...new Set(names)], MOST_ROUTES)),
      ...noteRows(1, "reason", reason, width),
    ];
  });
}

function reasonOf(route: RouteResult): string {
  if (route.reason !== null) return route.reason;
  const notes = route.hops.flatMap((hop) =>
    hop.verdict === "undetermined" && hop.note !== null ? [`${hop.resource}: ${hop.note}`] : [],
  );
  return notes.length > 0 ? notes.join("; ") : "something that decides is not in the input";
}

function routeRows(route: RouteResult, width: number): Row[] {
  const { directAccess: direct } = route;
  const note = (label: string, text: string) => noteRows(1, label, text, width);
  return [
    headline("note", "route", `${routeName(route)} is ${route.verdict}`),
    ...(route.hops.length > 0 ? note("hops", hopsText(route)) : []),
    ...(route.reason === null ? [] : note("reason", route.reason)),
    // The command stays in one line, so that it can be copied.
    ...(direct ? [...note("try from", direct.from), ["     ", direct.command]] : []),
    ...(direct?.caution ? note("caution", direct.caution) : []),
  ];
}

function summaryRows(report: Report, verbose: boolean, width: number): Row[] {
  const missing = incompleteText(report);
  const found = findingsText(report);
  const hidden = hiddenText(report);
  const notShown = [
    ...(hidden === "" ? [] : [hidden]),
    ...(report.assumptions.length > 0 && !verbose
      ? [`${count(report.assumptions.length, "assumption")} (--verbose lists them)`]
      : []),
  ];
  const tail = notShown.length > 0 ? [`Not shown: ${listed(notShown, 2)}.`] : [];
  const lines =
    found === "" && missing === null
      ? [[cleanText(report), ...tail].join(" ")]
      : [
          found === "" ? "No findings." : `Found ${found}.`,
          `${routesText(report)}.${report.routes.length === 0 ? ` ${NO_ROUTES}` : ""}`,
          missing === null ? COMPLETE : `Not proven: ${missing}.`,
          ...tail,
          ...(found === "" ? [] : [EXPLAIN]),
        ];
  return lines.flatMap((line) => paragraph(line, width));
}

const COMPLETE = "Complete: every input was read and every route was decided.";
const EXPLAIN = "`sglint explain RULE` says why a rule exists and which page it rests on.";
const NO_ROUTES =
  "No gateway and no path is declared, so only the policies themselves were checked. Declare gateways under " +
  "`gateways:` or connections under `paths:`, in the definitions or in sglint.yaml.";

function cleanText(report: Report): string {
  if (report.routes.length === 0) return `No findings in 0 routes. ${NO_ROUTES}`;
  const total = report.routes.length;
  if (!report.routes.every((route) => route.verdict === "reachable"))
    return `No findings in ${routesText(report)}. ${COMPLETE}`;
  const all = total === 1 ? "the only route is reachable" : `all ${total} routes are reachable`;
  return `No findings: ${all}. ${COMPLETE}`;
}

function headline(role: Role, head: string, message: string): Row {
  return [styled(role, head), styled("strong", `: ${message}`)];
}

function witnessText({ source, protocol, port }: Witness): string {
  const hasPorts = protocol === "tcp" || protocol === "udp";
  return `${source} -> ${hasPorts ? `${protocol}/${port}` : protocol}`;
}
