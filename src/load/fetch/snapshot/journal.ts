// The file beside a snapshot in the making: one line for each call that is finished, written as soon as it is, so that
// whatever ends the fetch loses nothing. A half-written last line is dropped.
import { createHash } from "node:crypto";
import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { keyOf, type Task } from "../live/account.ts";
import { permission } from "../../vendor/calls.ts";
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

/** An answer before it was found to have changed: none of its call's before it is believed any more. */
interface Doubt {
  readonly sglint: "doubt";
  readonly region: string;
  /** `vpc:DescribeSubnets`. */
  readonly call: string;
}

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
  /** Calls of which an answer changed between two sittings: `vpc:DescribeSubnets of ap-guangzhou`. */
  readonly changed: Set<string>;
  readonly append: (task: Task, entry: Entry) => void;
  /** What the task was answered in an earlier sitting is not what it is answered today. */
  readonly doubt: (task: Task) => void;
  readonly read: (slot: Slot) => Entry;
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
  return journalOn(handle, head, { slots: new Map(), changed: new Set() }, Buffer.byteLength(line));
}

/** Reads the whole journal once and begins another sitting; `why` when it is none. */
export function openJournal(path: string): Journal | { readonly why: string } {
  const handle = openSync(path, "r+");
  let head: JournalHead | null = null;
  const slots = new Map<string, Slot>();
  const changed = new Set<string>();
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
    } else if (isDoubt(value)) {
      changed.add(`${value.call} of ${value.region}`);
      for (const [key, { task }] of slots)
        if (task.region === value.region && permission(task.call) === value.call) slots.delete(key);
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
  return journalOn(handle, now, { slots, changed }, end + Buffer.byteLength(line));
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
  /** Where the line begins, and its length without its end. */
  const write = (value: Entry | Doubt): { at: number; length: number } => {
    if (fstatSync(handle).size !== end) throw new SharedJournal();
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
      if (slot) slots.set(keyOf(task), slot);
    },
    doubt: ({ call, region }) => {
      const name = `${permission(call)} of ${region}`;
      changed.add(name);
      if (!doubted.has(name)) write({ sglint: "doubt", region, call: permission(call) });
      doubted.add(name);
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

function isDoubt(value: unknown): value is Doubt {
  return (value as Partial<Doubt> | null)?.sglint === "doubt";
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
