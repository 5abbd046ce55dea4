// What is wrong with the inputs, and what the run wants known besides its results. A notification never becomes a
// result: the cloud may be right where the input is not.
import type { Complaint } from "../../model/complaint.ts";
import type { Report, Severity } from "../../model/finding.ts";
import { say } from "../../words/index.ts";
import type { SarifLocation, Notification, NotificationDescriptor } from "./log.ts";
import type { Places } from "./places.ts";
import { verbatim, sentence } from "./text.ts";

/** Per kind; the rest is counted. */
const MOST = 1000;

type Kind = "input-complaint" | "results-left-out" | "notice" | "assumption";

/** What it is, why it is said, and what to do, as keys. */
const KINDS: readonly {
  readonly id: Kind;
  readonly level: Severity;
  readonly about: "complaint" | "left-out" | "notice" | "assumption";
}[] = [
  { id: "input-complaint", level: "error", about: "complaint" },
  { id: "results-left-out", level: "warning", about: "left-out" },
  { id: "notice", level: "note", about: "notice" },
  { id: "assumption", level: "note", about: "assumption" },
];

export const NOTIFICATION_DESCRIPTORS: readonly NotificationDescriptor[] = KINDS.map(
  ({ id, level, about }) => {
    const help = say(`report.${about}-help`);
    return {
      id,
      shortDescription: { text: say(`report.${about}-what`) },
      fullDescription: { text: say(`report.${about}-why`) },
      help: { text: help, markdown: help },
      defaultConfiguration: { level },
    };
  },
);

/** `leftOut`: how many results were dropped for the limit, of how many. */
export function notificationsOf(
  report: Report,
  leftOut: { readonly count: number; readonly total: number },
  places: Places,
): Notification[] {
  return [
    ...bounded("input-complaint", report.complaints, (each) => complaintNotification(each, places)),
    ...(leftOut.count > 0
      ? [notification("results-left-out", say("report.left-out", leftOut.count, leftOut.total))]
      : []),
    ...bounded("notice", report.notices, ({ text }) => notification("notice", verbatim(text))),
    ...bounded("assumption", report.assumptions, (text) =>
      notification("assumption", verbatim(text)),
    ),
  ];
}

function bounded<T>(
  kind: Kind,
  items: readonly T[],
  one: (item: T) => Notification,
): Notification[] {
  const out = items.slice(0, MOST).map(one);
  const more = items.length - MOST;
  return more > 0 ? [...out, notification(kind, say("report.more-of-kind", more))] : out;
}

function complaintNotification(complaint: Complaint, places: Places): Notification {
  const location = locationOf(complaint, places);
  const message = verbatim(complaint.message);
  if (location) return notification("input-complaint", message, location);
  const where = complaint.place ? places.words(complaint.place) : complaint.file;
  return notification(
    "input-complaint",
    where === null ? message : `${verbatim(where)}: ${message}`,
  );
}

function locationOf({ place, file }: Complaint, places: Places): SarifLocation | null {
  if (place !== null) {
    const physicalLocation = places.physical(place);
    return physicalLocation && { physicalLocation };
  }
  const artifactLocation = file === null ? null : places.artifact(file);
  return artifactLocation && { physicalLocation: { artifactLocation } };
}

function notification(kind: Kind, text: string, location?: SarifLocation): Notification {
  const index = KINDS.findIndex(({ id }) => id === kind);
  return {
    descriptor: { id: kind, index },
    level: KINDS[index]!.level,
    message: { text: sentence(text) },
    ...(location ? { locations: [location] } : {}),
  };
}
