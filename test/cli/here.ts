// Runs the command in this process, as `node sglint.js` would run it in one of its own: arguments, folder, environment and
// both streams are its own while it runs. A process of its own is needed only for signals, pipes and what ends it.
import type { EventEmitter } from "node:events";
import { chooseColor } from "../../src/cli/output.ts";
import { start } from "../../src/cli/start.ts";

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd: string;
  /** All of it, not only what is added. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
}

let last: Promise<unknown> = Promise.resolve();

/** One after the other: there is one working folder and one environment. */
export function runHere(args: readonly string[], surroundings: Surroundings): Promise<Ran> {
  const ran = last.then(() => ranHere(args, surroundings));
  last = ran.catch(() => {});
  return ran;
}

async function ranHere(args: readonly string[], { cwd, env }: Surroundings): Promise<Ran> {
  const { argv, exitCode } = process;
  const [folder, environment] = [process.cwd(), { ...process.env }];
  const streams = [captured(process.stdout), captured(process.stderr)] as const;
  const forget = remembered([process, process.stdout, process.stderr]);
  try {
    process.chdir(cwd);
    replaceEnvironment(env);
    process.argv = [process.execPath, "sglint", ...args];
    chooseColor("auto");
    await start();
    // What Node leaves when nobody said otherwise.
    const code = Number(process.exitCode ?? 0);
    return { code, stdout: streams[0].text(), stderr: streams[1].text() };
  } finally {
    for (const stream of streams) stream.restore();
    forget();
    replaceEnvironment(environment);
    process.chdir(folder);
    process.argv = argv;
    process.exitCode = exitCode;
  }
}

function replaceEnvironment(env: Readonly<NodeJS.ProcessEnv>): void {
  for (const name of Object.keys(process.env))
    if (env[name] === undefined) delete process.env[name];
  for (const [name, value] of Object.entries(env))
    if (value !== undefined) process.env[name] = value;
}

function captured(stream: NodeJS.WriteStream): { text: () => string; restore: () => void } {
  const { write } = stream;
  let text = "";
  const capture = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    text += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
    const written = rest.at(-1);
    if (typeof written === "function") process.nextTick(written as () => void);
    return true;
  };
  stream.write = capture as typeof stream.write;
  return {
    text: () => text,
    restore: () => {
      stream.write = write;
    },
  };
}

/** Takes away the listeners that came since, as the end of a process would; what waits for its end is called. */
function remembered(emitters: readonly EventEmitter[]): () => void {
  const heard = (emitter: EventEmitter) =>
    emitter.eventNames().map((name) => [name, emitter.listeners(name)] as const);
  const before = emitters.map((emitter) => new Map(heard(emitter)));
  return () => {
    for (const [i, emitter] of emitters.entries())
      for (const [name, listeners] of heard(emitter))
        for (const listener of listeners) {
          if (before[i]!.get(name)?.includes(listener)) continue;
          if (name === "exit") listener();
          emitter.off(name, listener as () => void);
        }
  };
}
