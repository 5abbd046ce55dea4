// Flags of every command that reads the live account: `fetch`, and `check --live`.
import { UsageError } from "../exit.ts";

/** As they were written. A flag that was not given is absent. */
export interface LiveFlags {
  readonly output?: string;
  readonly region?: readonly string[];
  readonly allRegions?: true;
  readonly profile?: string;
  readonly role?: string;
  readonly endpoint?: string;
  readonly deadline?: string;
  readonly timeout?: string;
  readonly resume?: true;
  readonly redact?: true;
  readonly progress?: boolean;
}

/** What `add` of either command is called with. `--region` is not among them: `check` has its own meaning for it. */
export const LIVE_FLAGS: readonly (readonly [flags: string, description: string])[] = [
  ["--all-regions", "read every region that the account may use"],
  ["--profile <NAME>", "credentials of this profile in ~/.tencentcloud or ~/.tccli"],
  [
    "--role <KIND>",
    "temporary credentials of this machine: cvm (role of a CVM) or tke (OIDC of a pod)",
  ],
  ["--endpoint <URL>", "send every call of every service there (or TENCENTCLOUD_ENDPOINT)"],
  ["--deadline <SECONDS>", "time for the whole fetch (default: 3600)"],
  ["--timeout <SECONDS>", "time for one request (default: 30)"],
  [
    "--resume",
    "go on with a fetch that was interrupted, or fill the gaps of an incomplete snapshot",
  ],
  ["--redact", "replace ids and public addresses by stable aliases"],
  ["--progress", "show progress on stderr, also where it is no terminal"],
  ["--no-progress", "show no progress"],
];

const NEEDS_LIVE: readonly (keyof LiveFlags)[] = [
  "output",
  "allRegions",
  "profile",
  "role",
  "endpoint",
  "deadline",
  "timeout",
  "resume",
  "redact",
  "progress",
];

/** Throws `UsageError` for a flag of a fetch where nothing is fetched. */
export function refuseWithoutLive(flags: LiveFlags): void {
  const idle = NEEDS_LIVE.find((name) => flags[name] !== undefined);
  const dashed = idle?.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const shown = idle === "progress" && flags.progress === false ? "no-progress" : dashed;
  if (shown !== undefined)
    throw new UsageError(`--${shown} does nothing without --live; leave it out, or add --live`);
  if (flags.region && flags.region.length > 1)
    throw new UsageError(
      "--region was given twice; without --live there is one, that of the gateways",
    );
}

/** Whole seconds as milliseconds. Throws `UsageError`. */
export function seconds(flag: string, text: string | undefined, standard: number): number {
  if (text === undefined) return standard * 1000;
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(text) || Number(text) === 0)
    throw new UsageError(`${flag} "${text}" is not a number of seconds above 0`);
  return Number(text) * 1000;
}
