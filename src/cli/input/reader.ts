// One file that is a document -> the shelf of the loader whose it is, a complaint, or nothing: what somebody else's is.
import type { Loader, Opened } from "../../load/loader.ts";
import type { Draft } from "../../load/merge/draft.ts";
import { parseDocument, type Document } from "../../load/text/document.ts";
import { fileComplaint, isComplaints } from "../../load/text/parsed.ts";
import type { Complaint } from "../../model/complaint.ts";
import { news } from "../../model/notice.ts";
import { say } from "../../words/index.ts";
import { isDocumentName, type InputPath } from "./candidates.ts";
import { isConfigName, readText, shownPath, type FileReading } from "./files.ts";
import { strangerOf } from "./strangers.ts";
import { leadsOutUnnamed } from "./surroundings.ts";
import { howTheyLook } from "./unread.ts";

/** One kind of input in one run. */
export interface Shelf {
  readonly loader: Loader;
  readonly documents: Document[];
  readonly open: () => Promise<Opened>;
  /** It is opened before any document is read, for what it gathers itself. */
  readonly isAsked: boolean;
  /** Null while nothing of it was met. */
  opened: Opened | null;
}

export interface Shelving {
  readonly own: Draft;
  readonly loaders: readonly Loader[];
  readonly shelves: readonly Shelf[];
  /** Paths of the run. */
  readonly named: readonly string[];
  /** Files that were passed over, by what they are. */
  readonly passed: Map<string, string[]>;
  /** Files that are no UTF-8 and were read as GB18030. */
  readonly guessed: Set<string>;
}

type Text = Extract<FileReading, { readonly kind: "text" }>;

export function readOne(reader: Shelving, candidate: InputPath): void {
  const { own, loaders } = reader;
  const { path, named, shownAs } = candidate;
  const file = shownAs ?? shownPath(path);
  const reading = readText(path);
  if (reading.kind !== "text") return unreadable(reader, file, named, reading);
  const { text } = reading;
  const isOwned = loaders.some(({ owns }) => owns?.(file));
  if (!named && !isOwned && !loaders.some(({ hint }) => hint.test(text)))
    return passOver(reader, file, text);
  const isLed = !named && leadsOutUnnamed(path, reader.named);
  const isNamed = isDocumentName(file);
  const whole = isNamed ? parseDocument(file, text) : [];
  if (!isComplaints(whole)) return claim(reader, whole, reading, named, isLed);
  if (rescue(reader, file, reading, named, isLed)) return;
  const document = isNamed ? whole : parseDocument(file, text);
  if (!isComplaints(document)) return claim(reader, document, reading, named, isLed);
  const isOurs = isOwned || loaders.some(({ mark }) => mark(text));
  if (isOurs && isLed) own.complaints.push(fileComplaint(file, say("cli.leads-out")));
  else if (named && !isOurs && !isDocumentName(file))
    own.complaints.push(strange(file, text, loaders));
  else if (named || isOurs) own.complaints.push(...document);
  else passOver(reader, file, text);
}

/** Whether a loader finds what is its in a text that is no document as a whole. */
function rescue(
  reader: Shelving,
  file: string,
  reading: Text,
  named: boolean,
  isLed: boolean,
): boolean {
  for (const loader of reader.loaders) {
    const rescued = loader.rescue?.(file, reading.text);
    if (!rescued) continue;
    reader.own.notices.push(...rescued.notices);
    reader.own.complaints.push(...rescued.complaints);
    for (const document of rescued.documents) claim(reader, document, reading, named, isLed);
    return true;
  }
  return false;
}

function unreadable(
  { own, loaders }: Shelving,
  file: string,
  named: boolean,
  { kind, why, rough }: Exclude<FileReading, { readonly kind: "text" }>,
): void {
  const isOurs = loaders.some(({ owns, mark }) => owns?.(file) || mark(rough));
  if (named || isOurs || kind === "denied")
    own.complaints.push(fileComplaint(file, say("cli.file-is", why)));
  // Whose it is cannot be told without reading it, so that it is at least mentioned.
  else if (kind === "large") own.notices.push(news(say("cli.passed-over", file, why)));
}

/** Hands a document to the loader whose it is; one that is nobody's is wrong only where it was named. */
function claim(
  reader: Shelving,
  document: Document,
  { text, encoding }: Text,
  named: boolean,
  isLed: boolean,
): void {
  const { own, loaders, shelves } = reader;
  const { file } = document.source;
  const shelf = shelves.find(({ loader }) => loader.claims(document));
  if (!shelf) {
    if (named) own.complaints.push(strange(file, text, loaders));
    else passOver(reader, file, text);
    return;
  }
  const insteadOf = named ? undefined : shelf.opened?.insteadOf;
  if (insteadOf) own.notices.push(news(insteadOf(file)));
  else if (isLed) own.complaints.push(fileComplaint(file, say("cli.leads-out")));
  else {
    shelf.documents.push(document);
    if (encoding === "gb18030") reader.guessed.add(file);
  }
}

function passOver({ own, passed }: Shelving, file: string, text: string): void {
  const { noun, isNear } = strangerOf(file, text);
  const files = passed.get(noun) ?? [];
  passed.set(noun, files);
  files.push(file);
  if (isNear) own.notices.push(news(say("cli.passed-stranger", file, noun)));
}

function strange(file: string, text: string, loaders: readonly Loader[]): Complaint {
  const message = isConfigName(file)
    ? say("cli.config-is-no-input")
    : say("cli.none-of-ours", strangerOf(file, text).noun, howTheyLook(loaders));
  return fileComplaint(file, message);
}
