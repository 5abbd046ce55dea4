// Every flag, once: how it is written, what it takes, what help says of it. The types of what a command is told follow
// from here; what a value means is read by whoever takes it. A part of every start: it may import nothing of ours.

export interface Flag {
  readonly short?: string;
  /** As help shows it. Without one the flag is given or not. */
  readonly value?: string;
  /** Given again it adds: one value each time, or comma-separated ones. */
  readonly many?: "each" | "list";
  /** There is `--no-...` too, and this is its help. */
  readonly contrary?: string;
  readonly help: string;
}

export type FlagTable = Readonly<Record<string, Flag>>;

/** Flags as they were written. A flag that was not given is absent. */
type Given<T extends FlagTable> = {
  readonly [K in keyof T]?: T[K] extends { readonly many: string }
    ? readonly string[]
    : T[K] extends { readonly value: string }
      ? string
      : T[K] extends { readonly contrary: string }
        ? boolean
        : true;
};

export const OUTPUT = {
  format: {
    short: "-f",
    value: "<FORMAT>",
    help: "format on stdout: pretty, concise, json, rdjson, sarif (default: pretty)",
  },
  report: {
    value: "<FORMAT=PATH>",
    many: "each",
    help: "write another report into a file; may be repeated",
  },
  color: { value: "<WHEN>", help: "auto, always or never (default: auto)" },
  quiet: { short: "-q", help: "findings and errors only" },
  verbose: { short: "-v", help: "also say what was read as what" },
} as const satisfies FlagTable;

/** What every command that judges needs to read the same inputs. */
export const INPUT = {
  config: {
    short: "-c",
    value: "<FILE>",
    help: "config file (default: the nearest sglint.yaml up to the repository's root)",
  },
  clients: {
    value: "<LIST>",
    many: "list",
    help: "addresses and CIDRs of those who call the gateways; comma-separated",
  },
  region: {
    value: "<REGION>",
    many: "each",
    help: "region of the gateways, whatever the input says, for example ap-guangzhou; with --live a region to read (may be repeated)",
  },
  tf: {
    value: "<FOLDER>",
    help: "the Terraform configuration that a plan was made from: sources and lines",
  },
  var: {
    value: "<NAME=VALUE>",
    many: "each",
    help: "value of a Terraform variable; may be repeated",
  },
  varFile: {
    value: "<FILE>",
    many: "each",
    help: "values of Terraform variables; may be repeated",
  },
} as const satisfies FlagTable;

/** Of every command that reads the live account; `--region` is not among them, as `check` has its own meaning for it. */
export const FETCHING = {
  output: { short: "-o", value: "<FILE>", help: "where to write the snapshot" },
  allRegions: { help: "read every region that the account may use" },
  profile: {
    value: "<NAME>",
    help: "credentials of this profile in ~/.tencentcloud or ~/.tccli",
  },
  role: {
    value: "<KIND>",
    help: "temporary credentials of this machine: cvm (role of a CVM) or tke (OIDC of a pod)",
  },
  endpoint: {
    value: "<URL>",
    help: "send every call of every service there (or TENCENTCLOUD_ENDPOINT)",
  },
  deadline: { value: "<SECONDS>", help: "time for the whole fetch (default: 3600)" },
  timeout: { value: "<SECONDS>", help: "time for one request (default: 30)" },
  resume: {
    help: "go on with a fetch that was interrupted, or fill the gaps of an incomplete snapshot",
  },
  redact: { help: "replace ids and public addresses by stable aliases" },
  progress: {
    help: "show progress on stderr, also where it is no terminal",
    contrary: "show no progress",
  },
} as const satisfies FlagTable;

export const LIVE = {
  live: { help: "fetch the account and lint it; with -o the snapshot is kept" },
  ...FETCHING,
} as const satisfies FlagTable;

export const FETCH = {
  ...FETCHING,
  printPolicy: { help: "print the CAM policy with the permissions that a fetch needs" },
  region: {
    value: "<REGION>",
    many: "each",
    help: "region to read, for example ap-guangzhou; may be repeated",
  },
} as const satisfies FlagTable;

export const RULES = {
  rules: {
    value: "<FILE>",
    many: "each",
    help: "load your own rules from a file or folder; may be repeated",
  },
  rule: {
    value: "<ID=LEVEL>",
    many: "each",
    help: "set a rule to error, warning, note or off; may be repeated",
  },
  only: { value: "<IDS>", many: "list", help: "report these rules only; comma-separated" },
  skip: {
    value: "<IDS>",
    many: "list",
    help: "leave these rules out of the report; comma-separated",
  },
  minSeverity: {
    value: "<LEVEL>",
    help: "leave lesser findings out of the report: error, warning or note",
  },
} as const satisfies FlagTable;

export const FIXES = {
  diff: {
    help: "print the fixes as a patch for `git apply`, and write nothing; exit 1 if there is one",
  },
  fix: { help: "write those fixes into the files that leave the admitted traffic as it is" },
  unsafeFixes: { help: "with --fix: also those that change which traffic is admitted" },
  overrideDrops: {
    help: "also those that override an explicit DROP of something narrower than everything",
  },
  fixAs: {
    value: "<NOTATION>",
    help: "print fixes as definitions, terraform or tccli (default: like the input)",
  },
} as const satisfies FlagTable;

export const EXIT_CODE = {
  failOn: {
    value: "<LEVEL>",
    help: "exit 1 from this severity on: error, warning, note or never (default: error)",
  },
  maxWarnings: { value: "<N>", help: "exit 1 when there are more than N warnings" },
  exitZero: { help: "exit 0 whatever is found; what could not be proven still exits 3" },
  allowIncomplete: { help: "exit 0 instead of 3 when something could not be proven" },
  requireRoutes: { help: "exit 3 when no gateway and no path is declared" },
} as const satisfies FlagTable;

export const LISTING = {
  json: { help: "print JSON instead of a table" },
} as const satisfies FlagTable;

export type FetchFlags = Given<typeof FETCH>;
export type LiveFlags = Omit<FetchFlags, "printPolicy">;
export type ListingFlags = Given<typeof LISTING>;
export type CheckFlags = Given<
  typeof OUTPUT & typeof INPUT & typeof LIVE & typeof RULES & typeof FIXES & typeof EXIT_CODE
>;

/** `maxWarnings` as it is written: `--max-warnings`. */
export function dashed(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
