// From paths to files that may be inputs: each once, however often and in whatever way it was named.
import { readdirSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Loader } from "../../load/loader.ts";
import { fileComplaint } from "../../load/text/parsed.ts";
import type { Complaint } from "../../model/complaint.ts";
import { say } from "../../words/index.ts";
import { didYouMean } from "../suggest.ts";
import { isConfigName, kindOf, shownPath } from "./files.ts";
import { filesBelow, MAX_FILES } from "./walk.ts";

export interface InputPath {
  /** File or folder. */
  readonly path: string;
  /** Given by name, not found in a folder or by a glob. */
  readonly named: boolean;
  /** How it is called in reports, where not by its path. */
  readonly shownAs?: string;
}

export function candidatesOf(
  paths: readonly InputPath[],
  loaders: readonly Loader[],
  complaints: Complaint[],
): InputPath[] {
  const byFile = new Map<string, InputPath>();
  const add = (candidate: InputPath): void => {
    const real = realpathSync(candidate.path);
    if (candidate.named || !byFile.has(real)) byFile.set(real, candidate);
  };
  for (const given of paths) {
    const { path } = given;
    const kind = kindOf(path);
    if (kind === null) complaints.push(missing(path));
    else if (kind === "file") add(given);
    else for (const file of found(path, loaders, complaints)) add({ path: file, named: false });
  }
  return [...byFile.values()];
}

/** The files below a folder that any loader might read. */
function found(folder: string, loaders: readonly Loader[], complaints: Complaint[]): string[] {
  const sources = loaders.filter(({ isSource }) => isSource);
  const walked = filesBelow(resolve(folder), (name) =>
    isDocumentName(name) ? !isConfigName(name) : sources.some(({ isSource }) => isSource!(name)),
  );
  if (walked.files.length > MAX_FILES) {
    const others = sources.map(({ name }) => name).join(", ");
    complaints.push(fileComplaint(shownPath(folder), say("cli.too-many-files", MAX_FILES, others)));
    return [];
  }
  complaints.push(...walked.complaints);
  return walked.files.filter((file) => kindOf(file) === "file");
}

/** What can be parsed, as its name tells. */
export function isDocumentName(file: string): boolean {
  return /\.(?:json|ya?ml)$/i.test(file);
}

function missing(path: string): Complaint {
  let neighbours: string[] = [];
  try {
    const folder = dirname(path);
    neighbours = readdirSync(folder).map((name) => (folder === "." ? name : `${folder}/${name}`));
  } catch {
    // The folder is not there either: nothing to suggest.
  }
  return fileComplaint(shownPath(path), say("cli.no-such-path", didYouMean(path, neighbours)));
}
