// What an earlier fetch left: its journal, or a snapshot with gaps, whose answers become a journal again. Refuses what
// belongs to another account or to other regions.
import { readFileSync, rmSync } from "node:fs";
import type { Entry } from "./entry.ts";
import { taskOf } from "./entry.ts";
import { createJournal, JOURNAL_VERSION, openJournal, type Journal } from "./journal.ts";
import type { SnapshotHead } from "./head.ts";

/** `why` is a clause about the file. */
export type Resumed =
  | { readonly kind: "journal"; readonly journal: Journal }
  | { readonly kind: "refused"; readonly file: string; readonly why: string };

export function resumeJournal(path: string): Resumed {
  const journal = openJournal(path);
  return "why" in journal
    ? { kind: "refused", file: path, why: `${journal.why}; delete it to start anew` }
    : { kind: "journal", journal };
}

/** `path` is the snapshot, `journal` the file to make. */
export function resumeSnapshot(path: string, journalPath: string): Resumed {
  const refused = (why: string): Resumed => ({ kind: "refused", file: path, why });
  const snapshot = snapshotIn(path);
  if (!snapshot) return refused("it is no snapshot; leave --resume out to write another file");
  if (snapshot.redacted)
    return refused(
      "it is redacted: its ids are aliases that no call knows; fetch again without --resume",
    );
  if (snapshot.complete)
    return refused("it is complete; leave --resume out to read the account again");
  const { account, regions, time, answers } = snapshot;
  const { started, sittings } = time;
  const head = {
    sglint: "journal",
    version: JOURNAL_VERSION,
    account,
    regions,
    started,
    sittings,
  } as const;
  const journal = createJournal(journalPath, head);
  for (const entry of answers) {
    const task = taskOf(entry);
    if (task && entry.Response && entry.Incomplete === undefined) journal.append(task, entry);
  }
  journal.close();
  return resumeJournal(journalPath);
}

/** Whether a text begins like a snapshot, as `sglint fetch` writes it or as a formatter leaves it. */
export function beginsLikeSnapshot(start: string): boolean {
  return /^\uFEFF?\s*\{\s*"sglint"\s*:\s*"snapshot"/.test(start);
}

function snapshotIn(path: string): (SnapshotHead & { readonly answers: readonly Entry[] }) | null {
  try {
    const value = JSON.parse(readFileSync(path, "utf8")) as Partial<SnapshotHead> & {
      readonly answers?: unknown;
    };
    return value.sglint === "snapshot" && Array.isArray(value.answers)
      ? (value as SnapshotHead & { readonly answers: readonly Entry[] })
      : null;
  } catch {
    return null;
  }
}

/** Nothing was read: the file says nothing that is worth keeping. */
export function dropJournal(path: string): void {
  rmSync(path, { force: true });
}
