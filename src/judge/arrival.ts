// How sources look behind a CLB (docs/facts.md, section 3): unchanged, as the keep-alive range, as the addresses from
// which it calls outside of its VPC, or replaced by what nothing tells.
import { EVERY_ADDRESS, NO_ADDRESS, ownRange, uniteAddresses } from "../net/address.ts";
import type { Sources } from "../model/demand.ts";
import { key } from "../model/key.ts";
import type { Arrival } from "../model/route.ts";
import { isUnknown, type Fact } from "../model/unknown.ts";
import { say } from "../words/index.ts";

/** Layer-7 listeners with keep-alive reach their targets from here. */
const KEEP_ALIVE = ownRange("100.127.0.0/16");

const PLAIN = { whole: null, soft: NO_ADDRESS, origin: null, contradictions: [] };

export function arrivingAs(sources: Sources, arrival: Arrival): Sources {
  switch (arrival.kind) {
    case "unchanged":
      return sources;
    case "keep-alive":
      return {
        ...PLAIN,
        key: "keep-alive",
        subject: say("judge.keep-alive"),
        unit: say("judge.keep-alive-ranges"),
        declared: [KEEP_ALIVE],
        known: KEEP_ALIVE.set,
        open: null,
        vendor: true,
      };
    case "snat-ips":
      return fromSnatIps(arrival);
    case "replaced":
      return {
        ...PLAIN,
        key: key`replaced ${arrival.fact.id}`,
        subject: say("judge.snat", arrival.balancer),
        unit: say("judge.snat-addresses"),
        declared: [],
        known: NO_ADDRESS,
        open: anywhere([arrival.fact]),
        vendor: false,
      };
  }
}

function fromSnatIps({ balancer, ips }: Arrival & { readonly kind: "snat-ips" }): Sources {
  const list = isUnknown(ips) ? [ips] : ips;
  const declared = list.flatMap((ip) => (isUnknown(ip) ? [] : [ip]));
  const facts = list.flatMap((ip) => (isUnknown(ip) ? [ip.fact] : []));
  return {
    ...PLAIN,
    key: key`snat-ips ${balancer}`,
    subject: say("judge.snat", balancer),
    unit: say("judge.snat-addresses"),
    declared,
    known: uniteAddresses(declared.map(({ set }) => set)),
    open: facts.length > 0 ? anywhere(facts) : null,
    vendor: false,
  };
}

function anywhere(facts: readonly Fact[]): Sources["open"] {
  return { within: EVERY_ADDRESS, facts };
}
