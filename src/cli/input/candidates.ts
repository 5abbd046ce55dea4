// From paths to files that may be inputs: each once, however often and in whatever way it was named.
import { readdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Loader } from "../../load/loader.ts";
import type { Draft } from "../../load/merge/draft.ts";
import { fileComplaint } from "../../load/text/parsed.ts";
import type { Complaint } from "../../model/complaint.ts";
import { news } from "../../model/notice.ts";
import { say } from "../../words/index.ts";
import { didYouMean } from "../suggest.ts";
import type { Broken } from "./broken-names.ts";
import {
  codeOf,
  isConfigName,
  isPattern,
  kindOf,
  readText,
  realOf,
  shownPath,
  startOfText,
  upward,
} from "./files.ts";
import { filesBelow, MAX_FILES } from "./walk.ts";

export interface InputPath {
  /** File or folder. */
  readonly path: string;
  /** Given by name, not found in a folder or by a glob. */
  readonly named: boolean;
  /** How it is called in reports, where not by its path. */
  readonly shownAs?: string;
}

export interface Candidates {
  readonly files: readonly InputPath[];
  /** Files that git ignores, and hidden folders: not read, and told of where they hold something of ours. */
  readonly ignored: readonly string[];
  readonly hidden: readonly string[];
  /** Files that are called like a config, in and below folders of the run. */
  readonly configs: readonly string[];
}

/** `leftOut`: absolute paths that are passed over where they are not named. */
export function candidatesOf(
  paths: readonly InputPath[],
  loaders: readonly Loader[],
  own: Draft,
  leftOut: ReadonlySet<string>,
): Candidates {
  const byFile = new Map<string, InputPath>();
  const told = {
    ignored: new Array<string>(),
    hidden: new Array<string>(),
    configs: new Array<string>(),
  };
  const add = (candidate: InputPath): void => {
    const real = realOf(candidate.path);
    if (candidate.named || !byFile.has(real)) byFile.set(real, candidate);
  };
  for (const given of paths) {
    if (!given.named && isLeftOut(given.path, leftOut)) continue;
    if (!given.named && isConfigName(given.path)) {
      told.configs.push(given.path);
      continue;
    }
    const kind = kindOf(given.path);
    if (kind === null) own.complaints.push(missing(given.path));
    else if (kind === "file") add(given);
    else {
      const below = found(given.path, loaders, own, leftOut);
      for (const path of below.files) add({ path, named: false });
      told.ignored.push(...below.ignored);
      told.hidden.push(...below.hidden);
      told.configs.push(...below.configs);
    }
  }
  return { ...told, files: [...byFile.values()] };
}

function isLeftOut(path: string, leftOut: ReadonlySet<string>): boolean {
  return leftOut.size > 0 && upward(path).some((folder) => leftOut.has(folder));
}

/** The files below a folder that any loader might read. */
function found(
  path: string,
  loaders: readonly Loader[],
  own: Draft,
  leftOut: ReadonlySet<string>,
): Record<"files" | "ignored" | "hidden" | "configs", readonly string[]> {
  const folder = resolve(path);
  const walked = filesBelow(
    folder,
    (name) => isDocumentName(name) || isNamedLikeOurs(name, loaders),
    leftOut,
  );
  if (walked.files.length > MAX_FILES) {
    const others = loaders.filter((one) => one.isSource).map(({ name }) => name);
    const message = say("cli.too-many-files", MAX_FILES, others.join(", "));
    own.complaints.push(fileComplaint(shownPath(folder), message));
    return { files: [], ignored: [], hidden: [], configs: [] };
  }
  own.complaints.push(...walked.complaints, ...brokenOnes(walked.broken, loaders));
  own.notices.push(...walked.links.map(news));
  const sources = walked.broken.filter((one) => !one.isInFolder && isSource(one.name, loaders));
  const files = walked.files.filter(
    (file) => isNamedLikeOurs(file, loaders) || dirname(file) === folder || !isDangling(file),
  );
  return { ...walked, files: [...files, ...sources.map(({ entry }) => entry)] };
}

/** What can be parsed, as its name tells. */
export function isDocumentName(file: string): boolean {
  return /\.(?:jsonl?|ndjson|ya?ml)$/i.test(file);
}

function isSource(file: string, loaders: readonly Loader[]): boolean {
  return loaders.some((loader) => loader.isSource?.(file));
}

/** Whether its name alone makes a file one of ours, so that it is told of whatever is wrong with it. */
function isNamedLikeOurs(file: string, loaders: readonly Loader[]): boolean {
  return loaders.some(
    ({ isSource: source, isBeside, owns }) => source?.(file) || isBeside?.(file) || owns?.(file),
  );
}

/** A link that leads nowhere; where a file cannot be looked at for another reason, reading it will say so. */
function isDangling(file: string): boolean {
  try {
    return statSync(file).isDirectory();
  } catch (error) {
    return ["ENOENT", "ELOOP", "ENOTDIR"].includes(codeOf(error) ?? "");
  }
}

/** A source is told of where the sources of its folder are read. */
function brokenOnes(broken: readonly Broken[], loaders: readonly Loader[]): Complaint[] {
  const ours = broken.filter(({ name, path, isInFolder }) =>
    isSource(name, loaders)
      ? isInFolder
      : loaders.some(({ owns, mark }) => owns?.(name) || mark(startOfText(path))),
  );
  return [...new Map(ours.map((one) => [one.entry, one])).values()].map(({ entry, isInFolder }) => {
    const what = isInFolder ? "cli.broken-folder-name" : "cli.broken-name";
    return fileComplaint(shownPath(entry), say(what));
  });
}

function missing(path: string): Complaint {
  const reading = readText(path);
  if (reading.kind !== "text" && reading.kind !== "absent")
    return fileComplaint(shownPath(path), say("cli.file-is", reading.why));
  if (path === "-") return { message: say("cli.stdin"), place: null, file: null };
  if (isPattern(path)) return fileComplaint(shownPath(path), say("cli.pattern"));
  let neighbours: string[] = [];
  try {
    const folder = dirname(path);
    neighbours = readdirSync(folder).map((name) => (folder === "." ? name : `${folder}/${name}`));
  } catch {
    // The folder is not there either: nothing to suggest.
  }
  return fileComplaint(shownPath(path), say("cli.no-such-path", didYouMean(path, neighbours)));
}
