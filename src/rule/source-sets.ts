// Sources as values: ranges that are known, bounds of those that are not, and their unions. Knows no names.
import {
  EVERY_IPV4,
  NO_ADDRESS,
  coversAddresses,
  sameAddresses,
  uniteAddresses,
  type AddressRange,
} from "../net/address.ts";
import { say } from "../words/index.ts";
import type { Open, Sources } from "../model/demand.ts";
import type { Fact } from "../model/unknown.ts";

export function literal(ranges: readonly AddressRange[]): Sources {
  const sources = base(ranges);
  const [first, ...others] = sources.declared;
  const subject = first
    ? others.length > 0
      ? say("rules.and-more", first.text, others.length)
      : first.text
    : say("rules.nobody");
  return { ...sources, subject, unit: say("rules.plain-ranges") };
}

export function base(ranges: readonly AddressRange[]): Sources {
  const declared = withoutNested(ranges);
  return {
    key: declared.map((r) => r.text).join(),
    subject: "",
    unit: say("rules.plain-ranges"),
    declared,
    known: uniteAddresses(declared.map((r) => r.set)),
    whole: null,
    open: null,
    soft: NO_ADDRESS,
    vendor: false,
    origin: null,
    contradictions: [],
  };
}

/** Drops ranges that lie in another, so that each packet is counted once. */
function withoutNested(ranges: readonly AddressRange[]): AddressRange[] {
  return ranges.filter(
    (range, i) =>
      !ranges.some(
        (other, j) =>
          i !== j &&
          coversAddresses(other.set, range.set) &&
          (j < i || !sameAddresses(other.set, range.set)),
      ),
  );
}

export function bothSources(a: Sources, b: Sources): Sources {
  if (a === b) return a;
  const union = base([...a.declared, ...b.declared]);
  return {
    ...union,
    key: `${a.key} + ${b.key}`,
    subject: a.subject === b.subject ? a.subject : say("rules.two", a.subject, b.subject),
    unit: a.unit === b.unit ? a.unit : say("rules.plain-ranges"),
    open: joinOpen(a.open, b.open),
    soft: uniteAddresses([a.soft, b.soft]),
    vendor: a.vendor && b.vendor,
    origin: a.origin ?? b.origin,
    contradictions: [...a.contradictions, ...b.contradictions],
  };
}

/** A service of an unknown kind may be shared, whose rules demand the clients. */
export function perhaps(sources: Sources, { key, known, open }: Sources): Sources {
  if (!sources.open) return sources;
  const within = uniteAddresses([sources.open.within, known, open?.within ?? NO_ADDRESS]);
  return { ...sources, key: `${sources.key} or ${key}`, open: { ...sources.open, within } };
}

function joinOpen(a: Open | null, b: Open | null): Open | null {
  if (!a || !b) return a ?? b;
  return { within: uniteAddresses([a.within, b.within]), facts: [...a.facts, ...b.facts] };
}

export function openSources(
  key: string,
  subject: string,
  set: "private" | "public",
  fact: Fact,
): Sources {
  return {
    ...base([]),
    key: `open ${key}`,
    subject,
    unit: unitOf(set, false),
    vendor: true,
    open: { within: EVERY_IPV4, facts: [fact] },
  };
}

/** Nobody calls: as long as that is so, nothing can be said of who gets through. */
export function nobody(key: string, subject: string, fact: Fact): Sources {
  const open = { within: NO_ADDRESS, facts: [fact] };
  return { ...base([]), key: `nobody ${key}`, subject, unit: say("rules.plain-ranges"), open };
}

export function unitOf(set: "private" | "public", dedicated: boolean): string {
  if (set === "private")
    return dedicated ? say("rules.instance-ranges") : say("rules.gateway-ranges");
  return dedicated ? say("rules.instance-egress") : say("rules.gateway-vips");
}
