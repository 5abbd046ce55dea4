// Whether a host meets the domain of a forwarding rule, and which kind of domain goes first (docs/facts.md, section 3).
import { parseIp } from "../../net/address.ts";
import { matchesPattern } from "../pattern.ts";

/** Exact, `*.x`, `x.*`, regular expression. */
export const RANKS = [0, 1, 2, 3] as const;

export function domainRank(domain: string): (typeof RANKS)[number] {
  if (isExpression(domain)) return 3;
  if (!domain.includes("*")) return 0;
  return domain.startsWith("*") ? 1 : 2;
}

export function isExpression(text: string): boolean {
  return text.startsWith("~");
}

/** null: that is not told. Both in lower case, but for a regular expression; `asked`: null = some address. */
export function fitsDomain(domain: string, asked: string | null): boolean | null {
  if (asked === null) return isExpression(domain) || isAddress(domain) ? null : false;
  const host = canonical(asked);
  if (isExpression(domain)) return matchesPattern(domain.slice(1).trim(), host, false);
  if (!domain.includes("*")) return canonical(domain) === host;
  if (/^\*\.[^*]+$/.test(domain)) return isLonger(host, domain) && host.endsWith(domain.slice(1));
  if (/^[^*]+\.\*$/.test(domain))
    return isLonger(host, domain) && host.startsWith(domain.slice(0, -1));
  // The vendor takes one `*` only, as the first or last label.
  return null;
}

/** The `*` stands for something. */
function isLonger(host: string, domain: string): boolean {
  return host.length >= domain.length;
}

function canonical(host: string): string {
  const bare = withoutBrackets(host);
  const address = parseIp(bare);
  return address.ok ? address.text : bare;
}

function isAddress(domain: string): boolean {
  return parseIp(withoutBrackets(domain)).ok;
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, "");
}
