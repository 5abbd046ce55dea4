// Routes and packet sets in one line of text each.
import type { DecidedBy, Finding, Fix, HopResult, RouteResult, Verdict } from "../model/finding.ts";
import type { PrintedTraffic } from "../net/print.ts";
import { say, type MessageKey } from "../words/index.ts";
import { namesText } from "../words/names.ts";

const MOST_SOURCES = 12;

/** `10.0.0.0/8, 11.0.0.0/8 -> tcp/8080`; at most `most` sources are named. */
function trafficText(traffic: readonly PrintedTraffic[], most: number): string {
  return traffic
    .map(
      ({ sources, protocol, ports }) =>
        `${sourcesText(sources, most)} -> ${serviceText(protocol, ports)}`,
    )
    .join("; ");
}

/** What a fix newly admits. */
export function admissionText({ effect: { admits } }: Fix): string {
  return admits.length > 0
    ? say("report.admits", trafficText(admits, MOST_SOURCES))
    : say("report.admits-nothing");
}

/** What a route starts from: its API, or its declared path. */
function startOf(route: RouteResult): string {
  return route.api ?? route.path ?? route.id;
}

/** `api-orders -> ins-orders-1:8080` */
export function routeName(route: RouteResult): string {
  if (route.target)
    return `${startOf(route)} -> ${endpointText(route.target.resource, route.target.port)}`;
  return route.backend.id === null ? startOf(route) : `${startOf(route)} -> ${route.backend.id}`;
}

/** Every hop with its verdict, for example `api-orders -> lb-orders:443 ok -> ins-orders-1:8080 BLOCKED`. */
export function hopsText(route: RouteResult): string {
  return [startOf(route), ...route.hops.map((hop) => hopText(hop, statusOf(hop)))].join(" -> ");
}

export interface PathNote {
  readonly label: "report.path" | "report.paths";
  readonly text: string;
}

/** The way of a finding's first route, cut at the hop that the finding is about; null without a route. */
export function pathNote(finding: Finding, routes: readonly RouteResult[]): PathNote | null {
  const route = routes.find((one) => one.hops.some(isRefused)) ?? routes[0];
  if (!route) return null;
  const at = hopAt(finding, route);
  if (at < 0)
    return { label: "report.paths", text: namesText([...new Set(routes.map(startOf))], 3) };
  const hops = route.hops.slice(0, at + 1).map((hop, i) => {
    const by = i === at && hop.verdict !== "undetermined" ? deciderOf(finding, hop) : null;
    return hopText(hop, by === null ? statusOf(hop) : say("report.decided-by", statusOf(hop), by));
  });
  const path = [startOf(route), ...hops].join(" -> ");
  const text = routes.length > 1 ? say("report.and-routes", path, routes.length - 1) : path;
  return { label: "report.path", text };
}

function hopAt(finding: Finding, route: RouteResult): number {
  const by = finding.decidedBy;
  const own = finding.list === null ? [] : [finding.list];
  const lists = by === null ? own : "list" in by ? [by.list] : by.lists;
  const holds = (hop: HopResult) =>
    lists.some(({ kind, id }) =>
      kind === "group" ? hop.groups.includes(id) : hop.kind === "acl" && hop.resource === id,
    );
  const owns = (hop: HopResult) => hop.resource === finding.resource;
  // The same group may stand before several hops, and an instance behind a group and an ACL: the closest wins.
  const closeness = [(hop: HopResult) => holds(hop) && owns(hop), holds, owns, () => true];
  for (const close of closeness) {
    const at = route.hops.findIndex((hop) => isRefused(hop) && close(hop));
    if (at >= 0) return at;
  }
  return -1;
}

function isRefused(hop: HopResult): boolean {
  return hop.verdict === "blocked" || hop.verdict === "partial" || hop.verdict === "undetermined";
}

function deciderOf(finding: Finding, hop: HopResult): string | null {
  // A policy that admits is to blame for an open path, and blocks nothing.
  if (!finding.decidedBy || isAdmission(finding.decidedBy)) return null;
  // Only an ACL is asked in both directions, and only a fix says which one this is.
  const direction = finding.fix?.direction ?? (hop.kind === "acl" ? null : "ingress");
  const [where, what] = deciderParts(finding.decidedBy);
  return [where, direction, what].filter(Boolean).join(" ");
}

function isAdmission(by: DecidedBy): boolean {
  return "action" in by && by.action === "ACCEPT";
}

function deciderParts(by: DecidedBy): [string, string] {
  return "list" in by
    ? [
        by.list.id,
        say(by.list.kind === "acl" ? "report.decider-entry" : "report.decider-policy", by.policy),
      ]
    : [by.lists.map(({ id }) => id).join(", "), say("report.default")];
}

function hopText(hop: HopResult, status: string): string {
  const name = hop.kind === "acl" ? hop.resource : endpointText(hop.resource, hop.port);
  return `${name} ${status}${hop.note === null ? "" : ` (${hop.note})`}`;
}

const STATUS = {
  reachable: "report.ok",
  blocked: "report.blocked",
  partial: "report.partial",
  undetermined: "report.unknown",
  external: "report.external",
  skipped: "report.skipped",
} as const satisfies Record<Verdict, MessageKey>;

function statusOf({ verdict }: HopResult): string {
  return say(STATUS[verdict]);
}

function sourcesText(sources: readonly string[], most: number): string {
  return sources.length > most ? namesText(sources, most) : sources.join(", ");
}

function serviceText(protocol: string, ports: readonly string[]): string {
  const all = ports.length === 1 && ports[0] === "all";
  if (all)
    return protocol === "all" ? say("report.every-service") : say("report.every-port", protocol);
  return `${protocol}/${ports.join(",")}`;
}

export function endpointText(resource: string, port: number | null): string {
  return port === null ? resource : `${resource}:${port}`;
}
