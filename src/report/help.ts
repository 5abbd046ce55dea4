// What to do about a finding: the fix as policies to paste, what it opens, and what to know before.
import type { Finding, Fix } from "../model/finding.ts";
import { listName } from "../model/list.ts";
import { visible } from "./escape.ts";
import { margin } from "./frame.ts";
import { usualNotation, writerOf, type Notation } from "./notation/index.ts";
import { headRows, listed, noteRows } from "./prose.ts";
import { trafficText } from "./route-text.ts";
import { styled, type Row } from "./style.ts";

const MOST_SOURCES = 12;
const MOST_TARGETS = 4;

/** Rows under a finding; none when there is nothing to say. `gutter` aligns them to the frame above. */
export function helpRows(
  finding: Finding,
  gutter: number,
  width: number,
  fixAs: Notation | null = null,
): Row[] {
  if (!finding.fix)
    return finding.help === null ? [] : headRows("help", "help", finding.help, width);
  const { fix } = finding;
  const notation = fixAs ?? usualNotation(fix);
  const atEnd = finding.decidedBy !== null && "default" in finding.decidedBy;
  const lines = writerOf(notation)({ fix, atEnd });
  const isCommand = notation === "tccli";
  const head = isCommand ? "with tccli" : positionOf(finding, fix);
  const withheld = isCommand ? null : (fix.withheld ?? null);
  return [
    ...headRows("help", "help", fix.title, width),
    ...(lines.length > 0
      ? [
          margin(gutter),
          [...margin(gutter), `${head}:`],
          ...lines.map((line) => fixRow(line, gutter, isCommand)),
          margin(gutter),
        ]
      : []),
    ...effectRows(fix, gutter, width),
    ...fix.cautions.flatMap((caution) => noteRows(gutter, "caution", caution, width)),
    ...(withheld === null ? [] : noteRows(gutter, "by hand", withheld, width)),
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
  const { admits, targets, allTargets } = fix.effect;
  const opens =
    admits.length > 0 ? `newly admits ${trafficText(admits, MOST_SOURCES)}` : "admits nothing new";
  const whose = allTargets
    ? `every holder of ${fix.list.id}`
    : `the known holders of ${fix.list.id}; there may be others`;
  const reach = targets.length > 0 ? `${listed(targets, MOST_TARGETS)} (${whose})` : null;
  return [
    ...noteRows(gutter, "effect", opens, width),
    ...(reach === null ? [] : noteRows(gutter, "applies to", reach, width)),
  ];
}

/** Where the default decides, nothing stands behind the new policies that a reader could look for. */
function positionOf(finding: Finding, fix: Fix): string {
  const list = `${fix.list.id} ${fix.direction}`;
  const by = finding.decidedBy;
  // In another list than the decider's, too, new policies stand at the end.
  const atEnd = by !== null && ("default" in by || listName(by.list) !== listName(fix.list));
  const noun = fix.list.kind === "acl" ? "entry" : "policy";
  if (!atEnd) return `before ${noun} ${fix.before} of ${list}`;
  return fix.before > 0
    ? `after ${noun} ${fix.before - 1} of ${list}`
    : `as first ${noun} of ${list}`;
}
