// How a fetch reaches the account, and what is said where it does not: keys, regions, endpoints, proxies, roles.
import { createServer as createHttpServer } from "node:http";
import { createServer, type AddressInfo, type Server } from "node:net";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { generateAccount } from "../cloud/cloud.ts";
import { atCloud, cloudFor, fetchFrom, run, SECRETS } from "./fetch-run.ts";
import { project } from "./run.ts";

vi.mock("../../src/load/fetch/live/clock.ts", () => import("../cloud/clock.ts"));

const SMALL = generateAccount({ groups: 1, instances: 1, balancers: 1 });

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const TCCLI = JSON.stringify({
  secretId: SECRETS.TENCENTCLOUD_SECRET_ID,
  secretKey: SECRETS.TENCENTCLOUD_SECRET_KEY,
});

describe("credentials", { timeout: 60_000 }, () => {
  test("a profile that is nowhere: the advice is about profiles", async () => {
    const { code, stderr } = await run(["fetch", "-o", "s.json", "--profile", "nope"]);
    expect(code).toBe(2);
    expect(stderr).toContain('no credentials of the profile "nope"');
    expect(stderr).not.toContain("TENCENTCLOUD_SECRET_ID");
  });

  test.each(["生产", "bom"])("of the profile %s, whatever its file begins with", async (name) => {
    const cloud = await cloudFor({ account: SMALL });
    const text = name === "bom" ? `\uFEFF${TCCLI}` : TCCLI;
    const HOME = project({ [`.tccli/${name}.credential`]: text });
    const args = ["fetch", ...atCloud(cloud), "--profile", name, "-o", "s.json"];
    expect(await run(args, { env: { HOME } })).toMatchObject({ code: 0, stderr: "" });
  });

  test("a file that is there and cannot be read is not called missing", async () => {
    const HOME = project({ ".tencentcloud/credentials/x": "", ".tccli/default.credential": "{" });
    const { code, stderr } = await run(["fetch", "-o", "s.json"], { env: { HOME } });
    expect(code).toBe(2);
    expect(stderr).toContain("~/.tencentcloud/credentials: it is a folder");
    expect(stderr).toContain("~/.tccli/default.credential: not the JSON that tccli writes");
  });

  test.each([
    ["TENCENTCLOUD_SECRET_ID", "AKID\nHost: x", "the SecretId of environment variables holds"],
    ["TENCENTCLOUD_SECRET_ID", "密钥密钥", "the SecretId of environment variables holds"],
    ["TENCENTCLOUD_SECRET_KEY", "key ; comment", "the SecretKey of environment variables holds"],
    ["TENCENTCLOUD_TOKEN", "tok\u0007en", "the token of environment variables holds"],
  ])("%s with a character that none has", async (name, value, message) => {
    const env = { ...SECRETS, [name]: value };
    const args = ["fetch", "-o", "s.json", "--region", "ap-guangzhou"];
    const { code, stderr } = await run(args, { env });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain(value);
  });

  test("a role whose answer never ends is given up", async () => {
    const server = createHttpServer((_, response) => {
      const drip = setInterval(() => response.write("x"), 200);
      response.on("close", () => clearInterval(drip));
    });
    const port = await listening(server);
    const patience = AbortSignal.timeout;
    const hurried = vi.spyOn(AbortSignal, "timeout");
    onTestFinished(() => hurried.mockRestore());
    hurried.mockImplementation((ms) => patience(ms / 10));
    const HOME = project({ token: "t" });
    const env = {
      TKE_REGION: "ap-guangzhou",
      TKE_PROVIDER_ID: "p",
      TKE_ROLE_ARN: "arn",
      TKE_WEB_IDENTITY_TOKEN_FILE: `${HOME}/token`,
    };
    const args = ["fetch", "-o", "s.json", "--role", "tke", "--endpoint"];
    const { code, stderr } = await run([...args, `http://127.0.0.1:${port}`], { env });
    expect(code).toBe(2);
    expect(stderr).toContain("--role tke: STS gave no credentials");
  });
});

describe("regions", { timeout: 60_000 }, () => {
  test.each([
    [{}, { TENCENTCLOUD_REGION: "ap-guangzhou" }],
    [{ ".tccli/p.configure": '{"_sys_param":{"region":"ap-guangzhou"}}' }, {}],
    [
      { ".tccli/p.configure": '{"_sys_param":{"region":"ap-tokyo"}}' },
      { TENCENTCLOUD_REGION: "ap-guangzhou" },
    ],
  ])("of the profile's files %j and the environment %j", async (files, env) => {
    const cloud = await cloudFor({ account: SMALL });
    const HOME = project({ ".tccli/p.credential": TCCLI, ...files });
    const args = ["fetch", "--endpoint", cloud.url, "--profile", "p", "-o", "s.json"];
    const { code, stdout } = await run(args, { env: { HOME, ...env } });
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(" in ap-guangzhou,") as string,
    });
  });

  test.each([
    [{ TENCENTCLOUD_REGION: "Guangzhou" }, {}, 'TENCENTCLOUD_REGION names the region "Guangzhou"'],
    [
      {},
      { ".tccli/p.configure": '{"_sys_param":{"region":"None"}}' },
      '~/.tccli/p.credential names the region "None"',
    ],
  ])("that are none: %j %j", async (env, files, message) => {
    const HOME = project({ ".tccli/p.credential": TCCLI, ...files });
    const args = ["fetch", "--profile", "p", "-o", "s.json"];
    const { code, stderr } = await run(args, { env: { HOME, ...env } });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test("one that answers nothing is no silent success beside one that answers", async () => {
    const cloud = await cloudFor({ account: SMALL });
    const cwd = project({});
    const args = ["--region", "ap-nowhere", "-o", "s.json"];
    const { code, stderr } = await fetchFrom(cloud, args, { cwd });
    expect(stderr).toContain("not one call of ap-nowhere was answered");
    expect(code).toBe(3);
    const checked = await run(["check", "s.json", "--exit-zero", "-f", "concise"], { cwd });
    expect(checked.stdout).toContain("not one call of ap-nowhere was answered");
    expect(checked.code).toBe(3);
  });
});

describe("endpoints and proxies", { timeout: 60_000 }, () => {
  const fetchAt = ["fetch", "-o", "s.json", "--region", "ap-guangzhou"];

  test.each([
    [["--endpoint", ""], {}, "--endpoint: the endpoint is no URL"],
    [["--endpoint", "http://h:99999"], {}, "--endpoint: the endpoint is no URL"],
    [[], { TENCENTCLOUD_ENDPOINT: "ftp://x" }, "TENCENTCLOUD_ENDPOINT: the endpoint starts with"],
    [[], { HTTPS_PROXY: "http://u:geheim%zz@127.0.0.1:1" }, "HTTPS_PROXY: the proxy's password"],
    [[], { ALL_PROXY: "socks5://127.0.0.1:1080" }, "ALL_PROXY: a socks5:// proxy"],
    [[], { https_proxy: "http://" }, "https_proxy: the proxy is no URL"],
    [[], { https_proxy: "u:geheim@127.0.0.1:99999" }, "https_proxy: the proxy is no URL"],
    [["--endpoint", "http://127.0.0.1:1"], { HTTP_PROXY: "not a url" }, "HTTP_PROXY: the proxy is"],
  ])("%j %j", async (args, env, message) => {
    const { code, stderr } = await run([...fetchAt, ...args], { env: { ...SECRETS, ...env } });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("geheim");
    expect(code).toBe(2);
  });

  test.each([
    ["http://api.example", true],
    ["http://10.0.0.7:8080", true],
    ["http://127.0.0.1.example", true],
    ["https://api.example", false],
    ["api.example", false],
    ["http://127.0.0.1:1", false],
    ["http://127.9.9.9:1", false],
    ["http://localhost:1", false],
    ["http://[::1]:1", false],
  ])("%s is told of before anything is sent: %s", async (endpoint, isTold) => {
    const { code, stderr } = await run([...fetchAt, "--endpoint", endpoint], { env: {} });
    expect(stderr).toContain("no credentials");
    expect(code).toBe(2);
    const told = `warning: the endpoint ${endpoint} is not encrypted: a session token and all answers can be read on the way; use https://\n`;
    expect(stderr.startsWith(told)).toBe(isTold);
  });

  test.each(["http", "HTTP", "fs,h*", "*"])("NODE_DEBUG=%s would print the token", async (name) => {
    const cloud = await cloudFor({ account: SMALL });
    const env = { NODE_DEBUG: name, TENCENTCLOUD_TOKEN: "canaryTOKEN0000" };
    const { code, stderr } = await fetchFrom(cloud, ["-o", "s.json"], { env });
    expect(stderr).not.toContain("canary");
    expect({ code, asked: cloud.log.length }).toEqual({ code: 2, asked: 0 });
  });

  test.each(["", "https", "fs,net"])("NODE_DEBUG=%s would not", async (name) => {
    const cloud = await cloudFor({ account: SMALL });
    const { code } = await fetchFrom(cloud, ["-o", "s.json"], { env: { NODE_DEBUG: name } });
    expect(code).toBe(0);
  });

  test("a proxy that never answers lets the command end", async () => {
    const port = await listening(createServer(() => {}));
    const cloud = await cloudFor({ account: SMALL });
    const env = { HTTP_PROXY: `http://127.0.0.1:${port}` };
    const args = ["-o", "s.json", "--timeout", "1", "--deadline", "2"];
    const { code, stderr } = await fetchFrom(cloud, args, { env });
    expect(code).toBe(3);
    expect(stderr).toContain("no call was answered within 2 s (--deadline)");
  });
});
