// Files as the person at the terminal names them: bounded reading, decoding, relative names, folders and globs.
// Knows nothing of what is in a file.
import {
  closeSync,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpath,
  realpathSync,
  statSync,
} from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { decode, roughly, type Encoding } from "../../load/text/decode.ts";
import { say } from "../../words/index.ts";
import { pendingText } from "./pending.ts";

/** Bytes. What a text may hold is the parser's business; this only keeps a file of any size out of memory. */
const MAX_BYTES = 192 * 1024 * 1024;

export type FileReading =
  | { readonly kind: "text"; readonly text: string; readonly encoding: Encoding }
  /** `why` is a clause: `is not text`. `rough`: of its text, what is good enough to look for words of ours. */
  | {
      readonly kind: "absent" | "denied" | "large" | "foreign";
      readonly why: string;
      readonly rough: string;
    };

/** Reads a text file; a path is given as bytes where it is no UTF-8. Never throws. */
export function readText(path: string | Buffer): FileReading {
  const pending = typeof path === "string" ? pendingText(path) : null;
  if (pending !== null) return { kind: "text", text: pending, encoding: "utf-8" };
  try {
    // Asked before opening: opening a named pipe would wait for its writer.
    const entry = statSync(path);
    const what = entry.isDirectory() ? "cli.is-folder" : "cli.no-regular-file";
    if (!entry.isFile()) return { kind: "foreign", why: say(what), rough: "" };
    const handle = openSync(path, "r");
    try {
      const { size } = fstatSync(handle);
      if (size <= MAX_BYTES) return decode(readFileSync(handle));
      return { kind: "large", why: tooLarge(size), rough: startOfText(path) };
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    return unread(path, error);
  }
}

/** Bytes in which signs of ours are looked for where a file is not read whole. */
const HEAD = 2 ** 20;

/** How a file begins, good enough to look for words of ours; empty where it cannot be read. */
export function startOfText(path: string | Buffer): string {
  try {
    if (!statSync(path).isFile()) return "";
    const handle = openSync(path, "r");
    try {
      const head = Buffer.alloc(HEAD);
      return roughly(head.subarray(0, readSync(handle, head, 0, HEAD, 0)));
    } finally {
      closeSync(handle);
    }
  } catch {
    return "";
  }
}

function unread(path: string | Buffer, error: unknown): FileReading {
  const code = codeOf(error);
  const target = code === "ENOENT" || code === "ELOOP" ? linkTarget(path) : null;
  if (target !== null)
    return {
      kind: "denied",
      why: code === "ELOOP" ? say("cli.circular") : say("cli.dangling", target),
      rough: "",
    };
  const kind = code === "ENOENT" || code === "ENOTDIR" ? "absent" : "denied";
  return { kind, why: say("cli.unreadable", reason(error)), rough: "" };
}

/** What a symbolic link says; null where it is none. */
function linkTarget(path: string | Buffer): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

function tooLarge(size: number): string {
  const [is, limit] = [size, MAX_BYTES].map((bytes) => Math.ceil(bytes / 2 ** 20));
  return say("cli.too-large", is!, limit!);
}

const REASONS = new Map(
  Object.entries({
    ENOENT: "no such file or folder",
    ENOTDIR: "a part of its path is no folder",
    EACCES: "permission denied",
    EPERM: "not permitted",
    EISDIR: "it is a folder",
    ELOOP: "too many symbolic links",
    ENAMETOOLONG: "the name is too long",
    ENOSPC: "no space left",
    EROFS: "the file system is read-only",
    EMFILE: "too many open files",
  }),
);

/** What the system said, in words. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = codeOf(error);
  return code === null ? error.message : (REASONS.get(code) ?? code);
}

/** `ENOENT`, as the system names it; null for an error of another kind. */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

/** `file`, `folder`, or null where nothing is there. Named pipes and the like count as files: reading says no. */
export function kindOf(path: string): "file" | "folder" | null {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch {
    return null;
  }
}

/** Whether a name stands in its folder at all, whatever it leads to: what reading it says is then worth more than a search. */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** How a file is called in every report: relative to the working directory, with forward slashes. */
export function shownPath(path: string): string {
  const name = relative(process.cwd(), resolve(path)).split(sep).join("/");
  // A runner of GitHub takes a line that begins with :: for a command.
  return name === "" ? "." : name.startsWith("::") ? `./${name}` : name;
}

/** The nearest folder upward, from `start` on, that holds a `.git`; null without a repository. */
export function repositoryOf(start: string): string | null {
  for (const folder of upward(start)) if (existsSync(join(folder, ".git"))) return folder;
  return null;
}

/** The file behind every link on its way; the path itself where the way ends or is barred. */
export function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

/**
 * Whether links lead a path out of where it lies: its repository, else the working directory, else `folder`, the one that
 * was named. A path that does not lie there itself is meant.
 */
export function leadsOut(path: string, folder = dirname(resolve(path))): boolean {
  const real = realOf(path);
  if (real === resolve(path)) return false;
  const here = process.cwd();
  const root = repositoryOf(dirname(resolve(path))) ?? (isWithin(here, path) ? here : folder);
  return !isWithin(realOf(root), real) && isWithin(root, resolve(path));
}

/** A folder and all above it, nearest first. */
export function upward(start: string): string[] {
  const folders = [resolve(start)];
  for (let at = folders[0]!; dirname(at) !== at;) folders.push((at = dirname(at)));
  return folders;
}

export function isConfigName(path: string): boolean {
  return /^sglint\.ya?ml$/.test(basename(path));
}

/** Folders that tools fill. */
export const FETCHED = ["node_modules", ".git", ".terraform"];

/** Whether it is a pattern for a shell rather than a path. */
export function isPattern(path: string): boolean {
  return /[*?[\]{}]/.test(path);
}

/** Files that a glob such as `infra/*.yaml` matches from a folder on: absolute and sorted. */
export async function glob(
  pattern: string,
  folder: string,
  what: "files" | "any" = "files",
): Promise<string[]> {
  if (!isPattern(pattern)) return [];
  const { glob: search } = await import("tinyglobby");
  const found = await search(pattern, {
    cwd: resolve(folder),
    absolute: true,
    onlyFiles: what === "files",
    fs: { realpath: Object.assign(realInside(resolve(folder)), realpath) },
    expandDirectories: false,
    ignore: FETCHED.map((name) => `**/${name}/**`),
  });
  return found.toSorted();
}

/** What a search asks where a link leads: one that leads out of the project leads nowhere. */
function realInside(folder: string) {
  return (path: string, done: (error: Error | null, real: string) => void): void => {
    if (leadsOut(path, folder)) done(new Error(say("cli.leads-out")), path);
    else realpath(path, done);
  };
}

/** Whether `path` is `folder` or lies in it. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
