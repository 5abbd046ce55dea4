// Time for a fetch of a local cloud in this process: it stands still while anything moves on the wire, and jumps to the next
// thing that waits as soon as nothing does. Stands in for the clock of src:
//
//   vi.mock("../../src/load/fetch/live/clock.ts", () => import("../cloud/clock.ts"));
import type { Clock } from "../../src/load/fetch/live/clock.ts";

// What a fetch loads on first use: opening files moves nothing on a wire.
await Promise.all([import("https-proxy-agent"), import("./clients.ts")]);

/** Turns of the event loop in which nothing moves. A message over the loopback device takes two or three. */
const STILL = 100;

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

let now = 0;
let watching = false;
const sleepers = new Set<Sleeper>();
const clouds = new Set<() => number | null>();

/** Of a cloud that listens: how much has moved so far; null while something is about to. */
export function watch(stirrings: () => number | null): () => void {
  clouds.add(stirrings);
  return () => void clouds.delete(stirrings);
}

export const WALL_CLOCK: Clock = {
  now: () => now,
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const sleeper = { at: now + ms, wake: () => done() };
      const done = (): void => {
        sleepers.delete(sleeper);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      sleepers.add(sleeper);
      signal?.addEventListener("abort", done, { once: true });
      if (!watching) void pass();
    }),
};

async function pass(): Promise<void> {
  watching = true;
  while (sleepers.size > 0) {
    if (!(await stillness())) continue;
    const next = [...sleepers].reduce((a, b) => (b.at < a.at ? b : a));
    now = Math.max(now, next.at);
    next.wake();
  }
  watching = false;
}

/** False as soon as anything moves, or nobody sleeps any more. */
async function stillness(): Promise<boolean> {
  const before = moved();
  for (let turn = 0; turn < STILL; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    const after = moved();
    if (sleepers.size === 0 || after === null || after !== before) return false;
  }
  return true;
}

function moved(): number | null {
  let sum = 0;
  for (const stirrings of clouds) {
    const one = stirrings();
    if (one === null) return null;
    sum += one;
  }
  return sum;
}
