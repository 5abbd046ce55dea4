// Where in a value something stands, as far as the syntax tells. A path ends where it is no longer told: what is
// deeper is meant too. Pure.
import { spanOf } from "../../../../model/place.ts";
import type { FileSpan } from "../syntax/spot.ts";
import type { SyntaxBody, SyntaxEntry, Expression } from "../syntax/syntax.ts";

/** `null`: any key. */
export type ValuePath = readonly (string | number | null)[];

/** What is left of a path behind these steps; null where the two part. */
export function behind(path: ValuePath, steps: ValuePath): ValuePath | null {
  const parts = steps.some((step, i) => {
    const own = path[i] ?? null;
    return own !== null && step !== null && String(own) !== String(step);
  });
  return parts ? null : path.slice(steps.length);
}

/** The way to the text at a span through what is written out: lists, objects, branches. */
export function pathTo(expression: Expression, span: FileSpan): ValuePath {
  switch (expression.kind) {
    case "group":
      return pathTo(expression.of, span);
    case "tuple": {
      const at = expression.items.findIndex((item) => surrounds(item, span));
      return at < 0 ? [] : [at, ...pathTo(expression.items[at]!, span)];
    }
    case "object": {
      const entry = expression.entries.find(({ value }) => surrounds(value, span));
      return entry ? [entryKey(entry), ...pathTo(entry.value, span)] : [];
    }
    case "conditional": {
      const branch = [expression.yes, expression.no].find((one) => surrounds(one, span));
      return branch ? pathTo(branch, span) : [];
    }
    default:
      return [];
  }
}

/** Null where the text stands in no argument or block of the body. */
export function pathInBody({ attributes, blocks }: SyntaxBody, span: FileSpan): ValuePath | null {
  for (const [name, { value }] of attributes)
    if (surrounds(value, span)) return [name, ...pathTo(value, span)];
  for (const block of blocks) {
    if (!surrounds(block, span)) continue;
    const name = block.type === "dynamic" ? (block.labels[0] ?? null) : block.type;
    const inner = block.type === "dynamic" ? [] : (pathInBody(block.body, span) ?? []);
    return [name, null, ...inner];
  }
  return null;
}

export function entryKey({ key }: SyntaxEntry): string | null {
  if (key.kind === "name") return key.name;
  return key.kind === "literal" ? String(key.value) : null;
}

export function surrounds({ place }: Pick<Expression, "place">, span: FileSpan): boolean {
  if (place.source.file !== span.file) return false;
  const { start, end } = span;
  const own = spanOf(place);
  return own.start <= start && end <= own.end;
}
