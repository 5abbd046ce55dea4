// Runs the command in a folder of its own, as a user or a CI job would.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
// @ts-expect-error plain JavaScript, run by npm as well
import { build } from "../../scripts/build.mjs";
import { runHere, type Ran } from "./here.ts";

export const BIN = fileURLToPath(new URL("../../dist/sglint.js", import.meta.url));

/** For `beforeAll` of tests that start processes: nothing happens when dist is fresh. */
export async function fresh(): Promise<void> {
  await build();
}

export type { Ran } from "./here.ts";

export interface How {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export function sglint(args: readonly string[], { cwd, env }: How = {}): Promise<Ran> {
  return runHere(args, { cwd: cwd ?? project({}), env: { ...plainEnvironment(), ...env } });
}

/** A shell line in which `sglint` is the built command, in a process of its own. */
export function shell(line: string, { cwd, env }: How = {}): Ran {
  const command = `sglint() { "${process.execPath}" "${BIN}" "$@"; }\n${line}`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", command], {
    cwd: cwd ?? project({}),
    env: { ...plainEnvironment(), ...env },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { code: status, stdout, stderr };
}

function plainEnvironment(): NodeJS.ProcessEnv {
  const { NO_COLOR: _no, FORCE_COLOR: _force, COLUMNS: _columns, ...rest } = process.env;
  return rest;
}

/** A folder with these files, removed when the test ends. */
export function project(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "sglint-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Definitions in which one declared path is open, closed against its word, or hangs on a missing fact. */
export function definitions(state: "open" | "closed" | "unknown"): string {
  const action = state === "closed" ? "DROP" : "ACCEPT";
  const groups = state === "unknown" ? "" : ", securityGroups: [sg-web]";
  return [
    "version: 1",
    "securityGroups:",
    "  - id: sg-web",
    "    ingress:",
    `      - { action: ${action}, source: 203.0.113.0/24, protocol: TCP, port: "80" }`,
    `instances: [{ id: ins-web, privateIps: [10.0.0.1]${groups} }]`,
    'paths: [{ name: web, from: 203.0.113.0/24, to: "ins-web:80", expect: reachable }]',
    "",
  ].join("\n");
}
