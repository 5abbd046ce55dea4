// `--fix` and `--diff`: tries fixes on the texts in memory, looks again after each round, and goes on until nothing
// is left to apply. What does not do what it promised is taken back. Writes nothing itself.
import type { Edit, Finding, Fix, Report } from "../../model/finding.ts";
import { listName } from "../../model/list.ts";
import { say } from "../../words/index.ts";
import type { Source } from "../../model/place.ts";
import {
  isRefusal,
  originalOf,
  writeRefusal,
  type Original,
  type FileRefusal,
} from "../input/original.ts";
import { dropPending, setPending } from "../input/pending.ts";

/** Reads every input again, with the texts that are being tried, and judges it. */
export type Look = () => Promise<Report>;

export interface Allowed {
  readonly unsafe: boolean;
  readonly overrideDrops: boolean;
  /** A patch may be made for a file that cannot be written. */
  readonly writing: boolean;
  /** Files that it is of no use to change, and why. */
  readonly inert?: ReadonlyMap<string, string>;
}

export interface FixedFile {
  readonly original: Original;
  readonly text: string;
  /** In the order in which they were applied; offsets into `text`. */
  readonly fixes: readonly Placed[];
}

export interface Placed {
  readonly fix: Fix;
  readonly offset: number;
}

/** Why a fix is not applied. `isTold`: it is among the refusals. */
export interface Barrier {
  readonly why: string;
  readonly isTold: boolean;
}

export interface Fixed {
  /** What is found once the fixes are applied. */
  readonly report: Report;
  readonly files: readonly FixedFile[];
  readonly applied: readonly Finding[];
  /** Fixes that could have been written, and why they were not. */
  readonly withheld: readonly (Barrier & { readonly finding: Finding })[];
  /** Files that could not be edited. */
  readonly refusals: readonly FileRefusal[];
}

/** Rounds before giving up; each applies at least one fix, and none is applied twice. */
const MAX_ROUNDS = 1000;

interface Trial {
  readonly allowed: Allowed;
  readonly look: Look;
  readonly files: Map<string, { original: Original; text: string; fixes: Placed[] }>;
  readonly refusals: Map<string, FileRefusal>;
  /** Ids of findings whose fix did not do what it promised. */
  readonly failed: Map<string, string>;
  /** Ids of findings that are gone; one that comes back is not fixed again. */
  readonly gone: Set<string>;
  readonly applied: Finding[];
}

export async function tryFixes(first: Report, look: Look, allowed: Allowed): Promise<Fixed> {
  const trial: Trial = {
    allowed,
    look,
    files: new Map(),
    refusals: new Map(),
    failed: new Map(),
    gone: new Set(),
    applied: [],
  };
  let report = first;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const batch = independent(trial, report);
    if (batch.length === 0) break;
    report = await applied(trial, report, batch);
  }
  const files = [...trial.files.values()].filter(({ original, text }) => text !== original.text);
  return {
    report,
    files,
    applied: trial.applied,
    withheld: report.findings.flatMap((finding) => {
      const found = barrier(trial, report, finding);
      return found === null ? [] : [{ finding, ...found }];
    }),
    refusals: [...trial.refusals.values()],
  };
}

/** Ends the trial: files count again. */
export function forget(files: readonly FixedFile[]): void {
  for (const { original } of files) dropPending(original.path);
}

/** Why the fix of a finding is not applied; null where it may be, or where there is none. */
function barrier(trial: Trial, report: Report, finding: Finding): Barrier | null {
  const { fix } = finding;
  const { allowed, failed, gone } = trial;
  if (fix === null || finding.state !== "new") return null;
  const failure = failed.get(finding.id);
  const withheld = (why: string): Barrier => ({ why, isTold: false });
  if (failure !== undefined) return withheld(failure);
  if (fix.edits.length === 0) return withheld(fix.withheld ?? say("cli.no-text-for-it"));
  if (fix.overridesDrop && !allowed.overrideDrops) return withheld(say("cli.overrides-drop"));
  if (fix.safety === "unsafe" && !allowed.unsafe) {
    const isOpening = fix.effect.admits.length > 0;
    return withheld(isOpening ? say("cli.changes-traffic") : say("cli.may-be-meant"));
  }
  if (gone.has(finding.id)) return withheld(say("cli.found-again"));
  for (const { file } of fix.edits) {
    const useless = allowed.inert?.get(file);
    if (useless !== undefined) return withheld(useless);
    const refusal = open(trial, report, file);
    if (refusal) return { why: refusal.why, isTold: true };
  }
  return null;
}

/** Reads a file that is to be edited, once. */
function open(
  { files, refusals, allowed }: Trial,
  report: Report,
  file: string,
): FileRefusal | null {
  if (files.has(file)) return null;
  const known = refusals.get(file);
  if (known) return known;
  const original = originalOf(file, sourceOf(report, file)?.text ?? null);
  const refusal = isRefusal(original) ? original : allowed.writing ? writeRefusal(original) : null;
  if (refusal) refusals.set(file, refusal);
  else if (!isRefusal(original)) files.set(file, { original, text: original.text, fixes: [] });
  return refusal;
}

/** The text that was judged. */
function sourceOf({ findings }: Report, file: string): Source | null {
  for (const { mark, related } of findings)
    for (const one of mark ? [mark, ...related] : related)
      if (one.place.source.file === file) return one.place.source;
  return null;
}

/**
 * Each fix was proved alone. Those of one round share no list and, where they change the traffic, no instance, so
 * that none of them meets a list that another has changed.
 */
function independent(trial: Trial, report: Report): Finding[] {
  const batch: Finding[] = [];
  const taken = new Set<string>();
  const opened = new Set<string>();
  for (const finding of report.findings) {
    const { fix } = finding;
    if (fix === null || finding.state !== "new" || barrier(trial, report, finding) !== null)
      continue;
    const lists = [fix, ...fix.changes].map(({ list }) => listName(list));
    if (lists.some((list) => taken.has(list))) continue;
    if (batch.some((other) => overlaps(fix.edits, other.fix!.edits))) continue;
    if (fix.safety === "unsafe" && fix.effect.targets.some((target) => opened.has(target)))
      continue;
    for (const list of lists) taken.add(list);
    if (fix.safety === "unsafe") for (const target of fix.effect.targets) opened.add(target);
    batch.push(finding);
  }
  return batch;
}

/** The report afterwards: with the whole batch where it holds, else with its first alone, else as before. */
async function applied(trial: Trial, report: Report, batch: readonly Finding[]): Promise<Report> {
  const before = new Map([...trial.files].map(([file, state]) => [file, { ...state }]));
  edit(trial, batch);
  const after = await trial.look();
  const broken = batch.filter((finding) => !isMended(report, after, finding, batch));
  if (broken.length === 0) {
    trial.applied.push(...batch);
    for (const finding of batch) if (!isFound(after, finding)) trial.gone.add(finding.id);
    return after;
  }
  restore(trial, before);
  if (batch.length > 1) return applied(trial, report, batch.slice(0, 1));
  const [finding] = batch;
  trial.failed.set(finding!.id, say("cli.not-as-proved"));
  return report;
}

/** Nothing that could be read before is unreadable now, and the finding is gone, or so many less of its like. */
function isMended(
  before: Report,
  after: Report,
  finding: Finding,
  batch: readonly Finding[],
): boolean {
  if (after.complaints.length > before.complaints.length) return false;
  if (!isFound(after, finding)) return true;
  const due = likeIt(before.findings, finding) - likeIt(batch, finding);
  return likeIt(after.findings, finding) <= due;
}

function isFound({ findings }: Report, { id }: Finding): boolean {
  return findings.some((one) => one.id === id);
}

/** Equal policies are told apart by their number: of three that are dead, the third is the second one afterwards. */
function likeIt(findings: readonly Finding[], { rule, list }: Finding): number {
  const name = list && listName(list);
  return findings.filter((one) => one.rule === rule && (one.list && listName(one.list)) === name)
    .length;
}

function restore(
  { files }: Trial,
  before: ReadonlyMap<string, { original: Original; text: string; fixes: Placed[] }>,
): void {
  for (const [file, { original, text, fixes }] of before) {
    files.set(file, { original, text, fixes });
    if (text === original.text) dropPending(original.path);
    else setPending(original.path, text);
  }
}

function edit({ files }: Trial, batch: readonly Finding[]): void {
  const names = new Set(batch.flatMap(({ fix }) => fix!.edits.map(({ file }) => file)));
  for (const file of names) {
    const state = files.get(file)!;
    const own = batch.flatMap(({ fix }) =>
      fix!.edits.filter((one) => one.file === file).map((one) => ({ ...one, fix: fix! })),
    );
    const next = spliced(state.text, own);
    files.set(file, {
      original: state.original,
      text: next.text,
      fixes: [
        ...state.fixes.map(({ fix, offset }) => ({ fix, offset: next.moved(offset) })),
        ...next.fixes,
      ],
    });
    setPending(state.original.path, next.text);
  }
}

interface OwnedEdit extends Edit {
  readonly fix: Fix;
}

/** The text with all edits, where each fix begins in it, and where an old offset is now. */
function spliced(text: string, edits: readonly OwnedEdit[]) {
  const inOrder = edits.toSorted(
    (a, b) => a.range.start - b.range.start || a.range.end - b.range.end,
  );
  const fixes = new Map<Fix, number>();
  let out = "";
  let at = 0;
  for (const { range, text: added, fix } of inOrder) {
    out += text.slice(at, range.start);
    if (!fixes.has(fix)) fixes.set(fix, out.length + /^[\r\n]*/.exec(added)![0].length);
    out += added;
    at = range.end;
  }
  const grown = (offset: number) =>
    inOrder
      .filter(({ range }) => range.end <= offset)
      .reduce((sum, { range, text: added }) => sum + added.length - (range.end - range.start), 0);
  return {
    text: out + text.slice(at),
    fixes: [...fixes].map(([fix, offset]): Placed => ({ fix, offset })),
    moved: (offset: number) => offset + grown(offset),
  };
}

/** Half a line break between two lists, say: such fixes take turns. */
function overlaps(edits: readonly Edit[], others: readonly Edit[]): boolean {
  return edits.some((a) =>
    others.some(
      (b) => a.file === b.file && a.range.start < b.range.end && b.range.start < a.range.end,
    ),
  );
}
