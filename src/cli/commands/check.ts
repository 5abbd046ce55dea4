// `sglint check`: the run from paths to exit code. Reads, asks lint, prints; judges nothing itself.
import { readdirSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { LOADERS } from "../../load/loaders.ts";
import type { Report } from "../../model/finding.ts";
import { FORMATS, type Format } from "../../report/index.ts";
import { countRoutes, incompleteText } from "../../report/summary.ts";
import { say } from "../../words/index.ts";
import type { RenderOptions } from "../../report/options.ts";
import type { CheckFlags } from "../flags.ts";
import { complaintLine, EXIT, exitCode, UsageError, type ExitCode } from "../exit.ts";
import { kindOf, reason, repositoryOf } from "../input/files.ts";
import { refuseIdleFixFlags, refuseIdleFlags } from "../input/idle-flags.ts";
import { readInputs, type Inputs } from "../input/inputs.ts";
import { fileInputs, given, judgingOf, type Judging } from "../judging.ts";
import {
  chooseColor,
  columns,
  print,
  tell,
  useColor,
  withoutCommands,
  writeAtomically,
} from "../output.ts";
import type { ReportFile, Settings } from "../input/settings.ts";
import { didYouMean } from "../suggest.ts";

/** `commands`: what the first path may be a slip of; none where the word `check` was given. */
export async function check(
  paths: readonly string[],
  flags: CheckFlags,
  commands: readonly string[],
): Promise<ExitCode> {
  if (commands.length > 0) refuseStrayWord(paths[0], commands);
  const judging = await judgingOf(flags, paths);
  const { settings } = judging;
  refuseIdleFlags(flags, settings);
  refuseIdleFixFlags(flags, settings);
  chooseColor(settings.color);
  refuseFolders(settings.reports);
  const inputs = await (flags.live ? liveInputs(paths, judging) : fileInputs(paths, judging));
  if (typeof inputs === "number") return inputs;
  refuseOverwriting(settings.reports, inputs);
  if (flags.verbose) for (const line of inputs.read) tell("note", line);
  const first = judging.judge(inputs);
  if (!flags.fix && !flags.diff)
    return (await publish(first, null, settings, flags)) ?? exitCode(first, settings.exit);
  const { runFixes } = await import("../fix/fix-run.ts");
  return runFixes({
    first,
    look: async () => judging.judge(await fileInputs(paths, judging)),
    inert: inputs.inert,
    flags,
    exit: settings.exit,
    publish: (report, patch) => publish(report, patch, settings, flags),
  });
}

/** `sglint chekc`: neither a command nor a path. Behind `check`, a missing path is a missing input instead. */
function refuseStrayWord(word: string | undefined, commands: readonly string[]): void {
  if (word === undefined || kindOf(word) !== null) return;
  const hint =
    didYouMean(word, [...commands, ...readdirSync(".")]) || '; "sglint --help" lists the commands';
  throw new UsageError(`"${word}" is neither a command nor an existing file or folder${hint}`);
}

/** The account, and beside it only what is named. An exit code where the fetch ended without a snapshot. */
async function liveInputs(
  paths: readonly string[],
  { flags, config }: Judging,
): Promise<Inputs | ExitCode> {
  const { fetchForCheck } = await import("../live/live-check.ts");
  const live = await fetchForCheck(flags);
  if (live.kind === "ended") return live.code;
  const inputs = await readInputs([...live.inputs, ...given(paths)], flags, LOADERS, config);
  live.forget();
  return inputs;
}

function refuseFolders(reports: readonly ReportFile[]): void {
  for (const { format, path } of reports)
    if (kindOf(path) === "folder")
      throw new UsageError(`--report ${format}=${path}: that is a folder; name a file in it`);
}

function refuseOverwriting(reports: readonly ReportFile[], inputs: Inputs): void {
  for (const { format, path } of reports)
    if (inputs.files.has(resolve(path)))
      throw new UsageError(
        `--report ${format}=${path} would overwrite an input; choose another file`,
      );
}

/** Prints the document and writes the other reports. An exit code where one could not be written. */
async function publish(
  report: Report,
  patch: string | null,
  settings: Settings,
  flags: CheckFlags,
): Promise<ExitCode | null> {
  const width = columns();
  const options: RenderOptions = {
    quiet: flags.quiet === true,
    verbose: flags.verbose === true,
    directory: directory(),
    fixAs: settings.fixAs,
    ...(width === null ? {} : { width }),
  };
  const render = async (format: Format, color: boolean): Promise<string> => {
    return withoutCommands((await FORMATS[format]())(report, { ...options, color }));
  };
  print(patch ?? (await render(settings.format, useColor(process.stdout))));
  if (!report.complete && (settings.format !== "pretty" || !process.stdout.isTTY))
    tell("not proven", whyIncomplete(report));
  let failed: ExitCode | null = null;
  for (const { format, path } of settings.reports) {
    const text = await render(format, false);
    try {
      writeAtomically(path, text);
    } catch (error) {
      tell("error", `--report ${format}=${path} could not be written: ${reason(error)}`);
      failed = EXIT.usage;
    }
  }
  return failed;
}

/** One line, for whoever sees no document: the one reason, or the sums and the first of them. */
function whyIncomplete(report: Report): string {
  const sums = incompleteText(report) ?? "";
  const [first] = report.complaints;
  if (first === undefined) {
    const open = report.findings.find(({ verdict }) => verdict === "undetermined");
    if (!open) return sums;
    const step = open.help === null ? "" : `; ${open.help}`;
    return say("cli.not-proven", sums, `${open.message}${step}`);
  }
  const said = complaintLine(first);
  const isOnly = report.complaints.length === 1 && countRoutes(report).undetermined === 0;
  return isOnly ? said : say("cli.not-proven", sums, said);
}

/** The working directory as seen from the repository's root, for reports that name files from there. */
function directory(): string {
  const repository = repositoryOf(process.cwd());
  return repository === null ? "" : relative(repository, process.cwd()).split(sep).join("/");
}
