// The files below a folder whose names are wanted, as git sees it: what is ignored, hidden, or fetched by a tool is passed
// over. Reads folder listings and .gitignore only.
import { lstatSync, readdirSync, realpathSync, statSync, type Dirent } from "node:fs";
import { join } from "node:path";
import type { Complaint } from "../../model/complaint.ts";
import { fileComplaint } from "../../load/text/parsed.ts";
import { say } from "../../words/index.ts";
import { behindBrokenNames, hasBrokenName, type Broken } from "./broken-names.ts";
import {
  codeOf,
  FETCHED,
  isConfigName,
  isWithin,
  leadsOut,
  realOf,
  reason,
  shownPath,
} from "./files.ts";
import { isIgnored, rulesAbove, rulesIn, type IgnoreRules } from "./ignored.ts";

export interface Walked {
  /** In the order of their names; one more than `MAX_FILES` at most. */
  readonly files: string[];
  readonly configs: string[];
  /** Wanted ones that git ignores, in folders that it does not. */
  readonly ignored: string[];
  /** Folders with a name that begins with a dot. */
  readonly hidden: string[];
  readonly complaints: Complaint[];
  /** Sentences on links that were not followed. */
  readonly links: string[];
  readonly broken: Broken[];
}

/** More files than this are no project but a disk. */
export const MAX_FILES = 50_000;

/** `leftOut`: absolute paths that are not entered and not found. */
export function filesBelow(
  root: string,
  isWanted: (name: string) => boolean,
  leftOut: ReadonlySet<string> = new Set(),
): Walked {
  const found = {
    files: [],
    configs: [],
    ignored: [],
    hidden: [],
    complaints: [],
    links: [],
    broken: [],
  };
  const walk: Walk = { root, found, seen: new Set(), isWanted, leftOut };
  visit(root, rulesAbove(root), walk);
  return found;
}

interface Walk {
  readonly root: string;
  readonly found: Walked;
  readonly seen: Set<string>;
  readonly isWanted: (name: string) => boolean;
  readonly leftOut: ReadonlySet<string>;
}

function visit(folder: string, above: readonly IgnoreRules[], walk: Walk): void {
  const { found, seen } = walk;
  let entries: Dirent[];
  try {
    // A symbolic link may lead back up.
    const real = realpathSync(folder);
    if (seen.has(real) || found.files.length > MAX_FILES) return;
    seen.add(real);
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const message = say("cli.folder-unreadable", reason(error));
    found.complaints.push(fileComplaint(shownPath(folder), message));
    return;
  }
  const rules = entries.some(({ name }) => name === ".gitignore")
    ? [...above, ...rulesIn(folder)]
    : above;
  if (entries.some(({ name }) => hasBrokenName(name)))
    found.broken.push(...behindBrokenNames(folder, walk.isWanted));
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    take(folder, entry, rules, walk);
}

function take(folder: string, entry: Dirent, rules: readonly IgnoreRules[], walk: Walk): void {
  const { found, isWanted, leftOut } = walk;
  const path = join(folder, entry.name);
  if (FETCHED.includes(entry.name) || leftOut.has(path)) return;
  if (hasBrokenName(path) && lstatSync(path, { throwIfNoEntry: false }) === undefined) return;
  const isHidden = entry.name.startsWith(".");
  if (isHidden && !entry.isDirectory()) return;
  const isFolder = entry.isSymbolicLink()
    ? leadsToFolder(path, isWanted(entry.name), walk)
    : entry.isDirectory();
  const ignored = isIgnored(rules, path, isFolder);
  if (isHidden) {
    if (!ignored) found.hidden.push(path);
  } else if (isFolder) {
    if (!ignored) visit(path, rules, walk);
  } else if (isConfigName(entry.name)) {
    if (!ignored) found.configs.push(path);
  } else if (isWanted(entry.name)) (ignored ? found.ignored : found.files).push(path);
}

/** Whether to go on behind a link: not out of the project, and not back to where the walk came from. */
function leadsToFolder(path: string, isWanted: boolean, { root, found }: Walk): boolean {
  try {
    if (!statSync(path).isDirectory()) return false;
  } catch (error) {
    // A wanted one is told of where it is read.
    if (!isWanted && !["ENOENT", "ELOOP", "ENOTDIR"].includes(codeOf(error) ?? ""))
      found.links.push(say("cli.link-unreadable", shownPath(path), reason(error)));
    return false;
  }
  if (leadsOut(path, root)) {
    found.links.push(say("cli.folder-leads-out", shownPath(path)));
    return false;
  }
  return !isWithin(realOf(path), realOf(root));
}
