// Files that belong to the set-up: the config, rules, range packs. One that cannot be read is wrong use.
import { parseDocument, type Document } from "../../load/text/document.ts";
import { isComplaints } from "../../load/text/parsed.ts";
import { say } from "../../words/index.ts";
import { UsageError, wrongUse } from "../exit.ts";
import { readText, shownPath } from "./files.ts";

/** Throws `UsageError` naming every mistake of syntax. */
export function readDocument(path: string): Document {
  const file = shownPath(path);
  const reading = readText(path);
  if (reading.kind !== "text") throw new UsageError(`${file}: ${say("cli.file-is", reading.why)}`);
  const document = parseDocument(file, reading.text);
  if (isComplaints(document)) throw wrongUse(document);
  return document;
}
