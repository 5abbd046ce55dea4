// Whether a document is a snapshot. Decides only that, and loads nothing that reads one.
import { isRecord } from "../../read/plain.ts";
import type { Document } from "../../text/document.ts";

export function looksLikeSnapshot({ value }: Document): boolean {
  return isRecord(value) && value.sglint === "snapshot";
}
