// Makes text from any input safe to print: what could move a cursor, hide or reorder text becomes visible.

// Controls (C0, C1), invisible format characters (bidi marks and overrides, zero-width space, tags), line and
// paragraph separators, halves of surrogate pairs. Joiners stay: emoji and several scripts need them.
const UNSAFE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** The text with each unsafe character as `\u{1b}`. Doing it twice changes nothing more. */
export function visible(text: string): string {
  return text.replace(UNSAFE, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`);
}
