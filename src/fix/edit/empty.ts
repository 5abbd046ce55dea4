// The first policies of a group: its list is empty, or is not written at all.
import { say } from "../../words/index.ts";
import { pathOf, spanOf, type Place } from "../../model/place.ts";
import { entryLines, itemAt, type Dash } from "./block.ts";
import type { ListTarget, NewEntry, Withheld } from "./entry.ts";
import { contentOf, fieldIn, type FieldSpan } from "./field.ts";
import { render, styleFor } from "./style.ts";
import { beginsLine, breakAt, indentOf, lineEnd, type Splice } from "./text.ts";

const ODD = { withheld: say("fix-edit.odd-group") };

export function firstSplices(
  target: ListTarget,
  entries: readonly NewEntry[],
): Splice[] | Withheld {
  const field = fieldIn(target.owner, target.key);
  return field ? filled(target, field, entries) : added(target, entries);
}

/** `ingress: []` -> the policies. */
function filled(
  target: ListTarget,
  { key, value }: FieldSpan,
  entries: readonly NewEntry[],
): Splice[] | Withheld {
  const { text } = target.source;
  if (!/^\[\s*\]$/.test(text.slice(value.start, value.end))) return ODD;
  const between = text.slice(key.end, value.start);
  if (!isBlock(target) || !beginsLine(text, key.start) || !/^\s*:[ \t]*$/.test(between))
    return [{ ...value, text: bracketed(target, entries, indentOf(text, key.start)) }];
  const end = lineEnd(text, value.end);
  if (!/^\s*(?:#.*)?$/.test(text.slice(value.end, end))) return ODD;
  const colon = text.indexOf(":", key.end) + 1;
  const at = { start: end, end, text: dashed(target, entries, columnOf(text, key.start)) };
  return [{ start: colon, end: value.end, text: "" }, at];
}

/** Behind the group's id or name, whichever comes last. */
function added(target: ListTarget, entries: readonly NewEntry[]): Splice[] | Withheld {
  const { text } = target.source;
  const heads = ["id", "name"].flatMap((key) => fieldIn(target.owner, key) ?? []);
  const last = heads.toSorted((a, b) => a.key.start - b.key.start).at(-1);
  if (!last || text.slice(last.value.start, last.value.end).includes("\n")) return ODD;
  if (isBlock(target)) {
    const at = lineEnd(text, last.value.end);
    if (!/^\s*(?:#.*)?$/.test(text.slice(last.value.end, at))) return ODD;
    const column = columnOf(text, heads[0]!.key.start);
    const head = `${breakAt(text, at)}${" ".repeat(column)}${target.key}:`;
    return [{ start: at, end: at, text: `${head}${dashed(target, entries, column)}` }];
  }
  const ownLine = beginsLine(text, last.key.start);
  const [indent, newline] = [indentOf(text, last.key.start), breakAt(text, last.key.start)];
  const quote = text[last.key.start] === '"' ? '"' : "";
  const lead = ownLine ? `,${newline}${indent}` : ", ";
  const list = bracketed(target, entries, indent);
  return [
    {
      start: last.value.end,
      end: last.value.end,
      text: `${lead}${quote}${target.key}${quote}: ${list}`,
    },
  ];
}

/** Whether the group is a block mapping. */
function isBlock({ owner, language }: ListTarget): boolean {
  return language === "yaml" && owner.source.text[spanOf(owner).start] !== "{";
}

function dashed(target: ListTarget, entries: readonly NewEntry[], column: number): string {
  const { text } = target.source;
  const newline = breakAt(text, spanOf(target.owner).start);
  const dash = dashFor(target, column);
  return entries
    .map((entry) => `${newline}${entryLines(target, entry, dash, newline, [])}`)
    .join("");
}

/** Dashes stand as far from their key as in the file's other lists; the list of the groups is one. */
function dashFor({ owner, neighbours, source: { text } }: ListTarget, column: number): Dash {
  for (const place of [...neighbours, owner]) {
    const [item, key] = [itemAt(place), keyAbove(place)];
    if (item && key !== null) {
      const offset = item.indent.length - columnOf(text, key);
      if (offset >= 0) return { indent: " ".repeat(column + offset), gap: item.gap };
    }
  }
  return { indent: " ".repeat(column + 2), gap: " " };
}

/** Offset of the key whose list holds the item. */
function keyAbove(item: Place): number | null {
  const list = item.parent;
  if (!list?.parent || typeof list.key !== "string" || pathOf(item).length < 2) return null;
  return fieldIn(list.parent, list.key)?.key.start ?? null;
}

function bracketed(target: ListTarget, entries: readonly NewEntry[], indent: string): string {
  const { text } = target.source;
  const newline = breakAt(text, spanOf(target.owner).start);
  const [first] = entries;
  const style = styleFor(
    target,
    [],
    first!.map(({ key }) => key),
  );
  const flow = style.layout === "block" ? { ...style, layout: "line" as const } : style;
  const spread = spreadOf(target, indent);
  if (spread === null)
    return `[${entries.map((entry) => render(flow, entry, indent, newline)).join(", ")}]`;
  const inner = `${newline}${indent}${spread}`;
  const items = entries.map((entry) => render(flow, entry, `${indent}${spread}`, newline));
  return `[${inner}${items.join(`,${inner}`)}${newline}${indent}]`;
}

/** What items in brackets are indented by where they have lines of their own; null where they stand in one line. */
function spreadOf(
  { neighbours, owner, source: { text } }: ListTarget,
  indent: string,
): string | null {
  const model = neighbours.find(
    (place) => text[contentOf(place).start] === "{" && keyAbove(place) !== null,
  );
  const at = contentOf(model ?? owner).start;
  if (!beginsLine(text, at)) return null;
  const key = model ? keyAbove(model)! : null;
  const step = key === null ? 0 : indentOf(text, at).length - indentOf(text, key).length;
  return step > 0 ? indentOf(text, at).slice(-step) : indent.startsWith("\t") ? "\t" : "  ";
}

function columnOf(text: string, at: number): number {
  return at - (text.lastIndexOf("\n", at - 1) + 1);
}
