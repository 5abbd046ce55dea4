// Files and sglint.yaml -> report, through the loaders that the command uses.
import { expect } from "vitest";
import { DEFAULT_SETTINGS, lint } from "../../../src/lint.ts";
import { loadApiAnswers, looksLikeApiAnswer } from "../../../src/load/answers/index.ts";
import { loadConfig } from "../../../src/load/own/config.ts";
import { parseDocument, type Document } from "../../../src/load/text/document.ts";
import type { Draft } from "../../../src/load/merge/draft.ts";
import { mergeDrafts } from "../../../src/load/merge/merge.ts";
import { builtInPacks } from "../../../src/load/own/ranges.ts";
import { loadSnapshot, looksLikeSnapshot } from "../../../src/load/fetch/reading/load.ts";
import type { Report } from "../../../src/model/finding.ts";
import { pathOf, type Place } from "../../../src/model/place.ts";
import { builtInRules } from "../../../src/rule/index.ts";
import type { SavedFile } from "./saved.ts";

const rules = builtInRules();
const packs = builtInPacks();

export interface Linted {
  readonly report: Report;
  /** The text by which the printed policy, entry, group or ACL at a place is known. */
  readonly nameAt: (place: Place) => string;
}

export function lintFiles(files: readonly SavedFile[], config: object): Linted {
  const documents = files.map(documentOf);
  expect(documents.filter((one) => !looksLikeApiAnswer(one)).map(fileOf)).toEqual([]);
  return linted(documents, [loadApiAnswers(documents)], config);
}

export function lintSnapshot(file: SavedFile, config: object): Linted {
  const document = documentOf(file);
  expect(looksLikeSnapshot(document)).toBe(true);
  return linted([document], loadSnapshot(document), config);
}

function linted(documents: readonly Document[], drafts: readonly Draft[], config: object): Linted {
  const declared = loadConfig(documentOf({ file: "sglint.json", value: config }));
  expect(declared.complaints).toEqual([]);
  const report = lint(mergeDrafts([...drafts, declared.draft]), rules, packs, DEFAULT_SETTINGS);
  const values = new Map(documents.map((document) => [fileOf(document), document.value]));
  return { report, nameAt: (place) => nameOf(valueAt(values, place), place.source.file) };
}

function documentOf({ file, value }: SavedFile): Document {
  const document = parseDocument(file, JSON.stringify(value));
  if (!("root" in document)) throw new Error(`${file}: ${document[0]?.message}`);
  return document;
}

function fileOf({ source }: Document): string {
  return source.file;
}

function valueAt(values: ReadonlyMap<string, unknown>, place: Place): unknown {
  return pathOf(place).reduce<unknown>(
    (value, key) => (value as Record<string, unknown>)[key],
    values.get(place.source.file),
  );
}

/** A group that no answer lists stands where its policies do, and the file may be what names it. */
function nameOf(value: unknown, file: string): string {
  const { PolicyDescription, Description, SecurityGroupId, NetworkAclId } = value as {
    readonly [key: string]: string | undefined;
  };
  const named = PolicyDescription ?? Description ?? SecurityGroupId ?? NetworkAclId;
  return named ?? /([^/.]+)\.[^/]*$/.exec(file)![1]!;
}
