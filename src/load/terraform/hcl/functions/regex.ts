// Regular expressions of Terraform (RE2) on the engine of JavaScript, which backtracks: what could take long is
// refused before it runs. Pure.
import { message } from "../../../../words/index.ts";
import { listNode, objectNode, scalarNode, unsupported, type Node } from "../values.ts";
import { refuse, textArgument, type CallContext, type Functions } from "./function.ts";

const MAX_PATTERN = 500;
const MAX_INPUT = 20_000;
const MAX_MATCHES = 10_000;

export const REGEX: Functions = {
  regex: (args, context) => {
    const pattern = compile(
      textArgument(args, 0, context),
      textArgument(args, 1, context),
      context,
    );
    if (!pattern) return tooCostly(context);
    const match = new RegExp(pattern, pattern.flags.replace("g", "")).exec(
      textArgument(args, 1, context),
    );
    return match ? captured(match, context) : refuse(message("terraform.no-match"), context);
  },
  regexall: (args, context) => {
    const text = textArgument(args, 1, context);
    const pattern = compile(textArgument(args, 0, context), text, context);
    if (!pattern) return tooCostly(context);
    const matches: Node[] = [];
    for (const match of text.matchAll(pattern)) {
      if (matches.length >= MAX_MATCHES) return tooCostly(context);
      matches.push(captured(match, context));
    }
    return listNode(matches, context.place);
  },
};

function tooCostly({ place }: CallContext): Node {
  return unsupported(message("terraform.regex-not-evaluated"), place);
}

/** The whole match; a list of the unnamed groups; or a map of the named ones. */
function captured(match: RegExpExecArray, { place }: CallContext): Node {
  if (match.groups) {
    const entries = Object.entries(match.groups).map(
      ([name, text]) => [name, scalarNode(text ?? null, place)] as const,
    );
    return objectNode(new Map(entries), place);
  }
  if (match.length === 1) return scalarNode(match[0], place);
  return listNode(
    match.slice(1).map((text: string | undefined) => scalarNode(text ?? null, place)),
    place,
  );
}

/** A pattern that is safe on this input, or null. */
export function compile(source: string, input: string, context: CallContext): RegExp | null {
  if (source.length > MAX_PATTERN || input.length > MAX_INPUT) return null;
  const [, flags = "", rest = source] = /^\(\?([imsU]+)\)([^]*)$/.exec(source) ?? [];
  const cost = costOf(flags.includes("i") ? rest.toLowerCase() : rest, input.length);
  if (flags.includes("U") || cost === null || cost > context.run.regexSteps) return null;
  context.run.regexSteps -= cost;
  try {
    return new RegExp(translate(rest), `gu${flags}`);
  } catch {
    try {
      return new RegExp(translate(rest), `g${flags}`);
    } catch {
      return refuse(message("terraform.bad-pattern"), context);
    }
  }
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
