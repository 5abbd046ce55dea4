// An ACCEPT that stands too far down: it says what is missing, and earlier policies take all its packets.
import { printServices } from "../net/print.ts";
import { isSubset, sameTraffic, type Traffic } from "../net/traffic.ts";
import type { FixPolicy } from "../model/finding.ts";
import type { Inventory, Policy } from "../model/inventory.ts";
import { isUnknown } from "../model/unknown.ts";
import { isDead } from "../judge/dead.ts";
import { isExact, type JudgedPolicy } from "../judge/policies.ts";
import type { NewPolicy } from "./accept.ts";
import type { PolicySpot } from "./spot.ts";

/** The first one that admits all that is wanted and nothing out of bounds. */
export function policyToMove(
  inventory: Inventory,
  list: readonly JudgedPolicy[],
  { list: { id }, before, atEnd }: PolicySpot,
  wanted: Traffic,
  bound: Traffic,
): { policy: NewPolicy; index: number } | null {
  if (atEnd) return null;
  const ingress = inventory.groups.get(id)?.ingress;
  if (ingress === undefined || isUnknown(ingress)) return null;
  for (let index = before + 1; index < list.length; index++) {
    const { action, sure } = list[index]!;
    if (action !== "ACCEPT" || !isExact(list[index]!)) continue;
    if (!isSubset(wanted, [sure]) || !isSubset([sure], bound)) continue;
    const policy = asNew(ingress[index]!);
    if (policy !== null && isDead(list, index)) return { policy: { policy, block: sure }, index };
  }
  return null;
}

/** Policies behind a place that say the same as a new one and have no effect. */
export function repeatedBehind(
  list: readonly JudgedPolicy[],
  { before, atEnd }: PolicySpot,
  policies: readonly NewPolicy[],
): number[] {
  if (atEnd) return [];
  return list.flatMap((policy, index) => {
    if (index <= before || policy.action !== "ACCEPT" || !isExact(policy)) return [];
    const isNew = policies.some(({ block }) => sameTraffic([block], [policy.sure]));
    return isNew && isDead(list, index) ? index : [];
  });
}

/** The policy as a fix would write it; null where its service is a template. */
function asNew({ peer, service, action }: Policy): FixPolicy | null {
  if (isUnknown(peer) || isUnknown(service) || isUnknown(action)) return null;
  if (service.kind !== "services") return null;
  const [row, ...others] = printServices(service.set);
  if (row === undefined || others.length > 0 || row.protocol === "other") return null;
  return { action, peer, service: service.set };
}
