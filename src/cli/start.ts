// Where a run begins and ends: arguments in, exit code out, and no stack trace whatever happens between.
import { run } from "./arguments.ts";
import { EXIT, UsageError, type ExitCode } from "./exit.ts";
import { tell, surviveClosedPipes } from "./output.ts";

/** The exit code is set, not exited with: what is still on its way to stdout would be lost. */
export async function start(): Promise<void> {
  surviveClosedPipes();
  process.on("uncaughtException", (error) => process.exit(failed(error)));
  try {
    process.exitCode = await run(process.argv.slice(2));
  } catch (error) {
    process.exitCode = failed(error);
  }
}

function failed(error: unknown): ExitCode {
  if (error instanceof UsageError) {
    // One for each mistake; an indented line, such as a command, goes on with the one above it.
    for (const one of error.message.split(/\n(?! )/)) tell("error", one);
    return EXIT.usage;
  }
  tell(
    "error",
    `this is a bug in sglint: ${error instanceof Error ? error.message : String(error)}`,
  );
  if (process.env["SGLINT_DEBUG"] && error instanceof Error)
    tell("note", error.stack ?? "no stack");
  else
    tell(
      "note",
      "please report it with the input that shows it; SGLINT_DEBUG=1 prints where it happened",
    );
  return EXIT.bug;
}
