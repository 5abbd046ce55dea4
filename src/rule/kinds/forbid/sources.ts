// Sources that do not say what they seem to: unresolved ones, `0.0.0.0/n`, host bits.
import { EVERY_IPV4, parseCidr, type AddressRange } from "../../../net/address.ts";
import type { Repair } from "../../../model/finding.ts";
import type { Inventory, Peer, Service } from "../../../model/inventory.ts";
import { groupRef } from "../../../model/list.ts";
import { isUnknown, type Known } from "../../../model/unknown.ts";
import { draft, type FindingDraft } from "../../draft.ts";
import type { Rule } from "../../rule.ts";
import { everyPolicy, policyName, type Listed } from "./policies.ts";
import type { Forbid } from "./forbid.ts";

export const unresolvedSource: Forbid = (rule, { inventory }) =>
  each(
    inventory,
    ({ policy }) =>
      [
        ...unresolvedPeer(inventory, policy.peer),
        ...unresolvedService(inventory, policy.service),
      ].map((what) => ({
        key: what,
        message: `names ${what}, which is not in the input`,
        label: `${what} is not in the input`,
        help: `add ${what} to the input, or remove the policy if it is gone`,
      })),
    rule,
  );

/** The vendor stores `0.0.0.0/n` as `0.0.0.0/0` for every n (docs/facts.md, section 2). */
export const zeroPrefix: Forbid = (rule, { inventory }) =>
  each(
    inventory,
    ({ policy: { peer, action } }) =>
      isUnknown(peer) || peer.kind !== "addresses" || !peer.zeroPrefix
        ? []
        : [
            {
              key: peer.text,
              message: `says ${peer.text}, which is stored as 0.0.0.0/0: every IPv4 address`,
              label: `${action === "DROP" ? "drops" : "admits"} every IPv4 address`,
              help: "write 0.0.0.0/0 if every address is meant, else the range that is meant",
              source: { text: "0.0.0.0/0", set: EVERY_IPV4 },
              caution: `If only ${peer.text} is meant, write ranges that say so: none may begin with 0.0.0.0/.`,
            },
          ],
    rule,
  );

export const hostBits: Forbid = (rule, { inventory }) =>
  each(
    inventory,
    ({ policy: { peer } }) => {
      if (isUnknown(peer) || peer.kind !== "addresses" || !peer.hostBits) return [];
      const reading = parseCidr(peer.text);
      const meant = reading.ok ? reading.text : "its network";
      return [
        {
          key: peer.text,
          message: `says ${peer.text}, which means ${meant}`,
          label: `means ${meant}`,
          help: `write ${meant}, or ${peer.text.split("/")[0]} if only that address is meant`,
          source: reading.ok ? reading : null,
          caution: `If only ${peer.text.split("/")[0]} is meant, write that address instead.`,
        },
      ];
    },
    rule,
  );

interface Flaw {
  readonly key: string;
  readonly message: string;
  readonly label: string;
  readonly help: string;
  /** The source written as it is meant. */
  readonly source?: AddressRange | null;
  /** What may be meant instead. */
  readonly caution?: string;
}

function each(
  inventory: Inventory,
  flawsOf: (listed: Listed) => Flaw[],
  rule: Rule,
): FindingDraft[] {
  const drafts: FindingDraft[] = [];
  for (const listed of everyPolicy(inventory))
    for (const flaw of flawsOf(listed)) drafts.push(flawDraft(rule, listed, flaw));
  return drafts;
}

function flawDraft(
  rule: Rule,
  listed: Listed,
  { key, message, label, help, source, caution }: Flaw,
): FindingDraft {
  return draft(
    rule,
    [listed.group.id, listed.direction, key, sameBefore(listed, key)],
    `${policyName(listed)} ${message}`,
    {
      resources: [listed.group.id],
      list: groupRef(listed.group.id),
      mark: { place: listed.policy.place, label },
      decidedBy:
        listed.direction === "ingress" && !isUnknown(listed.policy.action)
          ? { list: groupRef(listed.group.id), policy: listed.index, action: listed.policy.action }
          : null,
      help,
      repair: source ? { change: sourceChange(listed, source), caution: caution ?? null } : null,
    },
  );
}

function sourceChange({ group, direction, index }: Listed, source: AddressRange): Repair["change"] {
  return { kind: "source", list: groupRef(group.id), direction, index, source };
}

/** Tells policies with equal sources apart by their action and service, never by their place. */
function sameBefore({ policy }: Listed, key: string): string {
  const service = isUnknown(policy.service)
    ? "?"
    : policy.service.kind === "services"
      ? policy.service.text
      : policy.service.id;
  return `${key} ${isUnknown(policy.action) ? "?" : policy.action} ${service}`;
}

function unresolvedPeer(inventory: Inventory, peer: Known<Peer>): string[] {
  if (isUnknown(peer) || peer.kind === "addresses") return [];
  if (peer.kind === "group")
    return inventory.groups.has(peer.id) ? [] : [`security group ${peer.id}`];
  if (peer.kind === "address-template")
    return inventory.addressTemplates.has(peer.id) ? [] : [`address template ${peer.id}`];
  const group = inventory.addressTemplateGroups.get(peer.id);
  if (!group) return [`address template group ${peer.id}`];
  return isUnknown(group.templates)
    ? []
    : group.templates
        .filter((id) => !inventory.addressTemplates.has(id))
        .map((id) => `address template ${id}`);
}

function unresolvedService(inventory: Inventory, service: Known<Service>): string[] {
  if (isUnknown(service) || service.kind === "services") return [];
  if (service.kind === "service-template")
    return inventory.serviceTemplates.has(service.id) ? [] : [`service template ${service.id}`];
  const group = inventory.serviceTemplateGroups.get(service.id);
  if (!group) return [`service template group ${service.id}`];
  return isUnknown(group.templates)
    ? []
    : group.templates
        .filter((id) => !inventory.serviceTemplates.has(id))
        .map((id) => `service template ${id}`);
}
