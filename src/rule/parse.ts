// A rule file's value -> a rule. The value has passed the schema; what a schema cannot say is checked here.
import { parseCidr } from "../net/address.ts";
import type { PortName } from "../model/demands.ts";
import type { FlawKind } from "../model/flaw.ts";
import type { Severity } from "../model/finding.ts";
import type { Check, RequiredSource, Rule } from "./rule.ts";
import {
  KINDS,
  SOURCES,
  type ForbiddenPolicy,
  type Selector,
  type RuleSource,
} from "./vocabulary.ts";

interface RuleFile {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
  readonly help?: string;
  readonly tags?: readonly string[];
  readonly securitySeverity?: string;
  readonly for?: Record<string, string | readonly string[]>;
  readonly require?: { readonly from: string | readonly string[]; readonly to: PortName };
  readonly same?: { readonly groups: "nodes" };
  readonly have?: "targets" | "groups";
  readonly cover?: { readonly timeout: "responseTime" };
  readonly forbid?: {
    readonly policy?: ForbiddenPolicy;
    readonly group?: "empty";
    readonly auth?: "NONE";
    readonly flaw?: FlawKind;
  };
  readonly expect?: "path";
  readonly decide?: "routes";
}

/** What is wrong, and at which path of the file. */
export interface RuleMistake {
  readonly message: string;
  readonly path: readonly (string | number)[];
}

/** `value` must be valid under `RULE_SCHEMA`. */
export function ruleOf(value: unknown): Rule | RuleMistake {
  const file = value as RuleFile;
  const kinds = (Object.keys(KINDS) as (keyof typeof KINDS)[]).filter(
    (kind) => file[kind] !== undefined,
  );
  if (kinds.length !== 1)
    return {
      message: `a rule demands exactly one of ${Object.keys(KINDS).join(", ")}; found ${kinds.length === 0 ? "none" : kinds.join(" and ")}`,
      path: kinds.length > 1 ? [kinds[1]!] : [],
    };
  const check = checkOf(file);
  if ("message" in check) return check;
  return {
    info: {
      id: file.id,
      title: file.title,
      severity: file.severity,
      why: file.why,
      help: file.help ?? "",
      tags: file.tags ?? [],
      securitySeverity: file.securitySeverity ?? null,
    },
    applies: Object.fromEntries(
      Object.entries(file.for ?? {}).map(([key, wanted]) => [
        key,
        typeof wanted === "string" ? [wanted] : wanted,
      ]),
    ) as Selector,
    check,
  };
}

export function isMistake(rule: Rule | RuleMistake): rule is RuleMistake {
  return "message" in rule;
}

function checkOf(file: RuleFile): Check | RuleMistake {
  if (file.require) return requireOf(file.require, file.for?.["hop"]);
  if (file.same) return { kind: "same", groups: file.same.groups };
  if (file.have) return { kind: "have", what: file.have };
  if (file.cover) return { kind: "cover", what: "timeout", by: "responseTime" };
  if (file.expect) return { kind: "expect", what: "path" };
  if (file.decide) return { kind: "decide", what: "routes" };
  const { policy, group, flaw } = file.forbid!;
  if (policy) return { kind: "forbid", what: "policy", policy };
  if (flaw) return { kind: "forbid", what: "flaw", flaw };
  return group
    ? { kind: "forbid", what: "group", group }
    : { kind: "forbid", what: "auth", auth: "NONE" };
}

function requireOf(
  { from, to }: NonNullable<RuleFile["require"]>,
  hop: string | readonly string[] | undefined,
): Check | RuleMistake {
  const hops = hop === undefined ? [] : [hop].flat();
  const wants = { "listener.port": "clb", "target.port": "target", "hop.port": null }[to];
  if (wants !== null && (hops.length !== 1 || hops[0] !== wants))
    return {
      message: `"${to}" is the port of a ${wants} hop: add "hop: ${wants}" under "for", or use hop.port`,
      path: ["require", "to"],
    };
  const sources: RequiredSource[] = [];
  for (const [i, name] of [from].flat().entries()) {
    const path = ["require", "from", ...(typeof from === "string" ? [] : [i])];
    if (Object.hasOwn(SOURCES, name)) sources.push({ kind: "name", name: name as RuleSource });
    else {
      const range = parseCidr(name);
      if (!range.ok)
        return {
          message: `"${name}" is neither a name of sources (${Object.keys(SOURCES).join(", ")}) nor an address`,
          path,
        };
      sources.push({ kind: "addresses", range });
    }
    if (name === "route" && (hops.length === 0 || hops.includes("target")))
      return {
        message:
          '"route" is what the target behind a hop demands: add "hop: acl" or "hop: clb" under "for"',
        path,
      };
  }
  return { kind: "require", from: sources, to };
}
