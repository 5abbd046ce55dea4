// Edits of a YAML list in block style: every item begins with a dash on a line of its own, so that whole lines come
// and go.
import { say } from "../../words/index.ts";
import { spanOf, type Place } from "../../model/place.ts";
import type { ListChange, ListTarget, NewEntry, Withheld } from "./entry.ts";
import { contentOf, fieldIn } from "./field.ts";
import { render, styleFor } from "./style.ts";
import {
  breakAt,
  lineEnd,
  lineStart,
  wholeLines,
  withComments,
  withEndKept,
  type Splice,
} from "./text.ts";

/** How the items of a list begin. */
export interface Dash {
  /** Blanks before the dash. */
  readonly indent: string;
  /** Blanks behind it. */
  readonly gap: string;
}

interface Item extends Dash {
  /** Offset of the line that holds the dash. */
  readonly line: number;
  /** Where its last value ends. */
  readonly end: number;
}

export function blockSplices(target: ListTarget, change: ListChange): Splice[] | Withheld {
  const items: Item[] = [];
  for (const place of target.items) {
    const item = itemAt(place);
    if (item === null) return { withheld: say("fix-edit.odd-list") };
    items.push(item);
  }
  const splices: Splice[] = [];
  for (const index of change.removes) splices.push(removal(target, items[index]!));
  for (const [before, entries] of change.inserts)
    splices.push(insertion(target, items, change.removes, before, entries));
  if (change.inserts.size > 0 || change.removes.size < items.length)
    return withEndKept(target.source.text, splices);
  const empty = emptied(target);
  return "withheld" in empty ? empty : withEndKept(target.source.text, [...splices, empty]);
}

/** The dash of an item; null where something else stands before it on its line. */
export function itemAt(place: Place): Item | null {
  const { text } = place.source;
  const { start, end } = contentOf(place);
  const line = lineStart(text, start);
  const [, indent, gap] = /^( *)-( +)(?:[&!]\S* +)*$/.exec(text.slice(line, start)) ?? [];
  return indent === undefined || gap === undefined ? null : { indent, gap, line, end };
}

function removal({ source: { text } }: ListTarget, { line, end }: Item): Splice {
  return wholeLines(text, line, end);
}

function insertion(
  target: ListTarget,
  items: readonly Item[],
  removes: ReadonlySet<number>,
  before: number,
  entries: readonly NewEntry[],
): Splice {
  const { text } = target.source;
  // In the place of what is removed at the end, so that the two splices do not overlap.
  while (before === items.length && removes.has(before - 1)) before--;
  const near = items[before] ?? items.at(-1)!;
  const newline = breakAt(text, near.line);
  const lines = entries.map((entry) =>
    entryLines(target, entry, near, newline, nearestTo(target, before)),
  );
  if (before === items.length) {
    const at = lineEnd(text, near.end);
    return { start: at, end: at, text: lines.map((line) => `${newline}${line}`).join("") };
  }
  const floor = items[before - 1]?.end ?? spanOf(target.owner).start;
  // What is replaced leaves its comments where they are; what stays keeps them.
  const at = removes.has(before)
    ? near.line
    : withComments(text, near.line + near.indent.length, floor, /^#/);
  return { start: at, end: at, text: lines.map((line) => `${line}${newline}`).join("") };
}

/** The item above, then the one below, then the rest of the list. */
export function nearestTo({ items }: ListTarget, before: number): Place[] {
  const [above, below] = [items.slice(0, before).toReversed(), items.slice(before)];
  return [...above.slice(0, 1), ...below.slice(0, 1), ...above.slice(1), ...below.slice(1)];
}

/** One new item without the line break that ends it. */
export function entryLines(
  target: ListTarget,
  entry: NewEntry,
  { indent, gap }: Dash,
  newline: string,
  nearest: readonly Place[],
): string {
  const style = styleFor(
    target,
    nearest,
    entry.map(({ key }) => key),
  );
  const inner = `${indent} ${gap.replaceAll("\t", " ")}`;
  return `${indent}-${gap}${render(style, entry, inner, newline)}`;
}

/** `ingress:` without a value would be null, which is no list. */
function emptied({ owner, key, source: { text } }: ListTarget): Splice | Withheld {
  const field = fieldIn(owner, key)!;
  const rest = text.slice(field.key.end, lineEnd(text, field.key.end));
  const [colon] = /^\s*:(?=\s*(?:#.*)?$)/.exec(rest) ?? [];
  if (colon === undefined) return { withheld: say("fix-edit.odd-list") };
  const at = field.key.end + colon.length;
  return { start: at, end: at, text: " []" };
}
