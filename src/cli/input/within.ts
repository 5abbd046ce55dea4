// Files that a configuration reads: inside of the project by their real path, and nothing of git's own. Tells why one is not
// read, and complains of nothing.
import { realpathSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import type { InputFile } from "../../load/loader.ts";
import { message, type Message } from "../../words/index.ts";
import { isWithin, kindOf, readText, repositoryOf, shownPath, upward } from "./files.ts";

export function textWithin(path: string, folders: readonly string[]): InputFile | Message | null {
  if (kindOf(path) !== "file") return null;
  const real = realpathSync(resolve(path));
  const root = rootsOf(folders).find((one) => isWithin(one, real));
  if (root === undefined) return message("terraform.file-outside", path);
  // A checkout leaves its token there.
  const isOfGit = relative(root, real)
    .split(sep)
    .some((part) => part.toLowerCase() === ".git");
  if (isOfGit) return message("terraform.file-of-git", path);
  const reading = readText(path);
  if (reading.kind !== "text") return message("terraform.file-unread", path, reading.why);
  // Terraform reads no other encoding: its functions refuse what is none.
  return reading.encoding === "utf-8"
    ? { file: shownPath(path), text: reading.text }
    : message("terraform.file-encoding", path, reading.encoding.toUpperCase());
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
