// Replaces files, all or none: everything new is first written beside the old, and only then takes its place. A file
// that changed in the meantime stops it all.
import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { say } from "../../words/index.ts";
import { reason } from "../input/files.ts";
import { changed, type Original, type FileRefusal } from "../input/original.ts";

export interface Replacement {
  readonly original: Original;
  readonly bytes: Buffer;
}

/** What is asked of the disk; the tests give one that fails. Each throws what the system says. */
export interface Disk {
  /** Writes a new file with the mode and owner of another, down to the disk. */
  readonly create: (path: string, bytes: Buffer, like: string) => void;
  readonly read: (path: string) => Buffer;
  readonly rename: (from: string, to: string) => void;
  readonly remove: (path: string) => void;
}

export const DISK: Disk = {
  create: (path, bytes, like) => {
    const { mode, uid, gid } = statSync(like);
    const handle = openSync(path, "wx", mode & 0o777);
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    // The mask of the process narrows the mode that a file is made with.
    chmodSync(path, mode & 0o7777);
    const made = statSync(path);
    if (made.uid !== uid || made.gid !== gid) tolerate(() => chownSync(path, uid, gid));
  },
  read: (path) => readFileSync(path),
  rename: renameSync,
  remove: (path) => rmSync(path, { force: true }),
};

/** What was replaced, and why the rest was not; null where all was. */
export interface Replaced {
  readonly done: readonly Original[];
  readonly failure: FileRefusal | null;
}

export function replaceAll(replacements: readonly Replacement[], disk: Disk = DISK): Replaced {
  const asides = new Map<Replacement, string>();
  const done: Original[] = [];
  const failure =
    stage(replacements, asides, disk) ??
    replacements.map((one) => stale(one, disk)).find((one) => one !== null) ??
    exchange(asides, done, disk);
  for (const [{ original }, aside] of asides)
    if (!done.includes(original)) tolerate(() => disk.remove(aside));
  return { done, failure };
}

function stage(
  replacements: readonly Replacement[],
  asides: Map<Replacement, string>,
  disk: Disk,
): FileRefusal | null {
  for (const one of replacements) {
    const { file, path } = one.original;
    // Hidden, so that a run which is killed leaves nothing that looks like an input.
    const aside = join(dirname(path), `.${basename(path)}.${process.pid}.sglint`);
    asides.set(one, aside);
    try {
      disk.create(aside, one.bytes, path);
    } catch (error) {
      return { why: say("cli.unwritten", file, reason(error)), changed: false };
    }
  }
  return null;
}

function stale({ original: { file, path, bytes } }: Replacement, disk: Disk): FileRefusal | null {
  try {
    return disk.read(path).equals(bytes) ? null : changed(file);
  } catch (error) {
    return { why: say("cli.file-unreadable-now", file, reason(error)), changed: true };
  }
}

function exchange(
  asides: ReadonlyMap<Replacement, string>,
  done: Original[],
  disk: Disk,
): FileRefusal | null {
  for (const [{ original }, aside] of asides) {
    try {
      disk.rename(aside, original.path);
      done.push(original);
    } catch (error) {
      return { why: say("cli.unreplaced", original.file, reason(error)), changed: false };
    }
  }
  return null;
}

function tolerate(run: () => void): void {
  try {
    run();
  } catch {
    // What cannot be tidied up is hidden and harms nobody.
  }
}
