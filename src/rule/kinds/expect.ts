// `expect: path`: declared paths are reachable or blocked as they say.
import { meetAddresses, type AddressSet } from "../../net/address.ts";
import { EVERY_SERVICE } from "../../net/service.ts";
import { addressesOf, block, intersect, isEmpty, type Traffic } from "../../net/traffic.ts";
import { STRICTLY } from "../../judge/scenario.ts";
import type { HopJudgement } from "../../judge/hop.ts";
import type { Sources } from "../../model/demand.ts";
import type { Inventory } from "../../model/inventory.ts";
import type { Hop } from "../../model/route.ts";
import { draft, type FindingDraft } from "../draft.ts";
import type { JudgedHop, JudgedRoute } from "../judged.ts";
import type { Rule } from "../rule.ts";
import { witnessOf } from "../witness.ts";
import { listing, serviceName } from "../wording.ts";
import { say } from "../../words/index.ts";
import { askedOf, refusalDrafts } from "../refusal.ts";
import { isDemanded } from "./require.ts";
import type { RuleKind, Seen } from "./kind.ts";

export const expect: RuleKind<"path"> = {
  demands: "declared paths are reachable or blocked as declared",
  schema: { enum: ["path"] },
  ofPaths: true,
  asks: () => [{ kind: "name", name: "path" }],
  scopedBy: () => [],
  describe: () => say("rules.expect"),
  find: unexpected,
  isAsked: isDemanded,
};

function unexpected(rule: Rule, { inventory, routes }: Seen): FindingDraft[] {
  const expecting = (what: "reachable" | "blocked") =>
    routes.filter((r) => r.route.path?.expect === what);
  const refused = askedOf(rule, expecting("reachable")).flatMap((asked) =>
    refusalDrafts(rule, inventory, asked, say("rules.dropped-silently")),
  );
  const open = expecting("blocked")
    .filter(({ verdict }) => verdict === "reachable" || verdict === "partial")
    .map((route) => exposure(rule, route, inventory));
  return [...refused, ...open, ...expecting("reachable").flatMap((one) => unaddressed(rule, one))];
}

/** No policy is to blame, and none would help. */
function unaddressed(rule: Rule, { route }: JudgedRoute): FindingDraft[] {
  const { outcome, path, target } = route;
  if (outcome.kind !== "no-address" || path === null) return [];
  return [
    draft(rule, [route.id], say("rules.no-address", path.name, outcome.why), {
      verdict: "blocked",
      resources: [target?.resource ?? path.to.id],
      mark: { place: outcome.place, label: outcome.why },
      related: [{ place: path.place, label: say("rules.declared-reachable") }],
      routes: [route.id],
      help: say("rules.give-address"),
    }),
  ];
}

/** A path that must be blocked and is not: the policy to blame is the one that admits, at the last hop that filters. */
function exposure(rule: Rule, judged: JudgedRoute, inventory: Inventory): FindingDraft {
  const path = judged.route.path!;
  const { hop, judgement } = lastFilter(judged.hops);
  const sources = judgement.arriving[0]!;
  const through = passingAll(judged.hops, sources);
  const admissions = judgement.admissions.flatMap(({ by, traffic }) => {
    const passing = through === null ? traffic : within(traffic, through);
    return by && !isEmpty(passing) ? [{ by, traffic: passing }] : [];
  });
  const admitted = admissions.flatMap((a) => a.traffic);
  const { target } = judged.route;
  const resource = target?.resource ?? path.to.id;
  const service = serviceName({ ...path.to, port: target?.port ?? path.to.port });
  const where =
    resource === path.to.id
      ? say("rules.where", resource, service)
      : say("rules.where-through", resource, service, path.to.id);
  const marks = admissions.map(({ by, traffic }) => ({
    place: by.place ?? hop.place,
    label: say("rules.policy-admits", by.index, listing(addressesOf(traffic), sources)),
  }));
  const about = [subjectOf(judged.hops) ?? sources.subject, where, path.name] as const;
  const by = admissions[0]?.by ?? null;
  return draft(
    rule,
    ["open", path.name, where, by?.list.id ?? ""],
    judged.verdict === "reachable"
      ? say("rules.open", ...about)
      : say("rules.partly-open", ...about),
    {
      verdict: judged.verdict,
      resources: [resource],
      list: by && by.list,
      mark: marks[0] ?? { place: hop.place, label: judgement.note ?? say("rules.nothing-filters") },
      related: [{ place: path.place, label: say("rules.declared-blocked") }, ...marks.slice(1)],
      routes: [judged.route.id],
      decidedBy: by && { list: by.list, policy: by.index, action: "ACCEPT" },
      // A packet that the named policy admits, or the two would contradict each other.
      witness: admissions[0] ? witnessOf(inventory, admissions[0].traffic, hop) : null,
      notes: admittedNote(admitted, sources, serviceName(hop)),
      help: say("rules.close-path"),
    },
  );
}

function admittedNote(admitted: Traffic, sources: Sources, service: string): FindingDraft["notes"] {
  if (admitted.length === 0) return [];
  return [
    {
      label: say("rules.admitted"),
      text: say("rules.row", listing(addressesOf(admitted), sources), service),
    },
  ];
}

/** Who sends, before any CLB changes how that looks. */
function subjectOf(hops: readonly JudgedHop[]): string | undefined {
  return hops.flatMap(({ demands }) => demands)[0]?.demand.sources.subject;
}

/** The sources that surely pass every hop that sees them; null where not all sources are known. */
function passingAll(hops: readonly JudgedHop[], sources: Sources): AddressSet | null {
  if (sources.open !== null) return null;
  return hops
    .flatMap(({ demands }) => demands.map(({ judgement }) => judgement))
    .filter(({ arriving }) => arriving[0]!.key === sources.key)
    .map(({ outcome }) => outcome(STRICTLY).pass)
    .reduce(meetAddresses, sources.known);
}

function within(traffic: Traffic, addresses: AddressSet): Traffic {
  return intersect(traffic, [block(addresses, EVERY_SERVICE)]);
}

/** The last hop whose policies were asked, else the last one. A path that is open has at least one hop. */
function lastFilter(hops: readonly JudgedHop[]): { hop: Hop; judgement: HopJudgement } {
  const asked = hops.flatMap(({ hop, demands }) =>
    hop.kind === "acl" ? [] : demands.map(({ judgement }) => ({ hop, judgement })),
  );
  return asked.findLast(({ judgement }) => judgement.policies.length > 0) ?? asked.at(-1)!;
}
