// The files of a Terraform configuration on disk: what a folder holds, the modules it calls, the values given to it.
// Reads; evaluates nothing.
import { readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { calledFolders, isConfiguration } from "../../load/terraform/read.ts";
import { UsageError } from "../exit.ts";
import { isWithin, kindOf, readText, repositoryOf, shown } from "./files.ts";
import type { CheckFlags } from "../flags.ts";

export interface ConfigurationFile {
  readonly file: string;
  readonly text: string;
}

const VALUES = /(^terraform|\.auto)\.tfvars(\.json)?$/;
const MAX_FOLDERS = 5_000;

/**
 * Every text that evaluating these folders may need: their own files, values that git may ignore, folders they call
 * as modules, and what `terraform init` put aside.
 */
export function configurationFiles(folders: readonly string[]): ConfigurationFile[] {
  const files: ConfigurationFile[] = [];
  const seen = new Set<string>();
  const open = folders.map((folder) => resolve(folder));
  for (
    let folder = open.pop();
    folder !== undefined && seen.size < MAX_FOLDERS;
    folder = open.pop()
  ) {
    if (seen.has(folder)) continue;
    seen.add(folder);
    const own = namesIn(folder)
      .filter((name) => isConfiguration(name) || VALUES.test(name))
      .flatMap((name) => textOf(join(folder!, name)));
    files.push(...own);
    for (const file of own) for (const called of calledFolders(file)) open.push(resolve(called));
    const installed = textOf(join(folder, ".terraform/modules/modules.json"));
    files.push(...installed);
    open.push(...installed.flatMap(({ text }) => installedIn(folder!, text)));
  }
  return files;
}

/** `file()` and `templatefile()`: only what lies in the repository, or below the working directory without one. */
export function readBeside(relative: string): string | null {
  const path = resolve(relative);
  const root = repositoryOf(process.cwd()) ?? process.cwd();
  if (!isWithin(root, path)) return null;
  const reading = readText(path);
  return reading.kind === "text" ? reading.text : null;
}

/** `--var` and `--var-file`. Throws `UsageError`. */
export function givenValues(flags: CheckFlags): {
  variables: ReadonlyMap<string, string>;
  variableFiles: ConfigurationFile[];
} {
  const variables = new Map<string, string>();
  for (const text of flags.var ?? []) {
    const at = text.indexOf("=");
    if (at <= 0) throw new UsageError(`--var "${text}" sets nothing; expected NAME=VALUE`);
    variables.set(text.slice(0, at), text.slice(at + 1));
  }
  const variableFiles = (flags.varFile ?? []).map((path) => {
    const [file] = textOf(path);
    if (!file) throw new UsageError(`--var-file: ${path} cannot be read`);
    return file;
  });
  return { variables, variableFiles };
}

/** What Terraform itself takes from the environment. */
export function terraformEnvironment(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && /^(TF_VAR_.+|TF_WORKSPACE|TENCENTCLOUD_REGION)$/.test(name)
        ? [[name, value] as const]
        : [],
    ),
  );
}

/** The folder of `--tf`. Throws `UsageError`. */
export function configurationFolder(path: string): { folder: string; files: ConfigurationFile[] } {
  const kind = kindOf(path);
  if (kind === null) throw new UsageError(`--tf: no such folder: ${path}`);
  const folder = kind === "folder" ? path : dirname(path);
  const name = shown(folder);
  const files = configurationFiles([folder]);
  if (!files.some(({ file }) => isConfiguration(file)))
    throw new UsageError(`--tf: no .tf file in ${path}`);
  return { folder: name === "." ? "" : name, files };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}

function textOf(path: string): ConfigurationFile[] {
  const reading = kindOf(path) === "file" ? readText(path) : null;
  return reading?.kind === "text" ? [{ file: shown(path), text: reading.text }] : [];
}

/** Folders named by modules.json; it is a file that a tool wrote, and may be anything. */
function installedIn(folder: string, text: string): string[] {
  try {
    const { Modules } = JSON.parse(text) as { Modules?: readonly { Dir?: unknown }[] };
    return (Modules ?? []).flatMap(({ Dir }) =>
      typeof Dir === "string" && Dir !== "." ? [resolve(folder, Dir)] : [],
    );
  } catch {
    return [];
  }
}
