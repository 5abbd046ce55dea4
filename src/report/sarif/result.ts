// One finding as one SARIF result. The first sentence is the rule's, without addresses: code scanning shows it as
// the alert's title. Everything that differs between findings follows.
import type { Finding } from "../../model/finding.ts";
import { say } from "../../words/index.ts";
import { sarifFixes, fixInWords } from "./fixes.ts";
import { codeFlows, linksOf, pathInWords, type Links } from "./hops.ts";
import type { Result } from "./log.ts";
import { leadOf } from "./rules.ts";
import { primaryOf, routesOfFinding, type Scene } from "./scene.ts";
import { capital, verbatim, sentence } from "./text.ts";

/** How much of the surroundings a result carries. */
export interface Detail {
  readonly paths: number;
  readonly flows: number;
  readonly related: number;
}

const MOST_NOTES = 20;
const MOST_RELATED = 10;

export function resultOf(finding: Finding, scene: Scene, detail: Detail): Result {
  const known = scene.rules.get(finding.rule);
  const primary = primaryOf(finding, scene);
  const links = linksOf(scene.places, detail.related);
  const text = [
    `${leadOf(known?.rule, finding.rule)} ${headline(finding)}`,
    ...lines(finding, scene, detail, links),
  ];
  const flows = codeFlows(
    routesOfFinding(finding, scene, detail.flows),
    finding,
    primary,
    scene.places,
  );
  const fixes = sarifFixes(finding.fix, scene.places);
  return {
    ruleId: finding.rule,
    ...(known ? { ruleIndex: known.index } : {}),
    level: finding.severity,
    message: { text: text.join("\n") },
    locations: [{ physicalLocation: primary }],
    ...(links.locations.length > 0 ? { relatedLocations: links.locations } : {}),
    ...(flows.length > 0 ? { codeFlows: flows } : {}),
    ...(fixes.length > 0 ? { fixes } : {}),
    partialFingerprints: { "sglintFinding/v1": finding.id.slice(finding.id.lastIndexOf("@") + 1) },
  };
}

function headline(finding: Finding): string {
  return sentence(verbatim(finding.message));
}

function lines(finding: Finding, scene: Scene, detail: Detail, links: Links): string[] {
  return [
    ...here(finding, scene),
    ...paths(finding, scene, detail, links),
    ...related(finding, links),
    ...finding.notes.slice(0, MOST_NOTES).map(noteLine),
    ...example(finding),
    ...remedy(finding),
  ];
}

function here({ mark }: Finding, { places }: Scene): string[] {
  if (mark === null) return [];
  // The place cannot be shown where it lies outside of the repository: then it is said.
  const label = verbatim(mark.label);
  return [
    sentence(
      places.physical(mark.place)
        ? say("report.here", label)
        : say("report.at", verbatim(places.words(mark.place)), label),
    ),
  ];
}

function paths(finding: Finding, scene: Scene, detail: Detail, links: Links): string[] {
  const shown = routesOfFinding(finding, scene, detail.paths).filter(
    (route) => route.hops.length > 0,
  );
  const out = shown.map((route) =>
    sentence(say("report.path-of", pathInWords(route, finding, links))),
  );
  const more = finding.routes.length - detail.paths;
  if (more > 0) out.push(say("report.more-routes", more));
  return out;
}

function related(finding: Finding, links: Links): string[] {
  const shown: string[] = [];
  for (const mark of finding.related.slice(0, MOST_RELATED)) {
    if (links.full(mark.place)) continue;
    shown.push(links.to(mark.label, mark.place, sentence(verbatim(mark.label))));
  }
  const more = finding.related.length - shown.length;
  if (more > 0) shown.push(say(shown.length > 0 ? "report.and-more" : "report.more", more));
  return shown.length === 0 ? [] : [sentence(say("report.see-also", shown.join(", ")))];
}

function noteLine({ label, text }: Finding["notes"][number]): string {
  return sentence(`${capital(verbatim(label))}: ${verbatim(text)}`);
}

function example({ witness }: Finding): string[] {
  if (witness === null) return [];
  const { source, protocol, port } = witness;
  return [say("report.example", verbatim(source), `${verbatim(protocol)}/${port}`)];
}

function remedy({ fix, help }: Finding): string[] {
  if (fix !== null) return [say("report.fix", fixInWords(fix))];
  return help === null ? [] : [sentence(say("report.help-line", verbatim(help)))];
}
