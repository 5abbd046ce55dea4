// `check --live`: a fetch whose snapshot is linted at once. Without `-o` it lies in a folder of its own until it is read.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError, type ExitCode } from "../exit.ts";
import type { InputPath } from "../input/candidates.ts";
import { fetchAccount } from "./live.ts";
import type { LiveFlags } from "../flags.ts";
import { tell } from "../output.ts";

export type LiveInput =
  | {
      readonly kind: "inputs";
      readonly inputs: readonly InputPath[];
      /** To be called when they have been read. */
      readonly forget: () => void;
    }
  | { readonly kind: "ended"; readonly code: ExitCode };

/** The name that findings point into where no file is kept. */
const UNKEPT = "live-account.json";

/** Throws `UsageError`. */
export async function fetchForCheck(flags: LiveFlags): Promise<LiveInput> {
  const { output } = flags;
  if (output === undefined && flags.resume)
    throw new UsageError("--resume needs the file that is gone on with; name it with -o");
  const folder = output === undefined ? mkdtempSync(join(tmpdir(), "sglint-")) : null;
  const forget = (): void => {
    process.off("exit", forget);
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  };
  // A second Ctrl-C ends the process wherever it is.
  process.on("exit", forget);
  const path = output ?? join(folder!, UNKEPT);
  try {
    const result = await fetchAccount(path, flags, { keeps: output !== undefined });
    if (result.kind === "ended") {
      forget();
      return result;
    }
  } catch (error) {
    forget();
    throw error;
  }
  if (folder !== null)
    tell("note", `places in ${UNKEPT} are lines of the snapshot; keep it with -o FILE to see them`);
  const shownAs = folder === null ? {} : { shownAs: UNKEPT };
  return { kind: "inputs", inputs: [{ path, named: true, ...shownAs }], forget };
}
