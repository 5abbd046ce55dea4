// A policy that names a group or template which is not in the input, itself or through a template group.
import type { Id, Inventory, Peer, Service, TemplateGroup } from "../../../model/inventory.ts";
import { ID_KINDS, type IdKind } from "../../../model/id.ts";
import { howToAdd, isUnknown, type Known } from "../../../model/unknown.ts";
import { say, textOf } from "../../../words/index.ts";
import type { Forbidden } from "./forbid.ts";
import { everyPolicy } from "./policies.ts";
import { slipDrafts, type PolicySlip } from "./policy-slip.ts";

export const unresolvedSource: Forbidden = {
  describe: () => say("forbid.unresolved-source"),
  isAsked: (_, { inventory }) =>
    [...everyPolicy(inventory)].some(
      ({ policy: { peer, service } }) =>
        (!isUnknown(peer) && peer.kind !== "addresses") ||
        (!isUnknown(service) && service.kind !== "services"),
    ),
  find: (rule, { inventory }) =>
    slipDrafts(rule, inventory, ({ policy: { peer, service } }) =>
      [...unresolvedPeer(inventory, peer), ...unresolvedService(inventory, service)].map(slipOf),
    ),
};

interface Absent {
  readonly kind: IdKind;
  readonly id: Id;
}

function slipOf({ kind, id }: Absent): PolicySlip {
  const what = say("forbid.noun-id", ID_KINDS[kind].noun, id);
  return {
    what,
    message: (policy) => say("forbid.unresolved", policy, what),
    label: say("forbid.unresolved-label", what),
    help: say("forbid.unresolved-help", textOf(howToAdd(kind, id))),
  };
}

function unresolvedPeer(inventory: Inventory, peer: Known<Peer>): Absent[] {
  if (isUnknown(peer) || peer.kind === "addresses") return [];
  const { groups, addressTemplates, addressTemplateGroups } = inventory;
  if (peer.kind === "group") return absent(groups, peer.kind, [peer.id]);
  if (peer.kind === "address-template") return absent(addressTemplates, peer.kind, [peer.id]);
  return absentBelow(addressTemplateGroups, peer, addressTemplates, "address-template");
}

function unresolvedService(inventory: Inventory, service: Known<Service>): Absent[] {
  if (isUnknown(service) || service.kind === "services") return [];
  const { serviceTemplates, serviceTemplateGroups } = inventory;
  if (service.kind === "service-template")
    return absent(serviceTemplates, service.kind, [service.id]);
  return absentBelow(serviceTemplateGroups, service, serviceTemplates, "service-template");
}

/** The template group itself, or those of its members that are absent. */
function absentBelow(
  groups: ReadonlyMap<Id, TemplateGroup>,
  { kind, id }: { readonly kind: IdKind; readonly id: Id },
  templates: ReadonlyMap<Id, unknown>,
  member: IdKind,
): Absent[] {
  const group = groups.get(id);
  if (!group) return absent(groups, kind, [id]);
  return isUnknown(group.templates) ? [] : absent(templates, member, group.templates);
}

function absent(known: ReadonlyMap<Id, unknown>, kind: IdKind, ids: readonly Id[]): Absent[] {
  return ids.filter((id) => !known.has(id)).map((id) => ({ kind, id }));
}
