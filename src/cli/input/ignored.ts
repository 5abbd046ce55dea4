// What git ignores, as the .gitignore files above and beside a path say. Reads those files only, in bounds: one may be
// anything in a repository of a stranger. A line that asks for too much ignores nothing.
import { lstatSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import { isWithin, repositoryOf, upward } from "./files.ts";

/** One .gitignore. */
export interface IgnoreRules {
  readonly folder: string;
  readonly rules: Ignore;
}

const MAX_BYTES = 2 ** 20;
/** No path is longer. */
const MAX_LINE = 4096;
/** `*a*a*a*b` in one part of a path: each star more multiplies the time that a name can cost. */
const MANY_STARS = /(?:\*[^*/]+){4}/;

/** The rules of the repository that reach into `root`; none where they ignore `root` itself, which was asked for. */
export function rulesAbove(root: string): IgnoreRules[] {
  const repository = repositoryOf(root);
  if (repository === null) return [];
  const above = upward(root).filter((folder) => folder !== root && isWithin(repository, folder));
  const rules = above.toReversed().flatMap(rulesIn);
  return isIgnored(rules, root, true) ? [] : rules;
}

/** Those of a folder's own .gitignore. As git, it does not follow a link. */
export function rulesIn(folder: string): IgnoreRules[] {
  const path = join(folder, ".gitignore");
  try {
    const entry = lstatSync(path);
    if (!entry.isFile() || entry.size > MAX_BYTES) return [];
    const lines = readFileSync(path, "utf8").split("\n");
    const usual = lines.filter((line) => line.length <= MAX_LINE && !MANY_STARS.test(line));
    // In doubt about case, as on file systems that fold it, a file is read rather than passed over.
    return [{ folder, rules: ignore({ ignorecase: false }).add(usual) }];
  } catch {
    return [];
  }
}

/** The nearest .gitignore that says something decides. */
export function isIgnored(rules: readonly IgnoreRules[], path: string, isFolder: boolean): boolean {
  for (const { folder, rules: own } of rules.toReversed()) {
    const name = relative(folder, path).split(sep).join("/");
    const { ignored, unignored } = own.test(isFolder ? `${name}/` : name);
    if (ignored || unignored) return ignored;
  }
  return false;
}
