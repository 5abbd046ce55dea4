// Runs the command against a local cloud that lives in the test's own process, so that nothing here may block.
import { spawn, type ChildProcess } from "node:child_process";
import { onTestFinished } from "vitest";
import { watch } from "../cloud/clock.ts";
import { EXAMPLE, startCloud, type Cloud, type CloudOptions } from "../cloud/cloud.ts";
import { runHere, type Ran } from "./here.ts";
import { BIN, project, type How } from "./run.ts";

export async function cloudFor(options: CloudOptions = {}): Promise<Cloud> {
  const cloud = await startCloud({ limits: false, ...options });
  onTestFinished(watch(cloud.stirrings));
  onTestFinished(() => cloud.close());
  return cloud;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
}

/** Of the machine's environment only the path: neither its credentials nor its proxies count. */
function bare(env: How["env"]): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], HOME: project({}), ...env };
}

/** In a process of its own: for signals, and for two at once. */
export function start(args: readonly string[], { cwd, env }: How = {}): Started {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd: cwd ?? project({}),
    env: bare(env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (piece: string) => (texts[name] += piece));
  const ended = new Promise<Ran>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...texts }));
  });
  return { child, ended };
}

export const SECRETS = {
  TENCENTCLOUD_SECRET_ID: EXAMPLE.secretId,
  TENCENTCLOUD_SECRET_KEY: EXAMPLE.secretKey,
} as const;

export function run(args: readonly string[], { cwd, env }: How = {}): Promise<Ran> {
  return runHere(args, { cwd: cwd ?? project({}), env: bare(env) });
}

/** `fetch` of one region with the example's keys, unless told otherwise. */
export function fetchFrom(cloud: Cloud, args: readonly string[], how: How = {}): Promise<Ran> {
  return run(["fetch", ...atCloud(cloud), ...args], { ...how, env: { ...SECRETS, ...how.env } });
}

export function atCloud(cloud: Cloud): string[] {
  return ["--endpoint", cloud.url, "--region", "ap-guangzhou"];
}
