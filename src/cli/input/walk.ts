// The YAML, JSON and Terraform files below a folder, as git sees it: what is ignored, hidden, or fetched by a tool is
// passed over. Reads folder listings and .gitignore only.
import { readdirSync, readFileSync, realpathSync, statSync, type Dirent } from "node:fs";
import { join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import type { Complaint } from "../../model/complaint.ts";
import { isConfigName, isWithin, reason, repositoryOf, shown, upward } from "./files.ts";

export interface Walked {
  /** In the order of their names. */
  readonly files: string[];
  readonly complaints: Complaint[];
}

/** More files than this are no project but a disk. */
const MAX_FILES = 50_000;

const FETCHED = new Set(["node_modules", ".git", ".terraform"]);

export function walk(root: string): Walked {
  const found: Walked = { files: [], complaints: [] };
  const seen = new Set<string>();
  visit(root, rulesAbove(root), found, seen);
  if (found.files.length > MAX_FILES) {
    const message = `it holds more than ${MAX_FILES} YAML, JSON and Terraform files; name the folders that matter`;
    return { files: [], complaints: [{ message, place: null, file: shown(root) }] };
  }
  return found;
}

/** One .gitignore. */
interface Rules {
  readonly folder: string;
  readonly rules: Ignore;
}

function visit(folder: string, above: readonly Rules[], found: Walked, seen: Set<string>): void {
  let entries: Dirent[];
  try {
    // A symbolic link may lead back up.
    const real = realpathSync(folder);
    if (seen.has(real) || found.files.length > MAX_FILES) return;
    seen.add(real);
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const message = `the folder cannot be read: ${reason(error)}`;
    found.complaints.push({ message, place: null, file: shown(folder) });
    return;
  }
  const rules = entries.some(({ name }) => name === ".gitignore")
    ? [...above, ...rulesOf(folder)]
    : above;
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".") || FETCHED.has(entry.name)) continue;
    const path = join(folder, entry.name);
    const isFolder = entry.isSymbolicLink() ? leadsToFolder(path) : entry.isDirectory();
    if (isIgnored(rules, path, isFolder)) continue;
    if (isFolder) visit(path, rules, found, seen);
    else if (/\.(json|ya?ml|tf)$/i.test(entry.name) && !isConfigName(entry.name))
      found.files.push(path);
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
