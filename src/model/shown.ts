// Findings and complaints as they may be shown: without what their places hide.
import type { Complaint } from "./complaint.ts";
import type { Finding, Mark } from "./finding.ts";
import { isHidden, withoutSecrets } from "./secret.ts";

export function shownComplaint(complaint: Complaint): Complaint {
  const { message, place } = complaint;
  return place?.source.hides
    ? { ...complaint, message: withoutSecrets(message, [place]) }
    : complaint;
}

/** Without what its places hide. */
export function shownFinding(finding: Finding): Finding {
  const { mark, related, message, notes, help } = finding;
  const marks = mark ? [mark, ...related] : related;
  const places = marks.map(({ place }) => place);
  if (places.every((place) => !isHidden(place))) return finding;
  const shown = (text: string) => withoutSecrets(text, places);
  const labelled = (one: Mark): Mark => ({ ...one, label: shown(one.label) });
  return {
    ...finding,
    message: shown(message),
    mark: mark && labelled(mark),
    related: related.map(labelled),
    notes: notes.map(({ label, text }) => ({ label, text: shown(text) })),
    help: help === null ? null : shown(help),
  };
}
