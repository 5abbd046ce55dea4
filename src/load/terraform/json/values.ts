// JSON values of a plan or a state -> nodes. Only attributes of the table are kept.
import { inside, type Place } from "../../../model/place.ts";
import { hiding } from "../../../model/secret.ts";
import { AFTER_APPLY, type Node, type Ref } from "../resource.ts";
import { isList, isRecord, type Json } from "../../read/plain.ts";
import type { Shape } from "../resources/shape.ts";

/** What a plan says beside a value: what of it is unknown, and the expressions that give it. */
export interface PlanBeside {
  /** `true`, or the shape of the value with `true` where it is unknown. */
  readonly unknown: unknown;
  /** Marks of what must not be shown: each `true`, or the shape of the value with `true` where it is sensitive. */
  readonly sensitive: readonly unknown[];
  /** `configuration` of the resource or block: an expression, or blocks, by name. */
  readonly expressions: Json | null;
  /** References of an expression, resolved to addresses. */
  readonly refs: (expression: unknown) => readonly Ref[];
  /** Attributes that no expression sets and that are unknown are left out: the provider fills them in. */
  readonly leavesUnset: boolean;
}

export const KNOWN: PlanBeside = {
  unknown: null,
  sensitive: [],
  expressions: null,
  refs: () => [],
  leavesUnset: false,
};

/** An own property; `__proto__` and inherited names are none. */
export function fieldOf(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function listIn(value: unknown): readonly unknown[] {
  return isList(value) ? value : [];
}

export function textIn(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

export function bodyOf(
  shape: Shape,
  values: Json,
  beside: PlanBeside,
  place: Place,
): Node & { kind: "object" } {
  const entries = new Map<string, Node>();
  for (const [name, held] of Object.entries(shape)) {
    const value = fieldOf(values, name);
    const unknown = fieldOf(beside.unknown, name) ?? (beside.unknown === true ? true : undefined);
    const expression = fieldOf(beside.expressions, name);
    if (value === undefined && !hasUnknown(unknown)) continue;
    const at = inside(place, name);
    const isFilledIn = held.holds === "value" || held.computed === true;
    if (unknown === true && !isSet(expression) && beside.leavesUnset && isFilledIn) continue;
    const part = { ...beside, unknown, sensitive: marksOf(beside.sensitive, name) };
    const ordered = held.set !== true;
    const node =
      held.holds === "blocks"
        ? blockNode(held.of, value, part, expression, at, ordered)
        : plainNode(value, part, expression, at, ordered);
    entries.set(name, node);
  }
  return { kind: "object", entries, place };
}

/** Of a part of a value. What is sensitive as a whole is so in each part. */
function marksOf(marks: readonly unknown[], part: string | number): readonly unknown[] {
  return marks.map((mark) => {
    if (mark === true) return true;
    return typeof part === "number" ? listIn(mark)[part] : fieldOf(mark, part);
  });
}

function isSet(expression: unknown): boolean {
  return Array.isArray(expression) ? expression.length > 0 : expression !== undefined;
}

function hasUnknown(unknown: unknown): boolean {
  if (unknown === true) return true;
  if (Array.isArray(unknown)) return unknown.some(hasUnknown);
  return isRecord(unknown) && Object.values(unknown).some(hasUnknown);
}

function blockNode(
  inner: Shape,
  value: unknown,
  beside: PlanBeside,
  expression: unknown,
  place: Place,
  ordered: boolean,
): Node {
  if (beside.unknown === true) return { kind: "unknown", reason: AFTER_APPLY, refs: [], place };
  if (value === null || value === undefined)
    if (!hasUnknown(beside.unknown)) return { kind: "scalar", value: null, place };
  const values = isRecord(value) ? [value] : listIn(value);
  const unknowns = isRecord(beside.unknown) ? [beside.unknown] : listIn(beside.unknown);
  const written = isList(expression) ? expression : [expression];
  // Blocks made by `dynamic` are not in the configuration: then no block can be told from another.
  const count = Math.max(values.length, unknowns.length);
  const isWhole = written.length === count && (ordered || count === 1);
  const items = Array.from({ length: count }, (_, i): Node => {
    const at = isRecord(value) ? place : inside(place, i);
    const unknown = unknowns[i];
    if (unknown === true) return { kind: "unknown", reason: AFTER_APPLY, refs: [], place: at };
    const expressions = isWhole ? written[i] : null;
    const nested = {
      ...beside,
      unknown,
      sensitive: isRecord(value) ? beside.sensitive : marksOf(beside.sensitive, i),
      expressions: isRecord(expressions) ? expressions : null,
      leavesUnset: isWhole && beside.leavesUnset,
    };
    return bodyOf(inner, isRecord(values[i]) ? values[i] : {}, nested, at);
  });
  return { kind: "list", items, ordered, place };
}

function plainNode(
  value: unknown,
  beside: PlanBeside,
  expression: unknown,
  place: Place,
  ordered: boolean,
): Node {
  if (beside.unknown === true)
    return { kind: "unknown", reason: AFTER_APPLY, refs: beside.refs(expression), place };
  if (Array.isArray(value) || Array.isArray(beside.unknown)) {
    const values = listIn(value);
    const unknowns = listIn(beside.unknown);
    const count = Math.max(values.length, unknowns.length);
    // References of a list are flat: only a list of one tells which is whose.
    const refs = count === 1 ? beside.refs : () => [];
    const items = Array.from({ length: count }, (_, i) =>
      plainNode(
        values[i] ?? null,
        { ...beside, unknown: unknowns[i], refs, sensitive: marksOf(beside.sensitive, i) },
        expression,
        inside(place, i),
        true,
      ),
    );
    return { kind: "list", items, ordered, place };
  }
  if (isRecord(value)) return { kind: "object", entries: new Map(), place };
  const isScalar =
    typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  const isSecret = isScalar && beside.sensitive.includes(true);
  const at = isSecret ? hiding(place, new Map([[String(value), "sensitive"]])) : place;
  return { kind: "scalar", value: isScalar ? value : null, place: at };
}
