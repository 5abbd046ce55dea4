// One line on stderr that says how far a fetch is: done and total of each service, rate, time left. Only where somebody
// looks at it, on a terminal that can draw a line anew.
import type { Task } from "../../load/fetch/live/account.ts";
import type { LiveCall } from "../../load/vendor/call.ts";
import { permission } from "../../load/vendor/calls.ts";
import type { Progress } from "../../load/fetch/snapshot/fetch.ts";

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

export function wantsProgress(
  flag: boolean | undefined,
  isTerminal: boolean,
  term: string | undefined,
): boolean {
  return flag ?? (isTerminal && term !== "dumb");
}

interface Through {
  total: number;
  done: number;
}

interface Count extends Through {
  readonly service: string;
  readonly rate: number;
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
    // A line that fills the last column would break. A terminal that does not know its width says 0.
    const width = (stream.columns || 100) - 1;
    stream.write(`\r\u001b[K${lineOf([...counts.values()], (sent.length * 1000) / WINDOW, width)}`);
  };
  const timer = setInterval(draw, PACE);
  timer.unref();
  let isOpen = true;
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
      if (isOpen) stream.write("\r\u001b[K");
      isOpen = false;
    },
  };
}

/**
 * `vpc 120/10013  clb 8/41  80/s  about 2 min left`. Where that is too wide, first the services that are through are
 * left out, then the last ones.
 */
export function lineOf(counts: readonly Readonly<Count>[], rate: number, width: number): string {
  const services = new Map<string, Through>();
  for (const { service, done, total } of counts) {
    const sum = services.get(service) ?? { done: 0, total: 0 };
    services.set(service, { done: sum.done + done, total: sum.total + total });
  }
  const tail = `${rate.toFixed(rate < 10 ? 1 : 0)}/s${timeLeft(counts)}`;
  const shown = ([name, { done, total }]: readonly [string, Through]): string =>
    `${name} ${done}/${total}`;
  const all = [...services].map(shown);
  const open = [...services].filter(([, { done, total }]) => done < total).map(shown);
  const shorter = open.slice(1).map((_, i) => [...open.slice(0, open.length - 1 - i), "…"]);
  const lines = [all, open, ...shorter].map((parts) => [...parts, tail].join("  "));
  return lines.find(({ length }) => length <= width) ?? tail.slice(0, width);
}

function timeLeft(counts: readonly Readonly<Count>[]): string {
  const left = Math.max(0, ...counts.map((c) => (c.total - c.done) / (c.rate * SHARE)));
  if (left < 1) return "";
  return `  about ${left < 90 ? `${Math.ceil(left)} s` : `${Math.ceil(left / 60)} min`} left`;
}
