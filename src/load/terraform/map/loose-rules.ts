// Rules that stand in no group's list, because their group is not known, may not exist, or is written by resources that undo
// each other: each resource is a list of its own, bound to nothing, so that what it says is checked all the same. What could
// not be given to a group is a complaint, one for each cause.
import { message, say } from "../../../words/index.ts";
import { key } from "../../../model/key.ts";
import type { Direction } from "../../../model/list.ts";
import type { Policy, SecurityGroup } from "../../../model/inventory.ts";
import type { Place } from "../../../model/place.ts";
import type { Fact, Known } from "../../../model/unknown.ts";
import type { Node } from "../resource.ts";
import { NOT_SET, complainAt, lacking, maybeAbsent, push, type Ground } from "./ground.ts";
import { linkOf, type Link } from "./links.ts";
import { liteRulePolicies } from "./lite-rule.ts";
import { setNode } from "./nodes.ts";
import { directionOf, singleRule } from "./rule.ts";
import { ruleSetPolicies } from "./rule-set.ts";
import { isOfType, type ResourceOf } from "./typed.ts";

export type WholeRules =
  | ResourceOf<"tencentcloud_security_group_rule_set">
  | ResourceOf<"tencentcloud_security_group_lite_rule">;
export type RuleResource = WholeRules | ResourceOf<"tencentcloud_security_group_rule">;

export function wholePolicies(
  ground: Ground,
  resource: WholeRules,
  group: string,
  direction: Direction,
): Known<readonly Policy[]> {
  return isOfType(resource, "tencentcloud_security_group_rule_set")
    ? ruleSetPolicies(ground, resource, group, direction)
    : liteRulePolicies(ground, resource, group, direction);
}

/** The rules of one resource, as the list of a group that has its address. */
export function looseRules(
  ground: Ground,
  resource: RuleResource,
): Pick<SecurityGroup, "ingress" | "egress"> {
  const owner = ownerOf(ground, resource);
  const group = owner && "id" in owner ? owner.id : resource.address;
  const side = (direction: Direction): Known<readonly Policy[]> => {
    if (!isOfType(resource, "tencentcloud_security_group_rule"))
      return wholePolicies(ground, resource, group, direction);
    return (directionOf(resource) ?? "ingress") === direction
      ? [singleRule(ground, resource, group, direction).policy]
      : [];
  };
  return { ingress: side("ingress"), egress: side("egress") };
}

function ownerOf(ground: Ground, { body }: RuleResource): (Link & { readonly node: Node }) | null {
  const node = setNode(body.entries.get("security_group_id"));
  return node && { ...linkOf(ground, "group", node), node };
}

interface Lost {
  readonly cause: string;
  readonly fact: Pick<Fact, "text" | "remedy">;
  readonly place: Place;
}

export function complainOfLoose(ground: Ground, loose: readonly RuleResource[]): void {
  const causes = new Map<string, Lost[]>();
  for (const resource of loose) {
    const found = whyLoose(ground, resource);
    if (found) push(causes, found.cause, found);
  }
  for (const lost of causes.values()) {
    const { fact, place } = lost[0]!;
    const more = lost.length - 1;
    const text =
      more === 0
        ? say("terraform.loose-rules", fact.text, fact.remedy)
        : say("terraform.loose-rules-more", fact.text, more, fact.remedy);
    complainAt(ground, place, text);
  }
}

/** Null where the group is known, and only the rest of its list is not. */
function whyLoose(ground: Ground, resource: RuleResource): Lost | null {
  const { address, place } = resource;
  const owner = ownerOf(ground, resource);
  if (owner && "why" in owner) {
    const { fact } = lacking(ground, address, "security_group_id", owner.why, owner.node.place);
    return { cause: key`${owner.why.key} ${owner.why.data.join()}`, fact, place: owner.node.place };
  }
  if (!owner) return ground.origin === "hcl" ? ownerless(ground, resource) : null;
  const group = ground.byAddress.get(owner.id);
  const absent = [resource, group].find((one) => one?.certain === false);
  if (absent?.faulted) return null;
  if (absent) return { cause: "existence", fact: maybeAbsent(ground, absent).fact, place };
  return null;
}

function ownerless(ground: Ground, { address, place, body }: RuleResource): Lost {
  const node = body.entries.get("security_group_id");
  const why =
    node?.kind === "scalar" && node.value === "" ? message("terraform.empty-id") : NOT_SET;
  const { fact } = lacking(ground, address, "security_group_id", why, place);
  const remedy = say("terraform.name-group");
  return { cause: key`unset ${address}`, fact: { ...fact, remedy }, place: node?.place ?? place };
}
