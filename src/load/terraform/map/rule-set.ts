// tencentcloud_security_group_rule_set: blocks in the order of the text, the first has the highest priority.
import { say } from "../../../words/index.ts";
import type { Id, Policy } from "../../../model/inventory.ts";
import type { Known } from "../../../model/unknown.ts";
import { unknownOf, type Ground } from "./ground.ts";
import { attribute, blocks } from "./nodes.ts";
import type { Direction } from "../../../model/list.ts";
import {
  choiceIn,
  openPolicy,
  readAction,
  readPeer,
  readService,
  type RuleSubject,
} from "./policies.ts";
import { isUnknownNode, type ResourceOf } from "./typed.ts";

export function ruleSetPolicies(
  ground: Ground,
  { address, body }: ResourceOf<"tencentcloud_security_group_rule_set">,
  group: Id,
  direction: Direction,
): Known<readonly Policy[]> {
  const list = blocks(body, direction);
  if (isUnknownNode(list)) return unknownOf(ground, address, `list of ${direction} rules`, list);
  return list.map((rule, index) => {
    const name = say("names.policy", direction, index);
    const subject: RuleSubject = { ground, address, name, direction, group, place: rule.place };
    if (rule.kind === "unknown") return openPolicy(subject, rule.reason);
    return {
      action: readAction(subject, "action", attribute(rule, "action")),
      peer: readPeer(subject, [
        { node: attribute(rule, "cidr_block"), as: "cidr4" },
        { node: attribute(rule, "ipv6_cidr_block"), as: "cidr6" },
        choiceIn(rule, "source_security_id"),
        choiceIn(rule, "address_template_id"),
        choiceIn(rule, "address_template_group"),
      ]),
      service: readService(subject, attribute(rule, "protocol"), attribute(rule, "port"), [
        choiceIn(rule, "service_template_id"),
        choiceIn(rule, "service_template_group"),
      ]),
      place: rule.place,
    };
  });
}
