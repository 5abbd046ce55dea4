// Files as the person at the terminal names them: bounded reading, decoding, relative names, folders and globs.
// Knows nothing of what is in a file.
import { closeSync, existsSync, fstatSync, openSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { say } from "../../words/index.ts";
import { pendingText } from "./pending.ts";

/** Bytes. What a text may hold is the parser's business; this only keeps a file of any size out of memory. */
const MAX_BYTES = 192 * 1024 * 1024;

export type FileReading =
  | { readonly kind: "text"; readonly text: string }
  /** `denied`: by the system; `large`; `foreign`: not text, or no regular file. `why` is a clause: `is not text`. */
  | { readonly kind: "denied" | "large" | "foreign"; readonly why: string };

/** Reads a text file: UTF-8, or UTF-16 with its mark (what PowerShell's `>` writes). Never throws. */
export function readText(path: string): FileReading {
  const pending = pendingText(path);
  if (pending !== null) return { kind: "text", text: pending };
  let bytes: Buffer;
  try {
    // Asked before opening: opening a named pipe would wait for its writer.
    if (!statSync(path).isFile()) return { kind: "foreign", why: say("cli.no-regular-file") };
    const handle = openSync(path, "r");
    try {
      const { size } = fstatSync(handle);
      if (size > MAX_BYTES) return { kind: "large", why: tooLarge(size) };
      bytes = readFileSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    return { kind: "denied", why: say("cli.unreadable", reason(error)) };
  }
  return decode(bytes);
}

function decode(bytes: Buffer): FileReading {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe
      ? "utf-16le"
      : first === 0xfe && second === 0xff
        ? "utf-16be"
        : "utf-8";
  if (encoding === "utf-8" && bytes.subarray(0, 8192).includes(0))
    return { kind: "foreign", why: say("cli.nul-bytes") };
  try {
    return { kind: "text", text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return { kind: "foreign", why: say("cli.not-encoded", encoding.toUpperCase()) };
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
  if (!("code" in error) || typeof error.code !== "string") return error.message;
  return REASONS.get(error.code) ?? error.code;
}

/** `file`, `folder`, or null where nothing is there. Named pipes and the like count as files: reading says no. */
export function kindOf(path: string): "file" | "folder" | null {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch {
    return null;
  }
}

/** How a file is called in every report: relative to the working directory, with forward slashes. */
export function shownPath(path: string): string {
  const name = relative(process.cwd(), resolve(path)).split(sep).join("/");
  return name === "" ? "." : name;
}

/** The nearest folder upward, from `start` on, that holds a `.git`; null without a repository. */
export function repositoryOf(start: string): string | null {
  for (const folder of upward(start)) if (existsSync(join(folder, ".git"))) return folder;
  return null;
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

/** Files that a glob such as `infra/*.yaml` matches from a folder on: absolute and sorted. */
export async function glob(pattern: string, folder: string): Promise<string[]> {
  if (!/[*?[\]{}]/.test(pattern)) return [];
  const { glob: search } = await import("tinyglobby");
  const found = await search(pattern, {
    cwd: resolve(folder),
    absolute: true,
    expandDirectories: false,
    ignore: FETCHED.map((name) => `**/${name}/**`),
  });
  return found.toSorted();
}

/** Whether `path` is `folder` or lies in it. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
