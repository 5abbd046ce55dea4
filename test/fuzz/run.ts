// The fuzzer's command: hands inputs to workers with a limit of time and memory, keeps what fails, and sums up.
import { fork, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { table } from "../../bench/measure.ts";
import { inputOf } from "./inputs.ts";
import { KINDS, type Kind } from "./seeds.ts";
import { keep } from "./trial.ts";
import type { Answer, Task } from "./worker.ts";

/** Of the processor for one run of the command, and of the clock before a worker that does not answer is ended. */
const SECONDS = 10;
const PATIENCE = 60;
const MEGABYTES = 1024;
/** Then a worker is replaced, so that its heap is that of a few inputs. */
const TASKS_OF_A_WORKER = 4_000;
const SLOW = 1_000;

const HELP = `usage: npm run fuzz -- [COUNT] [options]      COUNT inputs (default 1000)

  --seed S         number of the first input (default: drawn by the clock)
  --kind K         only this kind, repeatable: ${KINDS.join(", ")}
  --jobs N         workers (default 2)
  --keep FOLDER    where inputs that fail are kept (default: a temporary folder)
`;

interface Failure extends Task {
  readonly why: string;
}

interface Run {
  readonly answers: Answer[];
  readonly failures: Failure[];
  readonly folder: string;
  next: () => Task | null;
}

const { count, seed, kinds, jobs, folder } = options();
const started = performance.now();
let given = 0;
const run: Run = {
  answers: [],
  failures: [],
  folder,
  next: () => {
    if (given >= count) return null;
    const number = seed + given++;
    return { seed: number, kind: kinds[number % kinds.length]! };
  },
};
console.log(`${count} inputs from seed ${seed}; what fails is kept in ${folder}`);
process.on("SIGINT", end).on("SIGTERM", end);
await Promise.all(Array.from({ length: jobs }, () => work(run)));
end();

/** Also when it is interrupted: what was tried until then counts. */
function end(): never {
  report(run, (performance.now() - started) / 1000);
  return process.exit(run.failures.length > 0 ? 1 : 0);
}

function options() {
  const { values, positionals } = parsed();
  const wanted = values.kind ?? KINDS;
  const strange = wanted.find((kind) => !(KINDS as readonly string[]).includes(kind));
  if (values.help || strange !== undefined) {
    console.error(strange === undefined ? HELP : `no kind is called "${strange}"\n\n${HELP}`);
    process.exit(strange === undefined ? 0 : 2);
  }
  return {
    count: numberOf(positionals[0] ?? "1000"),
    seed: numberOf(values.seed ?? String(Date.now() % 1_000_000_000)),
    kinds: wanted as readonly Kind[],
    jobs: numberOf(values.jobs ?? "2"),
    folder: values.keep ?? mkdtempSync(join(tmpdir(), "sglint-fuzz-kept-")),
  };
}

function parsed() {
  const text = { type: "string" } as const;
  const flags = {
    seed: text,
    kind: { type: "string", multiple: true },
    jobs: text,
    keep: text,
    help: { type: "boolean", short: "h" },
  } as const;
  try {
    return parseArgs({ options: flags, allowPositionals: true });
  } catch (error) {
    console.error(`${String(error)}\n\n${HELP}`);
    return process.exit(2);
  }
}

function numberOf(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  console.error(`"${text}" is no number\n\n${HELP}`);
  return process.exit(2);
}

/** One line of workers, each taking the place of one that died or has done enough. */
async function work(all: Run): Promise<void> {
  let [child, done] = [worker(), 0];
  const replace = () => {
    child.kill();
    child = worker();
  };
  for (let task = all.next(); task !== null; task = all.next()) {
    if (++done % TASKS_OF_A_WORKER === 0) replace();
    const answer = await asked(child, task);
    if (typeof answer === "string") replace();
    const fault = typeof answer === "string" ? answer : (answer.fault ?? lateness(answer));
    if (typeof answer !== "string") all.answers.push(answer);
    if (fault !== null) fail(all, task, fault);
    else if (count === 1) console.log(`kept: ${kept(all, task, "nothing is wrong")}`);
    if (all.answers.length % 10_000 === 0) console.log(`${all.answers.length} done`);
  }
  child.kill();
}

function lateness({ milliseconds }: Answer): string | null {
  return milliseconds > SECONDS * 1000
    ? `more than ${SECONDS} s: ${Math.round(milliseconds)} ms`
    : null;
}

function worker(): ChildProcess {
  return fork(fileURLToPath(new URL("worker.js", import.meta.url)), {
    execArgv: [`--max-old-space-size=${MEGABYTES}`, "--max-semi-space-size=32"],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

/** What the worker answers, or how it ended. */
function asked(child: ChildProcess, task: Task): Promise<Answer | string> {
  return new Promise((resolve) => {
    const close = (answer: Answer | string) => {
      clearTimeout(watchdog);
      child.off("message", close).off("exit", died);
      resolve(answer);
    };
    const died = (code: number | null, signal: string | null) =>
      close(
        code === 134 || signal === "SIGABRT"
          ? `more than ${MEGABYTES} MB of heap`
          : `the process ended with ${signal ?? `exit code ${code}`}`,
      );
    const watchdog = setTimeout(() => {
      child.kill("SIGKILL");
      close(`no answer in ${PATIENCE} s`);
    }, PATIENCE * 1000);
    child.on("message", close).on("exit", died);
    child.send(task);
  });
}

function replay({ kind, seed: first }: Task): string {
  return `npm run fuzz -- 1 --seed ${first} --kind ${kind}`;
}

function fail(all: Run, task: Task, why: string): void {
  all.failures.push({ ...task, why });
  console.log(`\nFAILED: ${why}\n  kept:   ${kept(all, task, why)}\n  replay: ${replay(task)}`);
}

/** Writes the input of a task, and beside it the command and what is wrong. */
function kept(all: Run, task: Task, why: string): string {
  const place = join(all.folder, `${task.kind}-${task.seed}`);
  const input = inputOf(task.kind, task.seed);
  keep(input, place);
  mkdirSync(all.folder, { recursive: true });
  const said = `sglint ${input.args.map((arg) => JSON.stringify(arg)).join(" ")}\n\n${why}\n`;
  writeFileSync(`${place}.txt`, said);
  return place;
}

function report({ answers, failures }: Run, seconds: number): void {
  const codes = [0, 1, 2, 3];
  const row = (name: string, own: readonly Answer[], failed: number) => [
    name,
    String(own.length),
    share(own, ({ isLong }) => isLong),
    share(own, ({ isJudged }) => isJudged),
    ...codes.map((code) => String(own.filter((one) => one.code === code).length)),
    `${Math.round(Math.max(0, ...tops(own).map(({ milliseconds }) => milliseconds)))}`,
    String(failed),
  ];
  const rows = kinds.map((kind) =>
    row(
      kind,
      answers.filter((one) => one.kind === kind),
      failures.filter((one) => one.kind === kind).length,
    ),
  );
  const head = [
    "kind",
    "inputs",
    "long",
    "judged",
    ...codes.map((code) => `exit ${code}`),
    "slowest ms",
    "failed",
  ];
  console.log(`\n${table(head, [...rows, row("all", answers, failures.length)])}\n`);
  for (const task of tops(answers))
    if (task.milliseconds > SLOW || task === tops(answers)[0])
      console.log(`slowest: ${(task.milliseconds / 1000).toFixed(2)} s  ${replay(task)}`);
  const most = (of: (one: Answer) => number) =>
    Math.round(answers.reduce((top, one) => Math.max(top, of(one)), 0) / 2 ** 20);
  console.log(
    `peak heap ${most(({ heap }) => heap)} MB, peak memory ${most(({ resident }) => resident)} MB; ` +
      `${Math.round(seconds)} s, ${Math.round(answers.length / seconds)} inputs/s; ${failures.length} failed`,
  );
}

function tops(answers: readonly Answer[]): readonly Answer[] {
  return answers.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, 8);
}

function share(answers: readonly Answer[], is: (one: Answer) => boolean): string {
  return `${Math.round((100 * answers.filter(is).length) / Math.max(1, answers.length))}%`;
}
