// Capital and small letters one by one, as Go changes them: a letter stays one letter, whatever stands beside it. Pure.

export function upperCase(text: string): string {
  return [...text].map(upperOf).join("");
}

export function lowerCase(text: string): string {
  return [...text].map((one) => (one === "\u0130" ? "i" : one.toLowerCase())).join("");
}

/** A capital behind each sign that separates words. */
export function titleCase(text: string): string {
  let before = " ";
  return [...text]
    .map((one) => {
      const made = separates(before) ? titleOf(one) : one;
      before = one;
      return made;
    })
    .join("");
}

/** In ASCII all but letters, digits and `_`; beyond it blanks only. */
function separates(one: string): boolean {
  return one < "\u0080" ? !/\w/.test(one) : /[\s\u0085]/u.test(one) && one !== "\ufeff";
}

function upperOf(one: string): string {
  const made = one.toUpperCase();
  if ([...made].length === 1) return made;
  const code = one.codePointAt(0)!;
  // Greek letters with an iota below them.
  if (code >= 0x1f80 && code <= 0x1faf) return String.fromCodePoint(code | 8);
  return /[\u1fb3\u1fc3\u1ff3]/.test(one) ? String.fromCodePoint(code + 9) : one;
}

/** Letters of two, as in `ǆ`, have a form of their own; Georgian ones stay. */
function titleOf(one: string): string {
  const code = one.codePointAt(0)!;
  if (/[\u01c4-\u01cc]/.test(one)) return String.fromCodePoint(code - ((code - 0x1c4) % 3) + 1);
  if (/[\u01f1-\u01f3]/.test(one)) return "\u01f2";
  return /[\u10d0-\u10ff]/.test(one) ? one : upperOf(one);
}
