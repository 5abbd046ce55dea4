// Ctrl-C and the signals that mean the same.
import { EXIT } from "../exit.ts";

export interface Interrupt {
  readonly signal: AbortSignal;
  /** Nothing listens any more, and whatever is still under way is aborted. */
  readonly end: () => void;
}

/** `first`: the first one ends things in order; a second one ends the process at once. */
export function interruptible(first: () => void): Interrupt {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.unproven);
    first();
    controller.abort();
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, stop);
  return {
    signal: controller.signal,
    end: () => {
      for (const signal of signals) process.off(signal, stop);
      controller.abort();
    },
  };
}
