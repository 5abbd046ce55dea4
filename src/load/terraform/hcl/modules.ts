// Where the configuration behind a module call lies: a folder beside it, or what `terraform init` put aside and
// listed in .terraform/modules/modules.json. Parses each folder once.
import type { Complaint } from "../../../model/complaint.ts";
import { key } from "../../../model/key.ts";
import { say } from "../../../words/index.ts";
import type { InputFile } from "../../loader.ts";
import { configFiles, readConfig, type ModuleConfig } from "./config.ts";
import { installedModules } from "./installed.ts";
import { memoryOf } from "./memory.ts";
import type { HclParser } from "./syntax/parse.ts";
import { folderOf, normalise } from "./paths.ts";
import type { SyntaxBlock } from "./syntax/syntax.ts";

export interface Modules {
  root(): ModuleConfig;
  /** `chain`: the folders of the modules that hold the call. */
  find(call: SyntaxBlock, folder: string, chain: readonly string[]): ModuleConfig | null;
}

const MAX_CHAIN = 30;

export interface ModuleReport {
  complain(complaints: readonly Complaint[]): void;
  gap(gap: Complaint): void;
}

export function moduleFinder(
  parser: HclParser,
  rootFolder: string,
  files: readonly InputFile[],
  report: ModuleReport,
): Modules {
  const folders = foldersOf(parser, files, report);
  const installed = installedFolders(rootFolder, files);
  const gaps = new Set<SyntaxBlock>();
  return {
    root: () => folders(rootFolder) ?? readConfig(parser, rootFolder, [], report.complain),
    find: (call, folder, chain) => {
      const found = calledFolder(call, folder, installed);
      const config = found.folder === null ? null : folders(found.folder);
      const isCircle = config && (chain.includes(config.folder) || chain.length > MAX_CHAIN);
      if (config && !isCircle) return config;
      const message = isCircle ? say("terraform-hcl.module-circle", found.name) : found.otherwise;
      if (message === null) return null;
      if (!gaps.has(call)) report.gap({ message, place: call.header, file: null });
      gaps.add(call);
      return null;
    },
  };
}

/** Reads each folder once; null where it holds no configuration. */
function foldersOf(
  parser: HclParser,
  files: readonly InputFile[],
  { complain }: ModuleReport,
): (folder: string) => ModuleConfig | null {
  const byFolder = filesByFolder(files);
  const configs = memoryOf<ModuleConfig | null>();
  const read = (folder: string) => {
    const own = configFiles(byFolder.get(folder) ?? [], folder);
    return own.length === 0 ? null : readConfig(parser, folder, own, complain);
  };
  return (folder) =>
    configs(
      folder,
      () => read(folder),
      () => null,
    );
}

const GROUPED = new WeakMap<readonly InputFile[], ReadonlyMap<string, readonly InputFile[]>>();

/** Once for all folders of a run, which may be thousands. */
function filesByFolder(files: readonly InputFile[]): ReadonlyMap<string, readonly InputFile[]> {
  const known = GROUPED.get(files);
  if (known) return known;
  const byFolder = new Map<string, InputFile[]>();
  for (const input of files) {
    const folder = folderOf(input.file);
    const own = byFolder.get(folder);
    if (own) own.push(input);
    else byFolder.set(folder, [input]);
  }
  GROUPED.set(files, byFolder);
  return byFolder;
}

interface CalledFolder {
  readonly name: string;
  readonly folder: string | null;
  /** What is missing where nothing is there; null where nothing of ours can be in it. */
  readonly otherwise: string | null;
}

function calledFolder(
  { labels: [name = ""], body }: SyntaxBlock,
  caller: string,
  installed: ReadonlyMap<string, string>,
): CalledFolder {
  const source = body.attributes.get("source")?.value;
  if (source?.kind !== "literal" || typeof source.value !== "string")
    return { name, folder: null, otherwise: say("terraform-hcl.source-no-text", name) };
  const { value } = source;
  if (/^\.\.?(\/|\\|$)/.test(value)) {
    const otherwise = say("terraform-hcl.module-without-files", name, value);
    return { name, folder: normalise(caller, value), otherwise };
  }
  const folder = installed.get(key`${caller} ${name}`) ?? null;
  const otherwise = isForeign(value) ? null : say("terraform-hcl.module-not-fetched", name, value);
  return { name, folder, otherwise };
}

/** `[HOST/]NAMESPACE/NAME/PROVIDER` of a registry: a module of another provider holds none of our resources. */
function isForeign(source: string): boolean {
  const path = /^(?:[\w-]+(?:\.[\w-]+)+(?::\d+)?\/)?[\w-]+\/[\w-]+\/([a-z\d-]+)(?:\/\/.*)?$/i.exec(
    source,
  );
  return path !== null && !/tencent|qcloud/i.test(path[1]!);
}

/** Folder of the caller and name of the call -> folder of the module. Keys of the list join names with dots. */
function installedFolders(rootFolder: string, files: readonly InputFile[]): Map<string, string> {
  const own = normalise(rootFolder, ".terraform/modules/modules.json");
  const text = filesByFolder(files)
    .get(folderOf(own))
    ?.find(({ file }) => file === own)?.text;
  const out = new Map<string, string>();
  const folders = new Map<string, string>([["", rootFolder]]);
  for (const [path, dir] of installedModules(text ?? ""))
    folders.set(path, normalise(rootFolder, dir));
  for (const [path, folder] of folders) {
    const dot = path.lastIndexOf(".");
    const caller = folders.get(path.slice(0, Math.max(0, dot)));
    if (path !== "" && caller !== undefined) out.set(key`${caller} ${path.slice(dot + 1)}`, folder);
  }
  return out;
}
