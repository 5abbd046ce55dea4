// Finds and reads sglint.yaml and what it names. The nearest one wins, none is merged with another; every mistake
// in it is wrong use.
import { dirname, join, resolve } from "node:path";
import {
  loadConfig,
  type Config,
  type ConfigPath,
  type ConfigRanges,
} from "../../load/own/config.ts";
import type { Draft } from "../../load/merge/draft.ts";
import { loadRangePack, readRangePack, type RangePackReading } from "../../load/own/ranges.ts";
import type { RangePack } from "../../model/ranges.ts";
import { UsageError, wrongUse } from "../exit.ts";
import { glob, kindOf, repositoryOf, shownPath, upward } from "./files.ts";
import { readDocument } from "./documents.ts";
import type { InputPath } from "./candidates.ts";

export interface ConfigFile {
  /** Absolute; paths in the config are relative to it. */
  readonly folder: string;
  readonly config: Config;
  /** Gateways and paths that the config declares. */
  readonly draft: Draft;
  readonly packs: readonly RangePack[];
  readonly inputs: readonly InputPath[];
  /** Absolute. */
  readonly ruleFiles: readonly string[];
}

const NAME = "sglint.yaml";

/** The nearest config from the working directory up to the repository's root; without a repository only here. */
export async function findConfig(): Promise<ConfigFile | null> {
  const here = process.cwd();
  const root = repositoryOf(here) ?? here;
  for (const folder of upward(here)) {
    const path = join(folder, NAME);
    if (kindOf(path) === "file") return readConfigFile(path);
    // Read by nobody, it would look as if it were in force.
    const near = join(folder, "sglint.yml");
    if (kindOf(near) === "file")
      throw new UsageError(`${shownPath(near)} is not read; the config is called ${NAME}`);
    if (folder === root) break;
  }
  return null;
}

/** Throws `UsageError` when the file, or one that it names, is missing or wrong. */
export async function readConfigFile(path: string): Promise<ConfigFile> {
  if (kindOf(path) !== "file") throw new UsageError(`--config: no such file: ${path}`);
  const { config, draft, complaints } = loadConfig(readDocument(path));
  if (complaints.length > 0) throw wrongUse(complaints);
  const folder = dirname(resolve(path));
  return {
    folder,
    config,
    draft,
    packs: packs(config.ranges, folder),
    inputs: (await Promise.all(config.inputs.map((input) => inputs(input, folder)))).flat(),
    ruleFiles: (await Promise.all(config.rules.map((rule) => ruleFiles(rule, folder)))).flat(),
  };
}

/** A glob is a search, so that what it finds may be foreign; a plain path is meant. */
async function inputs({ text }: ConfigPath, folder: string): Promise<InputPath[]> {
  const path = resolve(folder, text);
  const found = kindOf(path) === null ? await glob(text, folder) : [];
  // A path that is not there stays in the list: a missing input is reported where inputs are read.
  return found.length === 0
    ? [{ path, named: true }]
    : found.map((file) => ({ path: file, named: false }));
}

async function ruleFiles({ text, place }: ConfigPath, folder: string): Promise<string[]> {
  const path = resolve(folder, text);
  if (kindOf(path) === "file") return [path];
  const found =
    kindOf(path) === "folder" ? await glob("*.{yaml,yml}", path) : await glob(text, folder);
  if (found.length > 0) return found;
  throw wrongUse([
    {
      message: `no rule file is called "${text}"; paths are relative to the config`,
      place,
      file: null,
    },
  ]);
}

function packs(ranges: readonly ConfigRanges[], folder: string): RangePack[] {
  const readings = ranges.map((one): RangePackReading => {
    if (one.kind === "pack") return readRangePack(one.value, one.place);
    const path = resolve(folder, one.path.text);
    if (kindOf(path) === "file") return loadRangePack(readDocument(path));
    const message = `no range pack is called "${one.path.text}"; paths are relative to the config`;
    return { pack: null, complaints: [{ message, place: one.path.place, file: null }] };
  });
  const complaints = readings.flatMap((reading) => reading.complaints);
  if (complaints.length > 0) throw wrongUse(complaints);
  return readings.flatMap(({ pack }) => pack ?? []);
}
