// Words of the report as SARIF text. Names come from hostile input: they may neither form a link, nor start a
// line, nor carry characters that change how the text around them is shown.

/** Longest piece of the report that is quoted, in UTF-16 code units. */
const LONGEST = 1000;

/** Controls, separators, lone surrogates, and marks that are invisible or turn the reading direction. */
const UNSEEN =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** One line, bounded, with unseen characters spelled out as `<U+202E>`. */
export function oneLine(text: string, longest = LONGEST): string {
  return clip(text, longest)
    .replace(/[\t\r\n]+/g, " ")
    .replace(UNSEEN, (mark) => `<U+${codeOf(mark)}>`)
    .trim();
}

/** `oneLine`, with the brackets and backslashes of SARIF's `[text](id)` links taken literally. */
export function verbatim(text: string, longest?: number): string {
  return oneLine(text, longest).replace(/[\\[\]]/g, "\\$&");
}

/** An embedded link to the related location with that id. */
export function link(text: string, id: number): string {
  return `[${verbatim(text)}](${id})`;
}

/** With a period at its end, unless it ends as a sentence already. */
export function sentence(text: string): string {
  const bare = text.replace(/[\s:;,]+$/, "");
  return /[.!?…。！？]$/.test(bare) ? bare : `${bare}.`;
}

/** Ends with one period, whatever the text ended with. */
export function statement(text: string): string {
  return `${text.replace(/[\s:;,.!?。！？]+$/, "")}.`;
}

/** Plain text as Markdown: nothing in it is markup. */
export function markdown(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]<>|~&]|^[-+#]/g, "\\$&")
    .replace(/^(\d+)([.)])/, "$1\\$2");
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function clip(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

function codeOf(mark: string): string {
  return mark.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
}
