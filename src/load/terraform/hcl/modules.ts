// Where the configuration behind a module call lies: a folder beside it, or what `terraform init` put aside and
// listed in .terraform/modules/modules.json. Parses each folder once.
import type { Complaint } from "../../../model/complaint.ts";
import type { Place } from "../../../model/place.ts";
import type { InputFile } from "../../loader.ts";
import { configFiles, readConfig, type ModuleConfig } from "./config.ts";
import { installedModules } from "./installed.ts";
import type { HclParser } from "./syntax/parse.ts";
import { folderOf, normalise } from "./paths.ts";
import type { Block } from "./syntax/syntax.ts";

export interface Modules {
  root(): ModuleConfig;
  /** `chain`: the folders of the modules that hold the call. */
  find(call: Block, folder: string, chain: readonly string[]): ModuleConfig | null;
}

export interface Gap {
  readonly message: string;
  readonly place: Place | null;
  readonly file: string | null;
}

const MAX_CHAIN = 30;

export function moduleFinder(
  parser: HclParser,
  rootFolder: string,
  files: readonly InputFile[],
  report: { complain(complaints: readonly Complaint[]): void; gap(gap: Gap): void },
): Modules {
  const byFolder = new Map<string, InputFile[]>();
  for (const input of files) {
    const folder = folderOf(input.file);
    const own = byFolder.get(folder) ?? [];
    own.push(input);
    byFolder.set(folder, own);
  }
  const configs = new Map<string, ModuleConfig | null>();
  const configOf = (folder: string): ModuleConfig | null => {
    const known = configs.get(folder);
    if (known !== undefined) return known;
    const own = configFiles(byFolder.get(folder) ?? [], folder);
    const config = own.length === 0 ? null : readConfig(parser, folder, own, report.complain);
    configs.set(folder, config);
    return config;
  };
  const installed = installedFolders(rootFolder, files);
  const gaps = new Set<Block>();
  const missing = (call: Block, message: string): null => {
    if (!gaps.has(call)) report.gap({ message, place: call.header, file: null });
    gaps.add(call);
    return null;
  };
  return {
    root: () => configOf(rootFolder) ?? readConfig(parser, rootFolder, [], report.complain),
    find: (call, folder, chain) => {
      const name = call.labels[0] ?? "";
      const source = call.body.attributes.get("source")?.value;
      if (source?.kind !== "literal" || typeof source.value !== "string")
        return missing(
          call,
          `module ${JSON.stringify(name)} has no source that is plain text; expected a folder or an address`,
        );
      const isLocal = /^\.\.?(\/|\\|$)/.test(source.value);
      const at = isLocal
        ? normalise(folder, source.value)
        : (installed.get(`${folder}\n${name}`) ?? null);
      const config = at === null ? null : configOf(at);
      if (config && !chain.includes(config.folder) && chain.length <= MAX_CHAIN) return config;
      if (config)
        return missing(
          call,
          `module ${JSON.stringify(name)} calls itself, or is called too deeply; break the circle`,
        );
      if (!isLocal)
        return missing(
          call,
          `module ${JSON.stringify(name)} (${source.value}) is not in the input; run \`terraform init\`, which fetches it into .terraform/modules`,
        );
      return missing(
        call,
        `module ${JSON.stringify(name)} is not in the input: there are no Terraform files in ${JSON.stringify(source.value)}; check the path, or lint a folder that holds both`,
      );
    },
  };
}

/** Folder of the caller and name of the call -> folder of the module. Keys of the list join names with dots. */
function installedFolders(rootFolder: string, files: readonly InputFile[]): Map<string, string> {
  const own = normalise(rootFolder, ".terraform/modules/modules.json");
  const text = files.find(({ file }) => file === own)?.text;
  const out = new Map<string, string>();
  const folders = new Map<string, string>([["", rootFolder]]);
  for (const [key, dir] of installedModules(text ?? "")) {
    const folder = normalise(rootFolder, dir);
    if (folder !== null) folders.set(key, folder);
  }
  for (const [key, folder] of folders) {
    const dot = key.lastIndexOf(".");
    const caller = folders.get(key.slice(0, Math.max(0, dot)));
    if (key !== "" && caller !== undefined) out.set(`${caller}\n${key.slice(dot + 1)}`, folder);
  }
  return out;
}
