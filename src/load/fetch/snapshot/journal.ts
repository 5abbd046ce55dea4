// The file beside a snapshot in the making: one line for each call that is finished, written as soon as it is, so that
// whatever ends the fetch loses nothing. A half-written last line is dropped.
import { createHash, randomUUID } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { key } from "../../../model/key.ts";
import { say } from "../../../words/index.ts";
import { isRecord } from "../../read/plain.ts";
import { permission } from "../../vendor/calls.ts";
import { taskKey, type Task } from "../live/account.ts";
import { isNotice, taskOf, type SnapshotEntry } from "./entry.ts";

export const JOURNAL_VERSION = 1;

/** The first line. */
export interface JournalHead {
  readonly sglint: "journal";
  readonly version: number;
  /** AppId; null where it could not be read. */
  readonly account: string | null;
  readonly regions: readonly string[];
  /** When the first sitting began; ISO 8601. */
  readonly started: string;
  /** So far, this one included. */
  readonly sittings: number;
}

/** Another sitting begins. */
const SITTING = { sglint: "sitting" } as const;

/** An answer before it was found to have changed: none of its call's before it is believed any more. */
interface Doubt extends Doubted {
  readonly sglint: "doubt";
}

interface Doubted {
  readonly region: string;
  /** `vpc:DescribeSubnets`. */
  readonly call: string;
}

/** Where an entry stands in the file, in bytes. */
export interface JournalSlot {
  readonly task: Task;
  readonly at: number;
  readonly length: number;
  readonly failed: boolean;
  /** Failed because the service is withdrawn or not activated. */
  readonly withdrawn: boolean;
  readonly incomplete: boolean;
  /** Of the answer. */
  readonly digest: string;
}

export interface Journal {
  readonly head: JournalHead;
  /** The last entry of each task, by `taskKey`. */
  readonly slots: Map<string, JournalSlot>;
  /** Calls of which an answer changed between two sittings. */
  readonly changed: Map<string, Doubted>;
  readonly append: (task: Task, entry: SnapshotEntry) => void;
  /** What the task was answered in an earlier sitting is not what it is answered today. */
  readonly doubt: (task: Task) => void;
  readonly read: (slot: JournalSlot) => SnapshotEntry;
  /** Throws `SharedJournal` where another fetch has taken the journal over. */
  readonly requireOwn: () => void;
  readonly close: () => void;
}

/** Only its owner may read it: it tells what an account looks like. */
const PRIVATE = 0o600;

/** Another process writes the same journal. */
export class SharedJournal extends Error {}

/** Throws what the system says, also where the file is there already: it may be in use. */
export function createJournal(path: string, head: JournalHead): Journal {
  const handle = openSync(path, "wx+", PRIVATE);
  const line = `${JSON.stringify(head)}\n`;
  writeSync(handle, line);
  return journalOn(handle, head, { slots: new Map(), changed: new Map() }, Buffer.byteLength(line));
}

/**
 * Reads the whole journal once and begins another sitting; `why` when it is none. The sitting writes a copy, which takes the
 * journal's place: who may still write the old one finds it without a name, and can spoil nothing.
 */
export function openJournal(path: string): Journal | { readonly why: string } {
  const handle = openSync(path, "r");
  const found = { slots: new Map<string, JournalSlot>(), changed: new Map<string, Doubted>() };
  let head: JournalHead | null = null;
  let sittings = 1;
  let end = 0;
  for (const { text, at, length } of linesOf(handle)) {
    const value = parsed(text);
    if (head === null) {
      const read = headOf(value);
      if ("why" in read) {
        closeSync(handle);
        return read;
      }
      head = read;
      sittings = read.sittings;
    } else if (isSitting(value)) sittings++;
    else if (!takeIn(found, value, at, length)) break;
    end = at + length + 1;
  }
  closeSync(handle);
  if (head === null) return { why: say("fetch.empty-journal") };
  const now = { ...head, sittings: sittings + 1 };
  const line = `${JSON.stringify(SITTING)}\n`;
  return journalOn(takeOver(path, end, line), now, found, end + Buffer.byteLength(line));
}

/** The first `end` bytes of the file and a line, under the file's name. */
function takeOver(path: string, end: number, line: string): number {
  const own = `${path}.${randomUUID()}`;
  let handle: number | null = null;
  try {
    copyFileSync(path, own);
    handle = openSync(own, "r+");
    ftruncateSync(handle, end);
    writeSync(handle, line, end);
    renameSync(own, path);
    return handle;
  } catch (error) {
    if (handle !== null) closeSync(handle);
    rmSync(own, { force: true });
    throw error;
  }
}

/** false: the line is none of a journal, and what follows it is not believed. */
function takeIn(
  { slots, changed }: Pick<Journal, "slots" | "changed">,
  value: unknown,
  at: number,
  length: number,
): boolean {
  if (isEntry(value)) {
    const slot = slotOf(value, at, length);
    if (slot) slots.set(taskKey(slot.task), slot);
    return true;
  }
  if (!isDoubt(value)) return false;
  const { region, call } = value;
  changed.set(key`${call} of ${region}`, { region, call });
  for (const [name, { task }] of slots)
    if (task.region === region && permission(task.call) === call) slots.delete(name);
  return true;
}

export function digestOf(response: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(response) ?? "")
    .digest("base64");
}

function journalOn(
  handle: number,
  head: JournalHead,
  { slots, changed }: Pick<Journal, "slots" | "changed">,
  size: number,
): Journal {
  let end = size;
  /** In this sitting. */
  const doubted = new Set<string>();
  const requireOwn = (): void => {
    const { nlink, size: now } = fstatSync(handle);
    if (nlink === 0 || now !== end) throw new SharedJournal();
  };
  /** Where the line begins, and its length without its end. */
  const write = (value: SnapshotEntry | Doubt): { at: number; length: number } => {
    requireOwn();
    const line = Buffer.from(`${JSON.stringify(value)}\n`);
    for (let done = 0; done < line.length;)
      done += writeSync(handle, line, done, line.length - done, end + done);
    end += line.length;
    return { at: end - line.length, length: line.length - 1 };
  };
  return {
    head,
    slots,
    changed,
    append: (task, entry) => {
      const { at, length } = write(entry);
      const slot = slotOf(entry, at, length);
      if (slot) slots.set(taskKey(task), slot);
    },
    doubt: ({ call: { service, action }, region }) => {
      const call = permission({ service, action });
      const name = key`${call} of ${region}`;
      changed.set(name, { region, call });
      if (!doubted.has(name)) write({ sglint: "doubt", region, call });
      doubted.add(name);
    },
    read: ({ at, length }) => {
      const bytes = Buffer.alloc(length);
      for (let done = 0; done < length;) {
        const count = readSync(handle, bytes, done, length - done, at + done);
        if (count === 0) throw new SharedJournal();
        done += count;
      }
      const entry = parsed(bytes.toString("utf8"));
      if (!isEntry(entry)) throw new SharedJournal();
      return entry;
    },
    requireOwn,
    close: () => closeSync(handle),
  };
}

function slotOf(entry: SnapshotEntry, at: number, length: number): JournalSlot | null {
  const task = taskOf(entry);
  if (!task) return null;
  return {
    task,
    at,
    length,
    failed: entry.Error !== undefined,
    withdrawn: isNotice(entry),
    incomplete: entry.Incomplete !== undefined,
    digest: digestOf(entry.Response),
  };
}

const CHUNK = 1 << 20;

/** Lines that are ended; bytes, not characters, are counted. */
function* linesOf(handle: number): Generator<{ text: string; at: number; length: number }> {
  const { size } = fstatSync(handle);
  let pending: Buffer[] = [];
  let start = 0;
  for (let at = 0; at < size;) {
    const chunk = Buffer.alloc(Math.min(CHUNK, size - at));
    const count = readSync(handle, chunk, 0, chunk.length, at);
    if (count === 0) return;
    let from = 0;
    for (let i = chunk.indexOf(10); i >= 0 && i < count; i = chunk.indexOf(10, from)) {
      const line = Buffer.concat([...pending, chunk.subarray(from, i)]);
      yield { text: line.toString("utf8"), at: start, length: line.length };
      pending = [];
      start += line.length + 1;
      from = i + 1;
    }
    pending.push(chunk.subarray(from, count));
    at += count;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function headOf(value: unknown): JournalHead | { readonly why: string } {
  if (!isHead(value)) return { why: say("fetch.no-journal") };
  const { version } = value;
  return version === JOURNAL_VERSION ? value : { why: say("fetch.other-journal", String(version)) };
}

function isHead(value: unknown): value is JournalHead {
  return isRecord(value) && value.sglint === "journal" && Array.isArray(value.regions);
}

function isSitting(value: unknown): value is typeof SITTING {
  return isRecord(value) && value.sglint === SITTING.sglint;
}

function isDoubt(value: unknown): value is Doubt {
  return isRecord(value) && value.sglint === "doubt";
}

function isEntry(value: unknown): value is SnapshotEntry {
  return (
    isRecord(value) &&
    typeof value.Region === "string" &&
    typeof value.Service === "string" &&
    typeof value.Action === "string" &&
    (value.Response !== undefined || value.Error !== undefined)
  );
}
