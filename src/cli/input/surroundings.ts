// The disk and the environment as loaders see them: what lies beside a file, bounded as everything that is read.
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import type { InputFile, Surroundings } from "../../load/loader.ts";
import { isWithin, kindOf, readText, repositoryOf, shownPath } from "./files.ts";

export function surroundings(): Surroundings {
  return {
    textOf,
    // The repository, or without one what lies below the working directory.
    textWithin: (path) => {
      const root = repositoryOf(process.cwd()) ?? process.cwd();
      return isWithin(root, resolve(path)) ? textOf(path) : null;
    },
    namesIn: (folder) => {
      try {
        return readdirSync(resolve(folder)).toSorted();
      } catch {
        return [];
      }
    },
    kindOf,
    nameOf: (path) => (shownPath(path) === "." ? "" : shownPath(path)),
    environment: process.env,
  };
}

function textOf(path: string): InputFile | null {
  const reading = kindOf(path) === "file" ? readText(path) : null;
  return reading?.kind === "text" ? { file: shownPath(path), text: reading.text } : null;
}
