// Where the parts of one text come from: what a caller gave to a module, a local, a loop. What is wrong with a part is said
// there, not at the template that it was put into. Pure.
import { locate, type Place } from "../../model/place.ts";
import { isHidden } from "../../model/secret.ts";
import { say } from "../../words/index.ts";
import { quote } from "../own/wording.ts";
import type { Node, TextOrigin } from "./resource.ts";

type Text = Node & { readonly kind: "scalar" | "template" };

/** What is more is of no use to anybody who reads a complaint. */
const MAX_ORIGINS = 64;
const MAX_NAMED = 3;

/** Null where they tell no more than the place of the whole. */
export function originsKept(origins: readonly TextOrigin[]): readonly TextOrigin[] | null {
  return origins.length > 0 && origins.length <= MAX_ORIGINS ? origins : null;
}

/** The origins of a text, counted from `start`: its own parts, else the place of the whole. */
export function originsOf({ from, place }: Text, length: number, start = 0): readonly TextOrigin[] {
  const own = from ?? [{ start: 0, end: length, place }];
  return start === 0
    ? own
    : own.map((one) => ({ ...one, start: one.start + start, end: one.end + start }));
}

export function originsIn(node: Node, length: number): readonly TextOrigin[] {
  const isText = node.kind === "scalar" || node.kind === "template";
  return isText ? originsOf(node, length) : [];
}

/** The text between two offsets of the known text of a node, with what it was made of. */
export function pieceOf({ from, place }: Text, text: string, start: number): Node {
  const end = start + text.length;
  const inside = (from ?? []).flatMap((one) => {
    const cut = { start: Math.max(one.start, start), end: Math.min(one.end, end) };
    return cut.start < cut.end || (one.start === start && one.end === end)
      ? [{ start: cut.start - start, end: cut.end - start, place: one.place }]
      : [];
  });
  const kept = originsKept(inside);
  return { kind: "scalar", value: text, place, ...(kept && { from: kept }) };
}

/** The one place that the whole text comes from; where it is put together, that of the expression which does. */
export function originOf(node: Node): Place {
  const [only, second] = madeOf(node);
  const isWhole = only && !second && only.start === 0 && only.end >= lengthOf(node);
  return isWhole ? only.place : node.place;
}

/** `why`, and what the text was put together from, where that is written elsewhere. */
export function withOrigins(why: string, node: Node): string {
  if (node.kind !== "scalar" || originOf(node) !== node.place) return why;
  const text = String(node.value);
  const at = locate(node.place);
  const named = new Set(
    madeOf(node).flatMap(({ start, end, place }) => {
      const { file, line, column } = locate(place);
      const isBeside = file === at.file && line >= at.line && line <= at.endLine;
      return isBeside
        ? []
        : [say("terraform.piece", quote(text.slice(start, end)), file, line, column)];
    }),
  );
  const all = [...named];
  return all.length === 0 || all.length > MAX_NAMED
    ? why
    : say("terraform.made-of", why, all.join(", "));
}

/** A text of which something is secret is told of as a whole. */
function madeOf(node: Node): readonly TextOrigin[] {
  if ((node.kind !== "scalar" && node.kind !== "template") || isHidden(node.place)) return [];
  const from = node.from ?? [];
  return from.some(({ place }) => isHidden(place)) ? [] : from;
}

function lengthOf(node: Node): number {
  return node.kind === "scalar" ? String(node.value).length : Infinity;
}
