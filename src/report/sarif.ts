// The report as SARIF 2.1.0 for code scanning: one run, all rules, what is new. Pure: a Report in, a string out.
import type { Finding, Report, Severity } from "../model/finding.ts";
import { say } from "../words/index.ts";
import type { Result, SarifRun, SarifLog } from "./sarif/log.ts";
import { NOTIFICATION_DESCRIPTORS, notificationsOf } from "./sarif/notifications.ts";
import { placesUnder, ROOT } from "./sarif/places.ts";
import { resultOf, type Detail } from "./sarif/result.ts";
import { ruleDescriptor } from "./sarif/rules.ts";
import { sceneOf, type Scene } from "./sarif/scene.ts";

export interface SarifOptions {
  /** The working directory as seen from the repository's root, `infra/prod`; absent where they are the same. */
  readonly directory?: string;
  /** The product's home page. */
  readonly informationUri?: string;
}

/** An upload with more results is rejected. */
const MOST_RESULTS = 25_000;

/** Characters of all results, without indentation. Uploads end at 10 MB of gzip, which shrinks such text tenfold. */
const MOST_CHARACTERS = 80_000_000;

/** Code scanning takes in the worst 5,000 results only, so that the others may be told briefly. */
const DETAILS: readonly { readonly below: number; readonly detail: Detail }[] = [
  { below: 1_000, detail: { paths: 3, flows: 4, related: 10 } },
  { below: 5_000, detail: { paths: 1, flows: 1, related: 5 } },
  { below: MOST_RESULTS, detail: { paths: 1, flows: 0, related: 2 } },
];

const WEIGHT: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** One JSON document, ending with a newline; the same bytes for the same report. */
export function renderSarif(report: Report, options: SarifOptions = {}): string {
  const log: SarifLog = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [runOf(report, options)],
  };
  return `${JSON.stringify(log, null, 1)}\n`;
}

function runOf(report: Report, options: SarifOptions): SarifRun {
  const places = placesUnder(options.directory ?? "");
  const scene = sceneOf(report, places);
  const { version } = report.tool;
  const found = report.findings.filter((finding) => finding.state === "new");
  const results = resultsOf(mostSevere(found), scene);
  const leftOut = { count: found.length - results.length, total: found.length };
  return {
    tool: {
      driver: {
        name: report.tool.name,
        ...(options.informationUri === undefined ? {} : { informationUri: options.informationUri }),
        version,
        ...(/^\d+\.\d+\.\d+/.test(version) ? { semanticVersion: version } : {}),
        rules: report.rules.map(ruleDescriptor),
        notifications: NOTIFICATION_DESCRIPTORS,
      },
    },
    // The run itself worked, or there would be no report; a wrong input is in the notifications.
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: notificationsOf(report, leftOut, places),
      },
    ],
    originalUriBaseIds: { [ROOT]: { description: { text: say("report.sarif-root") } } },
    columnKind: "utf16CodeUnits",
    results,
  };
}

function mostSevere(found: readonly Finding[]): readonly Finding[] {
  if (found.length <= MOST_RESULTS) return found;
  return found.toSorted((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]).slice(0, MOST_RESULTS);
}

function resultsOf(found: readonly Finding[], scene: Scene): Result[] {
  const results: Result[] = [];
  let characters = 0;
  for (const finding of found) {
    const { detail } = DETAILS.find(({ below }) => results.length < below)!;
    const result = resultOf(finding, scene, detail);
    characters += JSON.stringify(result).length;
    if (characters > MOST_CHARACTERS) break;
    results.push(result);
  }
  return results;
}
