// The fewest ACCEPTs that admit what is wanted at a place. They keep to what this refusal refuses; only where that
// would leave ragged gaps do they take what the default refuses as well.
import { hasAny, meetAddresses } from "../net/address.ts";
import { servicePort } from "../net/service.ts";
import { addressesOf, block, isSubset, type Block, type Traffic } from "../net/traffic.ts";
import type { FixPeer, FixPolicy } from "../model/finding.ts";
import { fewestCovers } from "./cover.ts";
import {
  boundsAt,
  servicesSeen,
  wantedOf,
  writtenRanges,
  type PolicySpot,
  type Wish,
} from "./spot.ts";

/** One policy to write, and as the judge sees it: an ACL is judged in another plane than its entries speak of. */
export interface NewPolicy {
  readonly policy: FixPolicy;
  readonly block: Block;
}

export function fewestPolicies(wish: Wish, spot: PolicySpot): NewPolicy[] {
  const [strict, general, demanded] = boundsAt(wish, spot);
  const exact = policiesWithin(wish, strict!);
  if (exact && exact.length <= touchedRanges(wish)) return exact;
  const looser = policiesWithin(wish, general!);
  const best = exact && looser && exact.length <= looser.length ? exact : (looser ?? exact);
  return best ?? policiesWithin(wish, demanded!) ?? [];
}

/** One for each range, whatever else is refused in it: for a group that has no room for more. */
export function wholeRanges(wish: Wish, spot: PolicySpot): NewPolicy[] {
  return policiesWithin(wish, boundsAt(wish, spot).at(-1)!) ?? [];
}

/** Null where an ACL entry cannot tell what is wanted from what lies out of bounds: it sees no caller's port. */
function policiesWithin(wish: Wish, bound: Traffic): NewPolicy[] | null {
  const { hop, refusal } = wish;
  const whole = servicesSeen(hop);
  const wanted = wantedOf(wish);
  const byPort = hop.kind !== "acl" || refusal.direction === "egress";
  const need: Traffic = byPort ? wanted : [block(addressesOf(wanted), whole)];
  if (!isSubset(need, bound)) return null;
  return fewestCovers(need, bound, writtenRanges(wish), whole).map(({ range, block: what }) => ({
    policy: acceptOf(wish, { kind: "addresses", ...range }, what),
    block: what,
  }));
}

function touchedRanges(wish: Wish): number {
  const wanted = addressesOf(wantedOf(wish));
  return writtenRanges(wish).filter(({ set }) => hasAny(meetAddresses(set, wanted))).length;
}

/** An entry for replies names their ports, everything else the served one. */
export function acceptOf({ hop, refusal }: Wish, peer: FixPeer, what: Block): FixPolicy {
  const service =
    refusal.direction === "egress" ? what.services : servicePort(hop.protocol, hop.port);
  return { action: "ACCEPT", peer, service };
}
