// JSON values of a plan or a state -> nodes. Only attributes of the table are kept.
import { message } from "../../../words/index.ts";
import { inside, type Place } from "../../../model/place.ts";
import type { Node, Ref } from "../resource.ts";
import type { Shape } from "../resources/shape.ts";

export type Json = Readonly<Record<string, unknown>>;

/** What a plan says beside a value: what of it is unknown, and the expressions that give it. */
export interface Beside {
  /** `true`, or the shape of the value with `true` where it is unknown. */
  readonly unknown: unknown;
  /** `configuration` of the resource or block: an expression, or blocks, by name. */
  readonly expressions: Json | null;
  /** References of an expression, resolved to addresses. */
  readonly refs: (expression: unknown) => readonly Ref[];
  /** Attributes that no expression sets and that are unknown are left out: the provider fills them in. */
  readonly leavesUnset: boolean;
}

export const KNOWN: Beside = {
  unknown: null,
  expressions: null,
  refs: () => [],
  leavesUnset: false,
};
export const AFTER_APPLY = message("terraform.after-apply");

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An own property; `__proto__` and inherited names are none. */
export function own(value: unknown, key: string): unknown {
  return isJson(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

export function bodyOf(
  shape: Shape,
  values: Json,
  beside: Beside,
  place: Place,
): Node & { kind: "object" } {
  const entries = new Map<string, Node>();
  for (const [name, held] of Object.entries(shape)) {
    const value = own(values, name);
    const unknown = own(beside.unknown, name) ?? (beside.unknown === true ? true : undefined);
    const expression = own(beside.expressions, name);
    if (value === undefined && !hasUnknown(unknown)) continue;
    const at = inside(place, name);
    const isFilledIn = held.holds === "value" || held.computed === true;
    if (unknown === true && !isSet(expression) && beside.leavesUnset && isFilledIn) continue;
    const part = { ...beside, unknown };
    const ordered = held.set !== true;
    const node =
      held.holds === "blocks"
        ? blockNode(held.of, value, part, expression, at, ordered)
        : plainNode(value, part, expression, at, ordered);
    entries.set(name, node);
  }
  return { kind: "object", entries, place };
}

function isSet(expression: unknown): boolean {
  return Array.isArray(expression) ? expression.length > 0 : expression !== undefined;
}

function hasUnknown(unknown: unknown): boolean {
  if (unknown === true) return true;
  if (Array.isArray(unknown)) return unknown.some(hasUnknown);
  return isJson(unknown) && Object.values(unknown).some(hasUnknown);
}

function blockNode(
  inner: Shape,
  value: unknown,
  beside: Beside,
  expression: unknown,
  place: Place,
  ordered: boolean,
): Node {
  if (beside.unknown === true) return { kind: "unknown", reason: AFTER_APPLY, refs: [], place };
  if (value === null || value === undefined)
    if (!hasUnknown(beside.unknown)) return { kind: "scalar", value: null, place };
  const values = isJson(value) ? [value] : list(value);
  const unknowns = isJson(beside.unknown) ? [beside.unknown] : list(beside.unknown);
  const written = Array.isArray(expression) ? (expression as unknown[]) : [expression];
  // Blocks made by `dynamic` are not in the configuration: then no block can be told from another.
  const count = Math.max(values.length, unknowns.length);
  const isWhole = written.length === count && (ordered || count === 1);
  const items = Array.from({ length: count }, (_, i): Node => {
    const at = isJson(value) ? place : inside(place, i);
    const unknown = unknowns[i];
    if (unknown === true) return { kind: "unknown", reason: AFTER_APPLY, refs: [], place: at };
    const expressions = isWhole ? written[i] : null;
    const nested = {
      ...beside,
      unknown,
      expressions: isJson(expressions) ? expressions : null,
      leavesUnset: isWhole && beside.leavesUnset,
    };
    return bodyOf(inner, isJson(values[i]) ? values[i] : {}, nested, at);
  });
  return { kind: "list", items, ordered, place };
}

function plainNode(
  value: unknown,
  beside: Beside,
  expression: unknown,
  place: Place,
  ordered: boolean,
): Node {
  if (beside.unknown === true)
    return { kind: "unknown", reason: AFTER_APPLY, refs: beside.refs(expression), place };
  if (Array.isArray(value) || Array.isArray(beside.unknown)) {
    const values = list(value);
    const unknowns = list(beside.unknown);
    const count = Math.max(values.length, unknowns.length);
    // References of a list are flat: only a list of one tells which is whose.
    const refs = count === 1 ? beside.refs : () => [];
    const items = Array.from({ length: count }, (_, i) =>
      plainNode(
        values[i] ?? null,
        { ...beside, unknown: unknowns[i], refs },
        expression,
        inside(place, i),
        true,
      ),
    );
    return { kind: "list", items, ordered, place };
  }
  if (isJson(value)) return { kind: "object", entries: new Map(), place };
  const isScalar =
    typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return { kind: "scalar", value: isScalar ? value : null, place };
}
