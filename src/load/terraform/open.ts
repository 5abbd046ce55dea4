// What belongs to a Terraform configuration on disk: what a folder holds, the modules it calls, the values given to it;
// and the flags that say so. Evaluates nothing.
import type { Complaint } from "../../model/complaint.ts";
import { say, type Message } from "../../words/index.ts";
import type {
  FolderEntry,
  GivenFlags,
  InputFile,
  Misuse,
  Opened,
  Opening,
  Surroundings,
} from "../loader.ts";
import { installedModules } from "./hcl/installed.ts";
import { folderOf, normalise } from "./hcl/paths.ts";
import { calledFolders, readTerraform, type TerraformInput } from "./read.ts";
import { fileComplaint } from "../text/parsed.ts";
import { isConfiguration, looksLikePlan, looksLikeState } from "./recognise.ts";
import { tofuNotices, tofuReadings, withoutReplaced } from "./tofu.ts";

const VALUES = /(^terraform|\.auto)\.tfvars(\.json)?$/;
const MAX_FOLDERS = 5_000;

export function openTerraform({ sources, flags, around }: Opening): Opened | Misuse {
  const given = givenValues(flags, around);
  if ("misuse" in given) return given;
  const [tf] = flags.get("tf") ?? [];
  const beside = tf === undefined ? null : configurationOf(tf, around);
  if (beside !== null && "misuse" in beside) return beside;
  const { files, cut, readings } = configurationFiles(sources.map(folderOf), around);
  const input = {
    ...given,
    files,
    beside,
    environment: environmentOf(around),
    readFile,
    listFolder,
  };
  const folders = [
    ...new Set([...files, ...(beside?.files ?? [])].map(({ file }) => folderOf(file))),
  ];
  function readFile(path: string): string | Message | null {
    const found = around.textWithin(path, folders);
    return found !== null && "text" in found ? found.text : found;
  }
  function listFolder(path: string): readonly FolderEntry[] | Message | null {
    return around.entriesWithin(path, folders);
  }
  return {
    complaints: cut,
    notices: tofuNotices([...readings, ...(beside?.readings ?? [])]),
    reads: files.map(({ file }) => file).filter(isConfiguration),
    // The configuration and a plan of it, read side by side, would be two of everything.
    ...(files.length > 0 && { insteadOf: (file: string) => say("terraform.instead-of", file) }),
    inert: new Map(beside?.files.map(({ file }) => [file, say("terraform.planned")])),
    idle: ({ length }) => {
      if (tf !== undefined && length === 0) return say("terraform.idle-tf");
      const idle = ["var", "varFile"].find((name) => flags.has(name));
      const isEvaluated = files.length > 0 || beside !== null;
      if (idle === undefined || isEvaluated) return null;
      return say("terraform.idle-values", idle === "var" ? "--var" : "--var-file");
    },
    load: (documents) => {
      const [plans, states] = [looksLikePlan, looksLikeState].map((is) => documents.filter(is));
      return readTerraform({ ...input, plans: plans!, states: states! });
    },
  };
}

interface FoundFiles {
  readonly files: InputFile[];
  readonly cut: readonly Complaint[];
  /** Where they are not read as Terraform does, in words. */
  readonly readings: readonly string[];
}

/**
 * Every text that evaluating these folders may need: their own files, values that git may ignore, folders they call
 * as modules, and what `terraform init` put aside.
 */
function configurationFiles(folders: readonly string[], around: Surroundings): FoundFiles {
  const files: InputFile[] = [];
  const readings: string[] = [];
  const seen = new Set<string>();
  const open = [...folders];
  while (open.length > 0 && seen.size < MAX_FOLDERS) {
    const folder = open.pop()!;
    if (seen.has(folder)) continue;
    seen.add(folder);
    const names = around.namesIn(folder);
    const isFile = (name: string) => around.kindOf(normalise(folder, name)) !== "folder";
    const configuration = names.filter((name) => isConfiguration(name) && isFile(name));
    readings.push(...tofuReadings(folder, configuration));
    const own = [
      ...withoutReplaced(configuration),
      ...names.filter((name) => VALUES.test(name)),
    ].flatMap((name) => around.textOf(normalise(folder, name)) ?? []);
    const installed = names.includes(".terraform")
      ? around.textOf(normalise(folder, ".terraform/modules/modules.json"))
      : null;
    files.push(...own, ...(installed ? [installed] : []));
    open.push(...own.flatMap(calledFolders));
    if (installed)
      for (const [, dir] of installedModules(installed.text)) open.push(normalise(folder, dir));
  }
  const left = new Set(open.filter((folder) => !seen.has(folder)));
  const [first] = left;
  const cut = first === undefined ? [] : [cutAt(first, left.size)];
  return { files, cut, readings };
}

function cutAt(folder: string, more: number): Complaint {
  return fileComplaint(folder || ".", say("terraform.many-folders", MAX_FOLDERS, more));
}

type GivenValues = Pick<TerraformInput, "variables" | "variableFiles">;

/** `--var` and `--var-file`. */
function givenValues(flags: GivenFlags, around: Surroundings): GivenValues | Misuse {
  const variables = new Map<string, string>();
  for (const text of flags.get("var") ?? []) {
    const at = text.indexOf("=");
    if (at <= 0) return { misuse: say("terraform.var-sets-nothing", text) };
    variables.set(text.slice(0, at), text.slice(at + 1));
  }
  const variableFiles: InputFile[] = [];
  for (const path of flags.get("varFile") ?? []) {
    const file = around.textOf(path);
    if (file === null)
      return { misuse: say("terraform.no-var-file", path, around.whyUnread(path)) };
    variableFiles.push(file);
  }
  return { variables, variableFiles };
}

/** The folder of `--tf`: the configuration that the plans were made from. */
function configurationOf(
  path: string,
  around: Surroundings,
): ({ readonly folder: string } & FoundFiles) | Misuse {
  const kind = around.kindOf(path);
  if (kind === null) return { misuse: say("terraform.no-tf-folder", path) };
  const name = around.nameOf(path);
  const folder = kind === "folder" ? name : folderOf(name);
  const found = configurationFiles([folder], around);
  if (found.files.some(({ file }) => isConfiguration(file))) return { folder, ...found };
  return { misuse: say("terraform.no-tf-file", path) };
}

/** What Terraform itself takes from the environment. */
function environmentOf({ environment }: Surroundings): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(environment).flatMap(([name, value]) =>
      value !== undefined && /^(TF_VAR_.+|TF_WORKSPACE|TENCENTCLOUD_REGION)$/.test(name)
        ? [[name, value] as const]
        : [],
    ),
  );
}
