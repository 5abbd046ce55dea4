// Makes text from any input safe to print: what could move a cursor, hide or reorder text becomes visible.

// Controls (C0, C1), invisible format characters (bidi marks and overrides, zero-width space, tags), line and
// paragraph separators, halves of surrogate pairs. Joiners stay: emoji and several scripts need them.
const UNSAFE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Most text: asked first, as the class above costs ten times as much. */
const PRINTABLE = /^[\x20-\x7e]*$/;

/** The text with each unsafe character as `\u{1b}`. Doing it twice changes nothing more. */
export function visible(text: string): string {
  if (PRINTABLE.test(text)) return text;
  return text.replace(UNSAFE, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`);
}
