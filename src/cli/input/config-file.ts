// Reads a config and what it names; loaded only where there is one. Every mistake in it is wrong use.
import { dirname, resolve } from "node:path";
import {
  loadConfig,
  type Config,
  type ConfigPath,
  type ConfigRanges,
} from "../../load/own/config.ts";
import type { Draft } from "../../load/merge/draft.ts";
import { loadRangePack, readRangePack, type RangePackReading } from "../../load/own/range-files.ts";
import type { Complaint } from "../../model/complaint.ts";
import type { RangePack } from "../../model/ranges.ts";
import { UsageError, wrongUse } from "../exit.ts";
import { say } from "../../words/index.ts";
import { glob, isPattern, isThere, isWithin, kindOf, repositoryOf } from "./files.ts";
import { documentsAt, readDocument } from "./documents.ts";
import type { InputPath } from "./candidates.ts";

export interface ConfigFile {
  /** Absolute, as are all paths here. */
  readonly path: string;
  /** Paths in the config are relative to it. */
  readonly folder: string;
  readonly config: Config;
  /** Gateways and paths that the config declares. */
  readonly draft: Draft;
  readonly packs: readonly RangePack[];
  readonly inputs: readonly InputPath[];
  readonly leftOut: ReadonlySet<string>;
  readonly ruleFiles: readonly string[];
}

/** Throws `UsageError` when the file, or one that it names, is missing or wrong. */
export async function configFileAt(path: string): Promise<ConfigFile> {
  if (!isThere(path)) throw new UsageError(`--config: no such file: ${path}`);
  const { config, draft, complaints } = loadConfig(readDocument(path));
  if (complaints.length > 0) throw wrongUse(complaints);
  const folder = dirname(resolve(path));
  const all = async <T>(
    paths: readonly ConfigPath[],
    read: (path: ConfigPath, folder: string) => Promise<readonly T[]>,
  ) => (await Promise.all(paths.map((one) => read(one, folder)))).flat();
  return {
    path: resolve(path),
    folder,
    config,
    draft,
    packs: packs(config.ranges, folder),
    inputs: await all(config.inputs, inputs),
    leftOut: new Set(await all(config.leftOut, leftOut)),
    ruleFiles: await all(config.rules, ruleFiles),
  };
}

/** A glob is a search, so that what it finds may be foreign; a plain path is meant. */
async function inputs(path: ConfigPath, folder: string): Promise<InputPath[]> {
  const whole = resolve(folder, path.text);
  const found = kindOf(whole) === null ? await globInside(path, folder) : [];
  // A path that is not there stays in the list: a missing input is reported where inputs are read.
  return found.length === 0
    ? [{ path: whole, named: true }]
    : found.map((file) => ({ path: file, named: false }));
}

async function leftOut(path: ConfigPath, folder: string): Promise<string[]> {
  const whole = resolve(folder, path.text);
  const found = kindOf(whole) === null ? await globInside(path, folder, "any") : [whole];
  if (found.length > 0) return found.map((one) => resolve(one));
  throw wrongUse([mistake(path, say("cli.nothing-left-out", path.text))]);
}

/** What a glob of the config finds. Throws `UsageError` for one that leads out of the repository, or else of its folder. */
async function globInside(
  path: ConfigPath,
  folder: string,
  what: "files" | "any" = "files",
): Promise<string[]> {
  const { text } = path;
  const plain = /^[^*?[\]{}]*/.exec(text)![0];
  const climbs = /(?:^|[/{,])\.\.(?:[/},]|$)|[{,]\//.test(text.slice(plain.length));
  if (
    isPattern(text) &&
    (climbs || !isWithin(repositoryOf(folder) ?? folder, resolve(folder, plain)))
  )
    throw wrongUse([mistake(path, say("cli.glob-leads-out", text))]);
  return glob(text, folder, what);
}

function mistake({ place }: ConfigPath, message: string): Complaint {
  return { message, place, file: null };
}

async function ruleFiles(rule: ConfigPath, folder: string): Promise<string[]> {
  const { text, place } = rule;
  const path = resolve(folder, text);
  const found = documentsAt(path) ?? (await globInside(rule, folder));
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
    if (isThere(path)) return loadRangePack(readDocument(path));
    const message = `no range pack is called "${one.path.text}"; paths are relative to the config`;
    return { pack: null, complaints: [{ message, place: one.path.place, file: null }] };
  });
  const complaints = readings.flatMap((reading) => reading.complaints);
  if (complaints.length > 0) throw wrongUse(complaints);
  return readings.flatMap(({ pack }) => pack ?? []);
}
