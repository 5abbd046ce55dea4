// A large account end to end: fetched from the local cloud with its documented limits enforced, then linted from the
// snapshot, each by the command in a process of its own. The limits make it last about two and a half minutes.
// Targets: fetch within 600 MB and never above a limit; lint in 5 s and 800 MB.
import { spawn } from "node:child_process";
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { ACTIONS, EXAMPLE, generateAccount, startCloud, type Cloud } from "../test/cloud/cloud.ts";
import { median, table } from "./measure.ts";

const ROUNDS = 5;
const REGION = "ap-guangzhou";
const SIZE = { groups: 10_000, instances: 10_000, balancers: 1_000, gateways: 20 };
const MIB = 2 ** 20;

const folder = mkdtempSync(join(tmpdir(), "sglint-bench-"));
const memory = join(folder, "memory");
/** Leaves the peak memory of the process, in KiB, in a file. */
const WATCH = `data:text/javascript,${encodeURIComponent(
  `import { writeFileSync } from "node:fs";
   process.on("exit", () => writeFileSync(${JSON.stringify(memory)}, String(process.resourceUsage().maxRSS)));`,
)}`;

interface Run {
  readonly seconds: number;
  readonly mebibytes: number;
  readonly status: number | null;
}

/** Runs node with its output in a file: what a terminal costs is not measured. */
async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
  const out = createWriteStream(join(folder, "out"));
  await new Promise((open) => out.once("open", open));
  const start = performance.now();
  const child = spawn(process.execPath, ["--import", WATCH, ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", out, "inherit"],
  });
  const status = await new Promise<number | null>((exit) => child.once("exit", exit));
  const seconds = (performance.now() - start) / 1000;
  out.close();
  return { seconds, mebibytes: Number(readFileSync(memory, "utf8")) / 1024, status };
}

async function rounds(args: readonly string[]): Promise<Run> {
  const runs: Run[] = [];
  for (let i = 0; i < ROUNDS; i++) runs.push(await run(args));
  return {
    seconds: median(runs.map(({ seconds }) => seconds)),
    mebibytes: Math.max(...runs.map(({ mebibytes }) => mebibytes)),
    status: runs[0]!.status,
  };
}

/** How the busiest call used what it may ask: calls a second between its first and its last, and what was refused. */
function rates({ log }: Cloud): string {
  const action = "DescribeSecurityGroupPolicies";
  const times = log.flatMap((entry) => (entry.action === action ? [entry.at] : []));
  const seconds = (Math.max(...times) - Math.min(...times)) / 1000;
  const limit = ACTIONS.find(({ name }) => name === action)!.perSecond;
  const refused = log.filter(({ outcome }) => outcome.startsWith("RequestLimitExceeded")).length;
  const rate = times.length / seconds;
  return `${log.length} requests, ${refused} refused by limits; ${action}: ${rate.toFixed(1)} a second of ${limit} documented`;
}

const cloud = await startCloud({ account: generateAccount({ ...SIZE, regions: [REGION] }) });
try {
  const sglint = resolve("dist/sglint.js");
  const fetched = await run([sglint, "fetch", "-o", "snapshot.json", "--region", REGION], {
    TENCENTCLOUD_ENDPOINT: cloud.url,
    TENCENTCLOUD_SECRET_ID: EXAMPLE.secretId,
    TENCENTCLOUD_SECRET_KEY: EXAMPLE.secretKey,
  });
  const size = statSync(join(folder, "snapshot.json")).size / MIB;
  console.log(`${JSON.stringify(SIZE)}: a snapshot of ${size.toFixed(0)} MiB`);
  console.log(rates(cloud));
  const parse = "JSON.parse(require('node:fs').readFileSync('snapshot.json', 'utf8'))";
  const runs = {
    fetch: fetched,
    "node: JSON.parse of the snapshot": await rounds(["-e", parse]),
    "check -f json": await rounds([sglint, "check", "snapshot.json", "-f", "json"]),
    "check -f sarif": await rounds([sglint, "check", "snapshot.json", "-f", "sarif"]),
    check: await rounds([sglint, "check", "snapshot.json"]),
  };
  console.log(
    table(
      ["", "s", "MiB", "exit"],
      Object.entries(runs).map(([name, { seconds, mebibytes, status }]) => [
        name,
        seconds.toFixed(2),
        mebibytes.toFixed(0),
        String(status),
      ]),
    ),
  );
} finally {
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
}
