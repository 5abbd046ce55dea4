// What was asked, when, and how it went; for assertions about rates, orders and retries.
import type { Fields, Service } from "./action.ts";

export interface LogEntry {
  /** Milliseconds of the cloud's clock. */
  readonly at: number;
  readonly service: Service | null;
  readonly action: string;
  readonly version: string;
  readonly region: string | null;
  readonly secretId: string | null;
  readonly params: Fields;
  /** `ok`, the code of the error that was answered, or the kind of fault that cut the answer off. */
  readonly outcome: string;
}

/** The most calls of an action that any window of this many milliseconds holds. Without an action: of all together. */
export function peak(log: readonly LogEntry[], action?: string, window = 1000): number {
  const times = log
    .filter((entry) => action === undefined || entry.action === action)
    .map((entry) => entry.at)
    .toSorted((a, b) => a - b);
  let first = 0;
  let most = 0;
  for (let last = 0; last < times.length; last++) {
    while (times[first]! <= times[last]! - window) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

/** How often each action came to each outcome: `{ "DescribeSubnets ok": 3 }`. */
export function tally(log: readonly LogEntry[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { action, outcome } of log) {
    const key = `${action} ${outcome}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
