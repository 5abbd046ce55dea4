// Resources that something names and that a refused list would have told -> placeholders whose every property is
// unknown, so that a verdict which hangs on them names the missing permission.
import type { Id } from "../../../model/id.ts";
import { key } from "../../../model/key.ts";
import type { Place } from "../../../model/place.ts";
import { factOf, isUnknown, Unknown, type Known } from "../../../model/unknown.ts";
import { parseIp, type AddressRange } from "../../../net/address.ts";
import { message } from "../../../words/index.ts";
import type { Telling } from "../../answers/index.ts";
import type { Draft } from "../../merge/draft.ts";
import { REGION_CALLS } from "../../vendor/calls.ts";
import { allFaces, hostsIn, targetsIn } from "./named.ts";
import { balancerOf, faceOf, TOLD, type Nothing } from "./placeholders.ts";

/** A call that was not answered, or not wholly, or not asked. */
export interface Gap extends Telling {
  readonly action: string;
  readonly region: string;
  readonly place: Place;
  /** The service is not there, and so has nothing that could be the host of a backend. */
  readonly isNotice: boolean;
}

/** Why a call has no answer: its own gap, or that of the list whose elements it asks about. */
export function refusedBy(gaps: readonly Gap[]): Map<string, Telling> {
  const refused = new Map<string, Telling>(gaps.map((gap) => [gap.action, gap]));
  for (const { action, each } of REGION_CALLS) {
    const parent = each && refused.get(each.of);
    if (parent && !refused.has(action)) refused.set(action, parent);
  }
  return refused;
}

export function fillGaps(draft: Draft, gaps: readonly Gap[]): void {
  const gapOf = new Map(gaps.map((gap) => [gap.action, gap]));
  for (const { action, noun, fill } of TOLD) {
    const gap = gapOf.get(action);
    if (gap) fill(draft, (id) => nothingOf(gap, noun, id));
  }
  fillAddresses(draft, gapOf.get("DescribeNetworkInterfaces"));
}

/** Private addresses among the targets that nobody is known to have. */
function fillAddresses(draft: Draft, gap: Gap | undefined): void {
  if (!gap) return;
  const seen = new Set(
    [...draft.instances, ...allFaces(draft)].flatMap(({ privateIps }) =>
      isUnknown(privateIps) ? [] : privateIps.map((ip) => ip.text),
    ),
  );
  for (const { to } of targetsIn(draft)) {
    if (isUnknown(to) || to.kind !== "ip" || seen.has(to.address.text)) continue;
    seen.add(to.address.text);
    draft.interfaces.push({ ...holder(gap, to.address), privateIps: [to.address] });
  }
}

/**
 * Hosts of public backends, in whichever region: one that nobody is known to have may be a load balancer or interface
 * of the account, and then it is no external one.
 */
export function fillHosts(drafts: readonly Draft[], gaps: readonly Gap[]): void {
  const faults = gaps.filter((gap) => !gap.isNotice);
  const gapOf = new Map(faults.map((gap) => [gap.action, gap]));
  const balancers = gapOf.get("DescribeLoadBalancers");
  const interfaces = gapOf.get("DescribeNetworkInterfaces");
  if (!balancers && !interfaces) return;
  const seen = hostsKnown(drafts);
  for (const draft of drafts)
    for (const host of hostsIn(draft)) {
      if (seen.has(host)) continue;
      seen.add(host);
      const address = parseIp(host);
      if (balancers && (address.ok || CLB_DOMAIN.test(host)))
        draft.loadBalancers.push({
          ...balancerOf(nothingOf(balancers, "address", host)),
          ...(address.ok ? { vips: [address] } : { domain: host }),
        });
      else if (interfaces && address.ok)
        draft.interfaces.push({ ...holder(interfaces, address), publicIps: [address] });
    }
}

/** The domains that CLB gives its instances. */
const CLB_DOMAIN = /(^|\.)(clb|tencentclb)\./;

function hostsKnown(drafts: readonly Draft[]): Set<string> {
  const seen = new Set<string>();
  const note = (ips: Known<readonly AddressRange[]>): void => {
    for (const ip of isUnknown(ips) ? [] : ips) seen.add(ip.text);
  };
  for (const draft of drafts) {
    for (const { vips, domain } of draft.loadBalancers) {
      note(vips);
      if (domain !== null) seen.add(domain.toLowerCase());
    }
    for (const { publicIps } of [...draft.instances, ...allFaces(draft)]) note(publicIps);
  }
  return seen;
}

/** Another region may have the same address. */
function holder(gap: Gap, { text }: AddressRange) {
  return faceOf(nothingOf(gap, "address", `${text} in ${gap.region}`));
}

function nothingOf({ clause, remedy, place }: Gap, noun: string, id: Id): Nothing {
  const unknown = (said: "fetch.unknown-is" | "fetch.unknown-are") => (what: string) =>
    new Unknown(
      factOf(key`${{ own: what }} of ${id}`, message(said, what, noun, id, clause), remedy, place),
    );
  return { id, place, one: unknown("fetch.unknown-is"), many: unknown("fetch.unknown-are") };
}
