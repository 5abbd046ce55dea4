// The disk and the environment as loaders see them: what lies beside a file, bounded as everything that is read. What
// is there and cannot be read is told, once.
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import type { InputFile, Surroundings } from "../../load/loader.ts";
import type { Draft } from "../../load/merge/draft.ts";
import { fileComplaint } from "../../load/text/parsed.ts";
import { say } from "../../words/index.ts";
import { hasBrokenName } from "./broken-names.ts";
import { codeOf, isWithin, kindOf, leadsOut, readText, reason, shownPath } from "./files.ts";
import { entriesWithin, textWithin } from "./within.ts";

/** `guessed`: files that are no UTF-8. `named`: the files and folders of the run; links are followed out of them only where they were named themselves. */
export function surroundings(
  own: Draft,
  named: readonly string[],
  guessed: Set<string>,
): Surroundings {
  const told = new Set<string>();
  const once = (path: string, tell: () => void): void => {
    if (told.has(resolve(path))) return;
    told.add(resolve(path));
    tell();
  };
  const complain = (path: string, message: string): void =>
    once(path, () => own.complaints.push(fileComplaint(shownPath(path), message)));
  return {
    textOf: (path) => textOf(path),
    textWithin,
    entriesWithin,
    whyUnread: (path) => {
      const reading = readText(path);
      return reading.kind === "text" ? "" : reading.why;
    },
    namesIn: (folder) => {
      try {
        return readdirSync(resolve(folder)).toSorted();
      } catch (error) {
        if (!["ENOENT", "ENOTDIR"].includes(codeOf(error) ?? ""))
          complain(folder, say("cli.folder-unreadable", reason(error)));
        return [];
      }
    },
    kindOf,
    nameOf: (path) => (shownPath(path) === "." ? "" : shownPath(path)),
    environment: process.env,
  };

  function textOf(path: string): InputFile | null {
    if (kindOf(path) === "folder") return null;
    if (leadsOutUnnamed(path, named)) {
      complain(path, say("cli.leads-out"));
      return null;
    }
    const reading = readText(path);
    const file = shownPath(path);
    if (reading.kind === "text") {
      if (reading.encoding === "gb18030") guessed.add(file);
      return { file, text: reading.text };
    }
    if (reading.kind !== "absent") complain(path, say("cli.file-is", reading.why));
    else if (hasBrokenName(path)) complain(path, say("cli.broken-name"));
    return null;
  }
}

/** Whether links lead it out of the project, and it is not one of those that were named. */
export function leadsOutUnnamed(path: string, named: readonly string[]): boolean {
  const whole = resolve(path);
  if (named.some((one) => resolve(one) === whole)) return false;
  const folder = named.map((one) => resolve(one)).find((one) => isWithin(one, whole));
  return leadsOut(path, folder);
}
