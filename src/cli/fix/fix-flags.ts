// Flags about fixes: which of them can do something beside which. Wrong use otherwise.
import { UsageError } from "../exit.ts";
import type { CheckFlags } from "../flags.ts";
import type { Settings } from "../input/settings.ts";

/** Throws `UsageError` for the first flag that could do nothing. */
export function refuseIdleFixFlags(flags: CheckFlags, settings: Settings): void {
  const why = idleMode(flags) ?? (flags.diff ? idleWithDiff(flags) : null);
  if (why !== null) throw new UsageError(why);
  const { format, reports } = settings;
  const isShown =
    (!flags.diff && format === "pretty") || reports.some((one) => one.format === "pretty");
  if (flags.fixAs !== undefined && !isShown)
    throw new UsageError(
      "--fix-as does nothing without the format pretty, the only one that prints fixes in words",
    );
}

function idleMode({ fix, diff, live, unsafeFixes, overrideDrops }: CheckFlags): string | null {
  if (fix && diff)
    return "--fix writes the fixes and --diff only prints them; leave one of them out";
  if (live && (fix || diff))
    return `--${fix ? "fix" : "diff"} changes files, and --live reads an account; --fix-as tccli prints the commands instead`;
  if (unsafeFixes && !fix && !diff)
    return "--unsafe-fixes does nothing without --fix; leave it out, or add --fix";
  if (!overrideDrops || diff || (fix && unsafeFixes)) return null;
  const lacking = fix ? "--unsafe-fixes" : "--diff, or --fix with --unsafe-fixes";
  return `--override-drops does nothing without ${lacking}, since such a fix changes the admitted traffic`;
}

function idleWithDiff({ format, failOn, maxWarnings }: CheckFlags): string | null {
  const given = { "--format": format, "--fail-on": failOn, "--max-warnings": maxWarnings };
  const [idle] = Object.entries(given).flatMap(([flag, value]) =>
    value === undefined ? [] : [flag],
  );
  if (idle === undefined) return null;
  return `${idle} does nothing with --diff, which prints a patch and exits 1 if there is one`;
}
