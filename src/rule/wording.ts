// Sentences about refused traffic, in the reader's nouns. Shared by the kinds that judge traffic.
import {
  coversAddresses,
  hasAny,
  meetAddresses,
  minusAddresses,
  uniteAddresses,
  type AddressRange,
  type AddressSet,
} from "../net/address.ts";
import { uniteLines } from "../net/line.ts";
import { printAsDeclared, printServices, type PrintedTraffic } from "../net/print.ts";
import { addressesOf, type Traffic } from "../net/traffic.ts";
import type { Sources } from "../model/demand.ts";
import type { Finding } from "../model/finding.ts";
import type { Hop } from "../model/route.ts";
import type { HopJudgement, HopRefusal } from "../judge/hop.ts";
import type { HopDemand } from "./judged.ts";

const LISTED = 8;

/** `tcp/8080` */
export function serviceName({ protocol, port }: { protocol: string; port: number | null }): string {
  return port === null ? protocol : `${protocol}/${port}`;
}

export function headline(
  hop: Hop,
  sources: Sources,
  verdict: HopJudgement["verdict"],
  refusal: HopRefusal,
  resources: string,
  targets: string,
): string {
  const service = serviceName(hop);
  const cannot = verdict === "blocked" ? "cannot reach" : "cannot fully reach";
  if (hop.kind !== "acl") return `${sources.subject} ${cannot} ${resources} on ${service}`;
  const through = `through network ACL ${resources}`;
  if (refusal.direction === "ingress")
    return `${sources.subject} ${cannot} ${targets} on ${service} ${through}`;
  const replies = `replies of ${targets} (${service})`;
  return refusal.ephemeralOnly
    ? `some ${replies} cannot reach ${sources.subject} ${through}`
    : `${replies} ${cannot} ${sources.subject} ${through}`;
}

/** What the deciding policy does, for the span under it. */
export function decision(
  hop: Hop,
  sources: Sources,
  { by, traffic, direction, ephemeralOnly }: HopRefusal,
  groups: readonly string[],
): string {
  const addresses = addressesOf(traffic);
  const reply = direction === "egress" ? "replies to " : "";
  const ports = ephemeralOnly && direction === "egress" ? ` on ${portsOf(traffic)}` : "";
  const what = `${reply}${listing(addresses, sources.declared)}${countRanges(sources, addresses)}${ports}`;
  const noun = hop.kind === "acl" ? `${direction} entry` : "policy";
  if (by !== null) return `${noun} ${by.index} drops ${what}`;
  return `no ${noun} of ${groups.join(", ")} admits ${what}: the default drops it`;
}

/** `tcp/1024-32767,61000-65535` */
function portsOf(traffic: Traffic): string {
  const services = traffic.map((piece) => piece.services).reduce(uniteLines, []);
  return printServices(services).map(printService).join(", ");
}

/** Up to eight addresses, then how many more. */
export function listing(set: AddressSet, declared: readonly AddressRange[]): string {
  return shorten(printAsDeclared(set, declared), " ");
}

export function shorten(items: readonly string[], separator: string): string {
  const more = items.length - LISTED;
  return more > 0
    ? `${items.slice(0, LISTED).join(separator)}${separator}and ${more} more`
    : items.join(separator);
}

/** ` (3 of 5 gateway ranges)`, ` (3 of 5 gateway ranges, 1 of them in part)`. */
export function countRanges(sources: Sources, refused: AddressSet): string {
  const touched = sources.declared.filter((r) => hasAny(meetAddresses(r.set, refused)));
  if (sources.declared.length < 2 || touched.length === 0) return "";
  const inPart = touched.filter((r) => !coversAddresses(refused, r.set)).length;
  const rest = inPart < touched.length ? `${inPart} of them in part` : "in part";
  return ` (${touched.length} of ${sources.declared.length} ${sources.unit}${inPart === 0 ? "" : `, ${rest}`})`;
}

export function notesOf(
  { judgement }: HopDemand,
  refusal: HopRefusal,
  blocked: readonly PrintedTraffic[],
): Finding["notes"] {
  const sources = judgement.arriving[0]!;
  const print = refusal.direction === "egress" ? printReplies : printRow;
  const notes = [{ label: "not admitted", text: blocked.map(print).join("; ") }];
  const passing = admittedRanges(sources, judgement);
  if (judgement.verdict === "partial" || judgement.verdict === "undetermined")
    if (sources.declared.length > 1)
      notes.push({
        label: "admitted",
        text: `${passing} of ${sources.declared.length} ${sources.unit} whole`,
      });
  notes.push(...undecidedNote(sources, judgement));
  notes.push({ label: "seen as", text: symptom(judgement.verdict, passing > 0) });
  if (sources.origin) {
    const { title, page } = sources.origin;
    const date = page.date === null ? "" : `, published table of ${page.date}`;
    notes.push({ label: "ranges", text: `${title}${date} (${page.url})` });
  }
  const silent = sources.contradictions.filter(
    ({ ranges }) => !hasAny(meetAddresses(ranges, addressesOf(refusal.traffic))),
  );
  if (silent.length > 0)
    notes.push({
      label: "note",
      text: `not every page of the vendor lists the missing ranges: ${silent.map(({ text }) => text).join("; ")}`,
    });
  if (refusal.ephemeralOnly)
    notes.push({
      label: "note",
      text: "replies go to ports 1024-65535; only some of them are refused",
    });
  return notes;
}

/** What neither surely passes nor surely is refused, and on what it hangs. */
function undecidedNote(
  sources: Sources,
  judgement: HopJudgement,
): { label: string; text: string }[] {
  const refused = uniteAddresses(judgement.refusals.map((r) => addressesOf(r.traffic)));
  const rest = minusAddresses(minusAddresses(sources.known, surelyPassing(judgement)), refused);
  if (!hasAny(rest) || judgement.facts.length === 0) return [];
  const why = judgement.facts.map((fact) => fact.text).join("; ");
  return [{ label: "not decided", text: `${listing(rest, sources.declared)}: ${why}` }];
}

function surelyPassing({ outcome }: HopJudgement): AddressSet {
  return outcome({ reading: "strict", acl: "destination", arrival: "unchanged" }).pass;
}

/** A security group drops in silence, so the gateway sees a slow server (document/product/628/34066). */
function symptom(verdict: HopJudgement["verdict"], someWhole: boolean): string {
  return verdict !== "blocked" && someWhole
    ? "504 Gateway Time-out, for some calls"
    : "504 Gateway Time-out";
}

/** How many declared ranges surely pass whole at this hop. */
function admittedRanges(sources: Sources, judgement: HopJudgement): number {
  const pass = surelyPassing(judgement);
  return sources.declared.filter((r) => coversAddresses(pass, r.set)).length;
}

/** `10.0.0.0/8, 11.0.0.0/8 -> tcp/8080` */
export function printRow(row: PrintedTraffic): string {
  return `${shorten(row.sources, ", ")} -> ${printService(row)}`;
}

/** A network ACL sees replies on their way out, to the callers' own ports. */
function printReplies(row: PrintedTraffic): string {
  return `replies to ${shorten(row.sources, ", ")} on ${printService(row)}`;
}

function printService({ protocol, ports }: Omit<PrintedTraffic, "sources">): string {
  return protocol === "all" ? "every service" : `${protocol}/${ports.join(",")}`;
}
