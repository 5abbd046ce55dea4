// The file that a fetch writes, and the journal beside it: what may be written over and what may not, and what is said
// when writing fails.
import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { SharedJournal } from "../../load/fetch/snapshot/journal.ts";
import { beginsLikeSnapshot } from "../../load/fetch/snapshot/resume.ts";
import { UsageError } from "../exit.ts";
import { kindOf, reason, shownPath } from "../input/files.ts";
import type { LiveFlags } from "../flags.ts";

/** Where the journal lies until the snapshot is written. */
export function journalOf(path: string): string {
  return `${path}.partial`;
}

/** Neither a file of somebody else's nor an unfinished fetch is written over. Throws `UsageError`. */
export function refuseOverwriting(path: string, flags: LiveFlags): void {
  if (path === "") throw new UsageError('-o "": name a file, for example "snapshot.json"');
  if (path === "-")
    throw new UsageError("-o -: a snapshot is a file, and stdout is none; name one");
  const kind = kindOf(path);
  if (kind === "folder") throw new UsageError(`${shownPath(path)} is a folder; name a file in it`);
  if (kind === "file" && !isSnapshot(path))
    throw new UsageError(`${shownPath(path)} exists and is no snapshot; choose another file`);
  if (!flags.resume && existsSync(journalOf(path))) throw inUse(path);
}

/** Opening a named pipe would wait for its writer. */
function isSnapshot(path: string): boolean {
  try {
    return statSync(path).isFile() && beginsLikeSnapshot(startOf(path));
  } catch (error) {
    throw new UsageError(
      `${shownPath(path)} exists and cannot be read: ${reason(error)}; choose another file`,
    );
  }
}

function startOf(path: string): string {
  const handle = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(200);
    return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, 0)).toString("utf8");
  } finally {
    closeSync(handle);
  }
}

function inUse(path: string): UsageError {
  return new UsageError(
    `${shownPath(journalOf(path))} holds an interrupted fetch, or one that is under way; go on with --resume, or delete it`,
  );
}

/** What a failed write means to the user; anything else stays what it is. */
export function asUsageError(error: unknown, path: string): unknown {
  if (error instanceof SharedJournal)
    return new UsageError(
      `another fetch writes ${shownPath(journalOf(path))} as well; wait for that one, or choose another file`,
    );
  if (!(error instanceof Error) || !("syscall" in error)) return error;
  if ("code" in error && error.code === "EEXIST") return inUse(path);
  return new UsageError(`${shownPath(path)} could not be written: ${reason(error)}`);
}
