// The local cloud as a process: `npm run cloud -- --groups 1000`. Prints where it listens and what to set, and ends on
// a signal or after its lifetime. Listens on the loopback address only.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
const SIZES = [
  ["groups", "security groups in each region"],
  ["instances", "instances in each region"],
  ["balancers", "load balancers in each region"],
  ["gateways", "API Gateway services in each region"],
  ["seed", "another account"],
  ["revision", "the same account some time later"],
];

const HELP = `usage: npm run cloud -- [options]

${SIZES.map(([name, what]) => `  --${name} N`.padEnd(22) + what).join("\n")}
  --region NAME       region with resources (repeatable; default ap-guangzhou)
  --faults FILE       JSON list of faults, see test/cloud/README.md
  --no-limits         do not enforce the documented request limits
  --port N            default: any free one
  --minutes N         ends by itself after so many (default 60, at most 600)
`;

const text = { type: "string" };
const values = readOptions();
if (values.help) console.log(HELP);
else await run();

function readOptions() {
  const options = {
    ...Object.fromEntries(SIZES.map(([name]) => [name, text])),
    region: { type: "string", multiple: true },
    faults: text,
    "no-limits": { type: "boolean" },
    port: text,
    minutes: text,
    help: { type: "boolean", short: "h" },
  };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    return process.exit(2);
  }
}

async function run() {
  const { startCloud, generateAccount, EXAMPLE, tally } = await load();
  const sizes = SIZES.filter(([name]) => values[name] !== undefined).map(([name]) => [
    name,
    count(name, 0, 10_000_000),
  ]);
  const regions = values.region ?? ["ap-guangzhou"];
  const cloud = await startCloud({
    account: generateAccount({ ...Object.fromEntries(sizes), regions }),
    faults: values.faults ? JSON.parse(readFileSync(values.faults, "utf8")) : [],
    limits: values["no-limits"] ? false : {},
    port: values.port ? count("port", 1, 65_535) : 0,
    lifetime: (values.minutes ? count("minutes", 1, 600) : 60) * 60_000,
  });
  console.log(`listening on ${cloud.url}, regions ${regions.join(", ")}`);
  console.log(`export TENCENTCLOUD_ENDPOINT=${cloud.url}`);
  console.log(`export TENCENTCLOUD_SECRET_ID=${EXAMPLE.secretId}`);
  console.log(`export TENCENTCLOUD_SECRET_KEY=${EXAMPLE.secretKey}`);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, cloud.close);
  // The server's sockets keep the process alive until it closes.
  await cloud.closed;
  console.log(`closed after ${cloud.log.length} requests`);
  for (const [key, times] of Object.entries(tally(cloud.log))) console.log(`  ${times} ${key}`);
}

function count(name, least, most) {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  console.error(`--${name} ${values[name]}: expected a whole number from ${least} to ${most}`);
  process.exit(2);
}

/** The cloud is TypeScript that node cannot read itself. */
async function load() {
  const aside = mkdtempSync(join(root, "node_modules/.sglint-cloud-"));
  try {
    const bundle = await rolldown({ input: join(root, "test/cloud/cloud.ts"), platform: "node" });
    const file = join(aside, "cloud.mjs");
    await bundle.write({ file, format: "esm", codeSplitting: false });
    await bundle.close();
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
