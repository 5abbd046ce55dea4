// What every result of one report needs to know of the others: routes by id, rules by place, where to point
// when there is nothing to point at.
import type { Finding, Report, RouteResult, RuleInfo } from "../../model/finding.ts";
import type { Place } from "../../model/place.ts";
import type { SarifLocation, PhysicalLocation } from "./log.ts";
import { firstLineOf, ROOT, type Places } from "./places.ts";

export interface Scene {
  readonly places: Places;
  readonly routes: ReadonlyMap<string, RouteResult>;
  readonly rules: ReadonlyMap<string, { readonly index: number; readonly rule: RuleInfo }>;
  /** The first input file that the report names. */
  readonly anchor: SarifLocation;
}

/** Stands for the input where the report names no file at all. */
const NO_FILE = "sglint.yaml";

export function sceneOf(report: Report, places: Places): Scene {
  return {
    places,
    routes: new Map(report.routes.map((route) => [route.id, route])),
    rules: new Map(report.rules.map((rule, index) => [rule.id, { index, rule }])),
    anchor: anchorOf(report, places),
  };
}

/** Routes of a finding, in its order, `most` at the most; ids that the report does not hold are passed over. */
export function routesOfFinding(finding: Finding, scene: Scene, most: number): RouteResult[] {
  return finding.routes.slice(0, most).flatMap((id) => scene.routes.get(id) ?? []);
}

/** Where the result is shown: its mark, else the nearest place that the finding knows, else the anchor. */
export function primaryOf(finding: Finding, scene: Scene): PhysicalLocation {
  const marked = finding.mark && scene.places.physical(finding.mark.place);
  return marked ?? firstOf(nearby(finding, scene), scene.places) ?? scene.anchor.physicalLocation;
}

function* nearby(finding: Finding, scene: Scene): Generator<Place | null> {
  for (const mark of finding.related) yield mark.place;
  for (const route of routesOfFinding(finding, scene, 100))
    for (const hop of route.hops) yield hop.place;
}

function anchorOf(report: Report, places: Places): SarifLocation {
  const physical = firstOf(everyPlace(report), places);
  const named = report.complaints
    .map((complaint) => complaint.file)
    .filter((file) => file !== null);
  for (const artifact of [
    physical?.artifactLocation,
    ...named.map((file) => places.artifact(file)),
  ])
    if (artifact) return firstLineOf(artifact);
  return firstLineOf(places.artifact(NO_FILE) ?? { uri: NO_FILE, uriBaseId: ROOT });
}

function* everyPlace(report: Report): Generator<Place | null> {
  for (const finding of report.findings) {
    if (finding.mark) yield finding.mark.place;
    for (const mark of finding.related) yield mark.place;
  }
  for (const route of report.routes) for (const hop of route.hops) yield hop.place;
  for (const complaint of report.complaints) yield complaint.place;
}

function firstOf(candidates: Iterable<Place | null>, places: Places): PhysicalLocation | null {
  for (const place of candidates) {
    const physical = place && places.physical(place);
    if (physical) return physical;
  }
  return null;
}
