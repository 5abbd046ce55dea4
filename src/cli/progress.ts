// One line on stderr that says how far a fetch is: done and total of each service, rate, time left. Only where somebody
// looks at it.
import type { Task } from "../load/live/account.ts";
import { permission, type LiveCall } from "../load/live/calls.ts";
import type { Progress } from "../load/snapshot/fetch.ts";

export interface ProgressLine extends Progress {
  readonly sent: (call: LiveCall) => void;
  readonly close: () => void;
}

/** Milliseconds between two looks of the line. */
const PACE = 200;
/** Milliseconds over which the rate is taken. */
const WINDOW = 5_000;
/** Of the documented rate, as the limiter has it. */
const SHARE = 0.8;

export const NO_PROGRESS: ProgressLine = {
  planned: () => {},
  done: () => {},
  sent: () => {},
  close: () => {},
};

interface Count {
  readonly service: string;
  readonly rate: number;
  total: number;
  done: number;
}

export function progressLine(stream: NodeJS.WriteStream, now: () => number): ProgressLine {
  const counts = new Map<string, Count>();
  const sent: number[] = [];
  const countOf = ({ call }: Task): Count => {
    const key = permission(call);
    const count = counts.get(key) ?? { service: call.service, rate: call.rate, total: 0, done: 0 };
    counts.set(key, count);
    return count;
  };
  const draw = (): void => {
    while (sent.length > 0 && sent[0]! < now() - WINDOW) sent.shift();
    const text = lineOf([...counts.values()], (sent.length * 1000) / WINDOW);
    stream.write(`\r\u001b[K${text.slice(0, Math.max(20, (stream.columns ?? 100) - 1))}`);
  };
  const timer = setInterval(draw, PACE);
  timer.unref();
  return {
    planned: (task) => {
      countOf(task).total++;
    },
    done: (task) => {
      countOf(task).done++;
    },
    sent: () => {
      sent.push(now());
    },
    close: () => {
      clearInterval(timer);
      stream.write("\r\u001b[K");
    },
  };
}

/** `vpc 120/10013  clb 8/41  80/s  about 2 min left` */
export function lineOf(counts: readonly Readonly<Count>[], rate: number): string {
  const services = new Map<string, { done: number; total: number }>();
  for (const { service, done, total } of counts) {
    const sum = services.get(service) ?? { done: 0, total: 0 };
    services.set(service, { done: sum.done + done, total: sum.total + total });
  }
  const parts = [...services].map(([name, { done, total }]) => `${name} ${done}/${total}`);
  const left = Math.max(0, ...counts.map((c) => (c.total - c.done) / (c.rate * SHARE)));
  const time =
    left < 1
      ? ""
      : `  about ${left < 90 ? `${Math.ceil(left)} s` : `${Math.ceil(left / 60)} min`} left`;
  return `${parts.join("  ")}  ${rate.toFixed(rate < 10 ? 1 : 0)}/s${time}`;
}
