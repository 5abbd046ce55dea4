// The command line as commander sees it: commands, flags and help. Values are still text here; what they mean
// is read by the command, which is imported only when it runs.
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { VERSION } from "../version.ts";
import { UsageError, type ExitCode } from "./exit.ts";
import type { FetchFlags } from "./commands/fetch.ts";
import { dashed, type CheckFlags } from "./flags.ts";
import { LIVE_FLAGS } from "./live/live-flags.ts";
import { columns } from "./output.ts";

/** Runs the command that the arguments name. Throws `UsageError` for wrong use. */
export async function run(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = commandLine((result) => {
    code = result;
  });
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version end by an exception too.
    if (error.exitCode !== 0) throw new UsageError(plain(error.message));
  }
  return code;
}

function commandLine(done: (code: ExitCode) => void): Command {
  const program = new Command("sglint");
  program
    .exitOverride()
    .configureOutput({
      writeErr: () => {},
      outputError: () => {},
      getOutHelpWidth: () => columns() ?? 100,
    })
    .configureHelp({ minWidthToWrap: 20 })
    .enablePositionalOptions()
    .description(
      "Proves whether the security groups of Tencent Cloud let every gateway reach its backend.",
    )
    .usage("[check] [options] [PATH...]")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help for a command")
    .helpCommand("help [COMMAND]", "print help for a command")
    .addHelpText("after", FOOTER);
  withCheckFlags(program).action(async (paths: string[], flags: CheckFlags) => {
    const { check } = await import("./commands/check.ts");
    done(await check(paths, flags, { named: false }));
  });
  withCheckFlags(
    program.command("check").summary("lint files or folders; what runs without a command"),
  )
    .description(
      "Lint files or folders: definitions (YAML, JSON), saved API answers, Terraform (configuration, plan, state).",
    )
    .action(async (paths: string[], flags: CheckFlags) => {
      const { check } = await import("./commands/check.ts");
      done(await check(paths, merged(program, flags), { named: true }));
    });
  addFetch(program, done);
  addRules(program, done);
  addExplain(program, done);
  addRanges(program, done);
  return program;
}

const FOOTER = `
Exit codes:
  0   complete, and no finding at or above --fail-on
  1   findings at or above --fail-on
  2   wrong use: a flag, the config or a rule file
  3   none of 1, but not proven: an input is missing or wrong, or a route is undetermined
  70  a bug in sglint`;

const JSON_FLAG = "print JSON instead of a table";

function addFetch(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command("fetch")
    .summary("read the live account into a snapshot file")
    .description("Read the live account, with calls that only read, into a snapshot for `check`.");
  addLiveFlags(command);
  command
    .option("--print-policy", "print the CAM policy with the permissions that a fetch needs")
    .action(async (flags: FetchFlags) => {
      nothingBefore(program, "fetch");
      const { fetch } = await import("./commands/fetch.ts");
      done(await fetch(flags));
    });
  command.addOption(
    new Option(
      "--region <REGION>",
      "region to read, for example ap-guangzhou; may be repeated",
    ).argParser(each),
  );
}

/** `-o` and the flags of `LIVE_FLAGS`. */
function addLiveFlags(command: Command): void {
  const all = [["-o, --output <FILE>", "where to write the snapshot"] as const, ...LIVE_FLAGS];
  for (const [flags, description] of all) {
    const option = new Option(flags, description);
    command.addOption(takesValue(flags) ? option.argParser(once) : option);
  }
}

function addRules(program: Command, done: (code: ExitCode) => void): void {
  program
    .command("rules")
    .description("List every rule.")
    .option("--json", JSON_FLAG)
    .action(async (flags: { json?: true }) => {
      nothingBefore(program, "rules");
      const { listRules } = await import("./commands/rules.ts");
      done(await listRules(flags.json === true));
    });
}

function addExplain(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command("explain")
    .argument("<ID>", "id of a rule, or of a finding as JSON and SARIF reports show it")
    .argument("[PATH...]", "of a finding: the files or folders that it was found in")
    .description("Say what a rule demands and why, or tell all about one finding and its fix.")
    .action(async (id: string, paths: string[], flags: CheckFlags) => {
      nothingBefore(program, "explain");
      const { explain } = await import("./commands/explain.ts");
      done(await explain(id, paths, flags));
    });
  const add = adder(command);
  add("--color <WHEN>", COLOR);
  addInputFlags(add);
  add("--rules <FILE>", RULES, each);
  add("--rule <ID=LEVEL>", RULE, each);
  add(...FIX_AS);
}

function addRanges(program: Command, done: (code: ExitCode) => void): void {
  program
    .command("ranges")
    .argument("[REGION]", "region, for example ap-guangzhou")
    .description("Show the address ranges that gateways use, their source pages and dates.")
    .option("--json", JSON_FLAG)
    .action(async (region: string | undefined, flags: { json?: true }) => {
      nothingBefore(program, "ranges");
      const { showRanges } = await import("./commands/ranges.ts");
      done(await showRanges(region ?? null, flags.json === true));
    });
}

function withCheckFlags(command: Command): Command {
  const add = adder(command);
  command
    .argument("[PATH...]", "files or folders; default: what sglint.yaml names, else this folder")
    .optionsGroup("Output:");
  add(
    "-f, --format <FORMAT>",
    "format on stdout: pretty, concise, json, rdjson, sarif (default: pretty)",
  );
  add("--report <FORMAT=PATH>", "write another report into a file; may be repeated", each);
  add("--color <WHEN>", COLOR);
  add("-q, --quiet", "findings and errors only");
  add("-v, --verbose", "also say what was read as what");
  command.optionsGroup("Input:");
  addInputFlags(add);
  command.optionsGroup("Live account:");
  add("--live", "fetch the account and lint it; with -o the snapshot is kept");
  addLiveFlags(command);
  command.optionsGroup("Rules:");
  add("--rules <FILE>", RULES, each);
  add("--rule <ID=LEVEL>", RULE, each);
  add("--only <IDS>", "report these rules only; comma-separated", list);
  add("--skip <IDS>", "leave these rules out of the report; comma-separated", list);
  add("--min-severity <LEVEL>", "leave lesser findings out of the report: error, warning or note");
  command.optionsGroup("Fixes:");
  for (const [flags, description] of FIX_FLAGS) add(flags, description);
  command.optionsGroup("Exit code:");
  add(
    "--fail-on <LEVEL>",
    "exit 1 from this severity on: error, warning, note or never (default: error)",
  );
  add("--max-warnings <N>", "exit 1 when there are more than N warnings");
  add("--exit-zero", "exit 0 whatever is found; what could not be proven still exits 3");
  add("--allow-incomplete", "exit 0 instead of 3 when something could not be proven");
  add("--require-routes", "exit 3 when no gateway and no path is declared");
  return command.optionsGroup("Other:");
}

type Add = (flags: string, description: string, parse?: typeof each) => void;

function adder(command: Command): Add {
  return (flags, description, parse = once) => {
    const option = new Option(flags, description);
    command.addOption(takesValue(flags) ? option.argParser(parse) : option);
  };
}

/** What every command that judges needs to read the same inputs. */
function addInputFlags(add: Add): void {
  add(
    "-c, --config <FILE>",
    "config file (default: the nearest sglint.yaml up to the repository's root)",
  );
  add(
    "--clients <LIST>",
    "addresses and CIDRs of those who call the gateways; comma-separated",
    list,
  );
  add(
    "--region <REGION>",
    "region of the gateways, whatever the input says, for example ap-guangzhou; with --live a region to read (may be repeated)",
    each,
  );
  add("--tf <FOLDER>", "the Terraform configuration that a plan was made from: sources and lines");
  add("--var <NAME=VALUE>", "value of a Terraform variable; may be repeated", each);
  add("--var-file <FILE>", "values of Terraform variables; may be repeated", each);
}

const COLOR = "auto, always or never (default: auto)";
const RULES = "load your own rules from a file or folder; may be repeated";
const RULE = "set a rule to error, warning, note or off; may be repeated";
const FIX_AS = [
  "--fix-as <NOTATION>",
  "print fixes as definitions, terraform or tccli (default: like the input)",
] as const;

const FIX_FLAGS = [
  [
    "--diff",
    "print the fixes as a patch for `git apply`, and write nothing; exit 1 if there is one",
  ],
  ["--fix", "write those fixes into the files that leave the admitted traffic as it is"],
  ["--unsafe-fixes", "with --fix: also those that change which traffic is admitted"],
  [
    "--override-drops",
    "also those that override an explicit DROP of something narrower than everything",
  ],
  FIX_AS,
] as const;

function takesValue(flags: string): boolean {
  return flags.includes("<");
}

/** A second value would make the first do nothing. */
function once(value: string, previous: unknown): unknown {
  if (previous !== undefined)
    throw new InvalidArgumentError(`It was given twice, first as "${String(previous)}".`);
  return value;
}

function each(value: string, previous: unknown): unknown {
  return [...((previous as string[] | undefined) ?? []), value];
}

function list(value: string, previous: unknown): unknown {
  const words = value.split(",").map((word) => word.trim());
  return [...((previous as string[] | undefined) ?? []), ...words];
}

/** `sglint -f json check x`: the flags before the command count like those behind it. */
function merged(program: Command, flags: CheckFlags): CheckFlags {
  const before: Readonly<Record<string, unknown>> = program.opts();
  const out: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(flags)) {
    const other = before[name];
    if (Array.isArray(other) && Array.isArray(value))
      out[name] = [...(other as unknown[]), ...(value as unknown[])];
    else if (typeof other === "string")
      throw new UsageError(`the flag "${dashed(name)}" was given twice`);
    else out[name] = value;
  }
  return out as CheckFlags;
}

function nothingBefore(program: Command, command: string): void {
  const [flag] = Object.keys(program.opts());
  if (flag !== undefined)
    throw new UsageError(
      `the flag "${dashed(flag)}" does nothing with "sglint ${command}"; leave it out`,
    );
}

/** commander's sentence in the words of ours: `unknown option "--fromat"; did you mean "--format"?` */
function plain(message: string): string {
  const [said = "", ...hints] = message
    .replace(/^error: /, "")
    .replaceAll("'", '"')
    .split("\n");
  const near = /^\(Did you mean (?:one of )?(.+)\?\)$/.exec(hints.join(" "))?.[1]?.split(", ");
  if (!near) return `${said.replace(/\.$/, "")}; "sglint --help" lists commands and flags`;
  return `${said}; did you mean ${near.map((word) => `"${word}"`).join(" or ")}?`;
}
