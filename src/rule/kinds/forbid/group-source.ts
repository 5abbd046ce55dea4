// A security group as source means the private IPs of that group's members. A gateway is a member of none, so such
// a policy cannot admit it. Said only where the gateway is in fact refused.
import { overlaps } from "../../../net/line.ts";
import { servicePort } from "../../../net/service.ts";
import type { Inventory, Policy } from "../../../model/inventory.ts";
import { isUnknown } from "../../../model/unknown.ts";
import { draft, type FindingDraft } from "../../draft.ts";
import { everyDemand, type AskedDemand, type HopDemand } from "../../judged.ts";
import type { Rule } from "../../rule.ts";
import { say } from "../../../words/index.ts";
import { everyPolicy } from "./policies.ts";
import type { Forbidden } from "./forbid.ts";

export const groupSource: Forbidden = {
  describe: () => say("forbid.group-source"),
  isAsked: (_, { inventory, routes }) =>
    routes.length > 0 &&
    [...everyPolicy(inventory)].some(
      ({ policy: { peer } }) => !isUnknown(peer) && peer.kind === "group",
    ),
  find: (rule, { inventory, routes }) => {
    const seen = new Set<unknown>();
    const drafts: FindingDraft[] = [];
    for (const asked of everyDemand(routes)) {
      const { hop, judgement } = asked;
      if (hop.kind === "acl" || judgement.refusals.length === 0 || !fromGateway(asked)) continue;
      if (!seen.has(judgement)) drafts.push(...groupSourceDrafts(rule, inventory, asked));
      seen.add(judgement);
    }
    return drafts;
  },
};

function groupSourceDrafts(
  rule: Rule,
  inventory: Inventory,
  { hop, judgement, route }: AskedDemand,
): FindingDraft[] {
  const service = servicePort(hop.protocol, hop.port);
  return judgement.policies.flatMap(({ action, list, index, sure, place }) => {
    const peer = policyAt(inventory, list.id, index)?.peer;
    if (peer === undefined || isUnknown(peer) || peer.kind !== "group") return [];
    if (action !== "ACCEPT" || !overlaps(sure.services, service)) return [];
    const headline = say("forbid.gateway-no-member", index, list.id, peer.id);
    return draft(rule, [list.id, peer.id, `${hop.protocol}/${hop.port}`], headline, {
      resources: [hop.resource],
      list,
      mark: {
        place: place ?? hop.place,
        label: say("forbid.only-members", peer.id),
      },
      routes: [route.route.id],
      decidedBy: { list, policy: index, action },
      help: say("forbid.admit-ranges"),
    });
  });
}

function policyAt(inventory: Inventory, group: string, index: number): Policy | null {
  const ingress = inventory.groups.get(group)?.ingress;
  return ingress === undefined || isUnknown(ingress) ? null : (ingress[index] ?? null);
}

function fromGateway({ names }: HopDemand): boolean {
  return names.some((name) => name === "gateway.private" || name === "gateway.public");
}
