import { expect, test } from "vitest";
import { visible } from "../../src/report/escape.ts";

test.each([
  ["escape", "\u001b[31m", "\\u{1b}[31m"],
  ["bell and newline", "a\u0007b\nc", "a\\u{7}b\\u{a}c"],
  ["C1 control sequence introducer", "\u009b31m", "\\u{9b}31m"],
  ["delete", "\u007f", "\\u{7f}"],
  ["right-to-left override", "a\u202ecod.exe", "a\\u{202e}cod.exe"],
  ["isolates", "\u2066x\u2069", "\\u{2066}x\\u{2069}"],
  ["line and paragraph separators", "\u2028\u2029", "\\u{2028}\\u{2029}"],
  ["zero-width space, byte order mark", "\u200b\ufeff", "\\u{200b}\\u{feff}"],
  ["tag characters", "\u{e0041}", "\\u{e0041}"],
  ["half a surrogate pair", "\ud83d", "\\u{d83d}"],
])("%s becomes visible", (_, text, shown) => {
  expect(visible(text)).toBe(shown);
  expect(visible(shown)).toBe(shown);
});

test.each(["plain text", "安全组 é ñ", "👨‍👩‍👧 ok", "\\u{1b}", "a\u00a0b"])("%s stays", (text) => {
  expect(visible(text)).toBe(text);
});
