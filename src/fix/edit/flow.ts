// Edits of a list in brackets, in any language that has them: on one line, or an item to a line. Commas go where they
// belong, and what stands between other items stays.
import { spanOf, type Span } from "../../model/place.ts";
import { say } from "../../words/index.ts";
import { nearestTo } from "./block.ts";
import type { ListChange, ListTarget, NewEntry, Withheld } from "./entry.ts";
import { render, styleFor } from "./style.ts";
import {
  beginsLine,
  breakAt,
  indentOf,
  lineEnd,
  lineStart,
  nextLine,
  withComments,
  type Splice,
} from "./text.ts";

/** A list in brackets, and how one of its entries is written. */
export interface FlowList<T> {
  readonly text: string;
  /** Comments above this offset are not the list's. */
  readonly start: number;
  readonly items: readonly FlowItem[];
  /** Where the comments begin that stand above an offset and speak about it. */
  readonly top: (at: number, floor: number) => number;
  /** What stands between the brackets; null where comments do, which have nothing left to speak about. */
  readonly inner: () => Span | null;
  /** Lines below the first are indented by `indent`. */
  readonly write: (entry: T, before: number, indent: string, newline: string) => string;
}

export interface FlowChange<T> {
  readonly inserts: ReadonlyMap<number, readonly T[]>;
  readonly removes: ReadonlySet<number>;
}

/** A list of definitions. */
export function flowSplices(target: ListTarget, change: ListChange): Splice[] | Withheld {
  const { text } = target.source;
  const comment = target.language === "yaml" ? /^#/ : null;
  const items = target.items.map((place) => itemOf(text, comment, spanOf(place)));
  const list: FlowList<NewEntry> = {
    text,
    start: spanOf(target.owner).start,
    items,
    top: (at, floor) => (comment ? withComments(text, at, floor, comment) : lineStart(text, at)),
    inner: () => innerOf(text, comment, items),
    write: (entry, before, indent, newline) => {
      const keys = entry.map(({ key }) => key);
      const style = styleFor(target, nearestTo(target, before), keys);
      const flow = style.layout === "block" ? { ...style, layout: "line" as const } : style;
      return render(flow, entry, indent, newline);
    },
  };
  return bracketSplices(list, change);
}

export interface FlowItem extends Span {
  /** Offset of the comma behind it; null for a last item without one. */
  readonly comma: number | null;
  /** Nothing else stands on its lines. */
  readonly alone: boolean;
}

/** At least one item. */
export function bracketSplices<T>(list: FlowList<T>, change: FlowChange<T>): Splice[] | Withheld {
  const { items } = list;
  const taken = new Set<number>();
  const splices: Splice[] = [];
  for (const [index, entries] of change.inserts) {
    let before = index;
    while (before === items.length && change.removes.has(before - 1)) before--;
    // A new item in the place of one that goes: commas stay as they are.
    if (change.removes.has(before) && !taken.has(before)) {
      taken.add(before);
      const { start, end } = items[before]!;
      splices.push({ start, end, text: written(list, before, entries) });
    } else splices.push(...insertion(list, before, entries));
  }
  const removes = new Set([...change.removes].filter((index) => !taken.has(index)));
  if (removes.size < items.length) return [...splices, ...removals(list, removes)];
  return removes.size === 0 ? splices : emptied(list);
}

function itemOf(text: string, comment: RegExp | null, { start, end }: Span): FlowItem {
  const comma = commaBehind(text, end, comment);
  const behind = text.slice((comma ?? end - 1) + 1, lineEnd(text, comma ?? end)).trimStart();
  const isFree = behind === "" || (comment?.test(behind) ?? false);
  return { start, end, comma, alone: beginsLine(text, start) && isFree };
}

/** Past blanks, line breaks and comments. */
function commaBehind(text: string, from: number, comment: RegExp | null): number | null {
  for (let at = from; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === ",") return at;
    if (comment?.test(text.slice(at, at + 2))) at = lineEnd(text, at);
    else if (!/\s/.test(sign)) return null;
  }
  return null;
}

function written<T>(
  { text, write, items }: FlowList<T>,
  before: number,
  entries: readonly T[],
): string {
  const near = items[before] ?? items.at(-1)!;
  const newline = breakAt(text, near.start);
  const closing = beginsLine(text, near.end - 1) ? near.end - 1 : near.start;
  const texts = entries.map((entry) => write(entry, before, indentOf(text, closing), newline));
  return texts.join(near.alone ? `,${newline}${indentOf(text, near.start)}` : ", ");
}

function insertion<T>(list: FlowList<T>, before: number, entries: readonly T[]): Splice[] {
  const { text, start, items } = list;
  const body = written(list, before, entries);
  if (before === items.length) return appended(list, body);
  const near = items[before]!;
  if (!beginsLine(text, near.start)) return [insert(near.start, `${body}, `)];
  const floor = items[before - 1]?.end ?? start;
  const indent = indentOf(text, near.start);
  return [insert(list.top(near.start, floor), `${indent}${body},${breakAt(text, near.start)}`)];
}

function appended<T>({ text, items }: FlowList<T>, body: string): Splice[] {
  const last = items.at(-1)!;
  if (!beginsLine(text, last.start))
    return last.comma === null
      ? [insert(last.end, `, ${body}`)]
      : [insert(last.comma + 1, ` ${body},`)];
  const lead = `${breakAt(text, last.start)}${indentOf(text, last.start)}`;
  if (!last.alone) {
    const comma = last.comma === null ? "," : "";
    return [insert((last.comma ?? last.end - 1) + 1, `${comma}${lead}${body}`)];
  }
  const at = lineEnd(text, last.comma ?? last.end);
  if (last.comma !== null) return [insert(at, `${lead}${body},`)];
  return [insert(last.end, ","), insert(at, `${lead}${body}`)];
}

function removals<T>({ text, items }: FlowList<T>, removes: ReadonlySet<number>): Splice[] {
  const lastKept = items.findLastIndex((_, i) => !removes.has(i));
  const endsBare = items.at(-1)!.comma === null;
  const splices: Splice[] = [];
  for (const index of removes) {
    const item = items[index]!;
    if (item.alone) {
      const end = nextLine(text, item.comma ?? item.end);
      splices.push({ start: lineStart(text, item.start), end, text: "" });
    } else if (index < lastKept)
      splices.push({ start: item.start, end: items[index + 1]!.start, text: "" });
    else {
      // The comma before it goes with it, unless the list ends with one.
      const above = items[index - 1]!;
      const start = endsBare ? above.end : above.comma! + 1;
      splices.push({ start, end: endsBare ? item.end : item.comma! + 1, text: "" });
    }
  }
  const first = items[lastKept + 1];
  if (first?.alone && endsBare) {
    const comma = items[lastKept]!.comma!;
    splices.push({ start: comma, end: comma + 1, text: "" });
  }
  return splices;
}

function emptied<T>({ inner }: FlowList<T>): Splice[] | Withheld {
  const span = inner();
  return span ? [{ ...span, text: "" }] : { withheld: say("fix-edit.comments-lost") };
}

/** Comments in the brackets have nothing left to speak about, but they are the user's. */
function innerOf(text: string, comment: RegExp | null, items: readonly Span[]): Span | null {
  const start = text.lastIndexOf("[", items[0]!.start) + 1;
  const end = text.indexOf("]", items.at(-1)!.end);
  const kept = items.map((item, i) => text.slice(item.end, items[i + 1]?.start ?? end));
  const between = [text.slice(start, items[0]!.start), ...kept].join("");
  return comment && between.replace(/[\s,]/g, "") !== "" ? null : { start, end };
}

function insert(at: number, text: string): Splice {
  return { start: at, end: at, text };
}
