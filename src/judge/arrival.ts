// How sources look behind a CLB (docs/facts.md, section 3): unchanged, as the keep-alive range, or as the user's own
// subnet.
import { EVERY_ADDRESS, NO_ADDRESS, ownRange, uniteAddresses } from "../net/address.ts";
import type { Sources } from "../model/demand.ts";
import type { Id, Inventory } from "../model/inventory.ts";
import { key } from "../model/key.ts";
import type { Arrival } from "../model/route.ts";
import { factOf, isUnknown, type Fact } from "../model/unknown.ts";
import { message, say } from "../words/index.ts";

/** Layer-7 listeners with keep-alive reach their targets from here. */
const KEEP_ALIVE = ownRange("100.127.0.0/16");

const PLAIN = { whole: null, open: null, soft: NO_ADDRESS, origin: null, contradictions: [] };

export function arrivingAs(sources: Sources, arrival: Arrival, inventory: Inventory): Sources {
  if (arrival.kind === "unchanged") return sources;
  if (arrival.kind === "keep-alive")
    return {
      ...PLAIN,
      key: "keep-alive",
      subject: say("judge.keep-alive"),
      unit: say("judge.keep-alive-ranges"),
      declared: [KEEP_ALIVE],
      known: KEEP_ALIVE.set,
      vendor: true,
    };
  return {
    ...PLAIN,
    key: key`snat ${arrival.balancer}`,
    subject: say("judge.snat", arrival.balancer),
    unit: say("judge.snat-addresses"),
    declared: [],
    known: NO_ADDRESS,
    vendor: false,
    open: {
      within: subnetsOf(inventory, arrival.vpc),
      facts: [snatFact(arrival.balancer, inventory)],
    },
  };
}

function snatFact(id: Id, { loadBalancers }: Inventory): Fact {
  const why = message("judge.snat-unknown", id);
  const place = loadBalancers.get(id)?.place ?? null;
  return factOf(key`snat addresses of ${id}`, why, message("judge.admit-snat-subnet"), place);
}

function subnetsOf({ subnets }: Inventory, vpc: Id | null) {
  if (vpc === null) return EVERY_ADDRESS;
  // A subnet whose VPC is not told may be in this one too.
  const own = [...subnets.values()].filter((s) => isUnknown(s.vpc) || (s.vpc ?? vpc) === vpc);
  const cidrs = own.flatMap(({ cidr }) => (isUnknown(cidr) ? [] : [cidr]));
  return cidrs.length > 0 && cidrs.length === own.length ? uniteAddresses(cidrs) : EVERY_ADDRESS;
}
