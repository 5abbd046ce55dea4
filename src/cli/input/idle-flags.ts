// Flags that could do nothing beside others, or without them. That is wrong use: silence would look like consent.
import { atLeast, UsageError } from "../exit.ts";
import { dashed, FETCHING, type CheckFlags, type LiveFlags } from "../flags.ts";
import type { Settings } from "./settings.ts";

/** A flag that could do nothing, and beside what. */
type Idle = readonly [flag: string, because: string];

/** Throws `UsageError` for the first such flag. */
export function refuseIdleFlags(flags: CheckFlags, settings: Settings): void {
  const [idle] = [...idleExitFlags(flags, settings), ...idleRuleFlags(flags, settings)];
  if (idle) throw new UsageError(`${idle[0]} does nothing ${idle[1]}; leave one of them out`);
}

function* idleExitFlags(
  flags: CheckFlags,
  { exit: { failOn }, minSeverity }: Settings,
): Generator<Idle> {
  const limited = flags.maxWarnings !== undefined;
  if (flags.quiet && flags.verbose) yield ["--quiet", "with --verbose"];
  if (flags.requireRoutes && flags.allowIncomplete)
    yield ["--require-routes", "with --allow-incomplete"];
  if (flags.exitZero && flags.failOn !== undefined) yield ["--fail-on", "with --exit-zero"];
  if (flags.exitZero && limited) yield ["--max-warnings", "with --exit-zero"];
  if (limited && minSeverity === "error") yield ["--max-warnings", "with --min-severity error"];
  if (failOn === "never") return;
  if (limited && atLeast("warning", failOn))
    yield ["--max-warnings", `when any warning fails the run (fail on ${failOn})`];
  if (flags.failOn !== undefined && !atLeast(failOn, minSeverity))
    yield [
      `--fail-on ${failOn}`,
      `with --min-severity ${minSeverity}, which leaves those findings out`,
    ];
}

function* idleRuleFlags(flags: CheckFlags, { only, skip, severities }: Settings): Generator<Idle> {
  for (const text of flags.rule ?? []) {
    const id = text.slice(0, text.indexOf("="));
    if (skip.has(id)) yield [`--rule ${text}`, `with --skip ${id}`];
    if (only && !only.has(id)) yield [`--rule ${text}`, `with --only ${[...only].join(",")}`];
  }
  for (const id of only ?? []) {
    if (skip.has(id)) yield [`--only ${id}`, `with --skip ${id}`];
    if (severities.get(id) === "off") yield [`--only ${id}`, "while the rule is off"];
  }
}

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

/** Throws `UsageError` for a flag of a fetch where nothing is fetched. */
export function refuseWithoutLive(flags: LiveFlags): void {
  const idle = Object.keys(FETCHING).find((name) => Object.hasOwn(flags, name));
  const shown = idle === "progress" && flags.progress === false ? "noProgress" : idle;
  if (shown !== undefined)
    throw new UsageError(
      `${dashed(shown)} does nothing without --live; leave it out, or add --live`,
    );
  if (flags.region && flags.region.length > 1)
    throw new UsageError(
      "--region was given twice; without --live there is one, that of the gateways",
    );
  const strange = flags.region?.find((region) => !isRegion(region));
  if (strange !== undefined)
    throw new UsageError(`--region "${strange}" is no region; expected one such as ap-guangzhou`);
}

export function isRegion(text: string): boolean {
  return /^[a-z]{2,4}(-[a-z0-9]+)+$/.test(text);
}
