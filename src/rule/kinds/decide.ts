// `decide: routes`: one finding per missing fact on which a verdict hangs, listing its routes.
import { addressesOf } from "../../net/traffic.ts";
import { printAddresses } from "../../net/print.ts";
import type { Fact } from "../../model/unknown.ts";
import { draft, listed, type FindingDraft } from "../draft.ts";
import type { JudgedRoute } from "../judged.ts";
import { serviceName, shorten } from "../wording.ts";
import type { Kind } from "./kind.ts";

export const decide: Kind<"decide"> = (rule, { routes }) => {
  const byFact = new Map<string, { fact: Fact; routes: JudgedRoute[] }>();
  for (const route of routes) {
    if (route.verdict !== "undetermined") continue;
    for (const fact of route.facts) {
      const found = byFact.get(fact.id) ?? { fact, routes: [] };
      found.routes.push(route);
      byFact.set(fact.id, found);
    }
  }
  return [...byFact.values()].map(({ fact, routes: hanging }): FindingDraft => {
    const names = hanging.map((r) => r.route.id);
    const place = fact.place ?? hanging[0]!.route.place;
    return draft(rule, [fact.id], `cannot decide ${listed(names)}: ${fact.text}`, {
      verdict: "undetermined",
      resources: hanging.flatMap((r) => (r.route.target ? [r.route.target.resource] : [])),
      mark: { place, label: fact.text },
      routes: names,
      notes: admittedToday(hanging),
      help: fact.remedy,
    });
  });
};

/** What the groups admit on the port today, so that the reader can judge without us. */
function admittedToday(routes: readonly JudgedRoute[]): { label: string; text: string }[] {
  const [first] = routes;
  const notes = (first?.hops ?? []).flatMap(({ hop, demands }) =>
    demands
      .filter(({ judgement }) => judgement.verdict === "undetermined" && hop.kind !== "acl")
      .map(({ judgement }) => {
        const admits = printAddresses(addressesOf(judgement.admissions.flatMap((a) => a.traffic)));
        const what = admits.length > 0 ? shorten(admits, ", ") : "nothing for certain";
        return { label: "admitted today", text: `${hop.resource} on ${serviceName(hop)}: ${what}` };
      }),
  );
  return notes.slice(0, 3);
}
