// The way of a route, hop by hop: related locations that the message links to, and code flows that a reader can
// step through. Both are bounded: a group may stand before thousands of targets.
import type { Finding, HopResult, RouteResult } from "../../model/finding.ts";
import type { Place } from "../../model/place.ts";
import { say, type MessageKey } from "../../words/index.ts";
import { endpointText } from "../route-text.ts";
import type { CodeFlow, SarifLocation, PhysicalLocation } from "./log.ts";
import type { Places } from "./places.ts";
import { link, verbatim, sentence } from "./text.ts";

/** Far more than a route has (CLB, target, network ACLs); keeps a broken report small. */
const MOST_HOPS = 20;

const HOP_NAMES = {
  clb: "report.hop-clb",
  target: "report.hop-target",
  acl: "report.hop-acl",
} as const satisfies Record<HopResult["kind"], MessageKey>;

/** Related locations of one result, given out as the message names them. */
export interface Links {
  readonly locations: SarifLocation[];
  /** `name` linked to its place; oneLine where the list is full, and with the place in words outside of the root. */
  to(name: string, place: Place | null, message: string): string;
  /** Whether `to` would have to leave the place out. */
  full(place: Place): boolean;
}

export function linksOf(places: Places, most: number): Links {
  const locations: SarifLocation[] = [];
  const ids = new Map<string, number>();
  return {
    locations,
    full: (place) => locations.length >= most && places.physical(place) !== null,
    to: (name, place, message) => {
      if (place === null) return verbatim(name);
      const physicalLocation = places.physical(place);
      if (physicalLocation === null) return `${verbatim(name)} (${verbatim(places.words(place))})`;
      const key = JSON.stringify([physicalLocation, message]);
      const known = ids.get(key);
      if (known !== undefined) return link(name, known);
      if (locations.length >= most) return verbatim(name);
      const id = locations.length + 1;
      ids.set(key, id);
      locations.push({ id, physicalLocation, message: { text: message } });
      return link(name, id);
    },
  };
}

/** `api-orders -> [lb-orders:443](1) reachable -> [ins-a:8080](2) blocked` */
export function pathInWords(route: RouteResult, finding: Finding, links: Links): string {
  const steps = hopsUpTo(route, finding).map((hop) => {
    const name = links.to(hopName(hop), hop.place, hopMessage(hop));
    return `${name} ${hop.verdict}${hop.note === null ? "" : ` (${verbatim(hop.note)})`}`;
  });
  return [verbatim(startOf(route)), ...steps].join(" -> ");
}

/** One flow per route, ending at the result itself; alike ones once. */
export function codeFlows(
  routes: readonly RouteResult[],
  finding: Finding,
  primary: PhysicalLocation,
  places: Places,
): CodeFlow[] {
  const flows = new Map<string, CodeFlow>();
  for (const route of routes) {
    const flow = codeFlow(route, finding, primary, places);
    if (flow) flows.set(JSON.stringify(flow), flow);
  }
  return [...flows.values()];
}

function codeFlow(
  route: RouteResult,
  finding: Finding,
  primary: PhysicalLocation,
  places: Places,
): CodeFlow | null {
  const hops = hopsUpTo(route, finding);
  if (hops.length === 0) return null;
  // A hop without a place of its own is told at the result's, so that no step of the way is missing.
  const steps = hops.map((hop) => ({
    physicalLocation: (hop.place && places.physical(hop.place)) ?? primary,
    message: { text: hopMessage(hop) },
  }));
  const cause = sentence(verbatim(finding.mark?.label ?? finding.message));
  steps.push({ physicalLocation: primary, message: { text: cause } });
  const way = [startOf(route), ...hops.map(hopName)].join(" -> ");
  return {
    message: { text: sentence(verbatim(way)) },
    threadFlows: [{ locations: steps.map((location) => ({ location })) }],
  };
}

/** The hops as far as the one that the finding is about; all of them where it is about none. */
function hopsUpTo(route: RouteResult, finding: Finding): readonly HopResult[] {
  const last = route.hops.findLastIndex((hop) => hop.resource === finding.resource);
  return route.hops.slice(0, last < 0 ? MOST_HOPS : Math.min(last + 1, MOST_HOPS));
}

function hopMessage(hop: HopResult): string {
  const note = hop.note === null ? "" : ` (${hop.note})`;
  const told = `${say(HOP_NAMES[hop.kind])} ${hopName(hop)}: ${hop.verdict}${note}`;
  const groups = hop.groups.slice(0, 10).join(", ");
  return sentence(verbatim(groups === "" ? told : say("report.hop-groups", told, groups)));
}

function hopName({ resource, port }: HopResult): string {
  return endpointText(resource, port);
}

function startOf(route: RouteResult): string {
  return route.path ?? route.api ?? route.gateway ?? route.id;
}
