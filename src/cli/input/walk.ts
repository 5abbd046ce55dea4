// The files below a folder whose names are wanted, as git sees it: what is ignored, hidden, or fetched by a tool is passed
// over. Reads folder listings and .gitignore only.
import { readdirSync, readFileSync, realpathSync, statSync, type Dirent } from "node:fs";
import { join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import type { Complaint } from "../../model/complaint.ts";
import { fileComplaint } from "../../load/text/parsed.ts";
import { say } from "../../words/index.ts";
import { FETCHED, isWithin, reason, repositoryOf, shownPath, upward } from "./files.ts";

export interface Walked {
  /** In the order of their names; one more than `MAX_FILES` at most. */
  readonly files: string[];
  readonly complaints: Complaint[];
}

/** More files than this are no project but a disk. */
export const MAX_FILES = 50_000;

export function filesBelow(root: string, isWanted: (name: string) => boolean): Walked {
  const walk: Walk = { found: { files: [], complaints: [] }, seen: new Set(), isWanted };
  visit(root, rulesAbove(root), walk);
  return walk.found;
}

interface Walk {
  readonly found: Walked;
  readonly seen: Set<string>;
  readonly isWanted: (name: string) => boolean;
}

/** One .gitignore. */
interface Rules {
  readonly folder: string;
  readonly rules: Ignore;
}

function visit(folder: string, above: readonly Rules[], walk: Walk): void {
  const { found, seen, isWanted } = walk;
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
    ? [...above, ...rulesOf(folder)]
    : above;
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".") || FETCHED.includes(entry.name)) continue;
    const path = join(folder, entry.name);
    const isFolder = entry.isSymbolicLink() ? leadsToFolder(path) : entry.isDirectory();
    if (isIgnored(rules, path, isFolder)) continue;
    if (isFolder) visit(path, rules, walk);
    else if (isWanted(entry.name)) found.files.push(path);
  }
}

function leadsToFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The rules of the repository that reach into `root`; none where they ignore `root` itself, which was asked for. */
function rulesAbove(root: string): Rules[] {
  const repository = repositoryOf(root);
  if (repository === null) return [];
  const above = upward(root).filter((folder) => folder !== root && isWithin(repository, folder));
  const rules = above.toReversed().flatMap(rulesOf);
  return isIgnored(rules, root, true) ? [] : rules;
}

function rulesOf(folder: string): Rules[] {
  try {
    return [{ folder, rules: ignore().add(readFileSync(join(folder, ".gitignore"), "utf8")) }];
  } catch {
    return [];
  }
}

/** The nearest .gitignore that says something decides. */
function isIgnored(rules: readonly Rules[], path: string, isFolder: boolean): boolean {
  for (const { folder, rules: own } of rules.toReversed()) {
    const name = relative(folder, path).split(sep).join("/");
    const { ignored, unignored } = own.test(isFolder ? `${name}/` : name);
    if (ignored || unignored) return ignored;
  }
  return false;
}
