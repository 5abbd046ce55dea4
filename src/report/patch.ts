// Changed texts -> one patch for `git apply`. Every hunk says behind its numbers what it does, and every file in lines
// above it, which git passes over. Pure; writes nothing.
import type { Fix } from "../model/finding.ts";
import { say } from "../words/index.ts";
import { visible } from "./escape.ts";
import { hunksOf, type Hunk } from "./line-diff.ts";
import { admissionText } from "./route-text.ts";

export interface PatchedFile {
  /** From the repository's root, with forward slashes. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** What was applied, in order, and where in `after` its text begins. */
  readonly fixes: readonly { readonly fix: Fix; readonly offset: number }[];
}

const LONGEST_LABEL = 120;

/** Empty where nothing differs. */
export function renderPatch(files: readonly PatchedFile[]): string {
  return files.map(fileText).join("");
}

function fileText({ name, before, after, fixes }: PatchedFile): string {
  const hunks = hunksOf(before, after);
  if (hunks.length === 0) return "";
  const lines = fixes.map(({ fix, offset }) => ({ fix, line: lineOf(after, offset) }));
  const [old, fresh] = [quoted(`a/${name}`), quoted(`b/${name}`)];
  const head = [
    ...fixes.flatMap(({ fix }) => effectOf(fix)),
    `diff --git ${old} ${fresh}`,
    // A name with a blank ends with a tab, as git writes it.
    `--- ${old}${/ /.test(name) ? "\t" : ""}`,
    `+++ ${fresh}${/ /.test(name) ? "\t" : ""}`,
  ];
  return `${head.join("\n")}\n${hunks.map((hunk) => hunkText(hunk, lines)).join("")}`;
}

/** Begins with a sign that no line of a patch begins with. */
function effectOf(fix: Fix): string[] {
  const { targets, allTargets } = fix.effect;
  const opens = admissionText(fix);
  const reach = allTargets ? "report.patch-effect-on" : "report.patch-effect-on-some";
  const effect =
    targets.length > 0 ? say(reach, opens, targets.join(", ")) : say("report.patch-effect", opens);
  const cautions = fix.cautions.map((caution) => say("report.patch-caution", caution));
  const lines = [fix.title, ...[effect, ...cautions].map((line) => `  ${line}`)];
  return lines.map((line) => `# ${visible(line)}`);
}

function hunkText(
  hunk: Hunk,
  fixes: readonly { readonly fix: Fix; readonly line: number }[],
): string {
  const within = fixes.filter(
    ({ line }) => line >= hunk.newStart && line <= hunk.newStart + hunk.newCount,
  );
  const label = visible([...new Set(within.map(({ fix }) => fix.title))].join("; "));
  const short = label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 3)}...` : label;
  const numbers = `@@ -${range(hunk.oldStart, hunk.oldCount)} +${range(hunk.newStart, hunk.newCount)} @@`;
  const lines = hunk.lines.map((line) =>
    line.endsWith("\n") ? line : `${line}\n\\ No newline at end of file\n`,
  );
  return `${short === "" ? numbers : `${numbers} ${short}`}\n${lines.join("")}`;
}

/** An empty range names the line above it. */
function range(start: number, count: number): string {
  return `${count === 0 ? start : start + 1},${count}`;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length - 1;
}

/** As git writes a name that holds quotes or control signs. */
function quoted(name: string): string {
  if (!/["\\\p{Cc}]/u.test(name)) return name;
  const inner = name
    .replace(/["\\]/g, String.raw`\$&`)
    .replace(/\p{Cc}/gu, (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, "0")}`);
  return `"${inner}"`;
}
