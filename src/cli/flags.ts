// Every flag, once: how it is written, what it takes, what help says of it. The types of what a command is told follow
// from here; what a value means is read by whoever takes it. A part of every start: it may import nothing that
// imports more.
import { FORMATS } from "../report/index.ts";

export interface Flag {
  readonly help: string;
  readonly short?: string | undefined;
  /** As help shows it. Without one the flag is given or not. */
  readonly value?: string;
  /** Given again it adds: one value each time, or comma-separated ones. */
  readonly many?: "each" | "list";
  /** There is `--no-...` too, and this is its help. */
  readonly contrary?: string;
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

const plain = (help: string, short?: string) => ({ help, short });
const one = (value: string, help: string, short?: string) => ({ value, help, short });
const each = (value: string, help: string) => ({ value, help, many: "each" as const });
const list = (value: string, help: string) => ({ value, help, many: "list" as const });

export const OUTPUT = {
  format: one(
    "<FORMAT>",
    `format on stdout: ${Object.keys(FORMATS).join(", ")} (default: pretty)`,
    "-f",
  ),
  report: each("<FORMAT=PATH>", "write another report into a file; may be repeated"),
  color: one("<WHEN>", "auto, always or never (default: auto)"),
  quiet: plain("findings and errors only", "-q"),
  verbose: plain("also say what was read as what", "-v"),
} satisfies FlagTable;

/** What every command that judges needs to read the same inputs. */
export const INPUT = {
  config: one(
    "<FILE>",
    "config file (default: the nearest sglint.yaml upward from the paths, to the repository's root)",
    "-c",
  ),
  clients: list("<LIST>", "addresses and CIDRs of those who call the gateways; comma-separated"),
  region: each(
    "<REGION>",
    "region of the gateways, whatever the input says, for example ap-guangzhou; with --live a region to read (may be repeated)",
  ),
  tf: one("<FOLDER>", "the Terraform configuration that a plan was made from: sources and lines"),
  var: each("<NAME=VALUE>", "value of a Terraform variable; may be repeated"),
  varFile: each("<FILE>", "values of Terraform variables; may be repeated"),
} satisfies FlagTable;

/** Of every command that reads the live account; `--region` is not among them, as `check` has its own meaning for it. */
export const FETCHING = {
  output: one("<FILE>", "where to write the snapshot", "-o"),
  allRegions: plain("read every region that the account may use"),
  profile: one("<NAME>", "credentials of this profile in ~/.tencentcloud or ~/.tccli"),
  role: one(
    "<KIND>",
    "temporary credentials of this machine: cvm (role of a CVM) or tke (OIDC of a pod)",
  ),
  endpoint: one("<URL>", "send every call of every service there (or TENCENTCLOUD_ENDPOINT)"),
  deadline: one("<SECONDS>", "time for the whole fetch (default: 3600)"),
  timeout: one("<SECONDS>", "time for one request (default: 30)"),
  resume: plain(
    "go on with a fetch that was interrupted, or fill the gaps of an incomplete snapshot",
  ),
  redact: plain("replace ids and public addresses by stable aliases"),
  progress: {
    help: "show progress on stderr, also where it is no terminal",
    contrary: "show no progress",
  },
} satisfies FlagTable;

export const LIVE = {
  live: plain("fetch the account and lint it; with -o the snapshot is kept"),
  ...FETCHING,
} satisfies FlagTable;

export const FETCH = {
  ...FETCHING,
  printPolicy: plain("print the CAM policy with the permissions that a fetch needs"),
  region: each("<REGION>", "region to read, for example ap-guangzhou; may be repeated"),
} satisfies FlagTable;

export const RULES = {
  rules: each("<FILE>", "load your own rules from a file or folder; may be repeated"),
  rule: each("<ID=LEVEL>", "set a rule to error, warning, note or off; may be repeated"),
  only: list("<IDS>", "report these rules, or findings by id, only; comma-separated"),
  skip: list("<IDS>", "leave these rules out of the report; comma-separated"),
  minSeverity: one("<LEVEL>", "leave lesser findings out of the report: error, warning or note"),
} satisfies FlagTable;

export const FIXES = {
  diff: plain(
    "print the fixes as a patch for `git apply`, and write nothing; exit 1 if there is one",
  ),
  fix: plain("write those fixes into the files that leave the admitted traffic as it is"),
  unsafeFixes: plain("with --fix: also those that change which traffic is admitted"),
  overrideDrops: plain(
    "also those that override an explicit DROP of something narrower than everything",
  ),
  fixAs: one(
    "<NOTATION>",
    "print fixes as definitions, terraform or tccli (default: like the input)",
  ),
} satisfies FlagTable;

export const EXIT_CODE = {
  failOn: one(
    "<LEVEL>",
    "exit 1 from this severity on: error, warning, note or never (default: error)",
  ),
  maxWarnings: one("<N>", "exit 1 when there are more than N warnings"),
  exitZero: plain("exit 0 whatever is found; what could not be proven still exits 3"),
  allowIncomplete: plain("exit 0 instead of 3 when something could not be proven"),
  requireRoutes: plain("exit 3 when no gateway and no path is declared"),
} satisfies FlagTable;

export const LISTING = {
  json: plain("print JSON instead of a table"),
} satisfies FlagTable;

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
