// Where a key and its value stand in a mapping of definitions.
import { inside, spanOf, type Place, type Span } from "../../model/place.ts";

export interface FieldSpan {
  readonly key: Span;
  readonly value: Span;
}

/** Every key that a policy or an entry may have. */
const KEYS = [
  "action",
  "source",
  "destination",
  "cidr",
  "sourceCidr",
  "sourcePort",
  "destinationCidr",
  "destinationPort",
  "protocol",
  "port",
  "service",
  "priority",
  "description",
] as const;

/** Null where the mapping has no such key. A place that leads nowhere ends at what is above it, which is no key. */
export function fieldIn(mapping: Place, key: string): FieldSpan | null {
  const found = spanOf(inside(mapping, key, "key"));
  const written = mapping.source.text.slice(found.start, found.end);
  if (unquoted(written) !== key) return null;
  return { key: found, value: spanOf(inside(mapping, key)) };
}

export function fieldsOf(mapping: Place): Map<string, FieldSpan> {
  const out = new Map<string, FieldSpan>();
  for (const key of KEYS) {
    const field = fieldIn(mapping, key);
    if (field) out.set(key, field);
  }
  return new Map([...out].toSorted(([, a], [, b]) => a.key.start - b.key.start));
}

/** The span of a mapping's own text: a block mapping ends with its last value, not behind the blank lines below. */
export function contentOf(mapping: Place): Span {
  const { start, end } = spanOf(mapping);
  const { text } = mapping.source;
  if (text[start] === "{") return { start, end };
  const ends = [...fieldsOf(mapping).values()].map(({ key, value }) =>
    Math.max(key.end, trimmedEnd(text, value)),
  );
  return { start, end: Math.max(start, ...ends) };
}

function trimmedEnd(text: string, { start, end }: Span): number {
  return start + text.slice(start, end).trimEnd().length;
}

export function quoteOf(written: string): '"' | "'" | "" {
  const first = written[0];
  return first === '"' || first === "'" ? first : "";
}

function unquoted(written: string): string {
  return quoteOf(written) === "" ? written : written.slice(1, -1);
}
