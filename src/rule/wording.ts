// Sentences about refused traffic, in the reader's nouns. Shared by the kinds that judge traffic.
import {
  coversAddresses,
  hasAny,
  meetAddresses,
  minusAddresses,
  uniteAddresses,
  type AddressSet,
} from "../net/address.ts";
import { uniteLines } from "../net/line.ts";
import { printServices, printTraffic, type PrintedTraffic } from "../net/print.ts";
import { addressesOf, type Traffic } from "../net/traffic.ts";
import type { Sources } from "../model/demand.ts";
import type { Finding } from "../model/finding.ts";
import type { Hop } from "../model/route.ts";
import { addressNames } from "../model/sources-text.ts";
import { STRICTLY } from "../judge/scenario.ts";
import type { HopJudgement } from "../judge/hop.ts";
import type { HopRefusal } from "../judge/view.ts";
import { say } from "../words/index.ts";
import type { HopDemand } from "./judged.ts";

const LISTED = 8;

/** `tcp/8080` */
export function serviceName({ protocol, port }: { protocol: string; port: number | null }): string {
  return port === null ? protocol : `${protocol}/${port}`;
}

export function headline(
  hop: Hop,
  { subject }: Sources,
  verdict: HopJudgement["verdict"],
  refusal: HopRefusal,
  resources: string,
  targets: string,
): string {
  const service = serviceName(hop);
  const isWhole = verdict === "blocked";
  const cannotReach = (target: string) =>
    isWhole
      ? say("rules.cannot-reach", subject, target, service)
      : say("rules.cannot-fully-reach", subject, target, service);
  if (hop.kind !== "acl") return cannotReach(resources);
  if (refusal.direction === "ingress")
    return say("rules.through-acl", cannotReach(targets), resources);
  const replies = [targets, service, subject] as const;
  const clause = refusal.ephemeralOnly
    ? say("rules.some-replies", ...replies)
    : isWhole
      ? say("rules.replies-cannot", ...replies)
      : say("rules.replies-cannot-fully", ...replies);
  return say("rules.through-acl", clause, resources);
}

/** What the deciding policy does, for the span under it. */
export function decision(
  hop: Hop,
  sources: Sources,
  refusal: HopRefusal,
  lists: readonly string[],
): string {
  const { by, direction } = refusal;
  const what = whatIsRefused(sources, refusal);
  if (hop.kind === "acl")
    return by === null
      ? say("rules.acl-default-drops", direction, lists.join(", "), what)
      : say("rules.entry-drops", direction, by.index, what);
  return by === null
    ? say("rules.default-drops", lists.join(", "), what)
    : say("rules.policy-drops", by.index, what);
}

function whatIsRefused(
  sources: Sources,
  { traffic, direction, ephemeralOnly }: HopRefusal,
): string {
  const addresses = addressesOf(traffic);
  const shown = `${listing(addresses, sources)}${countRanges(sources, addresses)}`;
  if (direction === "ingress") return shown;
  const replies = say("rules.to-replies", shown);
  return ephemeralOnly ? say("rules.on-ports", replies, portsOf(traffic)) : replies;
}

/** `tcp/1024-32767,61000-65535` */
function portsOf(traffic: Traffic): string {
  const services = traffic.map((piece) => piece.services).reduce(uniteLines, []);
  return printServices(services).map(printService).join(", ");
}

/** Up to eight addresses, then how many more. */
export function listing(set: AddressSet, sources: Sources): string {
  return shorten(addressNames(set, sources));
}

function shorten(items: readonly string[]): string {
  const more = items.length - LISTED;
  if (more <= 0) return items.join(", ");
  return say("rules.more-behind", items.slice(0, LISTED).join(", "), more);
}

/** ` (3 of 5 gateway ranges)`, ` (3 of 5 gateway ranges, 1 of them in part)`. */
function countRanges(sources: Sources, refused: AddressSet): string {
  const touched = sources.declared.filter((r) => hasAny(meetAddresses(r.set, refused)));
  if (!isCounted(sources) || touched.length === 0) return "";
  const inPart = touched.filter((r) => !coversAddresses(refused, r.set)).length;
  const counts = [touched.length, sources.declared.length, sources.unit] as const;
  if (inPart === 0) return say("rules.ranges", ...counts);
  return inPart < touched.length
    ? say("rules.ranges-some-partly", ...counts, inPart)
    : say("rules.ranges-partly", ...counts);
}

function isCounted({ declared, whole }: Sources): boolean {
  return whole === null && declared.length > 1;
}

/** `seenAs`: how it looks to the caller, where that is no 504. */
export function notesOf(
  { judgement }: HopDemand,
  refusal: HopRefusal,
  blocked: Traffic,
  seenAs: string | null,
): Finding["notes"] {
  const sources = judgement.arriving[0]!;
  const { verdict } = judgement;
  const print = refusal.direction === "egress" ? printReplies : printRow;
  const rows = printTraffic(blocked, (set) => addressNames(set, sources));
  const passing = admittedRanges(sources, judgement);
  const isPart = verdict === "partial" || verdict === "undetermined";
  return [
    { label: say("rules.not-admitted"), text: rows.map(print).join("; ") },
    ...(isPart && isCounted(sources)
      ? [
          {
            label: say("rules.admitted"),
            text: say("rules.whole", passing, sources.declared.length, sources.unit),
          },
        ]
      : []),
    ...undecidedNote(sources, judgement),
    { label: say("rules.seen-as"), text: seenAs ?? symptom(verdict, passing > 0) },
    ...originNotes(sources, addressesOf(refusal.traffic)),
    ...(refusal.ephemeralOnly ? [{ label: say("rules.note"), text: say("rules.ephemeral") }] : []),
  ];
}

/** The page that publishes the ranges, and those that name less. */
function originNotes({ origin, contradictions }: Sources, refused: AddressSet): Finding["notes"] {
  const silent = contradictions.filter(({ ranges }) => !hasAny(meetAddresses(ranges, refused)));
  const pages = silent.map(({ text }) => text).join("; ");
  return [
    ...(origin ? [{ label: say("rules.ranges-label"), text: published(origin) }] : []),
    ...(silent.length > 0
      ? [{ label: say("rules.note"), text: say("rules.contradictions", pages) }]
      : []),
  ];
}

function published({ title, page: { url, date } }: NonNullable<Sources["origin"]>): string {
  return date === null
    ? say("rules.published", title, url)
    : say("rules.published-on", title, date, url);
}

/** What neither surely passes nor surely is refused, and on what it hangs. */
function undecidedNote(sources: Sources, judgement: HopJudgement): Finding["notes"] {
  const refused = uniteAddresses(judgement.refusals.map((r) => addressesOf(r.traffic)));
  const rest = minusAddresses(minusAddresses(sources.known, surelyPassing(judgement)), refused);
  if (!hasAny(rest) || judgement.facts.length === 0) return [];
  const why = judgement.facts.map((fact) => fact.text).join("; ");
  return [
    {
      label: say("rules.undecided"),
      text: say("rules.undecided-why", listing(rest, sources), why),
    },
  ];
}

function surelyPassing({ outcome }: HopJudgement): AddressSet {
  return outcome(STRICTLY).pass;
}

/** A security group drops in silence, so the gateway sees a slow server (document/product/628/34066). */
function symptom(verdict: HopJudgement["verdict"], someWhole: boolean): string {
  return verdict !== "blocked" && someWhole ? say("rules.504-sometimes") : say("rules.504");
}

/** How many declared ranges surely pass whole at this hop. */
function admittedRanges(sources: Sources, judgement: HopJudgement): number {
  const pass = surelyPassing(judgement);
  return sources.declared.filter((r) => coversAddresses(pass, r.set)).length;
}

/** `10.0.0.0/8, 11.0.0.0/8 -> tcp/8080` */
function printRow(row: PrintedTraffic): string {
  return say("rules.row", shorten(row.sources), printService(row));
}

/** A network ACL sees replies on their way out, to the callers' own ports. */
function printReplies(row: PrintedTraffic): string {
  return say("rules.replies", shorten(row.sources), printService(row));
}

function printService({ protocol, ports }: Omit<PrintedTraffic, "sources">): string {
  return protocol === "all" ? say("rules.every-service") : `${protocol}/${ports.join(",")}`;
}
