// ICMP beside IPv6 addresses, ICMPv6 beside IPv4 ones: no packet is both, and the cloud refuses such a policy.
import type { Service } from "../../../model/inventory.ts";
import { isUnknown, type Known } from "../../../model/unknown.ts";
import { say } from "../../../words/index.ts";
import type { Forbidden } from "./forbid.ts";
import { everyPolicy, type Listed } from "./policies.ts";
import { slipDrafts, type PolicySlip } from "./policy-slip.ts";

export const icmpFamily: Forbidden = {
  describe: () => say("forbid.icmp-family"),
  isAsked: (_, { inventory }) =>
    [...everyPolicy(inventory)].some(({ policy: { service } }) => protocolOf(service) !== null),
  find: (rule, { inventory }) => slipDrafts(rule, inventory, familySlips),
};

const FAMILIES = { icmp: ["ICMP", "IPv4"], icmpv6: ["ICMPv6", "IPv6"] } as const;

function protocolOf(service: Known<Service>): keyof typeof FAMILIES | null {
  if (isUnknown(service) || service.kind !== "services") return null;
  const { text } = service;
  return text === "icmp" || text === "icmpv6" ? text : null;
}

function familySlips({ policy: { peer, service } }: Listed): PolicySlip[] {
  const protocol = protocolOf(service);
  if (protocol === null || isUnknown(peer) || peer.kind !== "addresses") return [];
  const { v4, v6 } = peer.set;
  const isOther =
    protocol === "icmp" ? v4.length === 0 && v6.length > 0 : v6.length === 0 && v4.length > 0;
  if (!isOther) return [];
  const [own, family] = FAMILIES[protocol];
  const [meant, other] = FAMILIES[protocol === "icmp" ? "icmpv6" : "icmp"];
  return [
    {
      what: `${own} ${peer.text}`,
      message: (policy) => say("forbid.icmp-of-other", policy, own, peer.text, other),
      label: say("forbid.icmp-label"),
      help: say("forbid.icmp-help", meant, family),
    },
  ];
}
