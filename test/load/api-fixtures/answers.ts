// Answers as users save them, in the three shapes that are out there.
import { loadApiAnswers } from "../../../src/load/api/index.ts";
import { parseDocument, type Document } from "../../../src/load/document.ts";
import type { Draft } from "../../../src/load/draft.ts";
import { locate, type Place } from "../../../src/model/place.ts";
import { isUnknown, type Fact } from "../../../src/model/unknown.ts";

export type Json = Readonly<Record<string, unknown>>;
export type Files = Readonly<Record<string, unknown>>;

/** curl, API Explorer: with the outer `Response`. */
export const raw = (body: Json): Json => ({ Response: { ...body, RequestId: "5cf1a813-d4f8" } });
/** tccli: without it. */
export const tccli = (body: Json): Json => ({ ...body, RequestId: "5cf1a813-d4f8" });
/** The same object as an SDK returns it; absent fields are undefined and vanish when saved. */
export const sdk = (body: Json): Json => ({ RequestId: "5cf1a813-d4f8", ...body });

export const SHAPES = { raw, tccli, sdk } as const;

export function documentOf(file: string, value: unknown): Document {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  const document = parseDocument(file, text);
  if (!("value" in document)) throw new Error(`${file}: ${document[0]?.message}`);
  return document;
}

/** One list answer of the given elements. */
export const listOf = (key: string, ...elements: unknown[]): Json =>
  raw({ TotalCount: elements.length, [key]: elements });

export function load(files: Files): Draft {
  return loadApiAnswers(Object.entries(files).map(([file, value]) => documentOf(file, value)));
}

export const messages = (draft: Draft): string[] => draft.complaints.map((c) => c.message);

/** `file:line` of each complaint. */
export const spots = (draft: Draft): string[] =>
  draft.complaints.map(({ place }) => (place ? spot(place) : "?"));

export function spot(place: Place): string {
  const { file, line } = locate(place);
  return `${file}:${line}`;
}

/** The text of the line at which a place begins. */
export function lineAt(place: Place): string {
  return place.source.text.split("\n")[locate(place).line - 1]!.trim();
}

export function factOf(value: unknown): Fact {
  if (!isUnknown(value)) throw new Error(`known: ${JSON.stringify(value)}`);
  return value.fact;
}

export function knownOf<T>(value: T): Exclude<T, { fact: Fact }> {
  if (isUnknown(value)) throw new Error(`unknown: ${value.fact.text}`);
  return value as Exclude<T, { fact: Fact }>;
}

/** Addresses as text, for values that are known. */
export const texts = (value: unknown): string[] =>
  (knownOf(value) as readonly { text: string }[]).map((one) => one.text);
