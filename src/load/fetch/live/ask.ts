// One request after the other until an answer comes: limits, time-outs, back-off with full jitter, all under one
// deadline. Knows nothing of pages or of what an answer means.
import { setMaxListeners } from "node:events";
import { say } from "../../../words/index.ts";
import type { Json } from "../../read/plain.ts";
import type { LiveCall } from "../../vendor/call.ts";
import { permission } from "../../vendor/calls.ts";
import type { Chance, Clock } from "./clock.ts";
import { isFatal, isMereDelay, isPassing, LiveError, liveError } from "./errors.ts";
import type { Limiter } from "./limiter.ts";

/** Sends one request and resolves to the content of `Response`. */
export type Transport = (request: {
  readonly call: LiveCall;
  readonly params: Json;
  readonly region: string | null;
  readonly signal: AbortSignal;
}) => Promise<unknown>;

export type Ask = (call: LiveCall, params: Json, region: string | null) => Promise<Json>;

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

/** Rejects with `LiveError` only. After a fatal one nothing more is sent, and everything rejects with that. */
export function asker(options: AskOptions): Ask {
  const run = runOf(options);
  return async (call, params, region) => {
    const { clock, chance, limiter } = options;
    let told: LiveError | null = null;
    for (let attempt = 1; ; attempt++) {
      const answer = await once(run, call, params, region);
      if (!(answer instanceof LiveError)) return answer;
      const error: LiveError = told && isMereDelay(answer) ? told : answer;
      told = error;
      if (isFatal(error)) run.end(error);
      const most = error.kind === "throttled" ? ATTEMPTS.throttled : ATTEMPTS.other;
      if (!isPassing(answer) || attempt >= most) throw error;
      options.onRetry?.(error);
      const wait = chance() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1));
      if (clock.now() + wait >= options.deadline) throw error;
      if (error.kind === "throttled") limiter.pause(permission(call), wait);
      await clock.sleep(wait, run.over);
    }
  };
}

/** What all requests of one fetch have in common. */
interface Run extends AskOptions {
  /** Aborted when nothing more is to be sent: interrupted, or refused once and for all. */
  readonly over: AbortSignal;
  readonly end: (fatal: LiveError) => void;
  readonly fatal: () => LiveError | null;
}

function runOf(options: AskOptions): Run {
  const controller = new AbortController();
  // Every request under way listens.
  setMaxListeners(0, options.signal, controller.signal);
  options.signal.addEventListener("abort", () => controller.abort(), { once: true });
  let first: LiveError | null = null;
  const end = (fatal: LiveError): void => {
    first ??= fatal;
    controller.abort();
    options.limiter.end();
  };
  return { ...options, over: controller.signal, end, fatal: () => first };
}

async function once(
  run: Run,
  call: LiveCall,
  params: Json,
  region: string | null,
): Promise<Json | LiveError> {
  const { limiter } = run;
  const api = permission(call);
  await limiter.enter(api, call.rate);
  try {
    const stopped = stop(run, call, region);
    if (stopped) {
      limiter.end();
      return stopped;
    }
    run.onRequest?.(call);
    const answer = await timed(run, call, params, region);
    if (isAnswer(answer)) return answer;
    return new LiveError("malformed", say("fetch.code-malformed"), say("fetch.no-json"), {
      call,
      region,
    });
  } catch (error) {
    return stop(run, call, region) ?? liveError(error, call, region, run.secrets);
  } finally {
    limiter.leave(api);
  }
}

/** Plain JSON: for an event stream the SDK hands out an object of its own. */
function isAnswer(value: unknown): value is Json {
  return typeof value === "object" && Object.getPrototypeOf(value ?? []) === Object.prototype;
}

function stop({ signal, fatal, clock, deadline }: Run, call: LiveCall, region: string | null) {
  const where = { call, region };
  const refused = fatal();
  if (refused) return refused;
  if (signal.aborted)
    return new LiveError("cancelled", "interrupted", say("fetch.interrupted"), where);
  if (clock.now() >= deadline)
    return new LiveError("deadline", "deadline", say("fetch.out-of-time"), where);
  return null;
}

/** Left out, it would be an exception with a stack, made for each request. */
const NO_REASON = null;

/** Ends when the answer comes, the time is up, or the user interrupts; whatever hangs is aborted. */
async function timed(
  { transport, clock, timeout, over, deadline }: Run,
  call: LiveCall,
  params: Json,
  region: string | null,
): Promise<unknown> {
  const own = new AbortController();
  const abort = (): void => own.abort(over.reason);
  over.addEventListener("abort", abort, { once: true });
  const answered = new AbortController();
  const patience = Math.min(timeout, deadline - clock.now());
  const late = clock.sleep(patience, answered.signal).then(() => {
    if (answered.signal.aborted) return null;
    own.abort();
    const why = say("fetch.too-slow", Math.round(patience / 1000));
    throw new LiveError("timeout", say("fetch.code-timeout"), why, { call, region });
  });
  try {
    const answer = transport({ call, params, region, signal: own.signal });
    // Whichever ends second must not end unheard.
    answer.catch(() => {});
    return await Promise.race([answer, late.then(() => answer)]);
  } catch (error) {
    // Of an answer that is too long the rest would still be read.
    own.abort();
    throw error;
  } finally {
    answered.abort(NO_REASON);
    over.removeEventListener("abort", abort);
  }
}
