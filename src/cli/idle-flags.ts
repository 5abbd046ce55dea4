// Flags that could do nothing beside others. That is wrong use: silence would look like consent.
import { atLeast, UsageError } from "./exit.ts";
import type { CheckFlags } from "./flags.ts";
import type { Settings } from "./input/settings.ts";

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
