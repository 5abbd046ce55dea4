// Which rules of one domain may serve a path (docs/facts.md, section 3): `=` exact, `^~` a prefix that shuts out regular
// expressions, `~` and `~*` regular expressions, else the longest prefix.
import type { ForwardingRule } from "../load-balancer.ts";
import { matchesPattern } from "../pattern.ts";

/** null among them stands for none; a path that is not known may be any. */
export function rulesFor(
  rules: readonly ForwardingRule[],
  path: string | null,
): readonly (ForwardingRule | null)[] {
  if (path === null) return rules;
  const read = rules.map((rule) => ({ rule, ...readUrl(rule.url) }));
  const found = readingsOf(path).flatMap((one) => byPath(read, one));
  return [...new Set(found.map((url) => url?.rule ?? null))];
}

interface Url {
  readonly rule: ForwardingRule;
  readonly kind: "exact" | "only-prefix" | "expression" | "prefix";
  readonly text: string;
  readonly heedsCase: boolean;
}

interface Path {
  readonly known: string;
  /** A parameter stands behind it, whose value only a request tells. */
  readonly isCut: boolean;
}

const KINDS = new Map<string, Url["kind"]>([
  ["=", "exact"],
  ["^~", "only-prefix"],
  ["~", "expression"],
  ["~*", "expression"],
]);

function readUrl(url: string | null): Omit<Url, "rule"> {
  const [, modifier = "", text = ""] = /^\s*(=|\^~|~\*|~)?\s*(.*?)\s*$/s.exec(url ?? "/") ?? [];
  const kind = KINDS.get(modifier) ?? "prefix";
  return { kind, text, heedsCase: modifier !== "~*" };
}

/** As it is written, and as a server may read it: without encoding and repeated slashes. */
function readingsOf(path: string): Path[] {
  const bare = path.replace(/[?#][^]*$/, "");
  const whole = bare.startsWith("/") ? bare : `/${bare}`;
  const [start = whole] = whole.split(/\{|%7B/i);
  const isCut = start !== whole;
  return [...new Set([start, resolved(start)])].map((known) => ({ known, isCut }));
}

function resolved(path: string): string {
  const single = path.replace(/\/{2,}/g, "/");
  try {
    return decodeURIComponent(single);
  } catch {
    return single;
  }
}

function byPath(all: readonly Url[], path: Path): readonly (Url | null)[] {
  const fitting = all.flatMap((url) => {
    const fits = fitsPath(url, path);
    return fits === false ? [] : [{ url, fits }];
  });
  const may = fitting.filter(({ fits }) => fits === null).map(({ url }) => url);
  const sure = fitting.filter(({ fits }) => fits === true).map(({ url }) => url);
  const exact = sure.filter(({ kind }) => kind === "exact");
  if (exact.length > 0) return exact;
  const prefixes = sure.filter(({ kind }) => kind === "prefix" || kind === "only-prefix");
  const best = longest(prefixes);
  if (best.length > 0 && best.every(({ kind }) => kind === "only-prefix"))
    return [...may.filter(({ kind }) => kind !== "expression"), ...best];
  const expressions = sure.filter(({ kind }) => kind === "expression");
  const onward = redirected(all, path);
  if (onward) return [...may, ...expressions, ...byPath(all, onward)];
  // Beside an equal plain prefix it may be the one that counts.
  const shut = best.filter(({ kind }) => kind === "only-prefix");
  if (expressions.length > 0) return [...may, ...expressions, ...shut];
  return [...may, ...(best.length > 0 ? best : [null])];
}

/** null: that is not told. */
function fitsPath({ kind, text, heedsCase }: Url, path: Path): boolean | null {
  if (kind === "expression") return path.isCut ? null : matchesPattern(text, path.known, heedsCase);
  if (kind === "exact" ? !path.isCut && path.known === text : path.known.startsWith(text))
    return true;
  return path.isCut && text.startsWith(path.known) ? null : false;
}

function longest(urls: readonly Url[]): readonly Url[] {
  const most = Math.max(...urls.map(({ text }) => text.length));
  return urls.filter(({ text }) => text.length === most);
}

/** A path that lacks only the last slash of a URL is sent there, unless a URL names the path itself. */
function redirected(all: readonly Url[], { known, isCut }: Path): Path | null {
  const prefixes = all.filter(({ kind }) => kind === "prefix" || kind === "only-prefix");
  const isNamed = prefixes.some((one) => one.text === known);
  const isSent = !isCut && !isNamed && prefixes.some((one) => one.text === `${known}/`);
  return isSent ? { known: `${known}/`, isCut: false } : null;
}
