// What either parser makes of a text, and how a mistake is placed that no path of keys leads to: a syntax
// error, the first of two equal keys.
import type { Complaint } from "../../model/complaint.ts";
import { inside, rootOf, type Key, type Source } from "../../model/place.ts";
import { MAX_COMPLAINTS } from "./limits.ts";

export interface Parsed {
  readonly source: Source;
  readonly value: unknown;
  written(path: readonly Key[]): string | null;
  /** What is not read as it is written: keys that stand twice in one mapping, each at its second place; unknown tags. */
  misreadings(): readonly Complaint[];
}

/** A mistake at offsets of the text. */
export interface Slip {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

export function isSlip(result: object): result is Slip {
  return "message" in result;
}

/** Complaints for syntax errors, in the order of the text: one per line, since an error upsets what follows it there. */
export function syntaxComplaints(file: string, text: string, slips: readonly Slip[]): Complaint[] {
  const firsts: Slip[] = [];
  let lineEnd = -1;
  for (const slip of slips.toSorted((a, b) => a.start - b.start)) {
    if (slip.start <= lineEnd || slip.start < 0) continue;
    const newline = text.indexOf("\n", slip.start);
    lineEnd = newline < 0 ? text.length : newline;
    firsts.push({ ...slip, end: Math.min(slip.end, lineEnd) });
  }
  return slipComplaints(file, text, firsts);
}

/** One complaint per slip, as many as one file may have. */
export function slipComplaints(file: string, text: string, slips: readonly Slip[]): Complaint[] {
  const source = spotSource(file, text);
  return slips.slice(0, MAX_COMPLAINTS).map(({ start, end, message }) => {
    const [from, to] = [Math.min(start, text.length), Math.min(Math.max(start, end), text.length)];
    return { message, place: inside(inside(rootOf(source), from), to), file: null };
  });
}

/** A mistake of the file as a whole. */
export function fileComplaint(file: string, message: string): Complaint {
  return { message, place: null, file };
}

export function isComplaints<T extends object>(
  result: T | readonly Complaint[],
): result is readonly Complaint[] {
  return Array.isArray(result);
}

/** Its "paths" are the two offsets of a span. */
function spotSource(file: string, text: string): Source {
  const span: Source["span"] = ([start = 0, end = start]) => ({
    start: Number(start),
    end: Number(end),
  });
  return { file, text, span };
}
