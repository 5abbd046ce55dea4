// One request after the other until an answer comes: limits, time-outs, back-off with full jitter, all under one
// deadline. Knows nothing of pages or of what an answer means.
import { setMaxListeners } from "node:events";
import { permission, type LiveCall } from "./calls.ts";
import type { Chance, Clock } from "./clock.ts";
import { isPassing, LiveError, liveError } from "./errors.ts";
import type { Limiter } from "./limiter.ts";

/** Sends one request and resolves to the content of `Response`. */
export type Transport = (request: {
  readonly call: LiveCall;
  readonly params: Readonly<Record<string, unknown>>;
  readonly region: string | null;
  readonly signal: AbortSignal;
}) => Promise<unknown>;

export type Answer = Readonly<Record<string, unknown>>;

export type Ask = (
  call: LiveCall,
  params: Readonly<Record<string, unknown>>,
  region: string | null,
) => Promise<Answer>;

export interface AskOptions {
  readonly transport: Transport;
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Texts that may not show in any message. */
  readonly secrets: readonly string[];
  /** On the clock; nothing is sent after it. */
  readonly deadline: number;
  /** Milliseconds for one request. */
  readonly timeout: number;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  readonly onRequest?: (call: LiveCall) => void;
  readonly onRetry?: (error: LiveError) => void;
}

/** Milliseconds: the first wait is at most this long, each further one twice the one before. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 20_000;
/** Requests for one answer. The server asks for patience when it throttles, so that it gets more of them. */
const ATTEMPTS = { throttled: 12, other: 6 } as const;

/** Rejects with `LiveError` only. */
export function asker(options: AskOptions): Ask {
  // Every request under way listens.
  setMaxListeners(0, options.signal);
  return async (call, params, region) => {
    const { clock, chance, limiter } = options;
    for (let attempt = 1; ; attempt++) {
      const error = await once(options, call, params, region);
      if (!(error instanceof LiveError)) return error;
      const most = error.kind === "throttled" ? ATTEMPTS.throttled : ATTEMPTS.other;
      if (!isPassing(error) || attempt >= most) throw error;
      options.onRetry?.(error);
      const wait = chance() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1));
      if (clock.now() + wait >= options.deadline) throw error;
      if (error.kind === "throttled") limiter.pause(permission(call), wait);
      await clock.sleep(wait, options.signal);
    }
  };
}

async function once(
  options: AskOptions,
  call: LiveCall,
  params: Readonly<Record<string, unknown>>,
  region: string | null,
): Promise<Answer | LiveError> {
  const { limiter } = options;
  const api = permission(call);
  await limiter.enter(api, call.rate);
  try {
    const stopped = stop(options, call, region);
    if (stopped) return stopped;
    options.onRequest?.(call);
    const answer = await timed(options, call, params, region);
    if (typeof answer === "object" && answer !== null && !Array.isArray(answer))
      return answer as Answer;
    return liveError(new Error("is not valid JSON"), call, region, []);
  } catch (error) {
    return stop(options, call, region) ?? liveError(error, call, region, options.secrets);
  } finally {
    limiter.leave(api);
  }
}

function stop({ signal, clock, deadline }: AskOptions, call: LiveCall, region: string | null) {
  const where = { call, region };
  if (signal.aborted)
    return new LiveError("cancelled", "interrupted", "the fetch was interrupted", where);
  if (clock.now() >= deadline)
    return new LiveError("deadline", "deadline", "the time for the whole fetch was up", where);
  return null;
}

/** Ends when the answer comes, the time is up, or the user interrupts; whatever hangs is aborted. */
async function timed(
  { transport, clock, timeout, signal, deadline }: AskOptions,
  call: LiveCall,
  params: Readonly<Record<string, unknown>>,
  region: string | null,
): Promise<unknown> {
  const own = new AbortController();
  const abort = (): void => own.abort();
  signal.addEventListener("abort", abort, { once: true });
  const answered = new AbortController();
  const patience = Math.min(timeout, deadline - clock.now());
  const late = clock.sleep(patience, answered.signal).then(() => {
    if (answered.signal.aborted) return null;
    own.abort();
    const seconds = Math.round(patience / 1000);
    throw new LiveError("timeout", "timeout", `no answer within ${seconds} s`, { call, region });
  });
  try {
    const answer = transport({ call, params, region, signal: own.signal });
    // Whichever ends second must not end unheard.
    answer.catch(() => {});
    return await Promise.race([answer, late.then(() => answer)]);
  } finally {
    answered.abort();
    signal.removeEventListener("abort", abort);
  }
}
