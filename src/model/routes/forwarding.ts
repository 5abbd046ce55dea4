// Which forwarding rule of a layer-7 listener serves a request (docs/facts.md, section 3): first the domain, then the URL.
// Where that cannot be told, every rule that may. Regular expressions are not evaluated: they may match.
import type { ForwardingRule } from "../load-balancer.ts";

/** What is asked for; null where it is not known. */
export interface Request {
  readonly domain: string | null;
  readonly path: string | null;
}

/**
 * The rules that may serve a request, one where that is certain. null among them stands for none: the load balancer then
 * answers 404. `defaultDomain`: where hosts go that no rule names; null = not known.
 */
export function servingRules(
  rules: readonly ForwardingRule[],
  defaultDomain: string | null,
  { domain, path }: Request,
): readonly (ForwardingRule | null)[] {
  const names = [...new Set(rules.map(domainOf))];
  const possible = domain === null ? names : domainsFor(names, defaultDomain, domain.toLowerCase());
  const found = possible.flatMap((name) =>
    rulesFor(
      rules.filter((rule) => domainOf(rule) === name),
      path,
    ),
  );
  return [...new Set(found)];
}

/** A rule without a domain serves every one. */
const ANY = "";

function domainOf({ domain }: ForwardingRule): string {
  const own = (domain ?? ANY).trim();
  if (own === "_") return ANY;
  return isExpression(own) ? own : own.toLowerCase();
}

function isExpression(text: string): boolean {
  return text.startsWith("~");
}

/** Exact before `*.x` before `x.*` before regular expressions before the default; within one rank no order is promised. */
function domainsFor(
  names: readonly string[],
  defaultDomain: string | null,
  host: string,
): readonly string[] {
  const ranks: ((name: string) => boolean)[] = [
    (name) => name === host,
    (name) => name.startsWith("*.") && host.endsWith(name.slice(1)),
    (name) => name.endsWith(".*") && host.startsWith(name.slice(0, -1)),
  ];
  for (const fits of ranks) {
    const found = names.filter(fits);
    if (found.length > 0) return found;
  }
  return [...new Set([...names.filter(isExpression), ...otherwise(names, defaultDomain)])];
}

/** Where a host goes that no rule names. Every layer-7 listener has a default domain, which its only one must be. */
function otherwise(names: readonly string[], defaultDomain: string | null): readonly string[] {
  if (names.includes(ANY)) return [ANY];
  const stated = defaultDomain?.trim() ?? "";
  const known = names.filter((name) => name === stated || name === stated.toLowerCase());
  return known.length > 0 ? known : names;
}

/** The rules of one domain by URL: `=` exact, `^~` a prefix that shuts out regular expressions, `~` and `~*`, a prefix. */
function rulesFor(
  rules: readonly ForwardingRule[],
  path: string | null,
): readonly (ForwardingRule | null)[] {
  if (path === null) return rules;
  const read = rules.map((rule) => ({ rule, ...readUrl(rule.url) }));
  const exact = read.filter(({ kind, text }) => kind === "exact" && text === path);
  if (exact.length > 0) return exact.map(({ rule }) => rule);
  const prefixes = read.filter(
    // Without its last slash a URL is answered by a redirect to it.
    ({ kind, text }) => isPrefix(kind) && (path.startsWith(text) || `${path}/` === text),
  );
  const longest = Math.max(...prefixes.map(({ text }) => text.length));
  const best = prefixes.filter(({ text }) => text.length === longest);
  const shutsOut = best.some(({ kind }) => kind === "only-prefix");
  const expressions = shutsOut ? [] : read.filter(({ kind }) => kind === "expression");
  const last = best.length > 0 ? best.map(({ rule }) => rule) : [null];
  return [...expressions.map(({ rule }) => rule), ...last];
}

type UrlKind = "exact" | "only-prefix" | "expression" | "prefix";

function isPrefix(kind: UrlKind): boolean {
  return kind === "prefix" || kind === "only-prefix";
}

function readUrl(url: string | null): { readonly kind: UrlKind; readonly text: string } {
  const [, modifier = "", text = ""] = /^\s*(=|\^~|~\*|~)?\s*(.*?)\s*$/s.exec(url ?? "/") ?? [];
  switch (modifier) {
    case "=":
      return { kind: "exact", text };
    case "^~":
      return { kind: "only-prefix", text };
    case "":
      return { kind: "prefix", text };
    default:
      return { kind: "expression", text };
  }
}
