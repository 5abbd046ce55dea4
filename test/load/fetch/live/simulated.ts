// A clock that jumps: time passes only when everybody waits. Runs in the order of time, whatever the machine does.
import type { Clock } from "../../../../src/load/fetch/live/clock.ts";

export interface SimulatedClock extends Clock {
  /** Lets time pass until the work is done; rejects as the work does. */
  readonly run: <T>(work: Promise<T>) => Promise<T>;
}

interface Sleeper {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

export function simulatedClock(): SimulatedClock {
  let now = 0;
  let order = 0;
  const sleepers: Sleeper[] = [];
  const before = (a: Sleeper, b: Sleeper): boolean =>
    a.at < b.at || (a.at === b.at && a.order < b.order);
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const sleeper = { at: now + Math.max(0, ms), order: order++, wake: () => woken() };
        const woken = (): void => {
          signal?.removeEventListener("abort", early);
          resolve();
        };
        const early = (): void => {
          const at = sleepers.indexOf(sleeper);
          if (at >= 0) sleepers.splice(at, 1);
          resolve();
        };
        let low = 0;
        for (let high = sleepers.length; low < high;) {
          const middle = (low + high) >> 1;
          if (before(sleepers[middle]!, sleeper)) low = middle + 1;
          else high = middle;
        }
        sleepers.splice(low, 0, sleeper);
        signal?.addEventListener("abort", early, { once: true });
      }),
    run: async (work) => {
      const state = { ended: false };
      const end = (): void => {
        state.ended = true;
      };
      work.then(end, end);
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (state.ended) break;
        const next = sleepers.shift();
        if (!next) throw new Error("everybody waits, and nobody will wake them");
        now = Math.max(now, next.at);
        next.wake();
      }
      return work;
    },
  };
}
