// How sources look behind a CLB (docs/facts.md, section 3): unchanged, as the keep-alive range, or as the user's own
// subnet.
import {
  EVERY_ADDRESS,
  NO_ADDRESS,
  parseCidr,
  uniteAddresses,
  type AddressRange,
} from "../net/address.ts";
import type { Sources } from "../model/demand.ts";
import type { Inventory } from "../model/inventory.ts";
import type { Arrival } from "../model/route.ts";
import { isUnknown } from "../model/unknown.ts";

/** Layer-7 listeners with keep-alive reach their targets from here. */
const KEEP_ALIVE = parseCidr("100.127.0.0/16") as AddressRange;

const PLAIN = { open: null, soft: NO_ADDRESS, origin: null, contradictions: [] };

export function arrivingAs(sources: Sources, arrival: Arrival, inventory: Inventory): Sources {
  if (arrival.kind === "unchanged") return sources;
  if (arrival.kind === "keep-alive")
    return {
      ...PLAIN,
      key: "keep-alive",
      subject: "CLB keep-alive traffic",
      unit: "keep-alive ranges",
      declared: [KEEP_ALIVE],
      known: KEEP_ALIVE.set,
      vendor: true,
    };
  return {
    ...PLAIN,
    key: `snat ${arrival.balancer}`,
    subject: `CLB ${arrival.balancer} (SNAT)`,
    unit: "SNAT addresses",
    declared: [],
    known: NO_ADDRESS,
    vendor: false,
    open: {
      within: subnetsOf(inventory, arrival.vpc),
      facts: [
        {
          id: `snat addresses of ${arrival.balancer}`,
          text: `${arrival.balancer} translates sources to addresses of a subnet (SNAT), and which ones is not declared`,
          remedy: "admit the CIDR of the CLB's SNAT subnet on the target's port",
          place: inventory.loadBalancers.get(arrival.balancer)?.place ?? null,
        },
      ],
    },
  };
}

function subnetsOf(inventory: Inventory, vpc: string | null) {
  const cidrs = [...inventory.subnets.values()].flatMap((subnet) =>
    vpc !== null && subnet.vpc === vpc && subnet.cidr !== null && !isUnknown(subnet.cidr)
      ? [subnet.cidr]
      : [],
  );
  return cidrs.length > 0 ? uniteAddresses(cidrs) : EVERY_ADDRESS;
}
