// A file that is to be edited: its bytes as they were, and text <-> bytes in its own encoding. Reads; writes nothing.
import { accessSync, constants, readFileSync, realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { decode, type Encoding } from "../../load/text/decode.ts";
import { say } from "../../words/index.ts";
import { isWithin, reason, repositoryOf, shownPath } from "./files.ts";

export interface Original {
  /** As reports call it. */
  readonly file: string;
  /** The file itself, behind any symbolic link. */
  readonly path: string;
  readonly bytes: Buffer;
  /** Without its byte order mark. */
  readonly text: string;
  readonly encoding: Exclude<Encoding, "gb18030">;
  readonly hasMark: boolean;
}

/** Why a file is not edited: a clause with its name. `changed`: what was read is no longer what is there. */
export interface FileRefusal {
  readonly why: string;
  readonly changed: boolean;
}

/** `linted` is the text that was judged; null where it is not at hand. Never throws. */
export function originalOf(file: string, linted: string | null): Original | FileRefusal {
  try {
    const path = realpathSync(file);
    if (leadsOutside(file, path)) return refuse(say("cli.link-outside", file));
    if (!statSync(path).isFile()) return refuse(say("cli.irregular", file));
    const original = decoded(file, path, readFileSync(path));
    if (isRefusal(original)) return original;
    if (linted !== null && linted !== original.text) return changed(file);
    return original;
  } catch (error) {
    return refuse(say("cli.file-unreadable", file, reason(error)));
  }
}

/** Why it may not be written; null where it may. A rename would replace even a file that is read-only. */
export function writeRefusal({ file, path }: Original): FileRefusal | null {
  try {
    if ((statSync(path).mode & 0o222) === 0) return refuse(say("cli.read-only", file));
    accessSync(path, constants.W_OK);
    return null;
  } catch (error) {
    return refuse(say("cli.unwritable", file, reason(error)));
  }
}

export function isRefusal<T extends object>(result: T | FileRefusal): result is FileRefusal {
  return "why" in result;
}

export function changed(file: string): FileRefusal {
  return { why: say("cli.changed", file), changed: true };
}

function refuse(why: string): FileRefusal {
  return { why, changed: false };
}

/** The repository, or without one the working directory. A path that was named outside of it is meant. */
function leadsOutside(file: string, path: string): boolean {
  const root = repositoryOf(process.cwd()) ?? process.cwd();
  return !isWithin(realpathSync(root), path) && isWithin(root, resolve(file));
}

function decoded(file: string, path: string, bytes: Buffer): Original | FileRefusal {
  const read = decode(bytes);
  if (read.kind === "foreign") return refuse(say("cli.no-text", file, read.why));
  const { text, encoding } = read;
  if (encoding === "gb18030") return refuse(say("cli.fix-of-gb18030", file));
  const hasMark = encoding !== "utf-8" || bytes.subarray(0, 3).toString("hex") === "efbbbf";
  return { file: shownPath(file), path, bytes, text, encoding, hasMark };
}

/** Another text as bytes of the same encoding, with the mark where there was one. */
export function encoded({ encoding, hasMark }: Original, text: string): Buffer {
  const whole = `${hasMark ? "\uFEFF" : ""}${text}`;
  if (encoding === "utf-8") return Buffer.from(whole, "utf8");
  const bytes = Buffer.from(whole, "utf16le");
  return encoding === "utf-16le" ? bytes : bytes.swap16();
}
