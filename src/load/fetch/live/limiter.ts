// A token bucket for each API, and how many of its requests may be under way. Stays at 80 % of what the vendor
// documents: others use the same account.
import { setMaxListeners } from "node:events";
import type { Clock } from "./clock.ts";

const SHARE = 0.8;
/** Tokens that may pile up, as a share of a second: makes up for late timers and stays below the limit with the above. */
const BURST = 0.1;
/** Seconds an answer may take before the requests under way, not the tokens, limit the rate. */
const PATIENCE = 0.5;
const MAX_UNDER_WAY = 64;

export interface Limiter {
  /** Resolves when a request may be sent; call `leave` when its answer is there. */
  readonly enter: (api: string, rate: number) => Promise<void>;
  readonly leave: (api: string) => void;
  /** The server says that it is too much: nothing of this API is sent for so long. */
  readonly pause: (api: string, ms: number) => void;
  /** Nothing is sent any more: whoever waits is let through at once. */
  readonly end: () => void;
}

interface Gate {
  readonly interval: number;
  readonly tolerance: number;
  readonly width: number;
  readonly waiting: (() => void)[];
  /** When the bucket is full again; earlier by `tolerance` there is a token. */
  full: number;
  underWay: number;
  isPumping: boolean;
}

export function limiter(clock: Clock, signal?: AbortSignal): Limiter {
  const gates = new Map<string, Gate>();
  const ended = new AbortController();
  const end = (): void => ended.abort();
  // Every API that is waited for listens.
  setMaxListeners(0, ended.signal);
  signal?.addEventListener("abort", end, { once: true });
  const pump = async (gate: Gate): Promise<void> => {
    if (gate.isPumping) return;
    gate.isPumping = true;
    while (gate.waiting.length > 0 && gate.underWay < gate.width) {
      const early = ended.signal.aborted ? 0 : gate.full - gate.tolerance - clock.now();
      if (early > 0) {
        await clock.sleep(early, ended.signal);
        continue;
      }
      gate.full = Math.max(gate.full, clock.now()) + gate.interval;
      gate.underWay++;
      gate.waiting.shift()!();
    }
    gate.isPumping = false;
  };
  return {
    enter: (api, rate) =>
      new Promise((resolve) => {
        const gate = gates.get(api) ?? newGate(rate);
        gates.set(api, gate);
        gate.waiting.push(resolve);
        void pump(gate);
      }),
    leave: (api) => {
      const gate = gates.get(api)!;
      gate.underWay--;
      void pump(gate);
    },
    pause: (api, ms) => {
      const gate = gates.get(api)!;
      gate.full = Math.max(gate.full, clock.now() + ms + gate.tolerance);
    },
    end,
  };
}

function newGate(rate: number): Gate {
  const allowed = rate * SHARE;
  const interval = 1000 / allowed;
  const tokens = Math.max(1, Math.floor(rate * BURST));
  return {
    interval,
    tolerance: (tokens - 1) * interval,
    width: Math.min(MAX_UNDER_WAY, Math.max(4, Math.ceil(allowed * PATIENCE))),
    waiting: [],
    full: Number.NEGATIVE_INFINITY,
    underWay: 0,
    isPumping: false,
  };
}
