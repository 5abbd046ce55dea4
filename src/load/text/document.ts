// Bytes of one file -> a parsed document that knows where each value stands. Bounded in size and depth;
// never throws on bad input.
import { say } from "../../words/index.ts";
import type { Complaint } from "../../model/complaint.ts";
import { rootOf, type Place } from "../../model/place.ts";
import { parseJson } from "./json.ts";
import { MAX_LENGTH } from "./limits.ts";
import { fileComplaint, isComplaints, type Parsed } from "./parsed.ts";
import { parseYaml } from "./yaml.ts";

export interface Document extends Parsed {
  readonly format: "json" | "yaml";
  /** `source.text` is the text without its byte order mark. */
  readonly root: Place;
  /** Plain JavaScript value. Map keys are own properties; `__proto__` never reaches a prototype. */
  readonly value: unknown;
  /**
   * The scalar at a path as it was written (`8080`, `0x50`, `80,443`), before YAML made it a number; null
   * where there is none. JSON numbers come back in their shortest form (`8080` for `8.08e3`).
   */
  written(path: readonly (string | number)[]): string | null;
}

/** `file` is relative with forward slashes; the ending chooses the format (.json, .jsonl, .ndjson, .yaml, .yml). */
export type ParseDocument = (file: string, text: string) => Document | readonly Complaint[];

export const parseDocument: ParseDocument = (file, text) => {
  const format = /\.(?:json|jsonl|ndjson)$/i.test(file) ? "json" : "yaml";
  if (text.length > MAX_LENGTH[format]) {
    const [limit, size] = [MAX_LENGTH[format], text.length].map((n) => Math.ceil(n / 2 ** 20));
    return [fileComplaint(file, say("text.too-large", size!, limit!, format.toUpperCase()))];
  }
  const plain = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const parsed = format === "json" ? parseJson(file, plain) : parseYaml(file, plain);
  return isComplaints(parsed) ? parsed : { ...parsed, format, root: rootOf(parsed.source) };
};

/**
 * Keys that stand twice in one mapping, each at its second place (the last one's value is the one in `value`), and tags
 * that nobody resolves. Asked for by the loaders of our own formats only: foreign files are none of our business.
 */
export function misreadings(document: Document): readonly Complaint[] {
  return document.misreadings();
}
