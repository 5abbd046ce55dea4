// Timing for benchmarks: medians of interleaved samples, and a table. Never part of a test.
import { performance } from "node:perf_hooks";

export type Task = () => unknown;

export interface Sampling {
  /** Samples per task. */
  readonly rounds: number;
  /** Milliseconds that one sample lasts at least; a short task is repeated within it. */
  readonly sample: number;
}

const USUAL: Sampling = { rounds: 31, sample: 4 };
/** Keeps results alive, so that the compiler cannot drop the work. */
let sink: unknown;

/**
 * Median milliseconds of one call of each task. Samples of all tasks take turns, so that whatever else the
 * machine does falls on all of them alike and their ratios hold.
 */
export function medians<Name extends string>(
  tasks: Readonly<Record<Name, Task>>,
  { rounds, sample }: Sampling = USUAL,
): Record<Name, number> {
  const names = Object.keys(tasks) as Name[];
  const plan = names.map((name) => ({
    task: tasks[name],
    times: repeats(tasks[name], sample),
    samples: [] as number[],
  }));
  for (let round = 0; round < rounds; round++)
    for (const { task, times, samples } of plan) samples.push(elapsed(task, times) / times);
  return Object.fromEntries(names.map((name, i) => [name, median(plan[i]!.samples)])) as Record<
    Name,
    number
  >;
}

/** Milliseconds of `times` calls. */
export function elapsed(task: Task, times = 1): number {
  const start = performance.now();
  for (let i = 0; i < times; i++) sink = task();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Columns padded to their widest cell; the first is text, the others are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join("  ")
      .trimEnd();
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** Milliseconds with three significant digits. */
export function ms(value: number): string {
  return `${Number(value.toPrecision(3))} ms`;
}

export function ratio(value: number): string {
  return value.toFixed(2);
}

/** The same numbers in every run: 0 <= x < 1. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function lastResult(): unknown {
  return sink;
}

/** Enough calls to fill a sample; the trial calls also warm the task up. */
function repeats(task: Task, sample: number): number {
  for (let times = 1; ; times *= 2) if (elapsed(task, times) >= sample) return times;
}
