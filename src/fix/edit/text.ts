// Lines of a text around an offset, and the splices that change it. Knows no language.

/** `end` is exclusive; an empty range is an insertion. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function lineStart(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
}

/** The offset of the line break that ends the line, or of the end of the text. */
export function lineEnd(text: string, at: number): number {
  const feed = text.indexOf("\n", at);
  if (feed < 0) return text.length;
  return text[feed - 1] === "\r" && feed > at ? feed - 1 : feed;
}

/** The first offset of the line below; the end of the text on its last line. */
export function nextLine(text: string, at: number): number {
  const feed = text.indexOf("\n", at);
  return feed < 0 ? text.length : feed + 1;
}

/** The line break that is used around an offset; a text without any gets "\n". */
export function breakAt(text: string, at: number): string {
  const feed = text.indexOf("\n", at);
  const near = feed >= 0 ? feed : text.lastIndexOf("\n");
  return near > 0 && text[near - 1] === "\r" ? "\r\n" : "\n";
}

/** Blanks at the start of the line. */
export function indentOf(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, at), at))![0];
}

/** Whether only blanks stand before it on its line. */
export function beginsLine(text: string, at: number): boolean {
  return text.slice(lineStart(text, at), at).trim() === "";
}

/** The lines from `from` to the one that ends at or behind `to`, with their line breaks. */
export function wholeLines(text: string, from: number, to: number): Splice {
  return { start: lineStart(text, from), end: nextLine(text, to), text: "" };
}

/**
 * The top of the comment lines right above the line of `at` that stand at its indentation: they speak about what
 * is there. Lines before `floor` are somebody else's.
 */
export function withComments(text: string, at: number, floor: number, mark: RegExp): number {
  const indent = indentOf(text, at);
  let top = lineStart(text, at);
  while (top > 0) {
    const above = lineStart(text, top - 1);
    const line = text.slice(above, top);
    if (above < floor || indentOf(text, above + indentLength(line)) !== indent) break;
    if (!mark.test(line.trimStart())) break;
    top = above;
  }
  return top;
}

function indentLength(line: string): number {
  return line.length - line.trimStart().length;
}

/** In the order of the text; removals that overlap or touch become one. Insertions keep their order. */
export function splicesInOrder(splices: readonly Splice[]): Splice[] {
  const sorted = splices.toSorted(
    (a, b) => a.start - b.start || Number(a.end > a.start) - Number(b.end > b.start),
  );
  const out: Splice[] = [];
  for (const splice of sorted) {
    const last = out.at(-1);
    const bothRemove = last && last.text === "" && splice.text === "" && splice.start <= last.end;
    if (bothRemove) out[out.length - 1] = { ...last, end: Math.max(last.end, splice.end) };
    else out.push(splice);
  }
  return out;
}

/** In order; where the last line of a text without a final line break goes, the line above becomes one. */
export function withEndKept(text: string, splices: readonly Splice[]): Splice[] {
  const out = splicesInOrder(splices);
  const [above, last] = [out.at(-2), out.at(-1)];
  if (!last || last.text !== "" || last.end < text.length || text.endsWith("\n")) return out;
  if (above && above.end === last.start && above.text.endsWith("\n"))
    return [...out.slice(0, -2), { ...above, text: above.text.replace(/\r?\n$/, "") }, last];
  const start = last.start === 0 ? 0 : lineEnd(text, lineStart(text, last.start - 1));
  return [...out.slice(0, -1), { ...last, start }];
}
