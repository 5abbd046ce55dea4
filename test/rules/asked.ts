// Whether a case puts a rule's question at all: a passing case in which it was never asked would prove nothing.
import { policyBook } from "../../src/judge/compile.ts";
import { builtInPacks } from "../../src/load/own/ranges.ts";
import type { FlawKind } from "../../src/model/flaw.ts";
import type { Action, Policy } from "../../src/model/inventory.ts";
import { routesOf } from "../../src/model/routes/index.ts";
import { isUnknown, type Known } from "../../src/model/unknown.ts";
import { distinctApis } from "../../src/rule/kinds/apis.ts";
import { everyBinding, everyPolicy } from "../../src/rule/kinds/forbid/policies.ts";
import { builtInRules } from "../../src/rule/index.ts";
import { appliesTo } from "../../src/rule/demanded.ts";
import { routeJudge, type JudgedRoute } from "../../src/rule/judged.ts";
import type { Rule } from "../../src/rule/rule.ts";
import { sourceBook } from "../../src/rule/sources.ts";
import type { ForbiddenPolicy } from "../../src/rule/vocabulary.ts";
import type { Case } from "./cases.ts";

export function isAsked(rule: Rule, one: Case): boolean {
  const { check } = rule;
  const routes = judgedRoutes(one);
  switch (check.kind) {
    case "require":
    case "expect":
      return routes.some(({ hops }) =>
        hops.some(({ demands }) =>
          demands.some((d) => d.rules.some(({ info }) => info.id === rule.info.id)),
        ),
      );
    case "have":
      return routes.some(({ route }) =>
        route.hops.some((hop) => check.what === "targets" || appliesTo(rule, route, hop)),
      );
    case "same":
      return routes.some(
        ({ route }) => appliesTo(rule, route, null) && nodesOf(one, route.cluster) >= 2,
      );
    case "cover":
      return distinctApis(rule, routes).some(
        ({ api }) => isKnown(api.timeout) && isKnown(api.responseTime),
      );
    case "decide":
      return routes.length > 0;
    case "forbid":
      if (check.what === "auth")
        return distinctApis(rule, routes).some(({ api }) => isKnown(api.auth));
      if (check.what === "group")
        return [...everyBinding(one.inventory)].some(({ groups }) => groups.length > 0);
      if (check.what === "flaw") return FLAWS[check.flaw](one);
      return POLICIES[check.policy](one, routes);
  }
}

function judgedRoutes({ inventory, settings }: Case): JudgedRoute[] {
  const sources = sourceBook(inventory, builtInPacks(), settings);
  const judge = routeJudge(inventory, policyBook(inventory), builtInRules(), sources);
  return routesOf({ inventory, domains: settings.domains }).map(judge);
}

function nodesOf({ inventory }: Case, cluster: string | null): number {
  const nodes = cluster === null ? undefined : inventory.clusters.get(cluster)?.nodes;
  return nodes === undefined || isUnknown(nodes) ? 0 : nodes.length;
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

type Asks = (one: Case, routes: readonly JudgedRoute[]) => boolean;

const POLICIES: Record<ForbiddenPolicy, Asks> = {
  dead: ({ inventory }) => [...everyPolicy(inventory)].some(({ index }) => index > 0),
  "unresolved-source": (one) => hasPolicy(one, refersTo),
  "zero-prefix": (one) =>
    hasPolicy(
      one,
      ({ peer }) => isKnown(peer) && peer.kind === "addresses" && peer.set.v4.length > 0,
    ),
  "host-bits": (one) => hasPolicy(one, ({ peer }) => isKnown(peer) && peer.kind === "addresses"),
  "early-drop-all": ({ inventory }) =>
    [...everyBinding(inventory)].some(({ groups }) => groups.length > 1),
  "group-source": (one, routes) =>
    routes.length > 0 && hasPolicy(one, ({ peer }) => isKnown(peer) && peer.kind === "group"),
};

function hasPolicy({ inventory }: Case, wanted: (policy: Policy) => boolean): boolean {
  return [...everyPolicy(inventory)].some(({ policy }) => wanted(policy));
}

function refersTo({ peer, service }: Policy): boolean {
  return (
    (isKnown(peer) && peer.kind !== "addresses") ||
    (isKnown(service) && service.kind !== "services")
  );
}

function isKnown<T>(value: Known<T>): value is Exclude<typeof value, { fact: unknown }> & T {
  return !isUnknown(value);
}
