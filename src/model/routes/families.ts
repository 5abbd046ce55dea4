// Packets go from IPv6 to IPv6 and from IPv4 to IPv4: a declared path whose sources are all of the other family than the
// addresses that it calls reaches nothing, whatever is admitted.
import { say } from "../../words/index.ts";
import type { Id, Inventory, Path } from "../inventory.ts";
import { lacks } from "../lookup.ts";
import { isUnknown } from "../unknown.ts";
import type { Leg } from "./leg.ts";

const NAMES = { v4: "IPv4", v6: "IPv6" } as const;

/** The leg as it is, or what it comes to where no packet can take it. */
export function byFamily(inventory: Inventory, { from }: Path, leg: Leg): Leg {
  const [first] = leg.hops;
  if (from.kind !== "addresses" || leg.outcome.kind !== "judged" || first === undefined) return leg;
  const families = (["v4", "v6"] as const).filter((one) =>
    from.ranges.some(({ set }) => set[one].length > 0),
  );
  const [family, other] = families;
  if (family === undefined || other !== undefined) return leg;
  const bare = first.face
    ? lacks(first.face, family)
    : balancerLacks(inventory, first.resource, family);
  if (!bare) return leg;
  const why = say("model.no-address", first.face?.id ?? first.resource, NAMES[family]);
  return { ...leg, hops: [], outcome: { kind: "no-address", why, place: first.place } };
}

/** What stands behind a CLB is the CLB's own affair. */
function balancerLacks({ loadBalancers }: Inventory, id: Id, family: "v4" | "v6"): boolean {
  const vips = loadBalancers.get(id)?.vips ?? [];
  if (isUnknown(vips) || vips.length === 0) return false;
  return vips.every(({ set }) => set[family].length === 0);
}
