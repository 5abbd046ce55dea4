// Two texts -> the lines that differ, as hunks of a unified diff. Myers' greedy algorithm; knows nothing of files.

export interface Hunk {
  /** 0-based lines. */
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newStart: number;
  readonly newCount: number;
  /** Each with its sign: " ", "-" or "+", and its line break. */
  readonly lines: readonly string[];
}

/** Lines around a change that are shown with it. */
const CONTEXT = 3;

export function hunksOf(before: string, after: string): Hunk[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  const steps = stepsOf(a, b);
  const hunks: Hunk[] = [];
  let [at, until] = [0, 0];
  for (let i = 0; i < steps.length; i++) {
    if (steps[i]!.sign === " ") continue;
    at = Math.max(until, i - CONTEXT);
    let last = i;
    for (let j = i; j < steps.length && j - last <= 2 * CONTEXT; j++)
      if (steps[j]!.sign !== " ") last = j;
    until = Math.min(steps.length, last + CONTEXT + 1);
    hunks.push(hunkOf(steps.slice(at, until)));
    i = until - 1;
  }
  return hunks;
}

/** With their line breaks; the last may have none. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

interface Step {
  readonly sign: " " | "-" | "+";
  readonly line: string;
  /** How many lines of either text stand before it. */
  readonly old: number;
  readonly new: number;
}

function hunkOf(steps: readonly Step[]): Hunk {
  const counted = (sign: string) => steps.filter((step) => step.sign !== sign).length;
  return {
    oldStart: steps[0]!.old,
    oldCount: counted("+"),
    newStart: steps[0]!.new,
    newCount: counted("-"),
    lines: steps.map(({ sign, line }) => `${sign}${line}`),
  };
}

function stepsOf(a: readonly string[], b: readonly string[]): Step[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail++;
  const steps: Step[] = [];
  let [x, y] = [0, 0];
  const push = (sign: Step["sign"]) => {
    const line = sign === "+" ? b[y]! : a[x]!;
    steps.push({ sign, line, old: x, new: y });
    if (sign !== "+") x++;
    if (sign !== "-") y++;
  };
  for (let i = 0; i < head; i++) push(" ");
  for (const sign of middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)))
    push(sign);
  for (let i = 0; i < tail; i++) push(" ");
  return steps;
}

/** More differing lines than this are shown as one block: the search is quadratic in them. */
const MOST = 4000;

function middle(a: readonly string[], b: readonly string[]): Step["sign"][] {
  const trace = search(a, b);
  if (trace === null) return [...a.map(() => "-" as const), ...b.map(() => "+" as const)];
  const signs: Step["sign"][] = [];
  let [x, y] = [a.length, b.length];
  for (let d = trace.length - 1; d > 0; d--) {
    const before = trace[d - 1]!;
    const i = (x - y + d) / 2;
    const down = isInsertion(before, i, d);
    const fromX = before[down ? i : i - 1]!;
    const fromY = fromX - (x - y + (down ? 1 : -1));
    for (; x > fromX && y > fromY; x--, y--) signs.push(" ");
    signs.push(down ? "+" : "-");
    [x, y] = [fromX, fromY];
  }
  for (; x > 0 && y > 0; x--, y--) signs.push(" ");
  return signs.toReversed();
}

/** How far paths of d edits reach in `a`, at i for the diagonal x - y = 2i - d. */
type Reach = Int32Array;

/** The furthest reaching paths by number of edits; null where there are too many. */
function search(a: readonly string[], b: readonly string[]): Reach[] | null {
  const trace: Reach[] = [];
  for (let d = 0; d <= Math.min(a.length + b.length, MOST); d++) {
    const before = trace.at(-1);
    const reach = new Int32Array(d + 1);
    trace.push(reach);
    for (let i = 0; i <= d; i++) {
      const k = 2 * i - d;
      let x = !before ? 0 : isInsertion(before, i, d) ? before[i]! : before[i - 1]! + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      reach[i] = x;
      if (x >= a.length && x - k >= b.length) return trace;
    }
  }
  return null;
}

/** Whether the last of d edits on the way to i is an insertion. */
function isInsertion(before: Reach, i: number, d: number): boolean {
  return i === 0 || (i !== d && before[i - 1]! < before[i]!);
}
