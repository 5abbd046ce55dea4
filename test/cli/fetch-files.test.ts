// The file that a fetch writes: what is refused before anything is asked, and what two fetches do to each other.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { generateAccount, type Cloud } from "../cloud/cloud.ts";
import { LONG } from "../depth.ts";
import { atCloud, cloudFor, fetchFrom, run, SECRETS, start } from "./fetch-run.ts";
import { fresh, project, type Ran } from "./run.ts";

vi.mock("../../src/load/fetch/live/clock.ts", () => import("../cloud/clock.ts"));

beforeAll(fresh, 120_000);

const ACCOUNT = generateAccount({ groups: 80, instances: 4, balancers: 2 });
const SLOW = [{ effect: { kind: "slow", ms: 60 } }] as const;

/** Resolves when the cloud has answered so many calls. */
async function answered(cloud: Cloud, count: number): Promise<void> {
  while (cloud.log.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("a name that is no good is refused before anything is asked", { timeout: 60_000 }, () => {
  test.each([
    ["", 'name a file, for example "snapshot.json"'],
    ["-", "a snapshot is a file, and stdout is none"],
    ["pipe", "pipe exists and is no snapshot"],
    [".", ". is a folder"],
    ["notes.txt", "notes.txt exists and is no snapshot"],
  ])("-o %j", async (name, message) => {
    const cloud = await cloudFor({ account: ACCOUNT });
    const cwd = project({ "notes.txt": "mine" });
    spawnSync("mkfifo", [join(cwd, "pipe")]);
    const before = readdirSync(cwd);
    const { code, stderr } = await fetchFrom(cloud, ["-o", name], { cwd });
    expect(stderr).toContain(message);
    expect({ code, files: readdirSync(cwd), asked: cloud.log.length }).toEqual({
      code: 2,
      files: before,
      asked: 0,
    });
  });

  test("nor does check --live fetch for a report that has nowhere to go", async () => {
    const cloud = await cloudFor({ account: ACCOUNT });
    const args = ["check", "--live", ...atCloud(cloud), "--report", "json=."];
    const { code, stderr } = await run(args, { env: SECRETS });
    expect(stderr).toContain("--report json=.: that is a folder");
    expect({ code, asked: cloud.log.length }).toEqual({ code: 2, asked: 0 });
  });
});

describe("two fetches into one file", { timeout: 60_000 }, () => {
  test.runIf(LONG)("that begin together: one is written, the other is told", async () => {
    const cloud = await cloudFor({ account: ACCOUNT, faults: SLOW });
    const cwd = project({});
    const args = ["fetch", ...atCloud(cloud), "-o", "s.json"];
    const both = await Promise.all([1, 2].map(() => start(args, { cwd, env: SECRETS }).ended));
    expect(both.map(({ code }) => code).toSorted()).toEqual([0, 2]);
    expect(both.map(({ stderr }) => stderr).join("")).toContain("s.json.partial holds");
    expect(readdirSync(cwd)).toEqual(["s.json"]);
    const checked = await run(["check", "s.json", "-f", "json", "--exit-zero"], { cwd });
    expect((JSON.parse(checked.stdout) as { complaints: [] }).complaints).toEqual([]);
  });

  test("the second with --resume takes over, and the first ends", async () => {
    const cloud = await cloudFor({ account: ACCOUNT, faults: SLOW });
    const cwd = project({});
    const args = ["fetch", ...atCloud(cloud), "-o", "s.json"];
    const first = start(args, { cwd, env: SECRETS });
    await answered(cloud, 20);
    const second = start([...args, "--resume"], { cwd, env: SECRETS });
    const [one, two] = await Promise.all([first.ended, second.ended]);
    const told: unknown = expect.stringContaining("another fetch writes s.json.partial");
    expect(one).toMatchObject({ code: 2, stdout: "", stderr: told });
    expect(two).toMatchObject({ code: 0, stderr: "" });
    expect(readdirSync(cwd)).toEqual(["s.json"]);
  });
});

describe("interrupted", { timeout: 60_000 }, () => {
  async function cut(cloud: Cloud, args: readonly string[], cwd: string): Promise<Ran> {
    const { child, ended } = start(args, { cwd, env: SECRETS });
    await answered(cloud, cloud.log.length + 20);
    child.kill("SIGINT");
    return ended;
  }

  test("check --live without a file promises none", async () => {
    const cloud = await cloudFor({ account: ACCOUNT, faults: SLOW });
    const cwd = project({});
    const { code, stderr } = await cut(cloud, ["check", "--live", ...atCloud(cloud)], cwd);
    expect(code).toBe(3);
    expect(stderr).toContain("interrupted");
    expect(stderr).not.toMatch(/--resume|kept|stays/);
  });

  test("with one region, it is not taken up for all of them", async () => {
    const cloud = await cloudFor({ account: ACCOUNT, faults: SLOW });
    const cwd = project({});
    await cut(cloud, ["fetch", ...atCloud(cloud), "-o", "s.json"], cwd);
    expect(statSync(join(cwd, "s.json.partial")).mode & 0o777).toBe(0o600);
    const args = ["fetch", "--endpoint", cloud.url, "--all-regions", "-o", "s.json", "--resume"];
    const { code, stderr } = await run(args, { cwd, env: SECRETS });
    expect(stderr).toContain("s.json.partial holds ap-guangzhou, and --all-regions says");
    expect(code).toBe(2);
    expect(existsSync(join(cwd, "s.json.partial"))).toBe(true);
  });
});

test.each([
  [[], true],
  [["--redact"], false],
])("an incomplete snapshot %j: --resume is advised: %s", { timeout: 60_000 }, async (args, is) => {
  const faults = [{ call: "DescribeSubnets", effect: { kind: "deny" } }] as const;
  const cloud = await cloudFor({ account: ACCOUNT, faults });
  const { code, stderr } = await fetchFrom(cloud, ["-o", "s.json", ...args]);
  expect(stderr).toContain("the snapshot is not complete");
  expect(stderr.includes("--resume")).toBe(is);
  expect(code).toBe(3);
});

describe("a snapshot that was edited by hand", { timeout: 60_000 }, () => {
  interface Edited {
    regions: string[];
    complete: boolean;
    answers: { Action: string }[];
  }
  test.each<[string, (snapshot: Edited) => void, string]>([
    [
      "without an answer",
      ({ answers }) => {
        answers.splice(
          answers.findIndex(({ Action }) => Action === "DescribeSubnets"),
          1,
        );
      },
      "vpc:DescribeSubnets of ap-guangzhou: the header counts 1 answer, and the file holds 0",
    ],
    [
      "with another region in its header",
      (snapshot) => {
        snapshot.regions = ["ap-beijing"];
      },
      'the answer is of "ap-guangzhou", and the header names ap-beijing',
    ],
    [
      "without a region",
      (snapshot) => {
        snapshot.regions = [];
      },
      '"regions" is empty',
    ],
    [
      "that calls itself incomplete",
      (snapshot) => {
        snapshot.complete = false;
      },
      "the header says that the snapshot is not complete",
    ],
  ])("%s never looks like a whole one", async (_, edit, message) => {
    const cloud = await cloudFor({ account: generateAccount({ groups: 2, instances: 1 }) });
    const cwd = project({});
    await fetchFrom(cloud, ["-o", "s.json"], { cwd });
    const file = join(cwd, "s.json");
    const snapshot = JSON.parse(readFileSync(file, "utf8")) as Edited;
    edit(snapshot);
    writeFileSync(file, JSON.stringify(snapshot));
    const args = ["check", "s.json", "-f", "concise", "--exit-zero"];
    const { code, stdout } = await run(args, { cwd });
    expect(stdout).toContain(message);
    expect(code).toBe(3);
  });
});
