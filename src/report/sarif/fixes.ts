// Edits of source text as SARIF fixes. Offers what the report offers; proving and choosing is done elsewhere.
import type { Edit, Fix } from "../../model/finding.ts";
import { compareText } from "../../net/print.ts";
import { say } from "../../words/index.ts";
import type { ArtifactChange, SarifFix } from "./log.ts";
import type { Places } from "./places.ts";
import { verbatim, sentence } from "./text.ts";

/** Characters that the edits of one fix may add; what is longer is left to the JSON report. */
const LONGEST = 100_000;
const MOST_EDITS = 1000;

/** Empty where there is no edit, or one of them lies outside of the repository: half a fix is worse than none. */
export function sarifFixes(fix: Fix | null, places: Places): SarifFix[] {
  if (fix === null || fix.edits.length === 0 || fix.edits.length > MOST_EDITS) return [];
  if (fix.edits.reduce((sum, { text }) => sum + text.length, 0) > LONGEST) return [];
  const changes: ArtifactChange[] = [];
  for (const [file, edits] of editsByFile(fix.edits)) {
    const artifactLocation = places.artifact(file);
    if (artifactLocation === null) return [];
    changes.push({ artifactLocation, replacements: edits.map(replacement) });
  }
  return [{ description: { text: fixInWords(fix) }, artifactChanges: changes }];
}

/** Title, effect on what is admitted, and everything to know before applying it. */
export function fixInWords(fix: Fix): string {
  const safety = say(fix.safety === "safe" ? "report.traffic-stays" : "report.traffic-changes");
  const override = fix.overridesDrop ? [say("report.overrides")] : [];
  const cautions = fix.cautions.slice(0, 10).map((caution) => sentence(verbatim(caution)));
  return [sentence(verbatim(fix.title)), safety, ...override, ...cautions].join(" ");
}

function editsByFile(edits: readonly Edit[]): Map<string, Edit[]> {
  const files = new Map<string, Edit[]>();
  const inOrder = edits.toSorted(
    (a, b) => compareText(a.file, b.file) || a.range.start - b.range.start,
  );
  for (const edit of inOrder) {
    const list = files.get(edit.file) ?? [];
    list.push(edit);
    files.set(edit.file, list);
  }
  return files;
}

function replacement({ range, text }: Edit): ArtifactChange["replacements"][number] {
  const deletedRegion = { charOffset: range.start, charLength: range.end - range.start };
  return text === "" ? { deletedRegion } : { deletedRegion, insertedContent: { text } };
}
