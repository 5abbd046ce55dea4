// Damage below the level of any syntax: pieces of text cut, doubled and moved, and bytes of other encodings.
import type { Dice } from "../cloud/seed.ts";
import { oddText } from "./odd.ts";

/** Cuts, doublings, strays and moves of pieces, and of whole lines. */
export function tear(text: string, dice: Dice): string {
  const start = dice.below(text.length + 1);
  const end = Math.min(text.length, start + dice.below(40));
  const [before, part, behind] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
  const lines = text.split("\n");
  const line = dice.below(lines.length);
  const stray = () =>
    dice.pick([
      "null",
      "0",
      "-1",
      "[",
      "{",
      "}",
      "]",
      ":",
      ",",
      "&a ",
      "*a",
      "\t",
      "---\n",
      "'",
      '"',
    ]);
  return dice.pick<() => string>([
    () => before + behind,
    () => before + part + part + behind,
    () => before + stray() + part + behind,
    () => before + oddText(dice) + part + behind,
    () => before + part.replaceAll(/\d/g, "9") + behind,
    () => before + behind + part,
    () => text.slice(0, start),
    () => lines.toSpliced(line, 1).join("\n"),
    () => lines.toSpliced(line, 0, dice.pick(lines)).join("\n"),
    () => lines.toSpliced(line, 1 + dice.below(5)).join("\n"),
  ])();
}

/** The text as bytes, seldom in UTF-8 alone. */
export function misencoded(text: string, dice: Dice): Uint8Array {
  const utf8 = Buffer.from(text, "utf8");
  const at = dice.below(utf8.length + 1);
  const within = (...bytes: readonly number[]) =>
    Buffer.concat([utf8.subarray(0, at), Buffer.from(bytes), utf8.subarray(at)]);
  return dice.pick<() => Uint8Array>([
    () => Buffer.from(text.replaceAll("\n", "\r\n"), "utf8"),
    () => Buffer.from(text.replaceAll("\n", "\r"), "utf8"),
    () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8]),
    () => Buffer.from(`\ufeff${text}`, "utf16le"),
    () => Buffer.from(`\ufeff${text}`, "utf16le").swap16(),
    () => Buffer.from(text, "utf16le"),
    () => Buffer.from(`\ufeff${text}`, "utf16le").subarray(1),
    // 安全组 in GBK, and half of it.
    () => within(0xb0, 0xb2, 0xc8, 0xab, 0xd7, 0xe9),
    () => within(0xb0),
    () => within(0x00),
    () => within(0xff, 0xfe),
    () => within(0x1b, 0x5b, 0x32, 0x4a),
    () => within(0xed, 0xa0, 0x80),
    () => utf8.subarray(0, at),
    () => flipped(utf8, dice),
    () => new Uint8Array(),
  ])();
}

function flipped(bytes: Uint8Array, dice: Dice): Uint8Array {
  const out = Uint8Array.from(bytes);
  for (let i = 0; i <= dice.below(4) && out.length > 0; i++) {
    const at = dice.below(out.length);
    out[at] = out[at]! ^ (1 << dice.below(8));
  }
  return out;
}
