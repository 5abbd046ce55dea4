// Flags and config -> what a run of `check` shall do. The flag wins over the config. Checks every value by itself.
import { nearest, oneOf } from "../../load/own/wording.ts";
import type { Severity } from "../../model/finding.ts";
import { parseCidr, type AddressRange } from "../../net/address.ts";
import { FORMATS, type Format } from "../../report/index.ts";
import { NOTATIONS, type Notation } from "../../report/notation/index.ts";
import type { CheckFlags } from "../flags.ts";
import type { ConfigFile } from "./config-file.ts";
import { UsageError, wrongUse, type ExitPolicy } from "../exit.ts";
import type { ColorChoice } from "../output.ts";
import { didYouMean } from "../suggest.ts";

export interface Settings {
  readonly format: Format;
  readonly reports: readonly ReportFile[];
  readonly color: ColorChoice;
  readonly exit: ExitPolicy;
  readonly requireRoutes: boolean;
  readonly minSeverity: Severity;
  readonly clients: readonly AddressRange[] | null;
  readonly severities: ReadonlyMap<string, Severity | "off">;
  /** null = like the input. */
  readonly fixAs: Notation | null;
  /** null = all rules. */
  readonly only: ReadonlySet<string> | null;
  readonly skip: ReadonlySet<string>;
}

export interface ReportFile {
  readonly format: Format;
  readonly path: string;
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "note"];

/** `rules` are the ids that exist. Throws `UsageError`. */
export function settingsOf(
  flags: CheckFlags,
  config: ConfigFile | null,
  rules: readonly string[],
): Settings {
  const minSeverity =
    flags.minSeverity === undefined
      ? "note"
      : choice("--min-severity", flags.minSeverity, SEVERITIES);
  const severities = configLevels(config, rules);
  for (const [id, level] of ruleLevels(flags.rule ?? [], rules)) severities.set(id, level);
  return {
    format: flags.format === undefined ? "pretty" : choice("--format", flags.format, formats()),
    reports: reportFiles(flags.report ?? []),
    color:
      flags.color === undefined
        ? "auto"
        : choice("--color", flags.color, ["auto", "always", "never"]),
    exit: exitPolicy(flags, config),
    requireRoutes: flags.requireRoutes ?? config?.config.requireRoutes ?? false,
    minSeverity,
    clients:
      flags.clients === undefined ? (config?.config.clients ?? null) : clients(flags.clients),
    severities,
    fixAs: flags.fixAs === undefined ? null : choice("--fix-as", flags.fixAs, NOTATIONS),
    only:
      flags.only === undefined ? null : new Set(flags.only.map((id) => ruleOrFinding(id, rules))),
    skip: new Set(ruleIds("--skip", flags.skip ?? [], rules)),
  };
}

function formats(): Format[] {
  return Object.keys(FORMATS).filter((name): name is Format => Object.hasOwn(FORMATS, name));
}

function exitPolicy(flags: CheckFlags, config: ConfigFile | null): ExitPolicy {
  const wanted =
    flags.failOn === undefined ? null : choice("--fail-on", flags.failOn, [...SEVERITIES, "never"]);
  return {
    failOn: flags.exitZero ? "never" : (wanted ?? config?.config.failOn ?? "error"),
    maxWarnings:
      flags.maxWarnings === undefined ? null : count("--max-warnings", flags.maxWarnings),
    allowIncomplete: flags.allowIncomplete === true,
  };
}

function configLevels(
  config: ConfigFile | null,
  rules: readonly string[],
): Map<string, Severity | "off"> {
  const wanted = config?.config.severity ?? [];
  const unknown = wanted.filter(({ rule }) => !rules.includes(rule));
  if (unknown.length > 0)
    throw wrongUse(
      unknown.map(({ rule, place }) => {
        const hint = didYouMean(rule, rules) || '; "sglint rules" lists them';
        return { message: `no rule is called "${rule}"${hint}`, place, file: null };
      }),
    );
  return new Map(wanted.map(({ rule, level }) => [rule, level]));
}

function ruleLevels(
  texts: readonly string[],
  rules: readonly string[],
): Map<string, Severity | "off"> {
  const levels = new Map<string, Severity | "off">();
  for (const text of texts) {
    const at = text.indexOf("=");
    if (at < 0)
      throw new UsageError(
        `--rule "${text}" names no level; expected ID=LEVEL, for example ${text}=warning`,
      );
    const id = choice("--rule", text.slice(0, at), rules, "rule");
    if (levels.has(id)) throw new UsageError(`--rule sets "${id}" twice`);
    levels.set(id, choice(`--rule ${id}`, text.slice(at + 1), [...SEVERITIES, "off"]));
  }
  return levels;
}

function ruleIds(flag: string, ids: readonly string[], rules: readonly string[]): string[] {
  return ids.map((id) => choice(flag, id, rules, "rule"));
}

/** `--only`: a rule, or one finding, whose id is `RULE@HASH`. */
function ruleOrFinding(id: string, rules: readonly string[]): string {
  const [rule = ""] = id.split("@");
  return id === rule
    ? choice("--only", id, rules, "rule")
    : id.replace(rule, choice("--only", rule, rules, "rule"));
}

function reportFiles(texts: readonly string[]): ReportFile[] {
  const reports: ReportFile[] = [];
  for (const text of texts) {
    const at = text.indexOf("=");
    const path = text.slice(at + 1);
    if (at < 0 || path === "")
      throw new UsageError(
        `--report "${text}" names no file; expected FORMAT=PATH, for example sarif=sglint.sarif`,
      );
    if (path === "-")
      throw new UsageError(`--report "${text}": stdout is what --format is for; name a file`);
    if (reports.some((report) => report.path === path))
      throw new UsageError(`--report writes "${path}" twice`);
    reports.push({ format: choice("--report", text.slice(0, at), formats()), path });
  }
  return reports;
}

function clients(texts: readonly string[]): AddressRange[] {
  return texts.map((text) => {
    const reading = parseCidr(text);
    if (!reading.ok)
      throw new UsageError(
        `--clients: ${reading.why}; expected addresses and CIDRs, comma-separated`,
      );
    if (reading.hostBits)
      throw new UsageError(
        `--clients: "${text}" has bits set behind its prefix; write ${reading.text}`,
      );
    return { text: reading.text, set: reading.set };
  });
}

function count(flag: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`${flag} "${text}" is not a whole number`);
  return Number(text);
}

/** One of the words, or a `UsageError` with the nearest of them. */
function choice<T extends string>(
  flag: string,
  word: string,
  words: readonly T[],
  noun = "value",
): T {
  const found = words.find((one) => one === word);
  if (found !== undefined) return found;
  const near = nearest(word, words);
  const hint =
    near !== null
      ? `did you mean "${near}"?`
      : noun === "rule"
        ? '"sglint rules" lists them'
        : `expected ${oneOf(words)}`;
  throw new UsageError(`${flag}: unknown ${noun} "${word}"; ${hint}`);
}
