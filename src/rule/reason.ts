// Why a route has its verdict, where the hops alone do not tell.
import type { Verdict } from "../model/finding.ts";
import type { Route } from "../model/route.ts";
import type { Fact } from "../model/unknown.ts";
import type { SourceBook } from "./sources.ts";
import { say } from "../words/index.ts";
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
  if (outcome.kind === "no-address" && route.path?.expect !== "blocked") return outcome.why;
  if (outcome.kind === "external") return externalReason(route, outcome.address, sources);
  if (verdict !== "undetermined")
    return route.path?.expect === "blocked" && verdict === "blocked"
      ? say("rules.as-declared")
      : null;
  return facts.map((fact) => fact.text).join("; ");
}

/** Whoever runs the firewall in front of a foreign address has to open these. */
function externalReason(route: Route, address: string, sources: SourceBook): string {
  const vips = sources.named("gateway.public", route);
  const list = printAddresses(vips.known);
  const [fact] = vips.open?.facts ?? [];
  if (fact && list.length === 0)
    return say("rules.outside-unknown", address, fact.text, fact.remedy);
  if (!vips.open) return say("rules.outside", address, list.join(", "));
  const facts = vips.open.facts.map(({ text }) => text).join("; ");
  return say("rules.outside-in-part", address, list.join(", "), facts);
}
