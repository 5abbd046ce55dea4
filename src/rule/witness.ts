// One packet that shows the point: an address a reader can try, outside of the user's own subnets if there is one.
import {
  hasAny,
  meetAddresses,
  minusAddresses,
  ownRange,
  printAddress,
  uniteAddresses,
  type AddressSet,
} from "../net/address.ts";
import { serviceAt } from "../net/service.ts";
import { addressesOf, type Traffic } from "../net/traffic.ts";
import type { Witness } from "../model/finding.ts";
import type { Inventory } from "../model/inventory.ts";
import type { Hop } from "../model/route.ts";
import { isUnknown } from "../model/unknown.ts";

export function witnessOf(
  inventory: Inventory,
  traffic: Traffic,
  hop: Hop,
  { direction }: { readonly direction: "ingress" | "egress" } = { direction: "ingress" },
): Witness | null {
  const all = addressesOf(traffic);
  const foreign = minusAddresses(all, ownAddresses(inventory));
  const source = firstAddress(hasAny(foreign) ? foreign : all);
  if (source === null) return null;
  const { protocol } = hop;
  if (direction === "ingress") return { source, protocol, port: hop.port };
  // The reply of an ACL is seen on its way out: its port is the caller's ephemeral one, of which only some may be
  // refused to this address.
  const point = ownRange(source);
  const piece = traffic.find((one) => hasAny(meetAddresses(one, point.set)))!;
  return { source, protocol, port: serviceAt(piece.services[0]!).port };
}

const own = new WeakMap<Inventory, AddressSet>();

function ownAddresses(inventory: Inventory): AddressSet {
  const known = own.get(inventory);
  if (known) return known;
  const cidrs = [...inventory.subnets.values()].flatMap(({ cidr }) =>
    cidr === null || isUnknown(cidr) ? [] : [cidr],
  );
  const set = uniteAddresses(cidrs);
  own.set(inventory, set);
  return set;
}

/** Not the network's own address where there is another: `10.0.0.1` rather than `10.0.0.0`. */
function firstAddress(set: AddressSet): string | null {
  const line: readonly (number | bigint)[] = set.v4.length > 0 ? set.v4 : set.v6;
  const [lo, hi] = line;
  if (lo === undefined || hi === undefined) return null;
  const first = BigInt(lo);
  const next = first % 4n === 0n && first + 1n < BigInt(hi) ? first + 1n : first;
  return printAddress(set.v4.length > 0 ? 4 : 6, next);
}
