// What to do about a finding: the fix as policies to paste, what it opens, and what to know before.
import type { Finding, Fix } from "../model/finding.ts";
import { listName } from "../model/list.ts";
import { say } from "../words/index.ts";
import { namesText } from "../words/names.ts";
import { visible } from "./escape.ts";
import { margin } from "./frame.ts";
import { usualNotation, writerOf, type Notation } from "./notation/index.ts";
import { headRows, noteRows } from "./prose.ts";
import { admissionText } from "./route-text.ts";
import { styled, type Row } from "./style.ts";

const MOST_TARGETS = 4;

/** Rows under a finding; none when there is nothing to say. `gutter` aligns them to the frame above. */
export function helpRows(
  finding: Finding,
  gutter: number,
  width: number,
  fixAs: Notation | null = null,
): Row[] {
  if (!finding.fix)
    return finding.help === null ? [] : headRows("help", say("report.help"), finding.help, width);
  const { fix } = finding;
  const notation = fixAs ?? usualNotation(fix);
  const atEnd = finding.decidedBy !== null && "default" in finding.decidedBy;
  const lines = writerOf(notation)({ fix, atEnd });
  const isCommand = notation === "tccli";
  const head = isCommand ? say("report.with-tccli") : positionOf(finding, fix);
  const withheld = isCommand ? null : (fix.withheld ?? null);
  return [
    ...headRows("help", say("report.help"), fix.title, width),
    ...(lines.length > 0
      ? [
          margin(gutter),
          [...margin(gutter), `${head}:`],
          ...lines.map((line) => fixRow(line, gutter, isCommand)),
          margin(gutter),
        ]
      : []),
    ...effectRows(fix, gutter, width),
    ...fix.cautions.flatMap((caution) => noteRows(gutter, say("report.caution"), caution, width)),
    ...(withheld === null ? [] : noteRows(gutter, say("report.by-hand"), withheld, width)),
  ];
}

/** To be copied as it is: never wrapped. Commands have no sign before them. */
function fixRow(line: string, gutter: number, isCommand: boolean): Row {
  const indent = " ".repeat(gutter + 1);
  return [
    styled("added", isCommand ? `${indent}  ` : `${indent}+ `),
    styled("added", visible(line)),
  ];
}

function effectRows(fix: Fix, gutter: number, width: number): Row[] {
  const { targets, allTargets } = fix.effect;
  const effect = noteRows(gutter, say("report.effect"), admissionText(fix), width);
  if (targets.length === 0) return effect;
  const whose = allTargets ? "report.all-holders" : "report.known-holders";
  const reach = say(whose, namesText(targets, MOST_TARGETS), fix.list.id);
  return [...effect, ...noteRows(gutter, say("report.applies-to"), reach, width)];
}

/** Where the default decides, nothing stands behind the new policies that a reader could look for. */
function positionOf(finding: Finding, fix: Fix): string {
  const list = `${fix.list.id} ${fix.direction}`;
  const by = finding.decidedBy;
  // In another list than the decider's, too, new policies stand at the end.
  const atEnd = by !== null && ("default" in by || listName(by.list) !== listName(fix.list));
  const isAcl = fix.list.kind === "acl";
  if (!atEnd) return say(isAcl ? "report.before-entry" : "report.before-policy", fix.before, list);
  return fix.before > 0
    ? say(isAcl ? "report.after-entry" : "report.after-policy", fix.before - 1, list)
    : say(isAcl ? "report.first-entry" : "report.first-policy", list);
}
