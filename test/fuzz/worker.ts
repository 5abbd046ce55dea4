// A process that tries one input after the other, as it is told: what it hangs in or dies of is its own.
import { getHeapStatistics } from "node:v8";
import type { Kind } from "./seeds.ts";
import { trial, type Outcome } from "./trial.ts";

export interface Task {
  readonly kind: Kind;
  readonly seed: number;
}

export interface Answer extends Outcome, Task {
  readonly heap: number;
  readonly resident: number;
}

process.on("message", (task: Task) => {
  void answer(task);
});

async function answer({ kind, seed }: Task): Promise<void> {
  const outcome = await trial(kind, seed);
  const heap = getHeapStatistics().used_heap_size;
  const resident = process.resourceUsage().maxRSS * 1024;
  process.send!({ kind, seed, ...outcome, heap, resident } satisfies Answer);
}
