// Runs the command on one input, in a folder of its own, and says what no input may bring about.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { FORMATS } from "../../src/report/index.ts";
import { runHere, type Ran } from "../cli/here.ts";
import { inputOf, type Input } from "./inputs.ts";
import type { Kind } from "./seeds.ts";

export interface Outcome {
  readonly code: number | null;
  /** Of the processor: a machine that others keep busy is no fault of the input's. */
  readonly milliseconds: number;
  readonly isLong: boolean;
  /** Something was judged: there are routes or findings. */
  readonly isJudged: boolean;
  /** Why this is a failure; null = it is none. */
  readonly fault: string | null;
}

/** Nothing of the machine: neither its colours nor its credentials. */
const ENVIRONMENT = { PATH: process.env["PATH"], HOME: tmpdir(), SGLINT_DEBUG: "1" };

/** Text that a terminal would obey, or that hides text, line breaks aside. */
const RAW =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

export async function trial(kind: Kind, seed: number): Promise<Outcome> {
  const input = inputOf(kind, seed);
  const base = mkdtempSync(join(tmpdir(), "sglint-fuzz-"));
  try {
    const folder = join(base, "in");
    keep(input, folder);
    const started = process.cpuUsage();
    const { ran, reports } = await runIn(folder, input, base);
    const { user, system } = process.cpuUsage(started);
    const milliseconds = (user + system) / 1000;
    const fault = faultOf(input, ran, reports) ?? (await sampled(input, folder, base, ran));
    const { code } = ran;
    return { code, milliseconds, isLong: input.isLong, isJudged: isJudged(reports), fault };
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

/** Writes the files of an input. */
export function keep({ files }: Input, folder: string): void {
  for (const [name, content] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

type Reports = ReadonlyMap<string, string>;

async function runIn(folder: string, input: Input, base: string) {
  const formats = input.isSample ? Object.keys(FORMATS) : ["json"];
  const path = (format: string) => join(base, `report.${format}`);
  const flags = formats.flatMap((format) => ["--report", `${format}=${path(format)}`]);
  const ran = await runHere([...input.args, ...flags], { cwd: folder, env: ENVIRONMENT });
  const reports: Reports = new Map(
    formats.flatMap((format) => {
      const text = textOf(path(format));
      rmSync(path(format), { force: true });
      return text === null ? [] : [[format, text] as const];
    }),
  );
  return { ran, reports };
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

interface JsonReport {
  readonly complete: boolean;
  readonly routes: readonly unknown[];
  readonly findings: readonly { readonly severity: string }[];
}

function isJudged(reports: Reports): boolean {
  const text = reports.get("json");
  if (text === undefined) return false;
  const { routes, findings } = JSON.parse(text) as JsonReport;
  return routes.length + findings.length > 0;
}

const has = ({ args }: Input, ...flags: readonly string[]) =>
  flags.some((flag) => args.includes(flag));

/** The first thing that is wrong with a run. */
function faultOf(input: Input, ran: Ran, reports: Reports): string | null {
  const said = `${ran.stderr}${ran.stdout}`.slice(0, 2_000);
  if (![0, 1, 2, 3].includes(ran.code ?? -1)) return `exit code ${ran.code}\n${said}`;
  if (ran.code === 2) return misuseFault(input, ran, reports);
  const format = input.args[input.args.indexOf("--format") + 1] ?? "pretty";
  const documents = [...reports];
  if (!has(input, "--diff"))
    documents.push([has(input, "--format") ? format : "pretty", ran.stdout]);
  if (documents.length < 2 && !has(input, "--diff")) return `no JSON report\n${said}`;
  for (const [name, text] of [...documents, ["stderr", ran.stderr] as const]) {
    const fault = textFault(name, text);
    if (fault !== null) return fault;
  }
  return codeFault(input, ran, reports);
}

/** Wrong use is what a person wrote in flags, config, rules or packs, and then there is no document; or fixes have no way out. */
function misuseFault(input: Input, { stdout, stderr }: Ran, reports: Reports): string | null {
  if (RAW.test(stderr)) return `raw control character in stderr: ${JSON.stringify(stderr)}`;
  if (!/^error: \S/m.test(stderr)) return `exit code 2 without a word\n${stderr}`;
  if (has(input, "--diff", "--fix")) return null;
  if (stdout !== "" || reports.size > 0) return `exit code 2 with a document\n${stdout}`;
  if (["config", "rule", "pack"].includes(input.kind) || has(input, "--var", "--var-file"))
    return null;
  return `exit code 2 for an input that is no set-up\n${stderr}`;
}

function textFault(name: string, text: string): string | null {
  const raw = RAW.exec(text);
  if (raw) {
    const near = text.slice(Math.max(0, raw.index - 60), raw.index + 20);
    return `raw control character in ${name}: ${JSON.stringify(near)}`;
  }
  if (!/^(?:json|rdjson|sarif)$/.test(name)) return null;
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return `${name} is no JSON: ${String(error)}`;
  }
}

/** The exit code says what the report says. */
function codeFault(input: Input, { code }: Ran, reports: Reports): string | null {
  const text = reports.get("json");
  if (text === undefined || has(input, "--diff", "--fix") || input.kind === "config") return null;
  const { complete, findings } = JSON.parse(text) as JsonReport;
  const fails = findings.some(({ severity }) => severity === "error");
  const due = fails ? 1 : complete ? 0 : 3;
  return code === due ? null : `exit code ${code}, but the report says ${due}`;
}

/** A second run of the same says the same; with fixes written, it ends as soundly. */
async function sampled(
  input: Input,
  folder: string,
  base: string,
  first: Ran,
): Promise<string | null> {
  if (!input.isSample) return null;
  const { ran, reports } = await runIn(folder, input, base);
  const fault = faultOf(input, ran, reports);
  if (fault !== null) return `in a second run: ${fault}`;
  const isSame = ran.stdout === first.stdout && ran.stderr === first.stderr;
  return isSame || has(input, "--fix") ? null : "a second run says something else";
}
