// What an earlier fetch left: its journal, or a snapshot with gaps, whose answers become a journal again. Refuses what
// belongs to another account or to other regions.
import { readFileSync, rmSync } from "node:fs";
import { say } from "../../../words/index.ts";
import { isRecord } from "../../read/plain.ts";
import { taskOf, type SnapshotEntry } from "./entry.ts";
import { createJournal, JOURNAL_VERSION, openJournal, type Journal } from "./journal.ts";
import type { SnapshotHead } from "./head.ts";

/** `why` is a clause about the file. */
export type Resumed =
  | { readonly kind: "journal"; readonly journal: Journal }
  | { readonly kind: "refused"; readonly file: string; readonly why: string };

export function resumeJournal(path: string): Resumed {
  const journal = openJournal(path);
  return "why" in journal
    ? { kind: "refused", file: path, why: journal.why }
    : { kind: "journal", journal };
}

/** `path` is the snapshot, `journal` the file to make. */
export function resumeSnapshot(path: string, journalPath: string): Resumed {
  const refused = (why: string): Resumed => ({ kind: "refused", file: path, why });
  const snapshot = snapshotIn(path);
  if (!snapshot) return refused(say("fetch.no-snapshot"));
  if (snapshot.redacted) return refused(say("fetch.is-redacted"));
  if (snapshot.complete) return refused(say("fetch.is-complete"));
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

type Snapshot = SnapshotHead & { readonly answers: readonly SnapshotEntry[] };

function isSnapshot(value: unknown): value is Snapshot {
  return isRecord(value) && value.sglint === "snapshot" && Array.isArray(value.answers);
}

function snapshotIn(path: string): Snapshot | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isSnapshot(value) ? value : null;
  } catch {
    return null;
  }
}

/** Nothing was read: the file says nothing that is worth keeping. */
export function dropJournal(path: string): void {
  rmSync(path, { force: true });
}
