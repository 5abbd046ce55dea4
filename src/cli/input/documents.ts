// Files that belong to the set-up: the config, rules, range packs. One that cannot be read is wrong use.
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { parseDocument, type Document } from "../../load/text/document.ts";
import { isComplaints } from "../../load/text/parsed.ts";
import { say } from "../../words/index.ts";
import { UsageError, wrongUse } from "../exit.ts";
import { isThere, kindOf, leadsOut, readText, reason, shownPath } from "./files.ts";

/** Throws `UsageError` naming every mistake of syntax. */
export function readDocument(path: string): Document {
  const file = shownPath(path);
  const reading = readText(path);
  if (reading.kind !== "text") throw new UsageError(`${file}: ${say("cli.file-is", reading.why)}`);
  const document = parseDocument(file, reading.text);
  if (isComplaints(document)) throw wrongUse(document);
  return document;
}

/** The file of this name, or those of the folder; null where no entry has it, so that it may be a pattern. */
export function documentsAt(path: string): string[] | null {
  if (kindOf(path) === "folder") return documentsIn(path);
  return isThere(path) ? [resolve(path)] : null;
}

/**
 * Every YAML file directly in a folder: also a pipe, or a link that leads nowhere, of which reading it tells. Throws
 * `UsageError` for one that leads out of the project, and for a folder that may not be read.
 */
function documentsIn(folder: string): string[] {
  const files = namesIn(folder)
    .filter((name) => /^[^.].*\.ya?ml$/.test(name))
    .map((name) => resolve(folder, name))
    .filter((path) => kindOf(path) !== "folder");
  const out = files.find((path) => leadsOut(path, resolve(folder)));
  if (out !== undefined) throw new UsageError(`${shownPath(out)}: ${say("cli.leads-out")}`);
  return files.toSorted();
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const message = say("cli.folder-unreadable", reason(error));
    throw new UsageError(`${shownPath(folder)}: ${message}`);
  }
}
