// What a text shows of itself that cannot be parsed: its top-level keys, and words at the place of a key. Looks only;
// a key in a comment or inside of a text is none.

/** Top-level keys, each with where its value begins: keys of the outermost brackets, and those indented like the first. */
export function topKeys(text: string): ReadonlyMap<string, number> {
  const keys = new Map<string, number>();
  const add = (name: string, at: number) => keys.has(name) || keys.set(name, at);
  const start = /^\uFEFF?(?:\s+|#[^\n]*\n|(?:---|%)[^\n{]*\n|---)*/.exec(text)![0].length;
  if (text[start] === "{") for (const [name, at] of outermost(text, start)) add(name, at);
  let indent: string | null = null;
  for (const [whole, space, double, single, plain] of lineKeys(text)) {
    indent ??= space!.replaceAll("\t", "  ");
    if (space!.replaceAll("\t", "  ") !== indent) continue;
    add((double ?? single ?? plain)!, whole.index + whole.length);
  }
  return keys;
}

type LineKey = readonly [
  { readonly index: number; readonly length: number },
  ...(string | undefined)[],
];

function* lineKeys(text: string): Generator<LineKey> {
  const line = /^([ \t]*)(?:"([^"\n]+)"|'([^'\n]+)'|([\w$.-]+))[ \t]*:/gm;
  for (const { index, 0: whole, 1: space, 2: double, 3: single, 4: plain } of text.matchAll(line))
    yield [{ index, length: whole.length }, space, double, single, plain];
}

/** Keys directly inside of the bracket at `start`. */
function* outermost(text: string, start: number): Generator<readonly [string, number]> {
  const token = /"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([\w$.-]+)|[[\]{}]/g;
  const colon = /\s*:/y;
  let depth = 0;
  token.lastIndex = start;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [whole] = found;
    const name = found[1] ?? found[2] ?? found[3];
    if (name === undefined) depth += whole === "{" || whole === "[" ? 1 : -1;
    else if (depth === 1) {
      colon.lastIndex = token.lastIndex;
      if (colon.test(text)) yield [name, colon.lastIndex];
    }
  }
}

/** Which of these names, plain words, stand at the place of a key anywhere in a text. */
export function keysIn(text: string, names: readonly string[]): ReadonlySet<string> {
  const key = new RegExp(`(?:^[ \\t]*(?:- *)?|[{,]\\s*)["']?(${names.join("|")})["']?\\s*:`, "gm");
  return new Set([...text.matchAll(key)].map(([, name]) => name!));
}
