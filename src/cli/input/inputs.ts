// From paths to drafts: which files are read, and by which loader. A file that was named must be ours; one that
// merely lies in a folder may be anybody's, and is passed over in silence when it is.
import { resolve } from "node:path";
import { isMisuse, type GivenFlags, type Loader, type Opened } from "../../load/loader.ts";
import { LOADERS } from "../../load/loaders.ts";
import { emptyDraft, type Draft } from "../../load/merge/draft.ts";
import { parseDocument, type Document } from "../../load/text/document.ts";
import { fileComplaint, isComplaints } from "../../load/text/parsed.ts";
import type { Complaint } from "../../model/complaint.ts";
import { news, wasRead } from "../../model/notice.ts";
import { say } from "../../words/index.ts";
import { UsageError } from "../exit.ts";
import type { CheckFlags } from "../flags.ts";
import { candidatesOf, isDocumentName, type InputPath } from "./candidates.ts";
import { isConfigName, readText, shownPath, type FileReading } from "./files.ts";
import { surroundings } from "./surroundings.ts";

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

/** One kind of input in one run. */
interface Shelf {
  readonly loader: Loader;
  readonly documents: Document[];
  readonly open: () => Promise<Opened>;
  /** It is opened before any document is read, for what it gathers itself. */
  readonly isAsked: boolean;
  /** Null while nothing of it was met. */
  opened: Opened | null;
}

interface Reader {
  readonly own: Draft;
  readonly loaders: readonly Loader[];
  readonly shelves: readonly Shelf[];
}

/** Throws `UsageError` for a flag of a loader that is wrong or of no use. */
export async function readInputs(
  paths: readonly InputPath[],
  flags: CheckFlags,
  loaders = LOADERS,
): Promise<Inputs> {
  const own = emptyDraft();
  const all = candidatesOf(paths, loaders, own.complaints);
  const shelves = loaders.map((loader) => shelfOf(loader, all, flags));
  for (const shelf of shelves) if (shelf.isAsked) shelf.opened = await shelf.open();
  const reader = { own, loaders, shelves };
  const candidates = all.filter(({ path }) => !loaders.some(({ isSource }) => isSource?.(path)));
  for (const candidate of candidates) readOne(reader, candidate);
  const drafts = [own];
  const read: string[] = [];
  const inert = new Map<string, string>();
  for (const shelf of shelves) {
    if (shelf.documents.length > 0) shelf.opened ??= await shelf.open();
    if (shelf.opened === null) continue;
    const names = namesOn(shelf.opened, shelf.documents);
    for (const [file, why] of shelf.opened.inert ?? []) inert.set(file, why);
    if (names.length === 0) continue;
    drafts.push(...(await shelf.opened.load(shelf.documents)));
    read.push(say("cli.read-as", shelf.loader.name, names.join(", ")));
    own.notices.push(wasRead(readAs(shelf.loader, names)));
  }
  if (read.length === 0 && own.complaints.length === 0)
    own.complaints.push(nothingToCheck(paths, candidates.length, loaders));
  return { drafts, read, inert, files: new Set(all.map(({ path }) => resolve(path))) };
}

function shelfOf(loader: Loader, all: readonly InputPath[], given: CheckFlags): Shelf {
  const sources = all
    .filter(({ path }) => loader.isSource?.(path))
    .map(({ path }) => shownPath(path));
  const flags: GivenFlags = new Map(
    Object.entries(given)
      .filter(([name]) => loader.flags?.includes(name))
      .map(([name, value]) => [name, [value].flat().filter((one) => typeof one === "string")]),
  );
  const open = async (): Promise<Opened> => {
    const opened = await loader.open({ sources, flags, around: surroundings() });
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
  return [...documents.map(({ source }) => source.file), ...(reads ?? [])];
}

const MOST_NAMES = 5;

function readAs({ name }: Loader, files: readonly string[]): string {
  const more = files.length - MOST_NAMES;
  const some = files.slice(0, MOST_NAMES).join(", ");
  return more > 0 ? say("cli.read-as-more", name, some, more) : say("cli.read-as", name, some);
}

function readOne(reader: Reader, { path, named, shownAs }: InputPath): void {
  const { own, loaders } = reader;
  const file = shownAs ?? shownPath(path);
  const reading = readText(path);
  if (reading.kind !== "text") return unreadable(own, file, named, reading);
  const { text } = reading;
  const isOwned = loaders.some(({ owns }) => owns?.(file));
  if (!named && !isOwned && !loaders.some(({ hint }) => hint.test(text))) return;
  const document = parseDocument(file, text);
  if (!isComplaints(document)) return claim(reader, document, named);
  const isOurs = isOwned || loaders.some(({ mark }) => mark.test(text));
  if (named && !isOurs && !isDocumentName(file)) own.complaints.push(strange(file, loaders));
  else if (named || isOurs) own.complaints.push(...document);
}

function unreadable(
  own: Draft,
  file: string,
  named: boolean,
  reading: Exclude<FileReading, { readonly kind: "text" }>,
): void {
  const { kind, why } = reading;
  if (named || kind === "denied") own.complaints.push(fileComplaint(file, say("cli.file-is", why)));
  // Whose it is cannot be told without reading it, so that it is at least mentioned.
  else if (kind === "large") own.notices.push(news(say("cli.passed-over", file, why)));
}

/** Hands a document to the loader whose it is; one that is nobody's is told only where it was named. */
function claim({ own, loaders, shelves }: Reader, document: Document, named: boolean): void {
  const { file } = document.source;
  const shelf = shelves.find(({ loader }) => loader.claims(document));
  const insteadOf = named ? undefined : shelf?.opened?.insteadOf;
  if (insteadOf) own.notices.push(news(insteadOf(file)));
  else if (shelf) shelf.documents.push(document);
  else if (named) own.complaints.push(strange(file, loaders));
}

function strange(file: string, loaders: readonly Loader[]): Complaint {
  const kinds = loaders.map(({ name }) => name).join(", ");
  const message = isConfigName(file)
    ? say("cli.config-is-no-input")
    : say("cli.none-of-ours", kinds, howTheyLook(loaders));
  return fileComplaint(file, message);
}

function howTheyLook(loaders: readonly Loader[]): string {
  return loaders.flatMap(({ looks }) => looks ?? []).join(", or ");
}

function nothingToCheck(
  paths: readonly InputPath[],
  files: number,
  loaders: readonly Loader[],
): Complaint {
  const folder = say("cli.this-folder");
  const where = paths
    .map(({ path }) => (shownPath(path) === "." ? folder : shownPath(path)))
    .join(", ");
  const kinds = loaders.map(({ name }) => name).join(" and ");
  const looks = howTheyLook(loaders);
  const message =
    files === 0
      ? say("cli.nothing-there", where, kinds, looks)
      : say("cli.nothing-of-ours", files, where, kinds, looks);
  return { message, place: null, file: null };
}
