// Reads inline texts for the tests of the loaders, and shows complaints as `line:column message`.
import { loadDefinitions } from "../../src/load/definitions/index.ts";
import { parseDocument, type Document } from "../../src/load/text/document.ts";
import type { Draft } from "../../src/load/merge/draft.ts";
import { isComplaints } from "../../src/load/text/parsed.ts";
import type { Complaint } from "../../src/model/complaint.ts";
import { locate } from "../../src/model/place.ts";
import { isUnknown, type Known } from "../../src/model/unknown.ts";

export function documentOf(text: string, file = "sg.yaml"): Document {
  const document = parseDocument(file, text);
  if (isComplaints(document)) throw new Error(shown(document).join("\n"));
  return document;
}

export function draftOf(text: string, file = "sg.yaml"): Draft {
  return loadDefinitions(documentOf(text, file));
}

/** What is wrong with a text that cannot be read at all. */
export function refused(text: string, file = "sg.yaml"): string[] {
  const document = parseDocument(file, text);
  if (!isComplaints(document))
    throw new Error(`${file} was read: ${JSON.stringify(document.value)}`);
  return shown(document);
}

export function shown(complaints: readonly Complaint[]): string[] {
  return complaints.map(({ message, place, file }) => {
    if (!place) return `${file}: ${message}`;
    const { line, column } = locate(place);
    return `${line}:${column} ${message}`;
  });
}

/** A value that must be known. */
export function sure<T>(value: Known<T>): T {
  if (isUnknown(value)) throw new Error(`unknown: ${value.fact.text}`);
  return value;
}

/** The id of the missing fact. */
export function factOf(value: Known<unknown>): string {
  if (!isUnknown(value)) throw new Error(`known: ${JSON.stringify(value)}`);
  return value.fact.id;
}
