// `sglint check`: the run from paths to exit code. Reads, asks lint, prints; judges nothing itself.
import { readdirSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { mergeDrafts } from "../load/merge.ts";
import { builtInPacks, overridePacks } from "../load/ranges.ts";
import { lint } from "../lint.ts";
import type { Complaint } from "../model/complaint.ts";
import type { Report } from "../model/finding.ts";
import { FORMATS, type Format } from "../report/index.ts";
import type { RenderOptions } from "../report/options.ts";
import type { CheckFlags } from "./flags.ts";
import { findConfig, readConfig, type ConfigFile } from "./config.ts";
import { atLeast, EXIT, exitCode, UsageError, type ExitCode } from "./exit.ts";
import { kindOf, reason, repositoryOf } from "./files.ts";
import { refuseIdleFlags } from "./idle-flags.ts";
import { readInputs, type InputPath, type Inputs } from "./inputs.ts";
import { chooseColor, columns, print, say, useColor, writeAtomically } from "./output.ts";
import { allRules } from "./rule-files.ts";
import { settingsOf, type ReportFile, type Settings } from "./settings.ts";
import { didYouMean } from "./suggest.ts";

/** `named`: the word `check` was given, so that its first path cannot be a mistyped command. */
export async function check(
  paths: readonly string[],
  flags: CheckFlags,
  { named }: { named: boolean },
): Promise<ExitCode> {
  if (!named) refuseStrayWord(paths[0]);
  const config = await (flags.config === undefined ? findConfig() : readConfig(flags.config));
  const rules = await allRules(config, flags.rules ?? []);
  const settings = settingsOf(
    flags,
    config,
    rules.map((rule) => rule.info.id),
  );
  refuseIdleFlags(flags, settings);
  chooseColor(settings.color);
  const inputs = readInputs(inputPaths(paths, config));
  refuseOverwriting(settings.reports, inputs);
  if (flags.verbose) for (const line of inputs.read) say("note", `read as ${line}`);
  const whole = lint(
    mergeDrafts(config ? [...inputs.drafts, config.draft] : inputs.drafts),
    rules,
    overridePacks(builtInPacks(), config?.packs ?? []),
    {
      clients: settings.clients,
      region: flags.region ?? config?.config.region ?? null,
      microserviceSources: config?.config.microserviceSources ?? "clients",
      domains: config?.config.domains ?? new Map(),
      severities: settings.severities,
    },
  );
  const report = kept(withRoutes(whole, settings), settings);
  const failures = await publish(report, settings, flags);
  for (const failure of failures) say("error", failure);
  return failures.length > 0 ? EXIT.usage : exitCode(report, settings.exit);
}

const COMMANDS = ["check", "rules", "explain", "ranges", "help"];

/** `sglint chekc`: neither a command nor a path. Behind `check`, a missing path is a missing input instead. */
function refuseStrayWord(word: string | undefined): void {
  if (word === undefined || kindOf(word) !== null) return;
  const hint =
    didYouMean(word, [...COMMANDS, ...readdirSync(".")]) || '; "sglint --help" lists the commands';
  throw new UsageError(`"${word}" is neither a command nor an existing file or folder${hint}`);
}

function inputPaths(paths: readonly string[], config: ConfigFile | null): readonly InputPath[] {
  if (paths.length > 0) return paths.map((path) => ({ path, named: true }));
  if (config && config.inputs.length > 0) return config.inputs;
  return [{ path: ".", named: true }];
}

function refuseOverwriting(reports: readonly ReportFile[], inputs: Inputs): void {
  for (const { format, path } of reports) {
    const flag = `--report ${format}=${path}`;
    if (kindOf(path) === "folder")
      throw new UsageError(`${flag}: that is a folder; name a file in it`);
    if (inputs.files.has(resolve(path)))
      throw new UsageError(`${flag} would overwrite an input; choose another file`);
  }
}

/** `--require-routes`: nothing declared is nothing proven. */
function withRoutes(report: Report, { requireRoutes }: Settings): Report {
  if (!requireRoutes || report.routes.length > 0) return report;
  const message =
    "no route to check: no gateway and no path is declared, and --require-routes asks for one";
  const complaint: Complaint = { message, place: null, file: null };
  return { ...report, complete: false, complaints: [...report.complaints, complaint] };
}

/** What is left out of the report does not count for the exit code either; what is unproven stays so. */
function kept(report: Report, { only, skip, minSeverity }: Settings): Report {
  const findings = report.findings.filter(
    ({ rule, severity }) =>
      (only?.has(rule) ?? true) && !skip.has(rule) && atLeast(severity, minSeverity),
  );
  return { ...report, findings };
}

/** Prints the document and writes the other reports; what could not be written comes back as messages. */
async function publish(report: Report, settings: Settings, flags: CheckFlags): Promise<string[]> {
  const width = columns();
  const options: RenderOptions = {
    quiet: flags.quiet === true,
    verbose: flags.verbose === true,
    directory: directory(),
    ...(width === null ? {} : { width }),
  };
  const render = async (format: Format, color: boolean): Promise<string> =>
    (await FORMATS[format]())(report, { ...options, color });
  print(await render(settings.format, useColor(process.stdout)));
  const failures: string[] = [];
  for (const { format, path } of settings.reports) {
    const text = await render(format, false);
    try {
      writeAtomically(path, text);
    } catch (error) {
      failures.push(`--report ${format}=${path} could not be written: ${reason(error)}`);
    }
  }
  return failures;
}

/** The working directory as seen from the repository's root, for reports that name files from there. */
function directory(): string {
  const repository = repositoryOf(process.cwd());
  return repository === null ? "" : relative(repository, process.cwd()).split(sep).join("/");
}
