// A rule file's value -> a rule. The value has passed the schema; what a schema cannot say each kind checks itself.
import type { Severity } from "../model/finding.ts";
import { say } from "../words/index.ts";
import { namesOf } from "../model/table.ts";
import { KINDS } from "./kinds/index.ts";
import type { Rule, RuleMistake } from "./rule.ts";
import type { Selector, SelectorWord } from "./vocabulary.ts";

/** Beside these, one word of a kind with its value. */
interface RuleFile {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
  readonly help?: string;
  readonly tags?: readonly string[];
  readonly securitySeverity?: string;
  readonly for?: { readonly [K in keyof Selector]: Selector[K] | NonNullable<Selector[K]>[number] };
}

/** `value` must be valid under `RULE_SCHEMA`. */
export function ruleOf(value: unknown): Rule | RuleMistake {
  const file = value as RuleFile;
  const values = new Map<string, unknown>(Object.entries(file));
  const words = [...KINDS].filter(([word]) => values.has(word));
  const [only, second] = words;
  if (only === undefined || second !== undefined) return notOne(words.map(([word]) => word));
  const [kind, { asks, ofPaths = false, scopedBy }] = only;
  const applies = selectorOf(file);
  const idle = idleScope(kind, applies, scopedBy(values.get(kind)));
  if (idle) return idle;
  const required = asks?.(values.get(kind), applies) ?? [];
  if ("message" in required) return required;
  const { id, title, severity, why, help = "", tags = [], securitySeverity = null } = file;
  const info = { id, title, severity, why, help, tags, securitySeverity };
  return { info, applies, kind, value: values.get(kind), ofPaths, asks: required };
}

export function isMistake(rule: Rule | RuleMistake): rule is RuleMistake {
  return "message" in rule;
}

function notOne(words: readonly string[]): RuleMistake {
  const found = words.length === 0 ? say("rules.none") : words.join(" and ");
  const kinds = [...KINDS.keys()].join(", ");
  return { message: say("rules.not-one-kind", kinds, found), path: words.slice(1, 2) };
}

/** A rule that seems to speak of load balancers only, and speaks of everything, would be a wrong one. */
function idleScope(
  kind: string,
  applies: Selector,
  scopedBy: readonly SelectorWord[],
): RuleMistake | null {
  const idle = namesOf(applies).find((word) => !scopedBy.includes(word));
  if (idle === undefined) return null;
  return { message: say("rules.idle-scope", idle, kind, scopedBy.join(", ")), path: ["for", idle] };
}

function selectorOf({ for: own = {} }: RuleFile): Selector {
  const { backend, hop, gateway, deployment } = own;
  return {
    ...(backend && { backend: [backend].flat() }),
    ...(hop && { hop: [hop].flat() }),
    ...(gateway && { gateway: [gateway].flat() }),
    ...(deployment && { deployment: [deployment].flat() }),
  };
}
