// A finished journal -> the snapshot file: one JSON text, header first, then the answers in their order. Written piece by
// piece beside the file and moved into its place, so that nobody ever sees half of it.
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { key } from "../../../model/key.ts";
import { isRecord } from "../../read/plain.ts";
import { permission } from "../../vendor/calls.ts";
import { taskKey, type Task } from "../live/account.ts";
import { compareTasks } from "./entry.ts";
import type { Journal, JournalSlot } from "./journal.ts";
import { jsonLines } from "./lines.ts";
import {
  SNAPSHOT_VERSION,
  type CallCount,
  type EarlierAnswers,
  type SnapshotHead,
} from "./head.ts";
import type { Redactor } from "./redact.ts";

export interface SnapshotParts {
  readonly tool: string;
  readonly journal: Journal;
  /** Every task of the account as it is now. */
  readonly planned: Iterable<Task>;
  readonly finished: string;
  readonly notices: readonly string[];
  readonly earlier: readonly EarlierAnswers[];
  readonly redactor: Redactor | null;
}

/** Throws what the system says; then nothing is left behind. `aside` is a file that nobody else writes. */
export function writeSnapshot(path: string, aside: string, parts: SnapshotParts): SnapshotHead {
  const { journal, redactor } = parts;
  const tasks = [...parts.planned].toSorted(compareTasks);
  const head = headOf(parts, tasks);
  const slots = tasks.flatMap((task) => journal.slots.get(taskKey(task)) ?? []);
  const shape = (value: unknown): unknown => (redactor ? redactor.value(value) : value);
  try {
    writePieces(
      aside,
      pieces(shape(head), slots, (slot) => shape(journal.read(slot))),
    );
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
  return head;
}

function* pieces(
  head: unknown,
  slots: readonly JournalSlot[],
  entryAt: (slot: JournalSlot) => unknown,
): Generator<string> {
  yield "{\n";
  for (const [name, value] of Object.entries(isRecord(head) ? head : {})) {
    yield `${JSON.stringify(name)}:`;
    yield* jsonLines(value);
    yield ",\n";
  }
  yield '"answers":[';
  for (const [i, slot] of slots.entries()) {
    yield i === 0 ? "\n" : ",\n";
    yield* jsonLines(entryAt(slot));
  }
  yield "\n]}\n";
}

const BUFFER = 1 << 16;

function writePieces(path: string, all: Iterable<string>): void {
  const handle = openSync(path, "w", 0o600);
  try {
    let text = "";
    for (const piece of all) {
      text += piece;
      if (text.length < BUFFER) continue;
      writeWhole(handle, text);
      text = "";
    }
    writeWhole(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** One call may write less than it was given. */
function writeWhole(handle: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) done += writeSync(handle, bytes, done);
}

function headOf(
  { tool, journal, finished, notices, earlier, redactor }: SnapshotParts,
  tasks: readonly Task[],
): SnapshotHead {
  const { account, regions, started, sittings } = journal.head;
  const calls = countCalls(journal, tasks);
  const cut = tasks.some((task) => journal.slots.get(taskKey(task))?.incomplete);
  return {
    sglint: "snapshot",
    version: SNAPSHOT_VERSION,
    tool,
    account: account !== null && redactor ? redactor.id(account) : account,
    redacted: redactor !== null,
    regions: [...regions].toSorted(),
    time: { started, finished, sittings, ...(earlier.length > 0 && { earlier }) },
    complete: !cut && calls.every(({ failed, pending }) => failed === 0 && pending === 0),
    calls,
    notices,
  };
}

function countCalls(journal: Journal, tasks: readonly Task[]): CallCount[] {
  const counts = new Map<string, { -readonly [K in keyof CallCount]: CallCount[K] }>();
  for (const task of tasks) {
    const call = permission(task.call);
    const name = key`${task.region} ${call}`;
    const counted = { asked: 0, answered: 0, withdrawn: 0, failed: 0, pending: 0 };
    const count = counts.get(name) ?? { region: task.region, call, ...counted };
    counts.set(name, count);
    const slot = journal.slots.get(taskKey(task));
    count.asked++;
    count[slot ? outcomeOf(slot) : "pending"]++;
  }
  return [...counts.values()];
}

function outcomeOf({ failed, withdrawn }: JournalSlot): "answered" | "withdrawn" | "failed" {
  return withdrawn ? "withdrawn" : failed ? "failed" : "answered";
}
