// `decide: routes`: one finding per missing fact on which a verdict hangs, listing its routes.
import { addressesOf } from "../../net/traffic.ts";
import { hasAny } from "../../net/address.ts";
import type { Fact } from "../../model/unknown.ts";
import { say } from "../../words/index.ts";
import { briefly, draft, type FindingDraft } from "../draft.ts";
import type { JudgedRoute } from "../judged.ts";
import type { RuleOf } from "../rule.ts";
import { listing, serviceName } from "../wording.ts";
import type { RuleKind, Seen } from "./kind.ts";

export const decide: RuleKind<"routes"> = {
  demands: "nothing that decides a verdict may be unknown",
  schema: { enum: ["routes"] },
  scopedBy: () => [],
  describe: () => say("rules.decide"),
  find: missingFacts,
  isAsked: (_, { routes }) => routes.length > 0,
};

function missingFacts(rule: RuleOf<"routes">, { routes }: Seen): FindingDraft[] {
  const byFact = new Map<string, { fact: Fact; routes: JudgedRoute[] }>();
  for (const route of routes) {
    if (route.verdict !== "undetermined") continue;
    for (const fact of route.facts) {
      // An input error says so, where the path names it.
      if (fact.reason === "model.unmet-target") continue;
      const found = byFact.get(fact.id) ?? { fact, routes: [] };
      found.routes.push(route);
      byFact.set(fact.id, found);
    }
  }
  return [...byFact.values()].map(({ fact, routes: hanging }): FindingDraft => {
    const names = hanging.map((r) => r.route.id);
    const place = fact.place ?? hanging[0]!.route.place;
    return draft(rule, [fact.id], say("rules.cannot-decide", briefly(names), fact.text), {
      verdict: "undetermined",
      resources: hanging.flatMap((r) => (r.route.target ? [r.route.target.resource] : [])),
      mark: { place, label: fact.text },
      routes: names,
      notes: admittedToday(hanging),
      help: fact.remedy,
    });
  });
}

/** What the groups admit on the port today, so that the reader can judge without us. */
function admittedToday([first]: readonly JudgedRoute[]): FindingDraft["notes"] {
  const notes = (first?.hops ?? []).flatMap(({ hop, demands }) =>
    demands
      .filter(({ judgement }) => judgement.verdict === "undetermined" && hop.kind !== "acl")
      .map(({ judgement }) => {
        const admits = addressesOf(judgement.admissions.flatMap((a) => a.traffic));
        const what = hasAny(admits)
          ? listing(admits, judgement.arriving[0]!)
          : say("rules.nothing-certain");
        return {
          label: say("rules.admitted-today"),
          text: say("rules.admits", hop.resource, serviceName(hop), what),
        };
      }),
  );
  return notes.slice(0, 3);
}
