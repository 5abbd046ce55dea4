// tencentcloud_security_group_rule: one policy each. Each is inserted at the top while its siblings are created
// in parallel, so that their order is not defined unless policy_index or depends_on settle it.
import { say } from "../../../words/index.ts";
import type { Direction } from "../../../model/list.ts";
import { meetAddresses, hasAny } from "../../../net/address.ts";
import { meetLines } from "../../../net/line.ts";
import type { Id, Policy } from "../../../model/inventory.ts";
import { isUnknown } from "../../../model/unknown.ts";
import type { UnknownNode } from "../resource.ts";
import { UNREADABLE, complainOf, complainOfInstance, withoutKey, type Ground } from "./ground.ts";
import { longest } from "./links.ts";
import { attribute, oneBlock, itemsOf, nodeText, strangeWord, whyUnknown } from "./nodes.ts";
import {
  choiceIn,
  openPolicy,
  readAction,
  readPeer,
  readService,
  type RuleChoice,
  type RuleSubject,
} from "./policies.ts";
import { isUnknownNode, type TypedBody, type LinkName, type ResourceOf } from "./typed.ts";
import type { LinkKind, Shape } from "../resources/shape.ts";

type Rule = ResourceOf<"tencentcloud_security_group_rule">;

export interface SingleRule {
  readonly resource: Rule;
  readonly policy: Policy;
}

/** Said once for each rule, whatever list it is read into. */
export function complainOfType(ground: Ground, { address, body, place }: Rule): void {
  const node = attribute(body, "type");
  const text = nodeText(node);
  if (!node && ground.origin === "hcl")
    complainOfInstance(ground, address, place, (rule) =>
      say("terraform.rule-lacks", rule, "type", "ingress or egress"),
    );
  if (node && text !== null && !/^(?:in|e)gress$/i.test(text))
    complainOf(ground, node, strangeWord("type", text, ["INGRESS", "EGRESS"]));
}

/** Its direction; null where it is not known. */
export function directionOf({ body }: Rule): Direction | null {
  const text = nodeText(attribute(body, "type"))?.toLowerCase();
  return text === "ingress" || text === "egress" ? text : null;
}

export function singleRule(
  ground: Ground,
  resource: Rule,
  group: Id,
  direction: Direction,
): SingleRule {
  const { address, body, place } = resource;
  const subject: RuleSubject = { ground, address, name: "", direction, group, place };
  const templates = oneBlock(body, "address_template");
  const services = oneBlock(body, "protocol_template");
  const read: Policy = {
    action: readAction(subject, "policy", attribute(body, "policy")),
    peer: readPeer(subject, [
      { node: attribute(body, "cidr_ip"), as: "cidr" },
      choiceIn(body, "source_sgid"),
      ...choicesIn(templates, "addressTemplate", "template_id", "group_id"),
    ]),
    service: readService(subject, attribute(body, "ip_protocol"), attribute(body, "port_range"), [
      ...choicesIn(services, "serviceTemplate", "template_id", "group_id"),
    ]),
    place,
  };
  const policy = directionOf(resource) === null ? openPolicy(subject, UNREADABLE) : read;
  return { resource, policy };
}

/** A block that is unknown may name either: `one` stands for both. */
function choicesIn<S extends Shape>(
  found: TypedBody<S> | UnknownNode | null,
  one: LinkKind,
  ...names: readonly LinkName<S>[]
): RuleChoice<LinkKind>[] {
  if (found === null) return [];
  if (found.kind === "unknown") return [{ node: found, as: one }];
  return names.map((name) => choiceIn(found, name));
}

/** The rules in matching order; `clash`: an ACCEPT and a DROP that may meet and whose order nothing settles. */
export function settledOrder(rules: readonly SingleRule[]): {
  readonly rules: readonly SingleRule[];
  readonly clash: readonly [SingleRule, SingleRule] | null;
} {
  if (!isMixed(rules)) return { rules, clash: null };
  const indexed = byIndex(rules);
  if (indexed) return { rules: indexed, clash: null };
  if (rules.length > MAX_COMPARED)
    return { rules, clash: [rules[0]!, rules.find((r) => differ(r, rules[0]!)) ?? rules[1]!] };
  const above = dependants(rules);
  const clash = rules
    .flatMap((a, i) => rules.slice(i + 1).map((b) => [a, b] as const))
    .find(
      ([a, b]) =>
        !above.get(a)!.has(b) &&
        !above.get(b)!.has(a) &&
        differ(a, b) &&
        mayMeet(a.policy, b.policy),
    );
  // One that waits for more others is created later, and so stands above them.
  const ordered = rules.toSorted((a, b) => above.get(b)!.size - above.get(a)!.size);
  return { rules: ordered, clash: clash ?? null };
}

/** Pairs are compared one by one; an account allows 100 rules a direction. */
const MAX_COMPARED = 400;

function isMixed(rules: readonly SingleRule[]): boolean {
  const actions = new Set(
    rules.map(({ policy }) => (isUnknown(policy.action) ? "?" : policy.action)),
  );
  return rules.length > 1 && (actions.size > 1 || actions.has("?"));
}

function differ(a: SingleRule, b: SingleRule): boolean {
  const [one, other] = [a.policy.action, b.policy.action];
  return isUnknown(one) || isUnknown(other) || one !== other;
}

function byIndex(rules: readonly SingleRule[]): SingleRule[] | null {
  const indexed = rules.map((rule) => {
    const text = nodeText(attribute(rule.resource.body, "policy_index"));
    return { rule, index: text !== null && /^\d{1,6}$/.test(text) ? Number(text) : null };
  });
  if (new Set(indexed.map(({ index }) => index)).size < rules.length) return null;
  if (indexed.some(({ index }) => index === null)) return null;
  return indexed.toSorted((a, b) => a.index! - b.index!).map(({ rule }) => rule);
}

/** For each rule those that are created before it, so that they end up below. */
function dependants(rules: readonly SingleRule[]): Map<SingleRule, Set<SingleRule>> {
  const byBase = new Map<string, SingleRule[]>();
  for (const rule of rules) {
    const base = withoutKey(rule.resource.address);
    byBase.set(base, [...(byBase.get(base) ?? []), rule]);
  }
  const direct = new Map(
    rules.map((rule) => [rule, namedBy(rule).flatMap((base) => byBase.get(base) ?? [])]),
  );
  return new Map(rules.map((rule) => [rule, reach(rule, direct)]));
}

function reach(
  rule: SingleRule,
  direct: ReadonlyMap<SingleRule, readonly SingleRule[]>,
): Set<SingleRule> {
  const seen = new Set<SingleRule>();
  const open = [...direct.get(rule)!];
  for (let next = open.pop(); next; next = open.pop()) {
    if (seen.has(next) || next === rule) continue;
    seen.add(next);
    open.push(...direct.get(next)!);
  }
  return seen;
}

/** Resource blocks of depends_on: an address as text, or a reference. */
function namedBy({ resource }: SingleRule): string[] {
  const list = itemsOf(resource.body, "depends_on");
  const nodes = isUnknownNode(list) ? [list] : list;
  const within = resource.module === "" ? "" : `${resource.module}.`;
  return nodes.flatMap((node) => {
    const open = whyUnknown(node);
    if (open) return longest(open.refs).map(({ address }) => withoutKey(address));
    const text = nodeText(node);
    return text === null ? [] : [withoutKey(text), withoutKey(`${within}${text}`)];
  });
}

/** Whether two policies of different actions have packets in common, all of which is known. */
export function surelyClash(a: Policy, b: Policy): boolean {
  return [a, b].every(isPlain) && mayMeet(a, b);
}

function isPlain({ action, peer, service }: Policy): boolean {
  if (isUnknown(action) || isUnknown(peer) || isUnknown(service)) return false;
  return peer.kind === "addresses" && service.kind === "services";
}

function mayMeet(a: Policy, b: Policy): boolean {
  if (
    !isUnknown(a.peer) &&
    !isUnknown(b.peer) &&
    a.peer.kind === "addresses" &&
    b.peer.kind === "addresses"
  )
    if (!hasAny(meetAddresses(a.peer.set, b.peer.set))) return false;
  if (isUnknown(a.service) || isUnknown(b.service)) return true;
  if (a.service.kind !== "services" || b.service.kind !== "services") return true;
  return meetLines(a.service.set, b.service.set).length > 0;
}
