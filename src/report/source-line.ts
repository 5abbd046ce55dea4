// One line of the user's text as it is shown: tabs expanded, controls visible, and of a line that is too long
// only the part around the span. Knows where a column of the text ends up.
import { visible } from "./escape.ts";
import { displayWidth, graphemes } from "./width.ts";

const TAB = 4;
const CUT = "…";
const ONE_CELL_EACH = /^[\x20-\x7e]*$/;

export interface ShownLine {
  readonly text: string;
  /** Cells of a stretch of the line (0-based UTF-16 offsets), at least one wide; clipped to what is shown. */
  cells(start: number, end: number): { readonly from: number; readonly to: number };
}

interface Cell {
  readonly text: string;
  /** Offsets in the line. */
  readonly start: number;
  readonly end: number;
  /** Position in cells from the first one measured. */
  readonly at: number;
  readonly width: number;
}

/** Shows `raw` in at most `room` cells, so that the stretch from `start` on is seen. */
export function showLine(raw: string, start: number, end: number, room: number): ShownLine {
  const piece = nearby(raw, start, room);
  const cells = measure(raw, piece);
  const total = after(cells.at(-1));
  if (piece.from === 0 && piece.to === raw.length && total <= room) return shown(cells, "", "");
  return shorten(cells, { ...piece, length: raw.length }, { start, end }, room);
}

/** Whether the line can be shown whole. Of a minified file, its length alone tells. */
export function fits(raw: string, room: number): boolean {
  if (raw.length <= room && ONE_CELL_EACH.test(raw)) return true;
  return raw.length <= room * 8 && after(measure(raw, { from: 0, to: raw.length }).at(-1)) <= room;
}

/** A minified file may be one line of megabytes: only what could be shown is ever measured. */
function nearby(raw: string, start: number, room: number): { from: number; to: number } {
  const close = within(raw, start, room);
  return ONE_CELL_EACH.test(raw.slice(close.from, close.to)) ? close : within(raw, start, room * 4);
}

function within(raw: string, start: number, reach: number): { from: number; to: number } {
  const isLow = (i: number) => /[\udc00-\udfff]/.test(raw[i] ?? "");
  let from = Math.max(0, start - reach);
  let to = Math.min(raw.length, start + reach);
  if (from > 0 && isLow(from)) from++;
  if (to < raw.length && isLow(to)) to++;
  return { from, to };
}

function measure(raw: string, { from, to }: { from: number; to: number }): Cell[] {
  const out: Cell[] = [];
  let at = 0;
  const piece = raw.slice(from, to);
  const asShown = ONE_CELL_EACH.test(piece) ? (text: string) => text : visible;
  for (const grapheme of graphemes(piece)) {
    const start = from + grapheme.start;
    const text = grapheme.text === "\t" ? " ".repeat(TAB - (at % TAB)) : asShown(grapheme.text);
    const width = text === grapheme.text ? grapheme.width : displayWidth(text);
    out.push({ text, start, end: start + grapheme.text.length, at, width });
    at += width;
  }
  return out;
}

function shorten(
  cells: readonly Cell[],
  piece: { from: number; to: number; length: number },
  focus: { start: number; end: number },
  room: number,
): ShownLine {
  const begin = cells.find((cell) => cell.end > focus.start)?.at ?? after(cells.at(-1));
  const finish = after(cells.findLast((cell) => cell.start < focus.end)) || begin;
  const inner = room - 2;
  const spare = Math.max(0, inner - (finish - begin));
  let left = Math.max(0, begin - Math.floor(spare / 2));
  if (piece.to === piece.length) left = Math.max(0, Math.min(left, after(cells.at(-1)) - inner));
  if (piece.from === 0 && finish <= room - 1) left = 0;
  const cutLeft = left > 0 || piece.from > 0;
  const first = cells.findIndex((cell) => cell.at >= left);
  const kept: Cell[] = [];
  for (const cell of first < 0 ? [] : cells.slice(first)) {
    if (after(cell) - left > room - 1 - (cutLeft ? 1 : 0)) break;
    kept.push(cell);
  }
  const last = kept.at(-1);
  const cutRight = last ? last.end < piece.length : true;
  return shown(kept, cutLeft ? CUT : "", cutRight ? CUT : "");
}

function shown(cells: readonly Cell[], before: string, behind: string): ShownLine {
  const origin = (cells[0]?.at ?? 0) - before.length;
  const end = after(cells.at(-1)) - origin;
  return {
    text: before + cells.map((cell) => cell.text).join("") + behind,
    cells(start, stop) {
      const first = cells.find((cell) => cell.end > start);
      const last = cells.findLast((cell) => cell.start < stop);
      const from = first ? first.at - origin : cells.length > 0 ? end : 0;
      const to = last ? after(last) - origin : 0;
      return { from, to: Math.max(to, from + 1) };
    },
  };
}

function after(cell: Cell | undefined): number {
  return cell ? cell.at + cell.width : 0;
}
