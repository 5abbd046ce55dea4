// Whether a document is a snapshot. Decides only that, and loads nothing that reads one.
import type { Document } from "../../text/document.ts";

export function looksLikeSnapshot({ value }: Document): boolean {
  return (
    typeof value === "object" && value !== null && "sglint" in value && value.sglint === "snapshot"
  );
}
