// What `sglint check` was told, before anybody has looked at the values.

import type { LiveFlags } from "./live/live-flags.ts";

/** Flags of `check` as they were written. A flag that was not given is absent. */
export interface CheckFlags extends LiveFlags {
  readonly live?: true;
  readonly format?: string;
  readonly report?: readonly string[];
  readonly color?: string;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly config?: string;
  readonly clients?: readonly string[];
  readonly rules?: readonly string[];
  readonly rule?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly minSeverity?: string;
  readonly failOn?: string;
  readonly maxWarnings?: string;
  readonly exitZero?: true;
  readonly allowIncomplete?: true;
  readonly requireRoutes?: true;
  readonly tf?: string;
  readonly var?: readonly string[];
  readonly varFile?: readonly string[];
  readonly diff?: true;
  readonly fix?: true;
  readonly unsafeFixes?: true;
  readonly overrideDrops?: true;
  readonly fixAs?: string;
}

/** `maxWarnings` as it is written: `--max-warnings`. */
export function dashed(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
