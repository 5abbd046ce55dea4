// The file beside a snapshot in the making: one line for each call that is finished, written as soon as it is, so that
// whatever ends the fetch loses nothing. A half-written last line is dropped.
import { createHash } from "node:crypto";
import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { keyOf, type Task } from "../live/account.ts";
import { taskOf, type Entry } from "./entry.ts";
import { isNotice } from "./failures.ts";

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

/** Where an entry stands in the file, in bytes. */
export interface Slot {
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
  /** The last entry of each task, by `keyOf`. */
  readonly slots: Map<string, Slot>;
  readonly append: (task: Task, entry: Entry) => void;
  readonly read: (slot: Slot) => Entry;
  readonly close: () => void;
}

/** Only its owner may read it: it tells what an account looks like. */
const PRIVATE = 0o600;

export function createJournal(path: string, head: JournalHead): Journal {
  const handle = openSync(path, "w+", PRIVATE);
  const line = `${JSON.stringify(head)}\n`;
  writeSync(handle, line);
  return journalOn(handle, head, new Map(), Buffer.byteLength(line));
}

/** Reads the whole journal once and begins another sitting; `why` when it is none. */
export function openJournal(path: string): Journal | { readonly why: string } {
  const handle = openSync(path, "r+");
  let head: JournalHead | null = null;
  const slots = new Map<string, Slot>();
  let sittings = 1;
  let end = 0;
  for (const { text, at, length } of linesOf(handle)) {
    const value = parsed(text);
    if (head === null) {
      head = headOf(value);
      sittings += (head?.sittings ?? 1) - 1;
      if (!head) {
        closeSync(handle);
        return { why: "it is no journal of sglint" };
      }
      if (head.version !== JOURNAL_VERSION) {
        closeSync(handle);
        return { why: `another version of sglint wrote it (format ${String(head.version)})` };
      }
    } else if (isEntry(value)) {
      const slot = slotOf(value, at, length);
      if (slot) slots.set(keyOf(slot.task), slot);
    } else if ((value as Partial<typeof SITTING> | null)?.sglint === "sitting") sittings++;
    else break;
    end = at + length + 1;
  }
  if (head === null) {
    closeSync(handle);
    return { why: "it is empty" };
  }
  ftruncateSync(handle, end);
  const line = `${JSON.stringify(SITTING)}\n`;
  writeSync(handle, line, end);
  const now = { ...(head as JournalHead), sittings: sittings + 1 };
  return journalOn(handle, now, slots, end + Buffer.byteLength(line));
}

export function digestOf(response: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(response) ?? "")
    .digest("base64");
}

function journalOn(
  handle: number,
  head: JournalHead,
  slots: Map<string, Slot>,
  size: number,
): Journal {
  let end = size;
  return {
    head,
    slots,
    append: (task, entry) => {
      const line = Buffer.from(`${JSON.stringify(entry)}\n`);
      for (let done = 0; done < line.length;)
        done += writeSync(handle, line, done, line.length - done, end + done);
      const slot = slotOf(entry, end, line.length - 1);
      if (slot) slots.set(keyOf(task), slot);
      end += line.length;
    },
    read: ({ at, length }) => {
      const bytes = Buffer.alloc(length);
      for (let done = 0; done < length;) {
        const count = readSync(handle, bytes, done, length - done, at + done);
        if (count === 0) throw new Error("the journal was cut off by somebody else");
        done += count;
      }
      return JSON.parse(bytes.toString("utf8")) as Entry;
    },
    close: () => closeSync(handle),
  };
}

function slotOf(entry: Entry, at: number, length: number): Slot | null {
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

function headOf(value: unknown): JournalHead | null {
  const head = value as Partial<JournalHead> | null;
  return head?.sglint === "journal" && Array.isArray(head.regions) ? (head as JournalHead) : null;
}

function isEntry(value: unknown): value is Entry {
  const entry = value as Partial<Entry> | null;
  return (
    typeof entry === "object" &&
    entry !== null &&
    typeof entry.Region === "string" &&
    typeof entry.Service === "string" &&
    typeof entry.Action === "string" &&
    (entry.Response !== undefined || entry.Error !== undefined)
  );
}
