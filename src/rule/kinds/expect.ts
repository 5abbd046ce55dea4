// `expect: path`: declared paths are reachable or blocked as they say.
import { meetAddresses, type AddressSet } from "../../net/address.ts";
import { printAsDeclared } from "../../net/print.ts";
import { EVERY_SERVICE } from "../../net/service.ts";
import { addressesOf, block, intersect, isEmpty, type Traffic } from "../../net/traffic.ts";
import type { HopJudgement } from "../../judge/hop.ts";
import type { Sources } from "../../model/demand.ts";
import type { Inventory } from "../../model/inventory.ts";
import type { Hop } from "../../model/route.ts";
import { draft, type FindingDraft } from "../draft.ts";
import type { JudgedHop, JudgedRoute } from "../judged.ts";
import type { Rule } from "../rule.ts";
import { witnessOf } from "../witness.ts";
import { listing, serviceName, shorten } from "../wording.ts";
import { askedOf, refusalDrafts } from "./require.ts";
import type { Kind } from "./kind.ts";

export const expect: Kind<"expect"> = (rule, { inventory, routes }) => {
  const expecting = (what: "reachable" | "blocked") =>
    routes.filter((r) => r.route.path?.expect === what);
  const refused = askedOf(rule, expecting("reachable")).flatMap((asked) =>
    refusalDrafts(rule, inventory, asked).map((found) => ({
      ...found,
      notes: found.notes.map((note) =>
        note.label === "seen as"
          ? { ...note, text: "a time-out: the packets are dropped in silence" }
          : note,
      ),
    })),
  );
  const open = expecting("blocked")
    .filter(({ verdict }) => verdict === "reachable" || verdict === "partial")
    .map((route) => exposure(rule, route, inventory));
  return [...refused, ...open];
};

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
  const service = serviceName(hop);
  const can = judged.verdict === "reachable" ? "can reach" : "can partly reach";
  const way = target === null || target.resource === path.to.id ? "" : ` through ${path.to.id}`;
  const where = `${target?.resource ?? path.to.id} on ${serviceName({ ...path.to, port: target?.port ?? path.to.port })}${way}`;
  const marks = admissions.map(({ by, traffic }) => ({
    place: by.place ?? hop.place,
    label: `policy ${by.index} admits ${listing(addressesOf(traffic), sources.declared)}`,
  }));
  const by = admissions[0]?.by ?? null;
  return draft(
    rule,
    ["open", path.name, where, by?.list.id ?? ""],
    `${subjectOf(judged.hops) ?? sources.subject} ${can} ${where}, which path "${path.name}" declares blocked`,
    {
      verdict: judged.verdict,
      resources: [target?.resource ?? path.to.id],
      list: by && by.list,
      mark: marks[0] ?? { place: hop.place, label: judgement.note ?? "nothing filters here" },
      related: [{ place: path.place, label: "declared blocked here" }, ...marks.slice(1)],
      routes: [judged.route.id],
      decidedBy: by && { list: by.list, policy: by.index, action: "ACCEPT" },
      // A packet that the named policy admits, or the two would contradict each other.
      witness: admissions[0] ? witnessOf(inventory, admissions[0].traffic, hop) : null,
      notes: admittedNote(admitted, sources, service),
      help: "remove or narrow the policy that admits it, or declare `expect: reachable`",
    },
  );
}

function admittedNote(admitted: Traffic, sources: Sources, service: string): FindingDraft["notes"] {
  if (admitted.length === 0) return [];
  return [
    {
      label: "admitted",
      text: `${shorten(printAsDeclared(addressesOf(admitted), sources.declared), ", ")} -> ${service}`,
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
    .map(({ outcome }) => outcome(SURELY).pass)
    .reduce(meetAddresses, sources.known);
}

const SURELY = { reading: "strict", acl: "destination", arrival: "unchanged" } as const;

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
