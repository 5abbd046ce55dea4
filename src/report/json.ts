// The report as JSON: a public contract, described by schemas/output.schema.json. Keys may be added, never
// renamed; the same report gives the same bytes.
import type { Complaint } from "../model/complaint.ts";
import type { Finding, Fix, Report, RouteResult } from "../model/finding.ts";
import { locateLine, type Location, type Place } from "../model/place.ts";
import { policyFields } from "../model/policy-text.ts";
import type { RenderOptions } from "./options.ts";
import { countFindings, countRoutes } from "./summary.ts";

/** Controls and bidi marks that JSON.stringify leaves as they are: a terminal would still obey them. */
const RAW_CONTROLS = /[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** One JSON document, ending with a newline. */
export function renderJson(report: Report, _options: RenderOptions = {}): string {
  return documentText({
    schemaVersion: 1,
    tool: { name: report.tool.name, version: report.tool.version },
    complete: report.complete,
    routes: report.routes.map(routeOf),
    findings: report.findings.map(findingOf),
    complaints: report.complaints.map(complaintOf),
    assumptions: report.assumptions,
    notices: report.notices.map(({ text }) => text),
    summary: { routes: countRoutes(report), findings: countFindings(report) },
  });
}

/** Any value as a JSON document that no terminal obeys. */
export function documentText(document: object): string {
  const escape = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `${JSON.stringify(document, null, 2).replace(RAW_CONTROLS, escape)}\n`;
}

function routeOf(route: RouteResult) {
  const { target, directAccess } = route;
  return {
    id: route.id,
    gateway: route.gateway,
    api: route.api,
    path: route.path,
    backend: { type: route.backend.type, id: route.backend.id },
    target: target && { resource: target.resource, port: target.port },
    verdict: route.verdict,
    expected: route.expected,
    reason: route.reason,
    hops: route.hops.map((hop) => ({
      kind: hop.kind,
      resource: hop.resource,
      port: hop.port,
      verdict: hop.verdict,
      groups: hop.groups,
      note: hop.note,
    })),
    directAccess: directAccess && {
      from: directAccess.from,
      command: directAccess.command,
      caution: directAccess.caution,
    },
  };
}

function findingOf(finding: Finding) {
  const { decidedBy: by, witness } = finding;
  return {
    id: finding.id,
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    verdict: finding.verdict,
    resource: finding.resource,
    group: finding.list && finding.list.id,
    location: finding.mark && locationOf(finding.mark.place),
    instances: finding.instances,
    routes: finding.routes,
    blocked: finding.blocked.map(trafficOf),
    decidedBy:
      by &&
      ("list" in by
        ? { group: by.list.id, policy: by.policy, action: by.action }
        : { default: true, groups: by.lists.map(({ id }) => id) }),
    witness: witness && { source: witness.source, protocol: witness.protocol, port: witness.port },
    fix: finding.fix && fixOf(finding.fix),
    help: finding.help,
    state: finding.state,
  };
}

function fixOf(fix: Fix) {
  return {
    title: fix.title,
    safety: fix.safety,
    overridesDrop: fix.overridesDrop,
    group: fix.list.id,
    direction: fix.direction,
    before: fix.before,
    policies: fix.policies.map(policyFields),
    effect: { ...fix.effect, admits: fix.effect.admits.map(trafficOf) },
    cautions: fix.cautions,
    edits: fix.edits.map(({ file, range, text }) => ({
      file,
      range: { start: range.start, end: range.end },
      text,
    })),
    withheld: fix.withheld ?? null,
  };
}

function trafficOf({ sources, protocol, ports }: Finding["blocked"][number]) {
  return { sources, protocol, ports };
}

/** A complaint about a whole file has a location without a line. */
function complaintOf({ message, place, file }: Complaint) {
  const whole =
    file === null ? null : { file, line: null, column: null, endLine: null, endColumn: null };
  return { message, location: place ? locationOf(place) : whole };
}

function locationOf(place: Place): Location {
  const { file, line, column, endLine, endColumn } = locateLine(place);
  return { file, line, column, endLine, endColumn };
}
