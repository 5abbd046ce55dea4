// What every kind of input tells of itself, and what it may see of the disk. Who reads the paths of a run knows the
// kinds by this alone; a new one is a folder with such a loader, and its line in loaders.ts.
import type { Complaint } from "../model/complaint.ts";
import type { Notice } from "../model/notice.ts";
import type { Message } from "../words/index.ts";
import type { Draft } from "./merge/draft.ts";
import type { Document } from "./text/document.ts";

/** A text and its file's name as reports have it: relative to the working directory, with forward slashes. */
export interface InputFile {
  readonly file: string;
  readonly text: string;
}

/** Links are what they lead to: `absent` to nothing, `outside` out of the project. `git` is git's own. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: "file" | "folder" | "absent" | "outside" | "git" | "other";
}

/** The disk as loaders see it: bounded, for reading only. Nothing throws. */
export interface Surroundings {
  /** Null where there is no such file; one that is there and cannot be read is a complaint as well. */
  readonly textOf: (path: string) => InputFile | null;
  /** The same, without a complaint, in the project that these folders belong to; a message where it may not be read. */
  readonly textWithin: (path: string, folders: readonly string[]) => InputFile | Message | null;
  /** What a folder of that project holds, with the same restraint; null where there is no such folder. */
  readonly entriesWithin: (
    path: string,
    folders: readonly string[],
  ) => readonly FolderEntry[] | Message | null;
  /** Why a text cannot be had, as a clause: `is a folder`. */
  readonly whyUnread: (path: string) => string;
  /** Names in a folder, sorted. */
  readonly namesIn: (folder: string) => readonly string[];
  readonly kindOf: (path: string) => "file" | "folder" | null;
  /** How reports call a path; the working directory is "". */
  readonly nameOf: (path: string) => string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Values of the flags that were given, by their names. */
export type GivenFlags = ReadonlyMap<string, readonly string[]>;

export interface Opening {
  /** Files that are its by their names, none of them read yet. */
  readonly sources: readonly string[];
  readonly flags: GivenFlags;
  readonly around: Surroundings;
}

export interface Loader {
  /** In the plural, as in `looked for definitions and saved API answers`. */
  readonly name: string;
  /** What one of its files looks like, as in `expected YAML or JSON with ...`; null where nobody writes one. */
  readonly looks: string | null;
  /** Every text that `claims` accepts matches it. Wide: it only keeps foreign files from being parsed. */
  readonly hint: RegExp;
  /** What tells a text of ours that cannot be parsed from a broken one of somebody else's. Narrow. */
  readonly mark: (text: string) => boolean;
  readonly claims: (document: Document) => boolean;
  /** What is its in a text that cannot be parsed as a whole, or that no name says how to parse; null where nothing clearly is. */
  readonly rescue?: (file: string, text: string) => Rescued | null;
  /** Whether a file goes by such a name that it is one of its documents, empty or broken as it may be. */
  readonly owns?: (file: string) => boolean;
  /** Whether a file is its by its name and no document: it is not parsed, but given to `open`. */
  readonly isSource?: (file: string) => boolean;
  /** Whether a file lies beside sources by its name, so that one that cannot be read is told although nobody named it. */
  readonly isBeside?: (file: string) => boolean;
  /** Names of the flags that it takes. */
  readonly flags?: readonly string[];
  /** Called where there is something of it: a source, a document, a flag. Its code is loaded by then only. */
  readonly open: (opening: Opening) => Promise<Opened | Misuse>;
}

/** Documents in a text that is none as a whole, and what is said of it. */
export interface Rescued {
  readonly documents: readonly Document[];
  readonly notices: readonly Notice[];
  readonly complaints: readonly Complaint[];
}

/** Why a flag means nothing: wrong use. */
export interface Misuse {
  readonly misuse: string;
}

export interface Opened {
  /** What a limit left unread. */
  readonly complaints?: readonly Complaint[];
  readonly notices?: readonly Notice[];
  /** What it reads beside documents, as names to show. */
  readonly reads?: readonly string[];
  /** Set where these tell what its documents tell: what is said of a document that was found and not named. */
  readonly insteadOf?: (file: string) => string;
  /** Files whose text only shows where something stands, and why it is of no use to change them. */
  readonly inert?: ReadonlyMap<string, string>;
  /** Why a flag that was given did nothing beside these documents. */
  readonly idle?: (documents: readonly Document[]) => string | null;
  /** All documents of a run at once: saved answers complete each other. */
  readonly load: (documents: readonly Document[]) => readonly Draft[] | Promise<readonly Draft[]>;
}

export function isMisuse(opened: Opened | Misuse): opened is Misuse {
  return "misuse" in opened;
}
