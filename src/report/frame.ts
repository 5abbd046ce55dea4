// The code frame: source lines with a number, the marks under them, and their labels. Knows no findings.
import {
  lineText,
  locateLine,
  locateSpan,
  spanOf,
  type Location,
  type Source,
} from "../model/place.ts";
import type { Mark } from "../model/finding.ts";
import { visible } from "./escape.ts";
import { fits, showLine } from "./source-line.ts";
import { styled, type Role, type Row } from "./style.ts";
import { displayWidth, wrap } from "./width.ts";
import { withheldLine } from "./withheld.ts";

/** An element of up to this many lines is shown whole; its first line alone carries the mark. */
const WHOLE_ELEMENT = 6;
/** Of a longer one whose first line is a lone bracket, this many lines tell what it is. */
const AFTER_BRACKET = 3;
/** Cells that a label needs at least to be worth reading. */
const LEAST_LABEL = 40;

interface Frame {
  /** Cells of the line numbers: rows that follow align to it. */
  readonly gutter: number;
  readonly rows: readonly Row[];
}

interface Drawn {
  readonly mark: Mark;
  readonly primary: boolean;
  readonly at: Location;
}

/** The frame of a primary mark, which gives `-->`, and of those beside it. Null marks give an empty frame. */
export function frame(
  primary: Mark | null,
  related: readonly Mark[],
  role: Role,
  width: number,
): Frame {
  if (!primary) return { gutter: 1, rows: [] };
  const drawn = [primary, ...related].map((mark, i) => ({
    mark,
    primary: i === 0,
    at: locateLine(mark.place),
  }));
  const files = new Map<Source, Drawn[]>();
  for (const one of drawn) {
    const { source } = one.mark.place;
    files.set(source, [...(files.get(source) ?? []), one]);
  }
  const blocks = [...files].map(([source, marks]) => ({
    source,
    marks,
    lines: linesOf(source, marks),
  }));
  const gutter = Math.max(...blocks.map(({ lines }) => String(lines.at(-1)).length));
  const rows: Row[] = [];
  for (const { source, marks, lines } of blocks) {
    const { line, column } = marks[0]!.at;
    const arrow = styled("gutter", `${" ".repeat(gutter)}${marks[0]!.primary ? "-->" : ":::"} `);
    rows.push([arrow, `${source.file}:${line}:${column}`], margin(gutter));
    for (const [i, number] of lines.entries()) {
      if (i > 0 && number > lines[i - 1]! + 1) rows.push([styled("gutter", "...")]);
      const here = marks.filter(({ at }) => at.line === number);
      rows.push(...lineRows(source, number, here, { gutter, role, width }));
    }
    rows.push(margin(gutter));
  }
  return { gutter, rows };
}

/** The empty row of the frame, or its start when more follows. */
export function margin(gutter: number): Row {
  return [styled("gutter", `${" ".repeat(gutter)} | `)];
}

/** Lines to show, in order. A gap of one line is not worth saying, so it is filled. */
function linesOf(source: Source, marks: readonly Drawn[]): number[] {
  const wanted = new Set(marks.flatMap((drawn) => elementLines(source, drawn)));
  for (const line of wanted) if (wanted.has(line + 2)) wanted.add(line + 1);
  return [...wanted].toSorted((a, b) => a - b);
}

function elementLines(source: Source, { mark, at }: Drawn): number[] {
  const { start, end } = spanOf(mark.place);
  // A block of YAML often ends with its line break, which is not one more line of it.
  const text = source.text.slice(start, end);
  const last = locateSpan(source, { start, end: start + text.trimEnd().length }).endLine;
  const first = lineOf(source, at.line).trim();
  const bracket = first.length <= 4 && /[{[]$/.test(first);
  const count = last - at.line + 1;
  const show = count <= WHOLE_ELEMENT ? count : bracket ? 1 + AFTER_BRACKET : 1;
  return Array.from({ length: Math.max(1, show) }, (_, i) => at.line + i);
}

interface Layout {
  readonly gutter: number;
  readonly role: Role;
  readonly width: number;
}

function lineRows(source: Source, number: number, marks: readonly Drawn[], layout: Layout): Row[] {
  const room = Math.max(20, layout.width - layout.gutter - 3);
  const raw = withheldLine(source, lineOf(source, number));
  const sorted = marks.toSorted((a, b) => a.at.column - b.at.column);
  // Marks of one line share it when it can be shown whole; else each has its own part of it.
  const groups = sorted.length === 0 || fits(raw, room) ? [sorted] : sorted.map((drawn) => [drawn]);
  return groups.flatMap((group) => {
    const [start, end] = group[0] ? columnsOf(group[0]) : [0, 0];
    const line = showLine(raw, start, end, room);
    const head = styled("gutter", `${String(number).padEnd(layout.gutter)} | `);
    const under = group.flatMap((drawn) => {
      const { from, to } = line.cells(...columnsOf(drawn));
      return markRows(drawn, from, to, room, layout);
    });
    return [[head, line.text], ...under];
  });
}

const linesSeen = new WeakMap<Source, Map<number, string>>();

/** A minified file is one long line that every frame asks for again. */
function lineOf(source: Source, number: number): string {
  const seen = linesSeen.get(source) ?? new Map<number, string>();
  linesSeen.set(source, seen);
  const line = seen.get(number) ?? lineText(source, number);
  seen.set(number, line);
  return line;
}

function columnsOf({ at }: Drawn): [number, number] {
  return [at.column - 1, at.endColumn - 1];
}

function markRows(drawn: Drawn, from: number, to: number, room: number, layout: Layout): Row[] {
  const role = drawn.primary ? layout.role : "gutter";
  const label = visible(drawn.mark.label);
  const line = styled(role, (drawn.primary ? "^" : "-").repeat(to - from));
  const start = margin(layout.gutter);
  const blank = (cells: number) => [...start, " ".repeat(cells)];
  if (label === "") return [[...blank(from), line]];
  const beside = room - to - 1;
  const indent = Math.max(0, Math.min(from, room - LEAST_LABEL));
  const below = wrap(label, room - indent);
  const right = beside >= LEAST_LABEL || displayWidth(label) <= beside ? wrap(label, beside) : null;
  // Beside the mark unless it takes more rows there.
  if (!right || right.length > below.length + 1)
    return [
      [...blank(from), line],
      ...below.map((text): Row => [...blank(indent), styled(role, text)]),
    ];
  const [first = "", ...rest] = right;
  return [
    [...blank(from), line, " ", styled(role, first)],
    ...rest.map((text): Row => [...blank(to + 1), styled(role, text)]),
  ];
}
