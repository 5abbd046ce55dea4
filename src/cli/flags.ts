// What `sglint check` was told, before anybody has looked at the values.

/** Flags of `check` as they were written. A flag that was not given is absent. */
export interface CheckFlags {
  readonly format?: string;
  readonly report?: readonly string[];
  readonly color?: string;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly config?: string;
  readonly clients?: readonly string[];
  readonly region?: string;
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
}
