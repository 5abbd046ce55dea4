// tencentcloud_security_group_rule_set: blocks in the order of the text, the first has the highest priority.
import type { Id, Policy } from "../../../model/inventory.ts";
import type { Known } from "../../../model/unknown.ts";
import type { Resource } from "../resource.ts";
import { lacking, type Ground } from "./ground.ts";
import { attribute, blocks, isUnknownNode } from "./nodes.ts";
import {
  openPolicy,
  readAction,
  readPeer,
  readService,
  type Direction,
  type Subject,
} from "./policies.ts";

export function ruleSetPolicies(
  ground: Ground,
  { address, body }: Resource,
  group: Id,
  direction: Direction,
): Known<readonly Policy[]> {
  const list = blocks(body, direction);
  if (isUnknownNode(list))
    return lacking(ground, address, `list of ${direction} rules`, list.reason, list.place);
  return list.map((rule, index) => {
    const name = `${direction} policy ${index}`;
    const subject: Subject = { ground, address, name, direction, group, place: rule.place };
    if (rule.kind === "unknown") return openPolicy(subject, rule.reason);
    const get = (key: string) => attribute(rule, key);
    return {
      action: readAction(subject, get("action")),
      peer: readPeer(subject, [
        { node: get("cidr_block"), as: "cidr4" },
        { node: get("ipv6_cidr_block"), as: "cidr6" },
        { node: get("source_security_id"), as: "group" },
        { node: get("address_template_id"), as: "addressTemplate" },
        { node: get("address_template_group"), as: "addressTemplateGroup" },
      ]),
      service: readService(subject, get("protocol"), get("port"), [
        { node: get("service_template_id"), as: "serviceTemplate" },
        { node: get("service_template_group"), as: "serviceTemplateGroup" },
      ]),
      place: rule.place,
    };
  });
}
