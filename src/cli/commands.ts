// The commands: their words, arguments and flags. The code of one is in commands/, imported when it runs.
import type { ExitCode } from "./exit.ts";
import {
  EXIT_CODE,
  FETCH,
  FIXES,
  INPUT,
  LISTING,
  LIVE,
  OUTPUT,
  RULES,
  type CheckFlags,
  type FetchFlags,
  type FlagTable,
  type ListingFlags,
} from "./flags.ts";

export interface CommandSpec {
  readonly name: string;
  /** In the list of commands; null = the description. */
  readonly summary: string | null;
  readonly description: string;
  readonly words: readonly (readonly [word: string, help: string])[];
  /** By the title of their group in help; "" = none. */
  readonly flags: Readonly<Record<string, FlagTable>>;
  /** `named`: the word of the command was given. */
  run(words: readonly string[], flags: object, named: boolean): Promise<ExitCode>;
}

/** What runs without a command. */
export const CHECK: CommandSpec = {
  name: "check",
  summary: "lint files or folders; what runs without a command",
  description:
    "Lint files or folders: definitions (YAML, JSON), saved API answers, Terraform (configuration, plan, state).",
  words: [["[PATH...]", "files or folders; default: what sglint.yaml names, else this folder"]],
  flags: {
    "Output:": OUTPUT,
    "Input:": INPUT,
    "Live account:": LIVE,
    "Rules:": RULES,
    "Fixes:": FIXES,
    "Exit code:": EXIT_CODE,
  },
  run: async (paths, flags: CheckFlags, named) => {
    const { check } = await import("./commands/check.ts");
    return check(paths, flags, named ? [] : [...COMMANDS.map(({ name }) => name), "help"]);
  },
};

const EXPLAIN_FLAGS = {
  color: OUTPUT.color,
  ...INPUT,
  rules: RULES.rules,
  rule: RULES.rule,
  fixAs: FIXES.fixAs,
} as const satisfies FlagTable;

export const COMMANDS: readonly CommandSpec[] = [
  CHECK,
  {
    name: "fetch",
    summary: "read the live account into a snapshot file",
    description: "Read the live account, with calls that only read, into a snapshot for `check`.",
    words: [],
    flags: { "": FETCH },
    run: async (_, flags: FetchFlags) => {
      const { fetchSnapshot } = await import("./commands/fetch.ts");
      return fetchSnapshot(flags);
    },
  },
  {
    name: "rules",
    summary: null,
    description: "List every rule.",
    words: [],
    flags: { "": LISTING },
    run: async (_, flags: ListingFlags) => {
      const { listRules } = await import("./commands/rules.ts");
      return listRules(flags.json === true);
    },
  },
  {
    name: "explain",
    summary: null,
    description: "Say what a rule demands and why, or tell all about one finding and its fix.",
    words: [
      ["<ID>", "id of a rule, or of a finding as JSON and SARIF reports show it"],
      ["[PATH...]", "of a finding: the files or folders that it was found in"],
    ],
    flags: { "": EXPLAIN_FLAGS },
    run: async ([id = "", ...paths], flags: CheckFlags) => {
      const { explain } = await import("./commands/explain.ts");
      return explain(id, paths, flags);
    },
  },
  {
    name: "ranges",
    summary: null,
    description: "Show the address ranges that gateways use, their source pages and dates.",
    words: [["[REGION]", "region, for example ap-guangzhou"]],
    flags: { "": LISTING },
    run: async ([region = null], flags: ListingFlags) => {
      const { showRanges } = await import("./commands/ranges.ts");
      return showRanges(region, flags.json === true);
    },
  },
];
