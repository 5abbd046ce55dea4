// Whether a case puts a rule's question at all: a passing case in which it was never asked would prove nothing.
import { policyBook } from "../../src/judge/compile.ts";
import { builtInPacks } from "../../src/load/own/ranges.ts";
import type { FlawKind } from "../../src/model/flaw.ts";
import type { Action, Policy } from "../../src/model/inventory.ts";
import { routesOf } from "../../src/model/routes/index.ts";
import { everyPolicy } from "../../src/rule/kinds/forbid/policies.ts";
import { isAsked as asks } from "../../src/rule/kinds/index.ts";
import { builtInRules, type Rule } from "../../src/rule/index.ts";
import { routeJudge } from "../../src/rule/judged.ts";
import { sourceBook } from "../../src/rule/sources.ts";
import type { Case } from "./cases.ts";

export function isAsked(rule: Rule, one: Case): boolean {
  const { inventory, settings } = one;
  const sources = sourceBook(inventory, builtInPacks(), settings);
  const book = policyBook(inventory);
  const judge = routeJudge(inventory, book, RULES, sources);
  const routes = routesOf({ inventory, domains: settings.domains }).map(judge);
  const own = RULES.find(({ info }) => info.id === rule.info.id)!;
  const flaw = Object.entries(FLAWS).find(([kind]) => own.kind === "forbid" && isFlaw(own, kind));
  return (
    asks(own, { inventory, book, routes, tell: () => undefined, assume: () => {} }) &&
    (flaw?.[1](one) ?? true)
  );
}

const RULES = builtInRules();

function isFlaw({ value }: Rule, kind: string): boolean {
  return JSON.stringify(value) === JSON.stringify({ flaw: kind });
}

/** Rule resources by type; a configuration is read as text here, since the inventory forgets the dialect. */
function ruleResources({ body }: Case): string[] {
  return [
    ...body.matchAll(/^resource "tencentcloud_security_group_(rule|rule_set|lite_rule)"/gm),
  ].map(([, type]) => type!);
}

const FLAWS: Record<FlawKind, (one: Case) => boolean> = {
  "invalid-lite-rule": (one) => ruleResources(one).includes("lite_rule"),
  "mixed-rule-resources": (one) => ruleResources(one).length > 1,
  "order-dependent": (one) =>
    ruleResources(one).every((type) => type === "rule") &&
    hasPolicy(one, isAction("ACCEPT")) &&
    hasPolicy(one, isAction("DROP")),
  "deprecated-lite-rule": (one) => ruleResources(one).length > 0,
  "port-without-tcp-udp": ({ body }) => /^\s*(port|port_range)\s*=/m.test(body),
  "several-sources": (one) => ruleResources(one).some((type) => type !== "lite_rule"),
  "reordered-lite-rules": (one) =>
    ruleResources(one).includes("lite_rule") && /"before": \{/.test(one.plan ?? ""),
};

function isAction(wanted: Action): (policy: Policy) => boolean {
  return ({ action }) => action === wanted;
}

function hasPolicy({ inventory }: Case, wanted: (policy: Policy) => boolean): boolean {
  return [...everyPolicy(inventory)].some(({ policy }) => wanted(policy));
}
