// The two streams and the files of a run. stdout carries exactly one document; everything else is stderr's.
import { mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { visible } from "../report/escape.ts";
import { EXIT } from "./exit.ts";

export type ColorChoice = "auto" | "always" | "never";

/** A reader that goes away (`| head`) is no error: what is left of the document is dropped in silence. */
export function surviveClosedPipes(): void {
  process.stderr.on("error", () => {});
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    tell("error", `the output could not be written: ${error.message}`);
    process.exit(EXIT.unproven);
  });
}

/** Writes the one document of a run, as it is. */
export function print(document: string): void {
  process.stdout.write(document);
}

/** One message for the person at the terminal, with the text of files and flags made harmless. */
export function tell(label: "error" | "warning" | "note" | "not proven", message: string): void {
  const head = useColor(process.stderr)
    ? `${label === "note" ? CYAN : RED}${label}${RESET}`
    : label;
  const text = message.split("\n").map(visible).join("\n");
  process.stderr.write(`${head}: ${withoutCommands(text)}\n`);
}

/** No line begins with `::`, whatever files are called: a runner of GitHub takes such a line for a command. */
export function withoutCommands(text: string): string {
  return text.replaceAll(/^([^\S\n]*):(?=:(?!:))/gm, "$1: ");
}

const [RED, CYAN, RESET] = ["\u001b[1;31m", "\u001b[1;36m", "\u001b[0m"];

let chosen: ColorChoice = "auto";

export function chooseColor(choice: ColorChoice): void {
  chosen = choice;
}

/** `--color` decides, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal. */
export function useColor(stream: NodeJS.WriteStream): boolean {
  if (chosen !== "auto") return chosen === "always";
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "")
    return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return stream.isTTY === true && TERM !== "dumb";
}

/** Columns of the terminal; null where the output is no terminal and nothing says otherwise. */
export function columns(): number | null {
  const wanted = Number(process.env["COLUMNS"]);
  if (Number.isInteger(wanted) && wanted > 0) return wanted;
  return process.stdout.isTTY ? process.stdout.columns : null;
}

/** Writes a whole file or none of it; makes the folders above it. Throws what the system says. */
export function writeAtomically(path: string, text: string): void {
  const present = statSync(path, { throwIfNoEntry: false });
  // A device or a pipe is written to, never replaced; a link stays one.
  if (present && !present.isFile()) return writeFileSync(path, text);
  const target = present ? realpathSync(path) : path;
  const aside = `${target}.${process.pid}.tmp`;
  mkdirSync(dirname(target), { recursive: true });
  try {
    writeFileSync(aside, text);
    renameSync(aside, target);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}
