// A fetch from its first call to the snapshot: takes up what an earlier sitting left, reads region after region, keeps
// each answer in the journal. Knows no terminal and no exit code.
import { key } from "../../../model/key.ts";
import { say } from "../../../words/index.ts";
import type { LiveCall } from "../../vendor/call.ts";
import { callNamed, permission } from "../../vendor/calls.ts";
import {
  isLeaf,
  readRegion,
  taskKey,
  type Kept,
  type TaskOutcome,
  type Task,
  type Watch,
} from "../live/account.ts";
import type { Ask } from "../live/ask.ts";
import { isFatal, LiveError } from "../live/errors.ts";
import { askWhole, elementsIn } from "../live/pages.ts";
import { entryOf } from "./entry.ts";
import type { EarlierAnswers } from "./head.ts";
import { digestOf, type Journal, type JournalSlot } from "./journal.ts";

export interface Progress {
  readonly planned: (task: Task) => void;
  readonly done: (task: Task) => void;
}

export interface FetchResult {
  /** Every task of the account as it is now. */
  readonly planned: readonly Task[];
  /** There was an answer in this sitting. */
  readonly answered: boolean;
  readonly notices: readonly string[];
  readonly earlier: readonly EarlierAnswers[];
  /** Why the fetch ended early: credentials that are wrong. */
  readonly fatal: LiveError | null;
}

/** AppId, by the one call that tells it and only reads; null where it is refused. Rejects with a fatal `LiveError`. */
export async function accountOf(ask: Ask, region: string | null): Promise<string | null> {
  try {
    const { AppId } = await ask(callNamed("DescribeAccountQuota"), {}, region);
    return typeof AppId === "number" || typeof AppId === "string" ? String(AppId) : null;
  } catch (error) {
    if (error instanceof LiveError && isFatal(error)) throw error;
    return null;
  }
}

/** Every region that the account may use. Rejects with `LiveError`. */
export async function allRegions(ask: Ask): Promise<string[]> {
  const { elements } = await askWhole(ask, callNamed("DescribeRegions"), {}, null);
  return elements
    .filter(({ RegionState }) => RegionState === undefined || RegionState === "AVAILABLE")
    .flatMap(({ Region }) => (typeof Region === "string" ? [Region] : []))
    .toSorted();
}

/** What one sitting comes to. */
interface Sitting {
  readonly journal: Journal;
  readonly progress: Progress;
  readonly planned: Map<string, Task>;
  /** Tasks that were answered, or for which kept answers stand. */
  readonly settled: Set<string>;
  readonly notices: string[];
  readonly earlier: Map<string, EarlierAnswers>;
  answered: boolean;
}

export async function fetchInto(
  journal: Journal,
  ask: Ask,
  progress: Progress,
): Promise<FetchResult> {
  const empty = { planned: new Map(), settled: new Set<string>(), earlier: new Map() };
  const sitting: Sitting = { journal, progress, ...empty, notices: [], answered: false };
  const slots = new Map(journal.slots);
  for (const region of [...journal.head.regions].toSorted()) {
    try {
      await readRegion(ask, region, keptIn(slots, region), watchOf(sitting));
    } catch (error) {
      if (error instanceof LiveError) return resultOf(sitting, error);
      throw error;
    }
  }
  const { planned, settled, notices } = sitting;
  // What was not asked any more is missing, whatever an earlier sitting was told.
  for (const name of planned.keys()) if (!settled.has(name)) journal.slots.delete(name);
  for (const { call, region } of journal.changed.values())
    notices.push(say("fetch.account-changed", call, region));
  notices.sort();
  return resultOf(sitting, null);
}

function resultOf(sitting: Sitting, fatal: LiveError | null): FetchResult {
  const { planned, answered, notices, earlier } = sitting;
  return {
    planned: [...planned.values()],
    answered,
    notices,
    earlier: [...earlier.values()],
    fatal,
  };
}

function watchOf(sitting: Sitting): Watch {
  const { journal, progress, planned, settled, notices, earlier } = sitting;
  return {
    planned: (task) => {
      planned.set(taskKey(task), task);
      progress.planned(task);
    },
    kept: (task) => {
      const { region } = task;
      const call = permission(task.call);
      const name = key`${call} ${region}`;
      earlier.set(name, { region, call, answers: (earlier.get(name)?.answers ?? 0) + 1 });
      settled.add(taskKey(task));
      progress.done(task);
    },
    changed: journal.doubt,
    done: (task, outcome) => {
      journal.append(task, entryOf(task, outcome));
      settled.add(taskKey(task));
      sitting.answered ||= !(outcome instanceof LiveError);
      notices.push(...noticesOf(task, outcome));
      progress.done(task);
    },
  };
}

/**
 * Whether the journal tells of another account, where no AppId does: none of the groups it lists is there any more.
 * Rejects with a fatal `LiveError`.
 */
export async function isForeign(journal: Journal, ask: Ask): Promise<boolean> {
  const call = callNamed("DescribeSecurityGroups");
  for (const region of journal.head.regions) {
    const slot = journal.slots.get(taskKey({ call, region, subject: {} }));
    const known = slot && !slot.failed ? elementsIn(call, journal.read(slot).Response ?? {}) : [];
    if (known.length === 0) continue;
    const ids = new Set(known.map(({ SecurityGroupId: id }) => id));
    const today = await askWhole(ask, call, {}, region).catch((error: unknown) => {
      if (error instanceof LiveError && !isFatal(error)) return null;
      throw error;
    });
    if (today) return !today.elements.some(({ SecurityGroupId: id }) => ids.has(id));
  }
  return false;
}

/** Seconds' worth of requests of each call that are asked again before the other answers are believed. */
const SAMPLE = 10;

function keptIn(earlier: ReadonlyMap<string, JournalSlot>, region: string): Kept {
  const byCall = new Map<LiveCall, string[]>();
  for (const [name, { task, failed, incomplete }] of earlier) {
    if (task.region !== region || failed || incomplete || !isLeaf(task.call)) continue;
    const keys = byCall.get(task.call);
    if (keys) keys.push(name);
    else byCall.set(task.call, [name]);
  }
  const places = new Map<string, "sample" | "kept">();
  for (const [{ rate }, keys] of byCall) {
    const share = Math.min(1, (rate * SAMPLE) / keys.length);
    for (const [i, name] of keys.toSorted().entries())
      places.set(name, Math.floor((i + 1) * share) > Math.floor(i * share) ? "sample" : "kept");
  }
  return {
    has: (task) => places.get(taskKey(task)) ?? null,
    compare: (task, response) => {
      const slot = earlier.get(taskKey(task));
      if (!slot || slot.failed) return "unknown";
      return slot.digest === digestOf(response) ? "same" : "other";
    },
  };
}

function noticesOf({ call, region }: Task, outcome: TaskOutcome): string[] {
  if (outcome instanceof LiveError || !outcome.changed) return [];
  const { incomplete } = outcome;
  return [
    incomplete === null
      ? say("fetch.read-until-it-fitted", permission(call), region)
      : say("fetch.never-fitted", permission(call), region, incomplete),
  ];
}
