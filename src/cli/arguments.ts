// The command line as commander sees it: commands, flags and help. Values are still text here; what they mean
// is read by the command, which is imported only when it runs.
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { VERSION } from "../version.ts";
import { CHECK, COMMANDS, type CommandSpec } from "./commands.ts";
import { UsageError, type ExitCode } from "./exit.ts";
import { dashed, type CheckFlags, type Flag } from "./flags.ts";
import { columns } from "./output.ts";
import { didYouMean } from "./suggest.ts";

/** Runs the command that the arguments name. Throws `UsageError` for wrong use. */
export async function run(args: readonly string[]): Promise<ExitCode> {
  refuseHelpOnNothing(args);
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

/** commander would end by an exception that has no sentence. */
function refuseHelpOnNothing([word, name]: readonly string[]): void {
  const names = [...COMMANDS.map((command) => command.name), "help"];
  if (word !== "help" || name === undefined || name.startsWith("-") || names.includes(name)) return;
  const hint = didYouMean(name, names) || '; "sglint --help" lists the commands';
  throw new UsageError(`"${name}" is no command${hint}`);
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
  add(program, CHECK).action(async () => {
    done(await CHECK.run(program.args, program.opts(), false));
  });
  for (const spec of COMMANDS) {
    const command = program.command(spec.name).description(spec.description);
    if (spec.summary !== null) command.summary(spec.summary);
    add(command, spec).action(async () => {
      const isCheck = spec === CHECK;
      if (!isCheck) nothingBefore(program, spec.name);
      const flags = isCheck ? merged(program.opts(), command.opts()) : command.opts();
      done(await spec.run(command.args, flags, true));
    });
  }
  return program;
}

const FOOTER = `
Exit codes:
  0   complete, and no finding at or above --fail-on
  1   findings at or above --fail-on
  2   wrong use: a flag, the config or a rule file
  3   none of 1, but not proven: an input is missing or wrong, or a route is undetermined
  70  a bug in sglint`;

/** Arguments and flags; what commander adds to help stands in a group of its own where there are groups. */
function add(command: Command, { words, flags }: CommandSpec): Command {
  for (const [word, help] of words) command.argument(word, help);
  for (const [title, table] of Object.entries(flags)) {
    if (title !== "") command.optionsGroup(title);
    for (const [name, flag] of Object.entries(table))
      for (const option of optionsOf(name, flag)) command.addOption(option);
  }
  return "" in flags ? command : command.optionsGroup("Other:");
}

function optionsOf(name: string, { short, value, many, help, contrary }: Flag): Option[] {
  const written = [...(short === undefined ? [] : [short]), dashed(name)].join(", ");
  if (contrary !== undefined)
    return [new Option(written, help), new Option(`--no-${dashed(name).slice(2)}`, contrary)];
  if (value === undefined) return [new Option(written, help)];
  const option = new Option(`${written} ${value}`, help);
  if (many === undefined) return [option.argParser(once)];
  return [option.argParser(many === "each" ? each : list)];
}

/** A second value would make the first do nothing. */
function once(value: string, previous: string | undefined): string {
  if (previous !== undefined)
    throw new InvalidArgumentError(`It was given twice, first as "${previous}".`);
  return value;
}

function each(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

function list(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, ...value.split(",").map((word) => word.trim())];
}

/** `sglint -f json check x`: the flags before the command count like those behind it. */
function merged(before: CheckFlags, behind: CheckFlags): CheckFlags {
  const first = new Map(Object.entries(before));
  const lists = Object.entries(behind).flatMap(([name, value]): [string, readonly string[]][] => {
    const other = first.get(name);
    if (typeof other === "string")
      throw new UsageError(`the flag "${dashed(name)}" was given twice`);
    return Array.isArray(other) && Array.isArray(value) ? [[name, [...other, ...value]]] : [];
  });
  return { ...before, ...behind, ...Object.fromEntries(lists) };
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
