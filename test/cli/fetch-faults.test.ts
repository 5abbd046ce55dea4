// Every fault with every service, through the command and the vendor's SDK: exit code, message, and nothing else lost.
// A run strikes all services at once, and each has its row.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { some } from "../depth.ts";
import { atCloud, SECRETS } from "./fetch-run.ts";
import { runHere, type Ran } from "./here.ts";
import { callNamed } from "../../src/load/vendor/calls.ts";
import { watch } from "../cloud/clock.ts";
import { generateAccount, startCloud, type Account, type Fault } from "../cloud/cloud.ts";
import type { Snapshot } from "../load/fetch/live/reading.ts";

vi.mock("../../src/load/fetch/live/clock.ts", () => import("../cloud/clock.ts"));

/** A list of each service, by which its other calls come about. */
const SERVICES = [
  ["vpc.DescribeSecurityGroups", "vpc:DescribeSecurityGroups"],
  ["cvm.DescribeInstances", "cvm:DescribeInstances"],
  ["clb.DescribeLoadBalancers", "clb:DescribeLoadBalancers"],
  ["apigateway.DescribeServicesStatus", "apigw:DescribeServicesStatus"],
  ["tke.DescribeClusters", "tke:DescribeClusters"],
  ["tsf.DescribeSimpleNamespaces", "tsf:DescribeSimpleNamespaces"],
  ["tse.DescribeCloudNativeAPIGateways", "tse:DescribeCloudNativeAPIGateways"],
] as const;
const LISTS = SERVICES.map(([call]) => call);

const ACCOUNT = generateAccount({
  groups: 2,
  instances: 2,
  balancers: 2,
  gateways: 1,
  apisPerGateway: 1,
  clusters: 1,
  templates: 1,
  microservices: 1,
  cloudNativeGateways: 1,
});

type Effect = Fault["effect"];

const FAULTS = {
  throttling: { kind: "throttle" },
  "HTTP 500": { kind: "status", status: 500 },
  InternalError: { kind: "error", code: "InternalError" },
  hanging: { kind: "hang" },
  "half an answer, then nothing": { kind: "hang", at: "middle" },
  "a reset": { kind: "reset" },
  "half an answer, then a reset": { kind: "reset", at: "middle" },
  "an HTML answer": { kind: "html" },
  "half of the JSON": { kind: "truncated-json" },
  "JSON of another kind": { kind: "answer", response: [] },
  "a page cut short": { kind: "short-page", missing: 1 },
  "a denied action": { kind: "deny" },
} as const satisfies Record<string, Effect>;
type FaultName = keyof typeof FAULTS;

const PASSING = (Object.keys(FAULTS) as FaultName[]).filter((name) => name !== "a denied action");

/** What `check` says of a call that always fails. */
const LASTING = {
  throttling: /was throttled all the time \(RequestLimitExceeded\)|was not asked for 1 of 1/,
  "HTTP 500": /failed \(HTTP 500\)/,
  hanging: /was not answered in time \(timeout\)/,
  "an HTML answer": /failed \(unreadable answer\).*is there a proxy or a login page between\?/,
  "JSON of another kind": /failed \(unreadable answer\)/,
  "a page cut short": /lists \d of \d: the rest is unknown; fetch again with --resume/,
  "a denied action": /is not permitted \(UnauthorizedOperation\).*sglint fetch --print-policy/,
} as const satisfies Partial<Record<FaultName, RegExp>>;

const CALM = { code: 0, stderr: "" };
const folders: string[] = [];
afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});

interface Fetched extends Ran {
  readonly cwd: string;
  readonly snapshot: Snapshot | null;
}

async function fetched(
  faults: readonly Fault[],
  args: readonly string[] = [],
  { account = ACCOUNT, cwd = place() }: { account?: Account; cwd?: string } = {},
): Promise<Fetched> {
  const cloud = await startCloud({ account, limits: false, faults });
  const unwatch = watch(cloud.stirrings);
  const ran = await command(["fetch", ...atCloud(cloud), "-o", "s.json", ...args], cwd);
  unwatch();
  await cloud.close();
  const file = join(cwd, "s.json");
  const snapshot = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Snapshot) : null;
  return { ...ran, cwd, snapshot };
}

function place(): string {
  const path = mkdtempSync(join(tmpdir(), "sglint-table-"));
  folders.push(path);
  return path;
}

function command(args: readonly string[], cwd: string): Promise<Ran> {
  return runHere(args, { cwd, env: { PATH: process.env["PATH"], HOME: cwd, ...SECRETS } });
}

const HASTE = ["--timeout", "1.5"];
const whole = { answers: [] as Snapshot["answers"] };
const once = new Map<string, Promise<Fetched>>();
const always = new Map<string, Promise<Fetched & { readonly checked: Ran }>>();

beforeAll(async () => {
  whole.answers = (await fetched([])).snapshot!.answers;
  for (const name of PASSING) {
    const fault = (call: string): Fault => ({ call, when: { nth: 1 }, effect: FAULTS[name] });
    once.set(name, fetched(LISTS.map(fault), HASTE));
  }
  for (const name of Object.keys(LASTING) as (keyof typeof LASTING)[]) {
    const args = name === "throttling" ? [...HASTE, "--deadline", "5"] : HASTE;
    const one = fetched([{ call: LISTS, effect: FAULTS[name] }], args);
    const checked = one.then(({ cwd }) => command(["check", "s.json", "--exit-zero"], cwd));
    always.set(
      name,
      Promise.all([one, checked]).then(([ran, then]) => ({ ...ran, checked: then })),
    );
  }
}, 120_000);

describe.each(PASSING)("%s, once", (name) => {
  test.each(SERVICES)("%s", { timeout: 120_000 }, async (call, permission) => {
    const { code, stderr, snapshot } = await once.get(name)!;
    expect(code).toBe(0);
    const action = call.split(".")[1];
    const of = (answers: Snapshot["answers"]) => answers.filter(({ Action }) => Action === action);
    expect(of(snapshot!.answers)).toEqual(of(whole.answers));
    expect(isDeepStrictEqual(snapshot!.answers, whole.answers)).toBe(true);
    const said = stderr.split("\n").filter((line) => line.includes(permission));
    expect(said).toEqual(
      name === "a page cut short"
        ? [
            `note: ${permission} of ap-guangzhou: the list changed while it was read; it was read again until it fitted`,
          ]
        : [],
    );
  });
});

describe.each(Object.entries(LASTING))("%s, always", (name, says) => {
  test.each(SERVICES)("%s", { timeout: 120_000 }, async (call, permission) => {
    const { code, stderr, snapshot, checked } = await always.get(name)!;
    expect({ code, checked: checked.code }).toEqual({ code: 3, checked: 3 });
    expect(stderr).toContain("error: the snapshot is not complete");
    const said = (checked.stdout + checked.stderr)
      .split("\n")
      .filter((line) => line.includes(permission));
    expect(said.join("\n")).toMatch(says);
    const service = call.split(".")[0]!;
    expect(apart(snapshot!.answers, service)).toEqual(apart(whole.answers, service));
  });
});

/** Answers of a service that no list of the table leads to. */
function apart(answers: Snapshot["answers"], service: string): Snapshot["answers"] {
  return answers.filter(({ Service, Action }) => {
    let call = callNamed(String(Action));
    while (call.each) call = callNamed(call.each.of);
    return Service === service && !LISTS.some((one) => one.endsWith(`.${call.action}`));
  });
}

describe.each([
  [
    "an expired token",
    { kind: "token-expired" },
    /error: the credentials were refused \(environment variables\): AuthFailure\.TokenFailure: .*; renew or correct them\n/,
  ],
  [
    "a wrong clock",
    { kind: "skew", ms: 3_600_000 },
    /error: the clock of this machine differs too much from the cloud's: AuthFailure\.SignatureExpire: .*; set it\n/,
  ],
] as const)("%s", { timeout: 60_000 }, (_, effect, says) => {
  test.each(some(LISTS, 4))(
    "%s ends the fetch, and what was read is gone on with",
    async (call) => {
      const one = await fetched([{ call, effect }]);
      expect(one).toMatchObject({ code: 2, stdout: "", snapshot: null });
      expect(one.stderr).toMatch(says);
      expect(one.stderr).toContain("what was read is kept in s.json.partial: go on with --resume");
      const again = await fetched([], ["--resume"], one);
      expect(again).toMatchObject(CALM);
      expect(isDeepStrictEqual(again.snapshot!.answers, whole.answers)).toBe(true);
    },
  );
});

describe("lists that change between two pages", () => {
  const account = generateAccount({
    groups: 101,
    instances: 101,
    balancers: 101,
    gateways: 101,
    apisPerGateway: 0,
    clusters: 101,
    templates: 0,
    microservices: 51,
    cloudNativeGateways: 101,
  });
  const PAGED = SERVICES.map(([call, permission]) =>
    call === "tsf.DescribeSimpleNamespaces"
      ? ["tsf.DescribeMicroservices", "tsf:DescribeMicroservices"]
      : [call, permission],
  );
  let one: Fetched;
  beforeAll(async () => {
    const calls = PAGED.map(([call]) => call!);
    const shift = (call: string): Fault => ({
      call,
      when: { from: 2 },
      effect: { kind: "shift", by: 1 },
    });
    one = await fetched(calls.map(shift), [], { account });
  }, 120_000);

  test.each(some(PAGED, 3))("%s is read again until it fits, and said", (call, permission) => {
    expect(one.code).toBe(0);
    expect(one.stderr).toContain(
      `note: ${permission} of ap-guangzhou: the list changed while it was read; it was read again until it fitted\n`,
    );
    const live = callNamed(call!.split(".")[1]!);
    const answers = one.snapshot!.answers.filter(({ Action }) => Action === live.action);
    const counts = answers.map(({ Response }) => {
      const content = (
        live.in === "Result" ? (Response as { Result: object }).Result : Response
      ) as Record<string, unknown>;
      return [content["TotalCount"], (content[live.key] as unknown[]).length];
    });
    const full = live.action === "DescribeMicroservices" ? 50 : 100;
    expect(new Set(counts.flat())).toEqual(new Set([full]));
  });
});

test("a cloud that is down when a fetch is taken up costs nothing of what was read", async () => {
  const { cwd } = await fetched([{ call: "tse.*", effect: { kind: "token-expired" } }]);
  const left = join(cwd, "s.json.partial");
  const size = statSync(left).size;
  const down = await fetched(
    [{ effect: { kind: "status", status: 502 } }],
    ["--resume", "--deadline", "3"],
    { cwd },
  );
  expect(down).toMatchObject({ code: 3, stdout: "", snapshot: null });
  expect(down.stderr).toContain("nothing could be read: HTTP 502");
  expect(down.stderr).toContain("what was read is kept in s.json.partial: go on with --resume");
  expect(statSync(left).size).toBeGreaterThanOrEqual(size);
  const again = await fetched([], ["--resume"], { cwd });
  expect(again).toMatchObject(CALM);
  expect(isDeepStrictEqual(again.snapshot!.answers, whole.answers)).toBe(true);
});
