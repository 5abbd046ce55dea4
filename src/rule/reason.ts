// Why a route has its verdict, where the hops alone do not tell.
import type { Verdict } from "../model/finding.ts";
import type { Route } from "../model/route.ts";
import type { Fact } from "../model/unknown.ts";
import type { SourceBook } from "./sources.ts";
import { printAddresses } from "../net/print.ts";

export function routeReason(
  route: Route,
  verdict: Verdict,
  facts: readonly Fact[],
  sources: SourceBook,
): string | null {
  const { outcome } = route;
  if (outcome.kind === "skipped") return outcome.reason;
  if (outcome.kind === "no-targets") return outcome.why;
  if (outcome.kind === "external") return externalReason(route, outcome.address, sources);
  if (verdict !== "undetermined")
    return route.path?.expect === "blocked" && verdict === "blocked" ? "as declared" : null;
  return facts.map((fact) => fact.text).join("; ");
}

/** Whoever runs the firewall in front of a foreign address has to open these. */
function externalReason(route: Route, address: string, sources: SourceBook): string {
  const vips = sources.named("gateway.public", route);
  const list = printAddresses(vips.known);
  const [fact] = vips.open?.facts ?? [];
  if (fact && list.length === 0)
    return `${address} is outside of the input, and ${fact.text}: ${fact.remedy}`;
  const tail = vips.open
    ? ` (the list is not complete: ${vips.open.facts.map((f) => f.text).join("; ")})`
    : "";
  return `${address} is outside of the input: its firewall must admit ${list.join(", ")}${tail}`;
}
