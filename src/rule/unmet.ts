// What the user named for a run and what met nothing in it: it proves nothing, and a slip would look like a pass. Sentences
// only; judges nothing.
import { hostOf } from "../model/backends/http.ts";
import type { Inventory } from "../model/inventory.ts";
import { isUnknown } from "../model/unknown.ts";
import { say } from "../words/index.ts";
import { namesText } from "../words/names.ts";
import { describeRule, isAsked } from "./kinds/index.ts";
import type { Seen } from "./kinds/kind.ts";
import type { Rule } from "./rule.ts";
import type { LintSettings } from "./settings.ts";

/** Built-in rules that nobody named never say so. */
export function unmet(rules: readonly Rule[], seen: Seen, settings: LintSettings): string[] {
  const idle = rules.filter(
    (rule) =>
      settings.named.has(rule.info.id) &&
      settings.severities.get(rule.info.id) !== "off" &&
      !isAsked(rule, seen),
  );
  return [
    ...idle.map((rule) => say("rules.judged-nothing", rule.info.id, describeRule(rule))),
    ...unmetDomains(seen.inventory, settings),
    ...unmetProducts(seen.inventory, settings),
  ];
}

/** Not said where a backend is unknown, which may be the one. */
function unmetDomains({ gateways }: Inventory, { domains }: LintSettings): string[] {
  if (domains.size === 0 || gateways.some(({ apis }) => isUnknown(apis))) return [];
  const backends = gateways.flatMap(({ apis }) =>
    isUnknown(apis) ? [] : apis.map(({ backend }) => backend),
  );
  if (backends.some(isUnknown)) return [];
  const called = new Set(
    backends.flatMap((one) =>
      !isUnknown(one) && one.kind === "http" ? (hostOf(one.url) ?? []) : [],
    ),
  );
  const hosts = namesText([...called], 5) || say("rules.none");
  return [...domains.keys()]
    .filter((domain) => !called.has(domain))
    .map((domain) => say("rules.unmet-domain", domain, hosts));
}

function unmetProducts({ gateways, paths }: Inventory, { products }: LintSettings): string[] {
  const met = new Set([
    ...gateways.map(({ product }) => product),
    ...paths.flatMap(({ from }) => (from.kind === "pack" ? from.product : [])),
  ]);
  return [...products]
    .filter((product) => !met.has(product))
    .map((product) => say("rules.unmet-product", product));
}
