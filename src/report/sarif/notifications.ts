// What is wrong with the inputs, and what the run wants known besides its results. A notification never becomes a
// result: the cloud may be right where the input is not.
import type { Complaint } from "../../model/complaint.ts";
import type { Report, Severity } from "../../model/finding.ts";
import type { Location, Notification, NotificationDescriptor } from "./log.ts";
import type { Places } from "./places.ts";
import { literal, sentence } from "./text.ts";

/** Per kind; the rest is counted. */
const MOST = 1000;

type Kind = "input-complaint" | "results-left-out" | "notice" | "assumption";

const KINDS: readonly {
  readonly id: Kind;
  readonly level: Severity;
  readonly what: string;
  readonly why: string;
  readonly help: string;
}[] = [
  {
    id: "input-complaint",
    level: "error",
    what: "An input is wrong or cannot be read.",
    why: "Nothing is proven about what a wrong or unreadable input describes.",
    help: "Correct the input at the place named, or leave it out of the run.",
  },
  {
    id: "results-left-out",
    level: "warning",
    what: "There are more results than can be uploaded.",
    why: "Code scanning rejects an upload that is too large, so the least severe results are left out.",
    help: "Settle the most severe results first, or split the inputs over several runs.",
  },
  {
    id: "notice",
    level: "note",
    what: "Something about the run is worth knowing.",
    why: "It has no effect on the results.",
    help: "Nothing needs to be done.",
  },
  {
    id: "assumption",
    level: "note",
    what: "Something that the input does not say was taken for granted.",
    why: "What a closed input does not mention is taken not to be there.",
    help: "Where it is otherwise, state it in the input.",
  },
];

export const NOTIFICATION_DESCRIPTORS: readonly NotificationDescriptor[] = KINDS.map(
  ({ id, level, what, why, help }) => ({
    id,
    shortDescription: { text: what },
    fullDescription: { text: why },
    help: { text: help, markdown: help },
    defaultConfiguration: { level },
  }),
);

/** `leftOut`: how many results were dropped for the limit, of how many. */
export function notificationsOf(
  report: Report,
  leftOut: { readonly count: number; readonly total: number },
  places: Places,
): Notification[] {
  return [
    ...bounded("input-complaint", report.complaints, (each) => complaintNotification(each, places)),
    ...(leftOut.count > 0 ? [notification("results-left-out", leftOutInWords(leftOut))] : []),
    ...bounded("notice", report.notices, ({ text }) => notification("notice", literal(text))),
    ...bounded("assumption", report.assumptions, (text) =>
      notification("assumption", literal(text)),
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
  return more > 0 ? [...out, notification(kind, `And ${more} more of this kind`)] : out;
}

function complaintNotification(complaint: Complaint, places: Places): Notification {
  const location = locationOf(complaint, places);
  const message = literal(complaint.message);
  if (location) return notification("input-complaint", message, location);
  const where = complaint.place ? places.words(complaint.place) : complaint.file;
  return notification(
    "input-complaint",
    where === null ? message : `${literal(where)}: ${message}`,
  );
}

function locationOf({ place, file }: Complaint, places: Places): Location | null {
  if (place !== null) {
    const physicalLocation = places.physical(place);
    return physicalLocation && { physicalLocation };
  }
  const artifactLocation = file === null ? null : places.artifact(file);
  return artifactLocation && { physicalLocation: { artifactLocation } };
}

function notification(kind: Kind, text: string, location?: Location): Notification {
  const index = KINDS.findIndex(({ id }) => id === kind);
  return {
    descriptor: { id: kind, index },
    level: KINDS[index]!.level,
    message: { text: sentence(text) },
    ...(location ? { locations: [location] } : {}),
  };
}

function leftOutInWords({ count, total }: { count: number; total: number }): string {
  return `${count} of ${total} results, the least severe ones, are left out: code scanning takes 25,000 results and 10 MB in one upload; the JSON report holds all of them`;
}
