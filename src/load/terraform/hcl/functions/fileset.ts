// fileset(): names of the files below a folder that a pattern matches. Folders come through the caller, which keeps them inside
// the project; what it does not show leaves the whole set unknown, unless the pattern cannot mean it.
import { posix } from "node:path";
import { message, type Message } from "../../../../words/index.ts";
import type { FolderEntry } from "../../../loader.ts";
import { normalise } from "../paths.ts";
import type { Run } from "../scope.ts";
import { scalarNode, setOf, unsupported } from "../values.ts";
import { pathArgument, refuse, textArgument, type Functions } from "./function.ts";
import { isGlob, matchesName } from "./glob.ts";

interface Search {
  readonly run: Run;
  readonly found: Set<string>;
  stopped: Message | null;
  isMalformed: boolean;
}

/** Of real trees; a link to a folder above is deeper. */
const MAX_DEPTH = 60;

/** What every repository of git holds. */
const OF_GIT = [
  "HEAD",
  "config",
  "description",
  "index",
  "packed-refs",
  "hooks/pre-commit.sample",
  "info/exclude",
  "logs/HEAD",
  "objects/pack/x.pack",
].map((path) => path.split("/"));

export const FILESETS: Functions = {
  fileset: (args, context) => {
    const [path, pattern] = [pathArgument(args, 0, context), textArgument(args, 1, context)];
    const { run, place } = context;
    if (path.startsWith("/")) return unsupported(message("terraform.folder-outside", path), place);
    const whole = posix.join(path, pattern).replace(/\/$/, "");
    const search: Search = { run, found: new Set(), stopped: null, isMalformed: false };
    below("", whole.split("/"), search, 0);
    if (search.isMalformed) return refuse(message("terraform.bad-glob", pattern), context);
    if (search.stopped !== null) return unsupported(search.stopped, place);
    const names = [...search.found].map((file) => posix.relative(path, file) || ".");
    return setOf(
      names.map((name) => scalarNode(name, place)),
      place,
    );
  },
};

/** `components`: what is left of the pattern; never empty. */
function below(
  folder: string,
  [first = "", ...rest]: readonly string[],
  search: Search,
  depth: number,
): void {
  if (first === "." || first === "..")
    return rest.length > 0 ? below(posix.join(folder, first), rest, search, depth) : undefined;
  const entries = entriesOf(folder, search, depth);
  if (first === "**") {
    for (const entry of entries) anyDepth(folder, entry, [first, ...rest], search, depth);
    if (rest.length > 0) inFolder(folder, entries, rest, search, depth);
  } else inFolder(folder, entries, [first, ...rest], search, depth);
}

function anyDepth(
  folder: string,
  { name, kind }: FolderEntry,
  components: readonly string[],
  search: Search,
  depth: number,
): void {
  const path = posix.join(folder, name);
  if (kind === "outside") stop(search, message("terraform.file-outside", path));
  else if (kind === "git") ofGit(path, components, search);
  else if (kind === "folder") below(path, components, search, depth + 1);
  else if (kind === "file" && components.length === 1) search.found.add(path);
}

function inFolder(
  folder: string,
  entries: readonly FolderEntry[],
  [first = "", ...rest]: readonly string[],
  search: Search,
  depth: number,
): void {
  for (const { name, kind } of entries) {
    if (search.stopped !== null || !isMatch(first, name, search)) continue;
    const path = posix.join(folder, name);
    if (kind === "outside") stop(search, message("terraform.file-outside", path));
    else if (kind === "git" && !isGlob(first)) stop(search, message("terraform.file-of-git", path));
    else if (kind === "git" && rest.length > 0) ofGit(path, rest, search);
    else if (kind === "folder" && rest.length > 0) below(path, rest, search, depth + 1);
    else if (kind === "file" && rest.length === 0) search.found.add(path);
    else if (kind === "absent" && rest.length === 0)
      stop(search, message("terraform.needs-file", path));
  }
}

/** What git keeps for itself is not told; a pattern that surely means some of it is not answered. */
function ofGit(path: string, components: readonly string[], search: Search): void {
  if (OF_GIT.some((names) => isPathMatch(components, names, search)))
    stop(search, message("terraform.file-of-git", path));
}

function isPathMatch(
  [first, ...rest]: readonly string[],
  [name, ...names]: readonly string[],
  search: Search,
): boolean {
  if (first === undefined || name === undefined) return first === name;
  if (first !== "**") return isMatch(first, name, search) && isPathMatch(rest, names, search);
  if (rest.length === 0 || isPathMatch(rest, [name, ...names], search)) return true;
  return names.length > 0 && isPathMatch([first, ...rest], names, search);
}

function isMatch(pattern: string, name: string, search: Search): boolean {
  if (!isGlob(pattern)) return pattern === name;
  const isIt = matchesName(pattern, name, search.run);
  if (search.run.steps <= 0) stop(search, message("terraform.too-many-steps"));
  if (isIt === null) search.isMalformed = true;
  return isIt === true;
}

function entriesOf(folder: string, search: Search, depth: number): readonly FolderEntry[] {
  const { run } = search;
  if (search.stopped !== null) return [];
  const entries = run.listFolder(normalise(run.root, folder));
  if (entries !== null && "key" in entries) stop(search, entries);
  if (entries === null || "key" in entries) return [];
  run.entries -= entries.length;
  if (run.entries >= 0 && depth < MAX_DEPTH) return entries;
  stop(search, message("terraform.many-entries", folder));
  return [];
}

function stop(search: Search, why: Message): void {
  search.stopped ??= why;
}
