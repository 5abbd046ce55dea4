// From paths to drafts: which files are read, and by which loader. A file that was named must be ours; one that
// merely lies in a folder may be anybody's, and is passed over when it is: what it is, is told with --verbose.
import { dirname, resolve } from "node:path";
import {
  isMisuse,
  type GivenFlags,
  type Loader,
  type Opened,
  type Surroundings,
} from "../../load/loader.ts";
import { LOADERS } from "../../load/loaders.ts";
import { emptyDraft, type Draft } from "../../load/merge/draft.ts";
import type { Document } from "../../load/text/document.ts";
import { fileComplaint } from "../../load/text/parsed.ts";
import { news, wasRead } from "../../model/notice.ts";
import { compareText } from "../../net/print.ts";
import { say } from "../../words/index.ts";
import { namesText } from "../../words/names.ts";
import { UsageError } from "../exit.ts";
import type { CheckFlags } from "../flags.ts";
import { candidatesOf, type InputPath } from "./candidates.ts";
import type { ConfigFile } from "./config-file.ts";
import { readText, shownPath } from "./files.ts";
import { readOne, type Shelving, type Shelf } from "./reader.ts";
import { surroundings } from "./surroundings.ts";
import { ignoredInputs, nothingRead, unusedConfigs } from "./unread.ts";

export interface Inputs {
  /** Of every loader, and one of our own with what could not be read. */
  readonly drafts: readonly Draft[];
  /** Sentences: `read as definitions: infra/sg.yaml`. */
  readonly read: readonly string[];
  /** Absolute paths of all files that were looked into. */
  readonly files: ReadonlySet<string>;
  /** Files that it is of no use to change, and why. */
  readonly inert: ReadonlyMap<string, string>;
}

/** Throws `UsageError` for a flag of a loader that is wrong or of no use. */
export async function readInputs(
  paths: readonly InputPath[],
  flags: CheckFlags,
  loaders = LOADERS,
  config: ConfigFile | null = null,
): Promise<Inputs> {
  const own = emptyDraft();
  const candidates = candidatesOf(paths, loaders, own, config?.leftOut ?? new Set());
  const { files } = candidates;
  const named = paths.map(({ path }) => path);
  const guessed = new Set<string>();
  const around = surroundings(own, named, guessed);
  const shelves = loaders.map((loader) => shelfOf(loader, files, flags, around));
  for (const shelf of shelves) if (shelf.isAsked) shelf.opened = await shelf.open();
  const reader: Shelving = { own, loaders, shelves, named, passed: new Map(), guessed };
  for (const file of files) readCandidate(reader, file);
  const filled = await filledBy(reader);
  if (filled.read.length === 0 && own.complaints.length === 0)
    own.complaints.push(nothingRead(paths, candidates, reader.passed, loaders));
  // One that was named with --config takes the place of that beside the path.
  const replaced = flags.config === undefined ? [] : named.map((path) => resolve(path));
  const others = candidates.configs.filter((path) => !replaced.includes(dirname(path)));
  own.complaints.push(...unusedConfigs(others, config));
  const ignored = ignoredInputs(candidates, loaders);
  if (ignored !== null) own.notices.push(news(ignored));
  if (guessed.size > 0)
    own.notices.push(
      news(
        say(
          "cli.read-as-gb18030",
          namesText([...guessed].toSorted(compareText), 4, 3),
          guessed.size,
        ),
      ),
    );
  const passed = [...reader.passed].map(([noun, names]) =>
    say("cli.passed-by", noun, names.join(", ")),
  );
  return {
    ...filled,
    read: [...filled.read, ...passed],
    files: new Set(files.map(({ path }) => resolve(path))),
  };
}

/** What the loaders make of the documents on their shelves. */
async function filledBy({ own, shelves }: Shelving): Promise<Omit<Inputs, "files">> {
  const drafts = [own];
  const read: string[] = [];
  const inert = new Map<string, string>();
  for (const shelf of shelves) {
    if (shelf.documents.length > 0) shelf.opened ??= await shelf.open();
    if (shelf.opened === null) continue;
    const names = namesOn(shelf.opened, shelf.documents);
    own.complaints.push(...(shelf.opened.complaints ?? []));
    own.notices.push(...(shelf.opened.notices ?? []));
    for (const [file, why] of shelf.opened.inert ?? []) inert.set(file, why);
    if (names.length === 0) continue;
    drafts.push(...(await shelf.opened.load(shelf.documents)));
    read.push(say("cli.read-as", shelf.loader.name, names.join(", ")));
    own.notices.push(wasRead(readAs(shelf.loader, names)));
  }
  return { drafts, read, inert };
}

function readCandidate(reader: Shelving, file: InputPath): void {
  const { loaders, own } = reader;
  if (loaders.some(({ isSource }) => isSource?.(file.path))) return;
  if (file.named || !loaders.some(({ isBeside }) => isBeside?.(file.path)))
    return readOne(reader, file);
  const reading = readText(file.path);
  const shown = shownPath(file.path);
  if (reading.kind !== "text" && !own.complaints.some(({ file: told }) => told === shown))
    own.complaints.push(fileComplaint(shown, say("cli.file-is", reading.why)));
}

function shelfOf(
  loader: Loader,
  all: readonly InputPath[],
  given: CheckFlags,
  around: Surroundings,
): Shelf {
  const sources = all
    .filter(({ path }) => loader.isSource?.(path))
    .map(({ path }) => shownPath(path));
  const flags: GivenFlags = new Map(
    Object.entries(given)
      .filter(([name]) => loader.flags?.includes(name))
      .map(([name, value]) => [name, [value].flat().filter((one) => typeof one === "string")]),
  );
  const open = async (): Promise<Opened> => {
    const opened = await loader.open({ sources, flags, around });
    if (isMisuse(opened)) throw new UsageError(opened.misuse);
    return opened;
  };
  const isAsked = sources.length > 0 || flags.size > 0;
  return { loader, documents: [], open, isAsked, opened: null };
}

/** Names of all that it reads. Throws `UsageError` for a flag that does nothing beside these documents. */
function namesOn({ idle, reads }: Opened, documents: readonly Document[]): string[] {
  const misuse = idle?.(documents) ?? null;
  if (misuse !== null) throw new UsageError(misuse);
  return [...new Set(documents.map(({ source }) => source.file)), ...(reads ?? [])];
}

const MOST_NAMES = 5;

function readAs({ name }: Loader, files: readonly string[]): string {
  const more = files.length - MOST_NAMES;
  const some = files.slice(0, MOST_NAMES).join(", ");
  return more > 0 ? say("cli.read-as-more", name, some, more) : say("cli.read-as", name, some);
}
