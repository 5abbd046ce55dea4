// One way to judge inputs: config, rules and settings are read once, and then judge whatever is read, as often as it
// is read. Shared by the commands that lint; prints nothing.
import { LOADERS } from "../load/loaders.ts";
import { mergeDrafts } from "../load/merge/merge.ts";
import { builtInPacks, overridePacks } from "../load/own/ranges.ts";
import { lint, type LintSettings } from "../lint.ts";
import type { Complaint } from "../model/complaint.ts";
import type { Report } from "../model/finding.ts";
import { say } from "../words/index.ts";
import { builtInRules, type Rule } from "../rule/index.ts";
import { findConfig, readConfigFile } from "./input/config.ts";
import type { ConfigFile } from "./input/config-file.ts";
import { atLeast } from "./exit.ts";
import type { CheckFlags } from "./flags.ts";
import type { InputPath } from "./input/candidates.ts";
import { readInputs, type Inputs } from "./input/inputs.ts";
import { refuseWithoutLive } from "./input/idle-flags.ts";
import { allRules } from "./input/rule-files.ts";
import { settingsOf, type Settings } from "./input/settings.ts";

export interface Judging {
  readonly flags: CheckFlags;
  readonly config: ConfigFile | null;
  readonly rules: readonly Rule[];
  readonly settings: Settings;
  /** What the settings leave out is not in it. */
  readonly judge: (inputs: Inputs) => Report;
}

/** Throws `UsageError` for a flag, a config or a rule that is wrong. */
export async function judgingOf(flags: CheckFlags, paths: readonly string[]): Promise<Judging> {
  const config = await (flags.config === undefined
    ? findConfig(paths)
    : readConfigFile(flags.config));
  const rules = await allRules(config, flags.rules ?? []);
  const ids = rules.map((rule) => rule.info.id);
  const settings = settingsOf(flags, config, ids);
  const packs = overridePacks(builtInPacks(), config?.packs ?? []);
  const judge = ({ drafts }: Inputs): Report => {
    const inventory = mergeDrafts(drafts, config?.draft);
    const whole = lint(inventory, rules, packs, {
      ...lintSettings(flags, config, settings),
      named: namedRules(rules, settings),
      products: new Set((config?.packs ?? []).map(({ product }) => product)),
    });
    return kept(withRoutes(whole, settings), settings);
  };
  return { flags, config, rules, settings, judge };
}

function inputPaths(paths: readonly string[], config: ConfigFile | null): readonly InputPath[] {
  if (paths.length > 0) return given(paths);
  if (config && config.inputs.length > 0) return config.inputs;
  return [{ path: ".", named: true }];
}

export function given(paths: readonly string[]): InputPath[] {
  return paths.map((path) => ({ path, named: true }));
}

/** The files that are named, or that the config names, or those of this folder. */
export function fileInputs(paths: readonly string[], { flags, config }: Judging): Promise<Inputs> {
  refuseWithoutLive(flags);
  return readInputs(inputPaths(paths, config), flags, LOADERS, config);
}

/** With `--live`, `--region` says what is read; the snapshot then knows its regions. */
function lintSettings(
  flags: CheckFlags,
  config: ConfigFile | null,
  { clients, severities }: Settings,
): Omit<LintSettings, "named" | "products"> {
  return {
    clients,
    region: (flags.live ? undefined : flags.region?.[0]) ?? config?.config.region ?? null,
    microserviceSources: config?.config.microserviceSources ?? "clients",
    domains: config?.config.domains ?? new Map(),
    severities,
  };
}

/** The user's own rules and those that a flag or the config names, but for those whose findings are left out. */
function namedRules(rules: readonly Rule[], { only, skip, severities }: Settings): Set<string> {
  const builtIn = new Set(builtInRules().map(({ info }) => info.id));
  return new Set(
    rules
      .map(({ info }) => info.id)
      .filter((id) => (only?.has(id) ?? (!builtIn.has(id) || severities.has(id))) && !skip.has(id)),
  );
}

/** `--require-routes`: nothing declared is nothing proven. */
function withRoutes(report: Report, { requireRoutes }: Settings): Report {
  if (!requireRoutes || report.routes.length > 0) return report;
  const complaint: Complaint = { message: say("cli.no-route"), place: null, file: null };
  return { ...report, complete: false, complaints: [...report.complaints, complaint] };
}

/** What is left out of the report does not count for the exit code either; what is unproven stays so. */
function kept(report: Report, { only, skip, minSeverity }: Settings): Report {
  const findings = report.findings.filter(
    ({ id, rule, severity }) =>
      (only === null || only.has(rule) || only.has(id)) &&
      !skip.has(rule) &&
      atLeast(severity, minSeverity),
  );
  return { ...report, findings };
}
