// Files and folders that a configuration reads: inside of the project by their real path, and nothing of git's own. Tells why one is
// not read, and complains of nothing.
import { readdirSync, realpathSync, statSync, type Dirent } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { FolderEntry, InputFile } from "../../load/loader.ts";
import { message, type Message } from "../../words/index.ts";
import { isWithin, kindOf, readText, reason, repositoryOf, shownPath, upward } from "./files.ts";

export function textWithin(path: string, folders: readonly string[]): InputFile | Message | null {
  if (kindOf(path) !== "file") return null;
  const root = rootAround(path, folders);
  if (root === null) return message("terraform.file-outside", path);
  if (isOfGit(path, root)) return message("terraform.file-of-git", path);
  const reading = readText(path);
  if (reading.kind !== "text") return message("terraform.file-unread", path, reading.why);
  // Terraform reads no other encoding: its functions refuse what is none.
  return reading.encoding === "utf-8"
    ? { file: shownPath(path), text: reading.text }
    : message("terraform.file-encoding", path, reading.encoding.toUpperCase());
}

export function entriesWithin(
  path: string,
  folders: readonly string[],
): readonly FolderEntry[] | Message | null {
  const folder = path === "" ? "." : path;
  if (kindOf(folder) !== "folder") return null;
  const root = rootAround(folder, folders);
  if (root === null) return message("terraform.folder-outside", folder);
  if (isOfGit(folder, root)) return message("terraform.file-of-git", folder);
  try {
    return readdirSync(folder, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      kind: kindWithin(entry, join(folder, entry.name), root),
    }));
  } catch (error) {
    return message("terraform.folder-unread", folder, reason(error));
  }
}

function kindWithin(entry: Dirent, path: string, root: string): FolderEntry["kind"] {
  if (isGit(entry.name)) return "git";
  if (!entry.isSymbolicLink())
    return entry.isFile() ? "file" : entry.isDirectory() ? "folder" : "other";
  try {
    const real = realpathSync(path);
    if (!isWithin(root, real)) return "outside";
    if (isOfGit(path, root)) return "git";
    const target = statSync(real);
    return target.isFile() ? "file" : target.isDirectory() ? "folder" : "other";
  } catch {
    return "absent";
  }
}

/** The project that the path lies in by its real name; null where it lies in none. */
function rootAround(path: string, folders: readonly string[]): string | null {
  const real = realpathSync(resolve(path));
  return rootsOf(folders).find((one) => isWithin(one, real)) ?? null;
}

/** A checkout leaves its token there. */
function isOfGit(path: string, root: string): boolean {
  return relative(root, realpathSync(resolve(path)))
    .split(sep)
    .some(isGit);
}

function isGit(name: string): boolean {
  return name.toLowerCase() === ".git";
}

/** Their repositories; without one the folder around them, since what several share lies beside them. */
function rootsOf(folders: readonly string[]): string[] {
  const there = folders.filter((folder) => kindOf(folder || ".") === "folder");
  const all = there.map((folder) => realpathSync(resolve(folder)));
  const repositories = new Set(all.flatMap((folder) => repositoryOf(folder) ?? []));
  if (repositories.size > 0) return [...repositories];
  const shared = upward(all[0] ?? process.cwd()).find((folder) =>
    all.every((one) => isWithin(folder, one)),
  );
  return shared === undefined ? [] : [dirname(shared)];
}
