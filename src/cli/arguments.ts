// The command line as commander sees it: commands, flags and help. Values are still text here; what they mean
// is read by the command, which is imported only when it runs.
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { VERSION } from "../version.ts";
import { UsageError, type ExitCode } from "./exit.ts";
import type { CheckFlags } from "./flags.ts";
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
    const { check } = await import("./check.ts");
    done(await check(paths, flags, { named: false }));
  });
  withCheckFlags(
    program.command("check").summary("lint files or folders; what runs without a command"),
  )
    .description("Lint files or folders: definitions (YAML, JSON) and saved API answers.")
    .action(async (paths: string[], flags: CheckFlags) => {
      const { check } = await import("./check.ts");
      done(await check(paths, merged(program, flags), { named: true }));
    });
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

function addRules(program: Command, done: (code: ExitCode) => void): void {
  program
    .command("rules")
    .description("List every rule.")
    .option("--json", JSON_FLAG)
    .action(async (flags: { json?: true }) => {
      nothingBefore(program, "rules");
      const { listRules } = await import("./rules.ts");
      done(await listRules(flags.json === true));
    });
}

function addExplain(program: Command, done: (code: ExitCode) => void): void {
  program
    .command("explain")
    .argument("<RULE>", "id of a rule")
    .description("Say what a rule demands and why.")
    .action(async (rule: string) => {
      nothingBefore(program, "explain");
      const { explain } = await import("./explain.ts");
      done(await explain(rule));
    });
}

function addRanges(program: Command, done: (code: ExitCode) => void): void {
  program
    .command("ranges")
    .argument("[REGION]", "region, for example ap-guangzhou")
    .description("Show the address ranges that gateways use, their source pages and dates.")
    .option("--json", JSON_FLAG)
    .action(async (region: string | undefined, flags: { json?: true }) => {
      nothingBefore(program, "ranges");
      const { showRanges } = await import("./ranges.ts");
      done(await showRanges(region ?? null, flags.json === true));
    });
}

function withCheckFlags(command: Command): Command {
  const add = (flags: string, description: string, parse = once) =>
    command.addOption(
      takesValue(flags)
        ? new Option(flags, description).argParser(parse)
        : new Option(flags, description),
    );
  command
    .argument("[PATH...]", "files or folders; default: what sglint.yaml names, else this folder")
    .optionsGroup("Output:");
  add("-f, --format <FORMAT>", "format on stdout: pretty, concise, json, sarif (default: pretty)");
  add("--report <FORMAT=PATH>", "write another report into a file; may be repeated", each);
  add("--color <WHEN>", "auto, always or never (default: auto)");
  add("-q, --quiet", "findings and errors only");
  add("-v, --verbose", "also say what was read as what");
  command.optionsGroup("Input:");
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
    "region of the gateways, whatever the input says, for example ap-guangzhou",
  );
  command.optionsGroup("Rules:");
  add("--rules <FILE>", "load your own rules from a file or folder; may be repeated", each);
  add("--rule <ID=LEVEL>", "set a rule to error, warning, note or off; may be repeated", each);
  add("--only <IDS>", "report these rules only; comma-separated", list);
  add("--skip <IDS>", "leave these rules out of the report; comma-separated", list);
  add("--min-severity <LEVEL>", "leave lesser findings out of the report: error, warning or note");
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

function dashed(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
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
