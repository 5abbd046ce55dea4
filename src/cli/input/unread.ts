// What is said of inputs that lie there and are not read: files that git ignores, hidden folders, and a run in which there
// was nothing. Reads how files begin, within bounds.
import { dirname } from "node:path";
import type { Loader } from "../../load/loader.ts";
import { fileComplaint } from "../../load/text/parsed.ts";
import type { Complaint } from "../../model/complaint.ts";
import { say } from "../../words/index.ts";
import { isDocumentName, type Candidates, type InputPath } from "./candidates.ts";
import type { ConfigFile } from "./config-file.ts";
import { shownPath, startOfText } from "./files.ts";
import { filesBelow } from "./walk.ts";

/** Files and folders that are looked into; who has more of them keeps no inputs there. */
const MOST = 200;
const MOST_NAMES = 5;

/** A sentence on ignored files that are ours by their signs; null where there is none. */
export function ignoredInputs(
  { ignored, files }: Candidates,
  loaders: readonly Loader[],
): string | null {
  const folders = new Set(
    files
      .filter(({ path }) => loaders.some(({ isSource }) => isSource?.(path)))
      .map(({ path }) => dirname(path)),
  );
  const ours = ignored
    .slice(0, MOST)
    .filter((path) => isOurs(path, loaders) && !folders.has(dirname(path)))
    .map(shownPath);
  if (ours.length === 0) return null;
  const names = ours.slice(0, MOST_NAMES).join(" ");
  return say(ours.length === 1 ? "cli.ignored" : "cli.ignored-many", named(ours), names);
}

/** Whether its name or its beginning shows that it is one of our inputs. */
function isOurs(path: string, loaders: readonly Loader[]): boolean {
  if (loaders.some(({ isSource, owns }) => isSource?.(path) || owns?.(path))) return true;
  if (!isDocumentName(path)) return false;
  const text = startOfText(path);
  return loaders.some(({ mark }) => mark(text));
}

/** Configs in and below folders of the run: what they declare is not judged. Where one was named, it is meant instead. */
export function unusedConfigs(found: readonly string[], used: ConfigFile | null): Complaint[] {
  return found
    .filter((path) => path !== used?.path)
    .map((path) => {
      const isMisnamed = path.endsWith(".yml");
      const message = isMisnamed
        ? say("cli.misnamed-config")
        : say("cli.unused-config", shownPath(dirname(path)));
      return fileComplaint(shownPath(path), message);
    });
}

/** Files that were passed over, by what they are. */
export type Passed = ReadonlyMap<string, readonly string[]>;

/** Nothing was read: a run that proves nothing says so, and what there was. */
export function nothingRead(
  paths: readonly InputPath[],
  { hidden }: Candidates,
  passed: Passed,
  loaders: readonly Loader[],
): Complaint {
  const folder = say("cli.this-folder");
  const where = paths
    .map(({ path }) => (shownPath(path) === "." ? folder : shownPath(path)))
    .join(", ");
  const kinds = loaders.map(({ name }) => name).join(" and ");
  const looks = howTheyLook(loaders);
  const away = hidden.slice(0, MOST).find((path) => holdsOurs(path, loaders));
  const message =
    away !== undefined
      ? say("cli.hidden-only", where, shownPath(away))
      : passed.size === 0
        ? say("cli.nothing-there", where, kinds, looks)
        : say("cli.nothing-of-ours", where, passedText(passed), kinds, looks);
  return { message, place: null, file: null };
}

export function howTheyLook(loaders: readonly Loader[]): string {
  return loaders.flatMap(({ looks }) => looks ?? []).join(", or ");
}

/** `a.yaml is a Kubernetes manifest`, for one file of each kind. */
function passedText(passed: Passed): string {
  const some = [...passed].slice(0, MOST_NAMES).map(([noun, files]) => {
    const [file] = files;
    return files.length > 1
      ? say("cli.are-a", file!, files.length - 1, noun)
      : say("cli.is-a", file!, noun);
  });
  return some.join("; ");
}

function holdsOurs(folder: string, loaders: readonly Loader[]): boolean {
  const { files } = filesBelow(
    folder,
    (name) => isDocumentName(name) || loaders.some(({ isSource }) => isSource?.(name)),
  );
  return files.slice(0, MOST).some((path) => isOurs(path, loaders));
}

function named(files: readonly string[]): string {
  const more = files.length - MOST_NAMES;
  const some = files.slice(0, MOST_NAMES);
  return more > 0 ? say("cli.and-more", some.join(", "), more) : some.join(", ");
}
