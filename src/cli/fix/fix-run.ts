// What `check` does once it has found things, with `--fix` or `--diff`: tries the fixes, writes them or prints them
// as a patch, and says on stderr what was done and what was left.
import { realpathSync } from "node:fs";
import { relative, sep } from "node:path";
import type { Report } from "../../model/finding.ts";
import { renderPatch, type PatchedFile } from "../../report/patch.ts";
import { say } from "../../words/index.ts";
import { EXIT, exitCode, type ExitCode, type ExitPolicy } from "../exit.ts";
import { isWithin, repositoryOf } from "../input/files.ts";
import { forget, tryFixes, type Fixed, type FixedFile, type Look } from "./fix.ts";
import type { CheckFlags } from "../flags.ts";
import { encoded, type FileRefusal } from "../input/original.ts";
import { tell } from "../output.ts";
import { replaceAll } from "./replace.ts";

export interface FixRun {
  readonly first: Report;
  readonly look: Look;
  readonly inert: ReadonlyMap<string, string>;
  readonly flags: CheckFlags;
  readonly exit: ExitPolicy;
  /** Prints the one document, the patch or else the report, and writes the other reports. */
  readonly publish: (report: Report, patch: string | null) => Promise<ExitCode | null>;
}

export async function runFixes(run: FixRun): Promise<ExitCode> {
  const { first, look, inert, flags } = run;
  const isDiff = flags.diff === true;
  const fixed = await tryFixes(first, look, {
    unsafe: isDiff || flags.unsafeFixes === true,
    overrideDrops: flags.overrideDrops === true,
    writing: !isDiff,
    inert,
  });
  return isDiff ? diff(run, fixed) : write(run, fixed);
}

async function diff({ first, flags, exit, publish }: FixRun, fixed: Fixed): Promise<ExitCode> {
  forget(fixed.files);
  const [files, refusals] = patchable(fixed.files);
  const patch = renderPatch(files);
  const failed = await publish(first, patch);
  sumUp({ ...fixed, refusals: [...fixed.refusals, ...refusals] }, flags);
  if (failed !== null) return failed;
  if (patch !== "") return flags.exitZero ? EXIT.clean : EXIT.findings;
  if (fixed.refusals.length + refusals.length > 0) return EXIT.usage;
  return first.complete || exit.allowIncomplete ? EXIT.clean : EXIT.unproven;
}

/** Names as `git apply` has them: from the repository's root, wherever it is called. */
function patchable(fixed: readonly FixedFile[]): [PatchedFile[], FileRefusal[]] {
  const root = realpathSync(repositoryOf(process.cwd()) ?? process.cwd());
  const files: PatchedFile[] = [];
  const refusals: FileRefusal[] = [];
  for (const { original, text, fixes } of fixed) {
    const { file, path, encoding, hasMark } = original;
    const refuse = (why: string) => refusals.push({ why, changed: false });
    if (!isWithin(root, path)) refuse(say("cli.beyond-patch", file));
    else if (encoding !== "utf-8") refuse(say("cli.patch-of-utf-16", file));
    else {
      const mark = hasMark ? "\uFEFF" : "";
      const name = relative(root, path).split(sep).join("/");
      files.push({ name, before: `${mark}${original.text}`, after: `${mark}${text}`, fixes });
    }
  }
  return [files, refusals];
}

async function write(run: FixRun, fixed: Fixed): Promise<ExitCode> {
  const { files, refusals } = fixed;
  const replaced = replaceAll(
    files.map(({ original, text }) => ({ original, bytes: encoded(original, text) })),
  );
  forget(files);
  const written = files.filter(({ original }) => replaced.done.includes(original));
  // What could not be written is not there: the report is about what is on the disk.
  const report =
    replaced.failure === null ? fixed.report : written.length === 0 ? run.first : await run.look();
  const failed = await run.publish(report, null);
  const all = replaced.failure ? [...refusals, replaced.failure] : refusals;
  sumUp({ ...fixed, files: written, refusals: all }, run.flags);
  if (replaced.failure && written.length === 0) tell("error", say("cli.nothing-written"));
  if (all.length > 0) return all.some(({ changed }) => !changed) ? EXIT.usage : EXIT.unproven;
  return failed ?? exitCode(report, run.exit);
}

const MOST = 20;

function sumUp({ files, withheld, refusals }: Fixed, flags: CheckFlags): void {
  for (const { why } of refusals) tell("error", why);
  if (flags.quiet) return;
  const [one, more] = flags.diff
    ? (["cli.patched", "cli.patched-more"] as const)
    : (["cli.fixed", "cli.fixed-more"] as const);
  const lines = files.flatMap(({ original, fixes }) =>
    fixes.map(({ fix }) => say(one, original.file, fix.title)),
  );
  for (const line of lines.slice(0, MOST)) tell("note", line);
  if (lines.length > MOST) tell("note", say(more, lines.length - MOST));
  const reasons = new Map<string, number>();
  for (const { why, isTold } of withheld)
    if (!isTold) reasons.set(why, (reasons.get(why) ?? 0) + 1);
  for (const [why, n] of [...reasons].slice(0, MOST)) tell("note", say("cli.withheld", n, why));
}
