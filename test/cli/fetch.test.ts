// `sglint fetch` and `check --live` as commands: files, streams, exit codes.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { some } from "../depth.ts";
import { generateAccount, type Cloud } from "../cloud/cloud.ts";
import { atCloud, cloudFor, fetchFrom, run, SECRETS, start } from "./fetch-run.ts";
import { fresh, project, type Ran } from "./run.ts";

vi.mock("../../src/load/fetch/live/clock.ts", () => import("../cloud/clock.ts"));

beforeAll(fresh, 120_000);

const ACCOUNT = generateAccount({
  groups: 6,
  instances: 4,
  balancers: 2,
  gateways: 1,
  apisPerGateway: 2,
  clusters: 1,
  templates: 1,
  microservices: 1,
  cloudNativeGateways: 1,
});

describe("a fetch", { timeout: 60_000 }, () => {
  test("writes the snapshot, which check then reads offline", async () => {
    const cloud = await cloudFor({ account: ACCOUNT });
    const cwd = project({});
    const fetched = await fetchFrom(cloud, ["-o", "snapshot.json"], { cwd });
    expect(fetched).toMatchObject({ code: 0, stderr: "" });
    expect(fetched.stdout).toMatch(
      /^snapshot\.json: account 1250000001 in ap-guangzhou, \d+ answers\n$/,
    );
    expect(readdirSync(cwd)).toEqual(["snapshot.json"]);
    expect(statSync(join(cwd, "snapshot.json")).mode & 0o777).toBe(0o600);
    const asked = cloud.log.length;
    const checked = await run(["check", "snapshot.json", "-f", "json", "--exit-zero"], { cwd });
    const report = JSON.parse(checked.stdout) as Report;
    expect(report.routes.length).toBeGreaterThan(0);
    expect(report.complaints).toEqual([]);
    expect(cloud.log.length).toBe(asked);
    const places = report.findings.flatMap(({ location }) => location ?? []);
    expect(new Set(places.map(({ file }) => file))).toEqual(new Set(["snapshot.json"]));
    expect(Math.max(...places.map(({ column }) => column))).toBeLessThan(4_000);
  });

  test("check --live finds what fetch and check find", async () => {
    const cloud = await cloudFor({ account: ACCOUNT });
    const cwd = project({});
    await fetchFrom(cloud, ["-o", "live-account.json"], { cwd });
    const offline = await run(["check", "live-account.json", "-f", "json"], { cwd });
    const args = ["check", "--live", ...atCloud(cloud), "-f", "json"];
    const live = await run(args, { cwd, env: SECRETS });
    expect(live.code).toBe(offline.code);
    const [a, b] = [live, offline].map(({ stdout }) => JSON.parse(stdout) as Report);
    expect(a!.findings).toEqual(b!.findings);
    expect(readdirSync(cwd)).toEqual(["live-account.json"]);
    expect(live.stderr).toContain("keep it with -o FILE");
  });

  test("reads every region that may be used", async () => {
    const account = generateAccount({
      groups: 1,
      instances: 0,
      balancers: 0,
      regions: ["ap-guangzhou", "ap-beijing"],
    });
    const cloud = await cloudFor({ account });
    const cwd = project({});
    const args = ["fetch", "--endpoint", cloud.url, "--all-regions", "-o", "s.json"];
    const { code, stdout } = await run(args, { cwd, env: SECRETS });
    expect(code).toBe(0);
    expect(stdout).toContain("ap-beijing");
    expect(stdout).toContain("ap-guangzhou");
  });

  test("only ever reads", async () => {
    const cloud = await cloudFor({ account: ACCOUNT });
    await fetchFrom(cloud, ["-o", "s.json"]);
    expect(cloud.log.filter(({ action }) => !action.startsWith("Describe"))).toEqual([]);
  });
});

interface Report {
  readonly complete: boolean;
  readonly routes: readonly { readonly verdict: string }[];
  readonly findings: readonly {
    readonly location: { readonly file: string; readonly column: number } | null;
  }[];
  readonly complaints: readonly { readonly message: string }[];
  readonly notices: readonly string[];
}

/** Little of each service: there is a run for each service and fault. */
const SMALL = generateAccount({
  groups: 1,
  instances: 1,
  balancers: 1,
  gateways: 1,
  apisPerGateway: 1,
  clusters: 1,
  templates: 1,
  microservices: 1,
  cloudNativeGateways: 1,
});

const SERVICES = [
  ["vpc", "vpc:DescribeSecurityGroups"],
  ["cvm", "cvm:DescribeInstances"],
  ["clb", "clb:DescribeLoadBalancers"],
  ["apigateway", "apigw:DescribeServicesStatus"],
  ["tke", "tke:DescribeClusters"],
  ["tsf", "tsf:DescribeSimpleNamespaces"],
  ["tse", "tse:DescribeCloudNativeAPIGateways"],
] as const;

describe("faults and exit codes", { timeout: 60_000 }, () => {
  const kinds = [
    ["throttle", { effect: { kind: "throttle" }, when: { nth: 1 } }, 0],
    ["status", { effect: { kind: "status", status: 500 }, when: { nth: 1 } }, 0],
    ["html", { effect: { kind: "html" }, when: { nth: 1 } }, 0],
    ["reset", { effect: { kind: "reset" }, when: { nth: 1 } }, 0],
    ["offline", { effect: { kind: "offline" } }, 0],
    ["deny", { effect: { kind: "deny" } }, 3],
  ] as const;
  // In short, each service meets one of them; fetch-faults.test.ts strikes all services at once.
  for (const [i, [service, call]] of SERVICES.entries())
    test.each(some(kinds, kinds.length, i))(`${service}: %s`, async (kind, fault, expected) => {
      const action = call.split(":")[1]!;
      const cloud = await cloudFor({
        account: SMALL,
        faults: [{ ...fault, call: `${service}.${action}` }],
      });
      const cwd = project({});
      const { code, stderr } = await fetchFrom(cloud, ["-o", "s.json"], { cwd });
      expect(stderr + code).toContain(String(expected));
      expect(code).toBe(expected);
      if (expected === 0) return expect(stderr).toBe("");
      expect(stderr).toContain(`${call} of ap-guangzhou failed for 1 of 1`);
      const checked = await run(["check", "s.json", "-f", "json", "--exit-zero"], { cwd });
      const report = JSON.parse(checked.stdout) as Report;
      expect(checked.code).toBe(3);
      expect(report.complaints[0]!.message).toContain(`${call} is not permitted`);
      expect(kind).toBe("deny");
    });

  test.each([
    [
      "an expired token",
      { kind: "token-expired" },
      2,
      "the credentials were refused (environment variables): AuthFailure",
    ],
    [
      "a wrong clock",
      { kind: "skew", ms: 3_600_000 },
      2,
      "the clock of this machine differs too much",
    ],
    ["nothing but 500", { kind: "status", status: 500 }, 3, "nothing could be read: HTTP 500"],
  ] as const)("%s", async (_, effect, expected, message) => {
    const cloud = await cloudFor({ account: ACCOUNT, faults: [{ effect }] });
    const cwd = project({});
    const { code, stderr, stdout } = await fetchFrom(cloud, ["-o", "s.json", "--deadline", "8"], {
      cwd,
    });
    expect(stderr).toContain(message);
    expect({ code, stdout, files: readdirSync(cwd) }).toEqual({
      code: expected,
      stdout: "",
      files: [],
    });
  });

  test("calls that hang end with the deadline, and the rest is kept", async () => {
    const faults = [{ call: "DescribeTargets", effect: { kind: "hang" } }] as const;
    const cloud = await cloudFor({ account: ACCOUNT, faults });
    const cwd = project({});
    const args = ["-o", "s.json", "--timeout", "1", "--deadline", "4"];
    const { code, stderr } = await fetchFrom(cloud, args, { cwd });
    expect(code).toBe(3);
    expect(stderr).toContain("clb:DescribeTargets of ap-guangzhou");
    const checked = await run(["check", "s.json", "-f", "concise"], { cwd });
    expect(checked.stdout + checked.stderr).toContain("clb:DescribeTargets");
    cloud.fail([]);
    const again = await fetchFrom(cloud, ["-o", "s.json", "--resume"], { cwd });
    expect(again).toMatchObject({ code: 0, stderr: "" });
  });

  test("nobody listens", async () => {
    const cloud = await cloudFor({ account: ACCOUNT });
    await cloud.close();
    const { code, stderr } = await fetchFrom(cloud, ["-o", "s.json", "--deadline", "2"]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: nothing could be read: no connection: .*ECONNREFUSED/);
  });

  test("with no gateway left the run says so, and --require-routes makes that 3", async () => {
    const faults = [{ call: "apigateway.*", effect: { kind: "offline" } }] as const;
    const cloud = await cloudFor({ account: ACCOUNT, faults });
    const cwd = project({});
    await fetchFrom(cloud, ["-o", "s.json"], { cwd });
    const plain = await run(["check", "s.json", "-f", "json", "--exit-zero"], { cwd });
    const report = JSON.parse(plain.stdout) as Report;
    expect(plain.code).toBe(0);
    expect(report.routes).toEqual([]);
    expect(report.notices.join("\n")).toContain("no gateway was read");
    const strict = await run(["check", "s.json", "--exit-zero", "--require-routes"], { cwd });
    expect(strict.code).toBe(3);
  });
});

describe("interrupted", { timeout: 60_000 }, () => {
  /** Ends the command when the cloud has answered so many calls. */
  async function cut(
    cloud: Cloud,
    cwd: string,
    signal: NodeJS.Signals,
    after: number,
  ): Promise<Ran> {
    const args = ["fetch", ...atCloud(cloud), "-o", "s.json"];
    const { child, ended } = start(args, { cwd, env: SECRETS });
    const timer = setInterval(() => {
      if (cloud.log.length < after) return;
      clearInterval(timer);
      child.kill(signal);
    }, 5);
    const ran = await ended;
    clearInterval(timer);
    return ran;
  }

  const signals = [
    ["SIGKILL", 20],
    ["SIGTERM", 25],
    ["SIGINT", 12],
  ] as const;
  test.each(some(signals, 3))(
    "%s after %i calls leaves a file that is gone on with",
    async (signal, after) => {
      const account = generateAccount({ groups: 80, instances: 4, balancers: 4 });
      const cloud = await cloudFor({ account });
      const [cwd, other] = [project({}), project({})];
      const ran = await cut(cloud, cwd, signal, after);
      expect(readdirSync(cwd)).toEqual(["s.json.partial"]);
      if (signal !== "SIGKILL") {
        expect(ran.code).toBe(3);
        expect(ran.stderr).toContain(
          "what was read is kept in s.json.partial: go on with --resume",
        );
      }
      const refused = await fetchFrom(cloud, ["-o", "s.json"], { cwd });
      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain("s.json.partial holds an interrupted fetch");
      expect(await fetchFrom(cloud, ["-o", "s.json", "--resume"], { cwd })).toMatchObject({
        code: 0,
      });
      await fetchFrom(cloud, ["-o", "s.json"], { cwd: other });
      const [one, two] = [cwd, other].map(
        (folder) => JSON.parse(readFileSync(join(folder, "s.json"), "utf8")) as object,
      );
      expect({ ...one, time: null }).toEqual({ ...two, time: null });
      expect(existsSync(join(cwd, "s.json.partial"))).toBe(false);
    },
  );

  test("another account and other regions are refused", async () => {
    const cloud = await cloudFor({
      account: generateAccount({ groups: 80, instances: 1, balancers: 1 }),
    });
    const cwd = project({});
    await cut(cloud, cwd, "SIGINT", 25);
    const region = await run(
      ["fetch", "--endpoint", cloud.url, "--region", "ap-beijing", "-o", "s.json", "--resume"],
      { cwd, env: SECRETS },
    );
    expect(region.stderr).toContain("holds ap-guangzhou, and --region says ap-beijing");
    cloud.use(generateAccount({ groups: 80, seed: 2 }));
    const account = await fetchFrom(cloud, ["-o", "s.json", "--resume"], { cwd });
    expect(account.stderr).toContain(
      "holds account 1250000001, and these credentials belong to 1250000002",
    );
    expect([region.code, account.code]).toEqual([2, 2]);
    expect(readdirSync(cwd)).toEqual(["s.json.partial"]);
  });
});

describe("credentials", { timeout: 60_000 }, () => {
  test("none: every source that was tried is named", async () => {
    const { code, stderr, stdout } = await run([
      "fetch",
      "-o",
      "s.json",
      "--region",
      "ap-guangzhou",
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    for (const source of [
      "environment: TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY not set",
      "~/.tencentcloud/credentials: no such file",
      "/etc/tencentcloud/credentials",
      "~/.tccli/default.credential: no such file or folder",
      "--role cvm",
    ])
      expect(stderr).toContain(source);
  });

  test.each([
    [
      ".tccli/ci.credential",
      JSON.stringify({
        secretId: SECRETS.TENCENTCLOUD_SECRET_ID,
        secretKey: SECRETS.TENCENTCLOUD_SECRET_KEY,
      }),
    ],
    [
      ".tencentcloud/credentials",
      `[default]\nsecret_id = x\nsecret_key = y\n[ci]\nsecret_id = ${SECRETS.TENCENTCLOUD_SECRET_ID}\nsecret_key = ${SECRETS.TENCENTCLOUD_SECRET_KEY}\n`,
    ],
  ])("of a profile in %s", async (file, text) => {
    const cloud = await cloudFor({ account: SMALL });
    const HOME = project({ [file]: text });
    const args = ["fetch", ...atCloud(cloud), "--profile", "ci", "-o", "s.json"];
    expect(await run(args, { env: { HOME } })).toMatchObject({ code: 0 });
  });

  test("never show: not in files, not on either stream, whatever fails", async () => {
    const canary = {
      secretId: "AKIDcanarycanarycanarycanarycanary00",
      secretKey: "canaryKEYcanaryKEYcanaryKEY0000",
    };
    const cloud = await cloudFor({
      account: ACCOUNT,
      credentials: [{ ...canary, token: "canaryTOKEN0000" }],
    });
    const env = {
      TENCENTCLOUD_SECRET_ID: canary.secretId,
      TENCENTCLOUD_SECRET_KEY: canary.secretKey,
      TENCENTCLOUD_TOKEN: "canaryTOKEN0000",
    };
    const cwd = project({});
    const echo = `The SecretId \`${canary.secretId}\` is not found, key ${canary.secretKey}, token canaryTOKEN0000`;
    const seen: string[] = [];
    const look = (ran: Ran): void => {
      seen.push(ran.stdout, ran.stderr);
      for (const file of readdirSync(cwd)) seen.push(readFileSync(join(cwd, file), "utf8"));
    };
    look(await fetchFrom(cloud, ["-o", "a.json"], { cwd, env }));
    cloud.fail([
      { call: "vpc.*", effect: { kind: "error", code: "UnauthorizedOperation", message: echo } },
    ]);
    look(await fetchFrom(cloud, ["-o", "b.json"], { cwd, env }));
    look(await run(["check", "b.json"], { cwd }));
    look(await fetchFrom(cloud, ["-o", "c.json", "--redact"], { cwd, env }));
    cloud.fail([
      { effect: { kind: "error", code: "AuthFailure.SecretIdNotFound", message: echo } },
    ]);
    look(await fetchFrom(cloud, ["-o", "d.json"], { cwd, env: { ...env, SGLINT_DEBUG: "1" } }));
    expect(seen.join("").length).toBeGreaterThan(10_000);
    expect(seen.filter((text) => /canary/i.test(text)).map((text) => text.slice(0, 300))).toEqual(
      [],
    );
  });
});

describe("a proxy", { timeout: 60_000 }, () => {
  async function proxy(): Promise<{ url: string; asked: string[] }> {
    const asked: string[] = [];
    const server = createServer();
    server.on("connect", (request, socket) => {
      asked.push(request.url ?? "");
      const [host, port] = (request.url ?? "").split(":");
      const through = connect(Number(port), host, () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        through.pipe(socket).pipe(through);
      });
      through.on("error", () => socket.destroy());
      socket.on("error", () => through.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
  }

  test.each(["HTTP_PROXY", "http_proxy"])("of %s is used", async (name) => {
    const cloud = await cloudFor({ account: SMALL });
    const { url, asked } = await proxy();
    const ran = await fetchFrom(cloud, ["-o", "s.json"], { env: { [name]: url } });
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(new Set(asked)).toEqual(new Set([cloud.endpoint]));
  });

  test.each(["NO_PROXY", "no_proxy"])("is passed by where %s says so", async (name) => {
    const cloud = await cloudFor({ account: SMALL });
    const { url, asked } = await proxy();
    const env = { HTTP_PROXY: url, http_proxy: url, [name]: "example.com,127.0.0.1" };
    expect(await fetchFrom(cloud, ["-o", "s.json"], { env })).toMatchObject({ code: 0 });
    expect(asked).toEqual([]);
  });
});

describe("wrong use", { timeout: 60_000 }, () => {
  test.each([
    [["fetch"], "no file to write"],
    [["fetch", "-o", "s.json", "--region", "Guangzhou"], '--region "Guangzhou" is no region'],
    [["fetch", "-o", "s.json"], "no region; name one with --region"],
    [
      ["fetch", "-o", "s.json", "--all-regions", "--region", "ap-guangzhou"],
      "--region does nothing with --all-regions",
    ],
    [["fetch", "-o", "s.json", "--deadline", "soon"], "is not a number of seconds"],
    [["fetch", "-o", "s.json", "--endpoint", "ftp://x"], "the endpoint starts with ftp://"],
    [["fetch", "-o", "s.json", "--endpoint", "http://x/y"], "names a path"],
    [["fetch", "-o", "s.json", "--role", "root"], '--role: unknown value "root"'],
    [["fetch", "-o", "s.json", "--role", "tke"], "TKE_REGION"],
    [["fetch", "-o", "notes.txt"], "exists and is no snapshot"],
    [["fetch", "-o", "."], "is a folder"],
    [["fetch", "--print-policy", "-o", "x"], "--print-policy stands alone"],
    [["check", ".", "--resume"], "--resume does nothing without --live"],
    [["check", ".", "--no-progress"], "--no-progress does nothing without --live"],
    [["check", ".", "--region", "a-b", "--region", "a-c"], "--region was given twice"],
    [["check", "--live", "--resume"], "name it with -o"],
  ])("%j", async (args, message) => {
    const cwd = project({ "notes.txt": "mine" });
    const { code, stderr, stdout } = await run(args, { cwd, env: SECRETS });
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(readFileSync(join(cwd, "notes.txt"), "utf8")).toBe("mine");
  });

  test("a complete snapshot has nothing to resume", async () => {
    const cloud = await cloudFor({ account: ACCOUNT });
    const cwd = project({});
    await fetchFrom(cloud, ["-o", "s.json"], { cwd });
    const { code, stderr } = await fetchFrom(cloud, ["-o", "s.json", "--resume"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("it is complete; leave --resume out");
  });
});

describe("a snapshot that is damaged", { timeout: 60_000 }, () => {
  test.each([
    [
      "of a later format",
      (text: string) => text.replace('"version":1', '"version":2'),
      "update sglint",
    ],
    ["without its answers", (text: string) => text.replace('"answers"', '"answer"'), "answers"],
    ["cut off", (text: string) => text.slice(0, text.length / 2), "not closed"],
  ])("%s", async (_, damage, message) => {
    const cloud = await cloudFor({ account: SMALL });
    const cwd = project({});
    await fetchFrom(cloud, ["-o", "s.json"], { cwd });
    const file = join(cwd, "s.json");
    writeFileSync(file, damage(readFileSync(file, "utf8")));
    const { code, stdout, stderr } = await run(["check", "s.json", "-f", "json"], { cwd });
    expect(code).toBe(3);
    expect(stdout + stderr).toContain(message);
  });
});
