// What a reader takes for one character, in time linear in the text. Pure.

const CHUNK = 2048;
const PLAIN = /^[\n\x20-\x7e]*$/;

let made: Intl.Segmenter | null = null;

/** Characters in their order. The library's time and memory grow with the square of the text, so it is given pieces. */
export function graphemesOf(text: string): string[] {
  if (PLAIN.test(text)) return text.split("");
  made ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  const out: string[] = [];
  let size = CHUNK;
  for (let at = 0; at < text.length;) {
    const isLast = at + size >= text.length;
    const found = [...made.segment(text.slice(at, at + size))].map(({ segment }) => segment);
    // The last of a piece may go on behind it: it is read again with what follows.
    const whole = isLast ? found : found.slice(0, -1);
    for (const one of whole) {
      out.push(one);
      at += one.length;
    }
    size = whole.length === 0 ? size * 2 : CHUNK;
  }
  return out;
}
