// JSON in lines: each object of a list starts one of its own, so that a policy, a listener or an instance has a line
// number. Made piece by piece; never one text of the whole.

import { isRecord } from "../../read/plain.ts";

/** The text of a value in pieces. Objects in lists start a line, led by a space. */
export function* jsonLines(value: unknown): Generator<string> {
  if (Array.isArray(value) && value.some(isRecord)) {
    yield "[";
    for (const [i, element] of value.entries()) {
      yield i === 0 ? "\n " : ",\n ";
      yield* jsonLines(element);
    }
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
  } else yield JSON.stringify(value ?? null);
}
