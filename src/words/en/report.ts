// Sentences of src/report, by key: counts, labels, and what stands around a finding. SARIF's are in report-sarif.ts.
import { counted, nth, sentences } from "../sentences.ts";

const NO_ROUTES =
  "No gateway and no path is declared, so only the policies themselves were checked. Declare gateways under " +
  "`gateways:` or connections under `paths:`, in the definitions or in sglint.yaml.";
const COMPLETE = "Complete: every input was read and every route was decided.";

export const report = sentences({
  "report.errors": (count) => counted(count, "error"),
  "report.warnings": (count) => counted(count, "warning"),
  "report.notes": (count) => counted(count, "note"),
  "report.findings": (count) => counted(count, "finding"),
  "report.complaints": (count) => counted(count, "input error"),
  "report.undetermined": (count) => counted(count, "undetermined route"),
  "report.routes": (count) => counted(count, "route"),
  "report.routes-by-verdict": (count, verdicts) => `${counted(count, "route")}: ${verdicts}`,
  "report.routes-as-expected": (count) =>
    `${counted(count, "route, as", "routes, all as")} expected`,
  "report.as-expected": (count) => `${count} as expected`,
  "report.wrongly-reachable": (count) => `${count} wrongly reachable`,
  "report.are-blocked": (count) => `${count} blocked`,
  "report.are-partial": (count) => `${count} partial`,
  "report.are-undetermined": (count) => `${count} undetermined`,
  "report.are-external": (count) => `${count} external`,
  "report.are-skipped": (count) => `${count} skipped`,
  "report.assumptions": (count) => `${counted(count, "assumption")} (--verbose lists them)`,
  "report.more-places": (count) => `${counted(count, "more place")} not shown`,
  "report.and-routes": (path, count) => `${path} (and ${counted(count, "more route")})`,

  "report.nothing-found": () => "no findings",
  "report.complete": () => "complete",
  "report.not-proven": (why) => `not proven (${why})`,
  "report.part-missing": () => "part of the input is missing",
  "report.total-none": () => "No findings.",
  "report.total": (findings) => `Found ${findings}.`,
  "report.total-routes": (routes) => `${routes}.`,
  "report.total-no-routes": (routes) => `${routes}. ${NO_ROUTES}`,
  "report.total-complete": () => COMPLETE,
  "report.total-not-proven": (why) => `Not proven: ${why}.`,
  "report.total-hidden": (what) => `Not shown: ${what}.`,
  "report.total-explain": () =>
    "`sglint explain RULE` says why a rule exists and which page it rests on.",
  "report.clean-without-routes": () => `No findings in 0 routes. ${NO_ROUTES}`,
  "report.clean-in": (routes) => `No findings in ${routes}. ${COMPLETE}`,
  "report.clean-routes": (count) =>
    `No findings: ${Number(count) === 1 ? "the only route is" : `all ${count} routes are`} reachable. ${COMPLETE}`,

  "report.help": () => "help",
  "report.effect": () => "effect",
  "report.applies-to": () => "applies to",
  "report.caution": () => "caution",
  "report.by-hand": () => "by hand",
  "report.beside": () => "beside",
  "report.witness": () => "witness",
  "report.reason": () => "reason",
  "report.hops": () => "hops",
  "report.try-from": () => "try from",
  "report.path": () => "path",
  "report.paths": () => "routes",
  "report.route": () => "route",
  "report.complaint": () => "input error",
  "report.assumed": () => "assumed",
  "report.notice": () => "notice",

  "report.route-is": (route, verdict) => `${route} is ${verdict}`,
  "report.undecided": () => "something that decides is not in the input",
  "report.ok": () => "ok",
  "report.blocked": () => "BLOCKED",
  "report.partial": () => "PARTLY BLOCKED",
  "report.unknown": () => "UNKNOWN",
  "report.external": () => "outside the input",
  "report.skipped": () => "not filtered",
  "report.decided-by": (status, decider) => `${status} by ${decider}`,
  "report.decider-policy": (index) => `policy ${nth(index)}`,
  "report.decider-entry": (index) => `entry ${nth(index)}`,
  "report.default": () => "default",
  "report.every-service": () => "every protocol and port",
  "report.every-port": (protocol) => `every ${protocol} port`,

  "report.admits": (traffic) => `newly admits ${traffic}`,
  "report.admits-nothing": () => "admits nothing new",
  "report.all-holders": (holders, list) => `${holders} (every holder of ${list})`,
  "report.known-holders": (holders, list) =>
    `${holders} (the known holders of ${list}; there may be others)`,
  "report.before-policy": (index, list) => `before policy ${nth(index)} of ${list}`,
  "report.before-entry": (index, list) => `before entry ${nth(index)} of ${list}`,
  "report.after-policy": (index, list) => `after policy ${nth(index)} of ${list}`,
  "report.after-entry": (index, list) => `after entry ${nth(index)} of ${list}`,
  "report.first-policy": (list) => `as first policy of ${list}`,
  "report.first-entry": (list) => `as first entry of ${list}`,
  "report.with-tccli": () => "with tccli",
  "report.tccli-replace": (index, source) =>
    `ReplaceSecurityGroupPolicies with the whole policy ${nth(index)} as DescribeSecurityGroupPolicies shows it, and the CIDR ${source}`,
  "report.block-at-end": (direction, group) => `behind the last ${direction} block of ${group}`,
  "report.block-before": (direction, group, index) =>
    `before ${direction} block ${nth(index)} of ${group}`,
  "report.entry-at-end": (direction, acl) => `behind the last ${direction} entry of ${acl}`,
  "report.entry-before": (direction, acl, index) =>
    `before ${direction} entry ${nth(index)} of ${acl}`,

  "report.patch-effect": (opens) => `effect: ${opens}`,
  "report.patch-effect-on": (opens, holders) => `effect: ${opens}; applies to ${holders}`,
  "report.patch-effect-on-some": (opens, holders) =>
    `effect: ${opens}; applies to ${holders} and perhaps others`,
  "report.patch-caution": (caution) => `caution: ${caution}`,
});
