// Entries of a network ACL: inward and outward refusals are mended one by one. Only QUINTUPLE entries can be proved,
// since the port of a TRIPLE one has several readings.
import { EVERY_ADDRESS } from "../net/address.ts";
import { printTraffic } from "../net/print.ts";
import { portsOf, servicePort, servicePorts } from "../net/service.ts";
import { addressesOf, block, isEmpty, isSubset, subtract, type Traffic } from "../net/traffic.ts";
import type { Demand } from "../model/demand.ts";
import type { AclEntry, NetworkAcl } from "../model/inventory.ts";
import { policyFields } from "../model/policy-text.ts";
import { isUnknown } from "../model/unknown.ts";
import { say } from "../words/index.ts";
import { aclPolicies, PORT_READINGS } from "../judge/acl.ts";
import { judgeHop } from "../judge/hop.ts";
import { overriddenDrops, refusalsGone } from "./effect.ts";
import type { FixGround, Proved } from "./ground.ts";
import type { NewPolicy } from "./accept.ts";
import { fixOf } from "./offer.ts";
import type { Plan } from "./plan.ts";
import { demandedBlock, type NoFix, type Wish } from "./spot.ts";
import { aclCautions } from "./wording.ts";

export function proveAcl(
  { inventory, book, knowsHolders, newTrouble }: FixGround,
  wish: Wish,
  demand: Demand,
  plan: Plan,
): Proved | NoFix {
  const { hop, refusals } = wish;
  const { guard } = hop;
  if (guard.kind !== "acl" || isUnknown(guard.acl)) return { why: say("fix.unknown-acl") };
  const { acl } = guard;
  if (acl.type === "TRIPLE") return { why: byHand(plan) };
  const edited = withEntries(acl, hop.protocol, plan);
  const judged = judgeHop(inventory, book, { ...hop, guard: { ...guard, acl: edited } }, demand);
  const gone = refusalsGone(refusals, judged.refusals, plan.direction);
  if (gone === null || !isSubset(plan.wanted, gone)) return { why: say("fix.no-place", acl.id) };
  if (!isSubset(gone, [demandedBlock(wish)])) return { why: say("fix.too-much") };
  const trouble = newTrouble({ kind: "acl", acl: edited });
  if (trouble !== null) return { why: say("fix.breaks", acl.id, trouble) };
  const before = aclPolicies(acl, plan.direction, hop, PORT_READINGS[0]!);
  const drops = overriddenDrops(before, gone);
  const admits: Traffic =
    plan.direction === "egress"
      ? gone
      : [block(addressesOf(gone), servicePort(hop.protocol, hop.port))];
  const more = subtract(gone, plan.wanted);
  const subnets = [...inventory.subnets.values()].filter((s) => s.networkAcl === acl.id);
  const effect = {
    admits: printTraffic(admits),
    targets: subnets.map(({ id }) => id),
    allTargets: knowsHolders(plan.list),
  };
  const cautions = aclCautions(inventory, wish, plan, drops, !isEmpty(more));
  return { fix: fixOf(plan, drops, effect, cautions), others: [] };
}

function byHand({ direction, list, policies, atEnd, before }: Plan): string {
  const sources = policies.map(({ policy }) => policyFields(policy).source).join(", ");
  return atEnd
    ? say("fix.triple-at-end", direction, list.id, sources)
    : say("fix.triple-before", direction, list.id, sources, before);
}

function withEntries(acl: NetworkAcl, protocol: "tcp" | "udp", plan: Plan): NetworkAcl {
  const entries = acl[plan.direction];
  if (isUnknown(entries)) return acl;
  const added = plan.policies.map((policy) => entryOf(acl, protocol, policy));
  return {
    ...acl,
    [plan.direction]: [...entries.slice(0, plan.before), ...added, ...entries.slice(plan.before)],
  };
}

/** What the entry says: any port of the sender, the written one of the receiver. */
function entryOf(
  acl: NetworkAcl,
  protocol: "tcp" | "udp",
  { policy: { peer, service }, block: { v4, v6 } }: NewPolicy,
): AclEntry {
  const set = { v4, v6 };
  const any = [0, 65536];
  const text = peer.kind === "addresses" ? peer.text : "";
  const choice = { text, sure: set, maybe: set, fact: null };
  const everything = { text: "", sure: EVERY_ADDRESS, maybe: EVERY_ADDRESS, fact: null };
  return {
    action: "ACCEPT",
    protocol: servicePorts(protocol, 0, 65535),
    port: any,
    peer: choice,
    own: everything,
    sourcePort: any,
    destinationPort: portsOf(protocol, service),
    place: acl.place,
  };
}
