// Address and protocol templates and their groups. An element that is not known may be anything.
import type { Message } from "../../../words/index.ts";
import { EVERY_ADDRESS, NO_ADDRESS, parseMember } from "../../../net/address.ts";
import { EVERY_SERVICE, parseServiceMember } from "../../../net/service.ts";
import type { AddressMember, Id, ServiceMember, TemplateGroup } from "../../../model/inventory.ts";
import type { Known } from "../../../model/unknown.ts";
import { bothReadings } from "../../read/zero-prefix.ts";
import type { Node, Resource, UnknownNode } from "../resource.ts";
import {
  UNREADABLE,
  complainOf,
  lacking,
  maybeAbsent,
  ofType,
  unknownOf,
  type Ground,
} from "./ground.ts";
import { linkOf } from "./links.ts";
import { attribute, blocks, itemsOf, nodeText, whyUnknown } from "./nodes.ts";
import { isUnknownNode, linkKindOf, type ResourceOf } from "./typed.ts";

type Group = ResourceOf<
  "tencentcloud_address_template_group" | "tencentcloud_protocol_template_group"
>;

export function mapTemplates(ground: Ground): void {
  const { draft } = ground;
  for (const resource of ofType(ground, "tencentcloud_address_template")) {
    const list = itemsOf(resource.body, "addresses");
    const addresses = each(ground, resource, "addresses", list, addressMember);
    draft.addressTemplates.push({ id: resource.address, addresses, place: resource.place });
  }
  for (const resource of ofType(ground, "tencentcloud_address_extra_template")) {
    const list = addressesExtra(resource);
    const addresses = each(ground, resource, "addresses_extra", list, addressMember);
    draft.addressTemplates.push({ id: resource.address, addresses, place: resource.place });
  }
  for (const resource of ofType(ground, "tencentcloud_protocol_template")) {
    const list = itemsOf(resource.body, "protocols");
    const services = each(ground, resource, "protocols", list, serviceMember);
    draft.serviceTemplates.push({ id: resource.address, services, place: resource.place });
  }
  for (const resource of ofType(ground, "tencentcloud_address_template_group"))
    draft.addressTemplateGroups.push(templateGroup(ground, resource));
  for (const resource of ofType(ground, "tencentcloud_protocol_template_group"))
    draft.serviceTemplateGroups.push(templateGroup(ground, resource));
}

function addressesExtra({
  body,
}: ResourceOf<"tencentcloud_address_extra_template">): readonly Node[] | UnknownNode {
  const list = blocks(body, "addresses_extra");
  if (isUnknownNode(list)) return list;
  return list.map((block): Node => {
    if (block.kind === "unknown") return block;
    return attribute(block, "address") ?? { kind: "scalar", value: null, place: block.place };
  });
}

function each<T>(
  ground: Ground,
  resource: Resource,
  name: string,
  list: readonly Node[] | UnknownNode,
  read: (ground: Ground, resource: Resource, noun: string, node: Node) => T,
): Known<readonly T[]> {
  if (!resource.certain) return maybeAbsent(ground, resource);
  if (isUnknownNode(list)) return unknownOf(ground, resource.address, name, list);
  return list.map((node, i) => read(ground, resource, `${name}[${i}]`, node));
}

function addressMember(
  ground: Ground,
  { address }: Resource,
  noun: string,
  node: Node,
): AddressMember {
  const reading = memberReading(ground, node, (text) => parseMember(text.slice(0, 100)));
  if (!("ok" in reading)) {
    const { fact } = lacking(ground, address, noun, reading.why, node.place);
    return { text: nodeText(node) ?? "", sure: NO_ADDRESS, maybe: EVERY_ADDRESS, fact };
  }
  return bothReadings(reading.text, reading, node.place);
}

function serviceMember(
  ground: Ground,
  { address }: Resource,
  noun: string,
  node: Node,
): ServiceMember {
  const reading = memberReading(ground, node, (text) => parseServiceMember(text.slice(0, 1000)));
  if ("ok" in reading)
    return { text: reading.text, sure: reading.set, maybe: reading.set, fact: null };
  const { fact } = lacking(ground, address, noun, reading.why, node.place);
  return { text: nodeText(node) ?? "", sure: [], maybe: EVERY_SERVICE, fact };
}

function memberReading<T extends { readonly ok: true }>(
  ground: Ground,
  node: Node,
  parse: (text: string) => T | { readonly ok: false; readonly why: string },
): T | { readonly why: Message } {
  const open = whyUnknown(node);
  if (open) return { why: open.reason };
  const text = nodeText(node);
  if (text === null) return { why: UNREADABLE };
  const reading = parse(text);
  if (reading.ok) return reading;
  complainOf(ground, node, reading.why);
  return { why: UNREADABLE };
}

function templateGroup(ground: Ground, resource: Group): TemplateGroup {
  const { address, place, body } = resource;
  const list = itemsOf(body, "template_ids");
  if (!resource.certain) return { id: address, templates: maybeAbsent(ground, resource), place };
  if (isUnknownNode(list))
    return {
      id: address,
      templates: unknownOf(ground, address, "template_ids", list),
      place,
    };
  const templates = list.map((node, i) => memberId(ground, resource, node, i));
  return { id: address, templates, place };
}

/** A template that is not known keeps the others of its group: it stands for itself under a name of its own. */
function memberId(ground: Ground, { address, body }: Group, node: Node, i: number): Id {
  const kind = linkKindOf(body, "template_ids");
  const link = linkOf(ground, kind, node);
  if ("id" in link) return link.id;
  const id = `${address}.template_ids[${i}]`;
  const unknown = lacking(ground, address, `template_ids[${i}]`, link.why, node.place);
  const { addressTemplates, serviceTemplates } = ground.draft;
  if (kind === "addressTemplate")
    addressTemplates.push({ id, addresses: unknown, place: node.place });
  else serviceTemplates.push({ id, services: unknown, place: node.place });
  return id;
}
