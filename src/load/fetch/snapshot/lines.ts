// JSON in lines: each object of a list starts one of its own, so that a policy, a listener or an instance has a line
// number. Made piece by piece; never one text of the whole.

import { isRecord } from "../../read/plain.ts";

/** The text of a value in pieces: what an element of its outer lists holds is one. Objects in lists start a line, led by a space. */
export function* jsonLines(value: unknown): Generator<string> {
  if (isListOfRecords(value)) {
    yield "[";
    for (const [i, element] of value.entries()) yield (i === 0 ? "\n " : ",\n ") + textOf(element);
    yield "\n ]";
  } else if (isRecord(value)) {
    let first = true;
    yield "{";
    for (const [key, inner] of Object.entries(value)) {
      if (inner === undefined) continue;
      yield `${first ? "" : ","}${JSON.stringify(key)}:`;
      first = false;
      yield* jsonLines(inner);
    }
    yield "}";
  } else yield textOf(value);
}

function textOf(value: unknown): string {
  if (isListOfRecords(value)) return `[\n ${value.map(textOf).join(",\n ")}\n ]`;
  if (!isRecord(value)) return JSON.stringify(value ?? null);
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${textOf(inner)}`).join(",")}}`;
}

function isListOfRecords(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.some(isRecord);
}
