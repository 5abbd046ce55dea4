// Routes and packet sets in one line of text each.
import type { DecidedBy, Finding, HopResult, RouteResult } from "../model/finding.ts";
import type { PrintedTraffic } from "../net/print.ts";
import { count, listed } from "./prose.ts";

/** `10.0.0.0/8, 11.0.0.0/8 -> tcp/8080`; at most `most` sources are named. */
export function trafficText(traffic: readonly PrintedTraffic[], most: number): string {
  return traffic
    .map(
      ({ sources, protocol, ports }) =>
        `${sourcesText(sources, most)} -> ${serviceText(protocol, ports)}`,
    )
    .join("; ");
}

/** What a route starts from: its API, or its declared path. */
export function startOf(route: RouteResult): string {
  return route.api ?? route.path ?? route.id;
}

/** `api-orders -> ins-orders-1:8080` */
export function routeName(route: RouteResult): string {
  if (route.target)
    return `${startOf(route)} -> ${withPort(route.target.resource, route.target.port)}`;
  return route.backend.id === null ? startOf(route) : `${startOf(route)} -> ${route.backend.id}`;
}

/** Every hop with its verdict, for example `api-orders -> lb-orders:443 ok -> ins-orders-1:8080 BLOCKED`. */
export function hopsText(route: RouteResult): string {
  return [startOf(route), ...route.hops.map((hop) => hopText(hop, statusOf(hop)))].join(" -> ");
}

export interface PathNote {
  readonly label: "path" | "routes";
  readonly text: string;
}

/** The way of a finding's first route, cut at the hop that the finding is about; null without a route. */
export function pathOf(finding: Finding, routes: readonly RouteResult[]): PathNote | null {
  const route = routes.find((one) => one.hops.some(isRefused)) ?? routes[0];
  if (!route) return null;
  const at = hopAt(finding, route);
  if (at < 0) return { label: "routes", text: listed([...new Set(routes.map(startOf))], 3) };
  const hops = route.hops.slice(0, at + 1).map((hop, i) => {
    const by = i === at && hop.verdict !== "undetermined" ? deciderOf(finding, hop) : null;
    return hopText(hop, by === null ? statusOf(hop) : `${statusOf(hop)} by ${by}`);
  });
  const more = routes.length > 1 ? ` (and ${count(routes.length - 1, "more route")})` : "";
  return { label: "path", text: [startOf(route), ...hops].join(" -> ") + more };
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
    ? [by.list.id, String(by.policy)]
    : [by.lists.map(({ id }) => id).join(", "), "default"];
}

function hopText(hop: HopResult, status: string): string {
  const name = hop.kind === "acl" ? hop.resource : withPort(hop.resource, hop.port);
  return `${name} ${status}${hop.note === null ? "" : ` (${hop.note})`}`;
}

function statusOf(hop: HopResult): string {
  switch (hop.verdict) {
    case "reachable":
      return "ok";
    case "blocked":
      return "BLOCKED";
    case "partial":
      return "PARTLY BLOCKED";
    case "undetermined":
      return "UNKNOWN";
    case "external":
      return "outside the input";
    case "skipped":
      return "not filtered";
  }
}

function sourcesText(sources: readonly string[], most: number): string {
  if (sources.length <= most) return sources.join(", ");
  return `${sources.slice(0, most).join(", ")} and ${sources.length - most} more`;
}

function serviceText(protocol: string, ports: readonly string[]): string {
  const all = ports.length === 1 && ports[0] === "all";
  if (all) return protocol === "all" ? "every protocol and port" : `every ${protocol} port`;
  return `${protocol}/${ports.join(",")}`;
}

function withPort(resource: string, port: number | null): string {
  return port === null ? resource : `${resource}:${port}`;
}
