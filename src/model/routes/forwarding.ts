// Which forwarding rule of a layer-7 listener serves a request (docs/facts.md, section 3): first the domain, then the URL.
// Where that cannot be told, every rule that may.
import type { ForwardingRule } from "../load-balancer.ts";
import { domainRank, fitsDomain, isExpression, RANKS } from "./domain.ts";
import { rulesFor } from "./url.ts";

/** What is asked for; null where it is not known. */
export interface Request {
  readonly domain: string | null;
  /** The host is the load balancer's own address, though which one is not known. */
  readonly isOwnHost?: boolean | undefined;
  readonly path: string | null;
}

/**
 * The rules that may serve a request, one where that is certain. null among them stands for none: the load balancer then
 * answers 404. `defaultDomain`: where hosts go that no rule names; null = not known.
 */
export function servingRules(
  rules: readonly ForwardingRule[],
  defaultDomain: string | null,
  { domain, isOwnHost = false, path }: Request,
): readonly (ForwardingRule | null)[] {
  const names = [...new Set(rules.map(domainOf))];
  const possible =
    domain === null && !isOwnHost
      ? names
      : domainsFor(names, defaultDomain, domain?.toLowerCase() ?? null);
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

/** `host`: null = some address. Of the first rank that surely fits; within one rank no order is promised. */
function domainsFor(
  names: readonly string[],
  defaultDomain: string | null,
  host: string | null,
): readonly string[] {
  const possible: string[] = [];
  for (const rank of RANKS) {
    const ranked = names.filter((name) => name !== ANY && domainRank(name) === rank);
    const answers = ranked.map((name) => fitsDomain(name, host));
    possible.push(...ranked.filter((_, i) => answers[i] !== false));
    if (answers.includes(true)) return possible;
  }
  return [...new Set([...possible, ...otherwise(names, defaultDomain)])];
}

/** Where a host goes that no rule names. Every layer-7 listener has a default domain, which its only one must be. */
function otherwise(names: readonly string[], defaultDomain: string | null): readonly string[] {
  if (names.includes(ANY)) return [ANY];
  const stated = defaultDomain?.trim() ?? "";
  const known = names.filter((name) => name === stated || name === stated.toLowerCase());
  return known.length > 0 ? known : names;
}
