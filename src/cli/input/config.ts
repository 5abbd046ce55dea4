// Finds sglint.yaml: the nearest one wins, none is merged with another. Who reads it is loaded where there is one.
import { dirname, join, resolve } from "node:path";
import { UsageError } from "../exit.ts";
import { isWithin, kindOf, repositoryOf, shownPath, upward } from "./files.ts";
import type { ConfigFile } from "./config-file.ts";

const NAME = "sglint.yaml";

/**
 * The config of a run: the nearest one from each path upward, to the repository's root (without one, to the working
 * directory). Where no path has one, that of the working directory. Throws `UsageError` for two.
 */
export async function findConfig(paths: readonly string[] = []): Promise<ConfigFile | null> {
  const found = new Map<string, string>();
  for (const path of paths) {
    const config = nearestConfig(path);
    if (config !== null && !found.has(config)) found.set(config, path);
  }
  const [first, second] = [...found].map(([config, path]) => [shownPath(config), path] as const);
  if (first && second)
    throw new UsageError(
      `${first[0]} is the config of ${first[1]}, and ${second[0]} that of ${second[1]}; one run has one config: name the one that counts with --config, or run one after the other:\n  sglint check ${first[1]}\n  sglint check ${second[1]}`,
    );
  const [config = nearestConfig(".")] = found.keys();
  return config === null ? null : readConfigFile(config);
}

function nearestConfig(path: string): string | null {
  const start = resolve(kindOf(path) === "folder" ? path : dirname(path));
  const here = process.cwd();
  const root = repositoryOf(start) ?? (isWithin(here, start) ? here : start);
  for (const folder of upward(start)) {
    const config = join(folder, NAME);
    if (kindOf(config) === "file") return config;
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
  const { configFileAt } = await import("./config-file.ts");
  return configFileAt(path);
}
