// Regular expressions of others (RE2, nginx) on the engine of JavaScript, which backtracks: what could take long is
// refused before it runs.
const MAX_PATTERN = 500;
const MAX_INPUT = 20_000;

/** Global; `cost` is an upper bound of its steps on that input. A pattern that would take more, or may, is "costly". */
export function safePattern(
  source: string,
  input: string,
  maxSteps: number,
): { readonly pattern: RegExp; readonly cost: number } | "costly" | "bad" {
  if (source.length > MAX_PATTERN || input.length > MAX_INPUT) return "costly";
  const [, flags = "", rest = source] = /^\(\?([imsU]+)\)([^]*)$/.exec(source) ?? [];
  const cost = costOf(flags.includes("i") ? rest.toLowerCase() : rest, input.length);
  if (flags.includes("U") || cost === null || cost > maxSteps) return "costly";
  for (const mode of ["gu", "g"])
    try {
      return { pattern: new RegExp(translate(rest), `${mode}${flags}`), cost };
    } catch {
      continue;
    }
  return "bad";
}

/** What nginx (PCRE) reads otherwise than JavaScript, or JavaScript not at all. */
const UNLIKE = /\\[^\W\ddDwWsSbBntrfv_]|\\\d|\[\^?\]|\[[.=:]|[*+?}]\+|\(\*|\(\?(?!:)|\{,/;
const MAX_STEPS = 100_000;

/** Whether a regular expression of nginx matches somewhere in the text; null where that is not evaluated. */
export function matchesPattern(source: string, text: string, heedsCase: boolean): boolean | null {
  if (UNLIKE.test(source)) return null;
  const made = safePattern(heedsCase ? source : `(?i)${source}`, text, MAX_STEPS);
  return typeof made === "string" ? null : made.pattern.test(text);
}

const CLASSES: ReadonlyMap<string, string> = new Map([
  ["alpha", "A-Za-z"],
  ["digit", "0-9"],
  ["alnum", "0-9A-Za-z"],
  ["upper", "A-Z"],
  ["lower", "a-z"],
  ["space", "\\s"],
  ["xdigit", "0-9A-Fa-f"],
  ["word", "\\w"],
  ["punct", "!-\\/:-@\\[-`{-~"],
  ["blank", " \\t"],
]);

function translate(source: string): string {
  return source
    .replace(/\(\?P</g, "(?<")
    .replace(/\[:(\w+):\]/g, (all, name: string) => CLASSES.get(name) ?? all)
    .replace(/\\A/g, "^")
    .replace(/\\z/g, "$");
}

/** What stands between two parentheses. */
interface Group {
  /** Places in it that can match in several ways. */
  choices: number;
  /** Two alternatives may start alike. */
  branches: boolean;
  /** The next token begins an alternative. */
  starting: boolean;
  readonly heads: Set<string>;
}

function newGroup(): Group {
  return { choices: 0, branches: false, starting: true, heads: new Set() };
}

/** Alternatives with different first letters exclude each other. */
function begin(group: Group, head: string): void {
  group.starting = false;
  const known = /^[\w-]$/.test(head);
  if (group.heads.size > 0 && (!known || group.heads.has(head) || group.heads.has("")))
    group.branches = true;
  group.heads.add(known ? head : "");
}

const TOKEN = /\((?:\?(?::|P?<\w+>))?|\)|\{\d*,?\d*\}|[^]/g;

/**
 * An upper bound of backtracking steps, or null where there is none worth having: a repeated group that can
 * match the same text in several ways, look-around and back-references (which RE2 does not have either).
 */
function costOf(source: string, length: number): number | null {
  // Nor are flags inside of the pattern, which change what alternatives have in common.
  if (/\(\?(?!:|P?<\w)|\\[1-9]|\\k/.test(source)) return null;
  const plain = source.replace(/\\./g, ".").replace(/\[\^?\]?(?:\[:\w+:\]|[^\]])*\]/g, ".");
  const root = newGroup();
  const groups = [root];
  let closed: Group | null = null;
  for (const token of plain.match(TOKEN) ?? []) {
    const group = groups.at(-1)!;
    const most = repeats(token);
    if (most !== null) {
      const inside: number = closed ? closed.choices + (closed.branches ? 1 : 0) : 0;
      if (most === Number.POSITIVE_INFINITY && inside > 0) return null;
      // What was counted once when the group closed is there as often as it repeats.
      group.choices += isChoice(token) ? 1 : 0;
      if (inside > 0) group.choices += inside * most;
    } else if (token === "|") group.starting = true;
    else {
      if (group.starting && token !== "^" && token !== ")") begin(group, token);
      if (token.startsWith("(")) groups.push(newGroup());
    }
    closed = null;
    if (token !== ")" || groups.length < 2) continue;
    closed = groups.pop()!;
    groups.at(-1)!.choices += closed.choices + (closed.branches ? 1 : 0);
  }
  return ways(root.choices + (root.branches ? 1 : 0), length);
}

/** How often at most the thing before is repeated; null where the token repeats nothing. */
function repeats(token: string): number | null {
  if (token === "*" || token === "+" || /^\{\d*,\}$/.test(token)) return Number.POSITIVE_INFINITY;
  if (token === "?") return 1;
  return /^\{\d/.test(token) ? Math.max(...(token.match(/\d+/g) ?? []).map(Number)) : null;
}

/** `{3}` leaves no choice. */
function isChoice(token: string): boolean {
  return !/^\{\d+\}$/.test(token);
}

/** Ways to cut a text of that length at so many places, from each of its starts. */
function ways(choices: number, length: number): number {
  if (choices > 50) return Number.POSITIVE_INFINITY;
  let product = length + 1;
  for (let i = 1; i <= choices; i++) product *= (length + i) / i;
  return Math.ceil(product);
}
