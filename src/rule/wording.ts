// Sentences about refused traffic, in the reader's nouns. Shared by the kinds that judge traffic.
import {
  coversAddresses,
  hasAny,
  meetAddresses,
  type AddressRange,
  type AddressSet,
} from "../net/address.ts";
import { printAsDeclared, type PrintedTraffic } from "../net/print.ts";
import { addressesOf } from "../net/traffic.ts";
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
  { by, traffic, direction }: HopRefusal,
  groups: readonly string[],
): string {
  const what = `${listing(addressesOf(traffic), sources.declared)}${countRanges(sources, addressesOf(traffic))}`;
  const noun = hop.kind === "acl" ? `${direction} entry` : "policy";
  if (by !== null) return `${noun} ${by.index} drops ${what}`;
  return `no ${noun} of ${groups.join(", ")} admits ${what}: the default drops it`;
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

/** ` (3 of 5 gateway ranges)`; says so when a range is refused only in part. */
export function countRanges(sources: Sources, refused: AddressSet): string {
  const touched = sources.declared.filter((r) => hasAny(meetAddresses(r.set, refused)));
  if (sources.declared.length < 2 || touched.length === 0) return "";
  const inPart = touched.some((r) => !coversAddresses(refused, r.set));
  return ` (${inPart ? "part of " : ""}${touched.length} of ${sources.declared.length} ${sources.unit})`;
}

export function notesOf(
  { judgement }: HopDemand,
  refusal: HopRefusal,
  blocked: readonly PrintedTraffic[],
): Finding["notes"] {
  const sources = judgement.arriving[0]!;
  const notes = [{ label: "not admitted", text: blocked.map(printRow).join("; ") }];
  const passing = admittedRanges(sources, judgement);
  if (judgement.verdict === "partial" || judgement.verdict === "undetermined")
    if (sources.declared.length > 0)
      notes.push({
        label: "admitted",
        text: `${passing} of ${sources.declared.length} ${sources.unit} whole`,
      });
  notes.push({ label: "seen as", text: symptom(judgement.verdict, passing > 0) });
  if (sources.origin) {
    const { title, page } = sources.origin;
    const date = page.date === null ? "" : `, published table of ${page.date}`;
    notes.push({ label: "ranges", text: `${title}${date} (${page.url})` });
  }
  for (const { ranges, text } of sources.contradictions)
    if (!hasAny(meetAddresses(ranges, addressesOf(refusal.traffic))))
      notes.push({
        label: "note",
        text: `the missing ranges are not on every page of the vendor: ${text}`,
      });
  if (refusal.ephemeralOnly)
    notes.push({
      label: "note",
      text: "replies go to ports 1024-65535; only some of them are refused",
    });
  return notes;
}

/** A security group drops in silence, so the gateway sees a slow server (document/product/628/34066). */
function symptom(verdict: HopJudgement["verdict"], someWhole: boolean): string {
  return verdict !== "blocked" && someWhole
    ? "504 Gateway Time-out, for some calls"
    : "504 Gateway Time-out";
}

/** How many declared ranges surely pass whole at this hop. */
function admittedRanges(sources: Sources, { outcome }: HopJudgement): number {
  const { pass } = outcome({ reading: "strict", acl: "destination", arrival: "unchanged" });
  return sources.declared.filter((r) => coversAddresses(pass, r.set)).length;
}

/** `10.0.0.0/8, 11.0.0.0/8 -> tcp/8080` */
export function printRow({ sources, protocol, ports }: PrintedTraffic): string {
  const service = protocol === "all" ? "every service" : `${protocol}/${ports.join(",")}`;
  return `${shorten(sources, ", ")} -> ${service}`;
}
