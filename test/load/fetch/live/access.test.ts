// Credentials, proxies, endpoints, roles and the shape of errors: everything about a call but the call.
import { describe, expect, test } from "vitest";
import { LIVE_CALLS, callNamed } from "../../../../src/load/vendor/calls.ts";
import { parseEndpoint } from "../../../../src/load/fetch/live/client.ts";
import { findCredentials } from "../../../../src/load/fetch/live/credentials.ts";
import { liveError } from "../../../../src/load/fetch/live/errors.ts";
import { proxyFor } from "../../../../src/load/fetch/live/proxy.ts";
import { NoRole, roleCredentials, type RoleOptions } from "../../../../src/load/fetch/live/role.ts";

describe("credentials", () => {
  const KEYS = { TENCENTCLOUD_SECRET_ID: "id", TENCENTCLOUD_SECRET_KEY: "key" };
  const find = (
    env: Readonly<Record<string, string>>,
    files: Readonly<Record<string, string>> = {},
    profile: string | null = null,
  ) => findCredentials({ env, read: (path) => files[path] ?? { why: "no such file" }, profile });

  test.each([
    [{ ...KEYS }, null],
    [{ ...KEYS, TENCENTCLOUD_SESSION_TOKEN: "one" }, "one"],
    [{ ...KEYS, TENCENTCLOUD_TOKEN: "two" }, "two"],
    [{ ...KEYS, TENCENTCLOUD_TOKEN: "two", TENCENTCLOUD_SESSION_TOKEN: "one" }, "one"],
  ])("%j", (env, token) => {
    expect(find(env)).toMatchObject({
      kind: "found",
      found: { credentials: { secretId: "id", secretKey: "key", token } },
    });
  });

  const INI =
    '# keys\n[default]\nsecret_id = a\r\nsecret_key="b"\n\n[ci]\nsecret_id=c\nsecret_key=d\ntoken=e\n';
  const TCCLI = JSON.stringify({ secretId: "f", secretKey: "g", token: null });
  const CONFIGURE = JSON.stringify({ ["_sys_param"]: { region: "ap-beijing", output: "json" } });

  test.each([
    [{ "~/.tencentcloud/credentials": INI }, null, { secretId: "a", secretKey: "b", token: null }],
    [{ "~/.tencentcloud/credentials": INI }, "ci", { secretId: "c", secretKey: "d", token: "e" }],
    [
      { "/etc/tencentcloud/credentials": INI },
      null,
      { secretId: "a", secretKey: "b", token: null },
    ],
    [
      { "~/.tccli/default.credential": TCCLI },
      null,
      { secretId: "f", secretKey: "g", token: null },
    ],
  ])("%j of profile %j", (files, profile, credentials) => {
    expect(find({}, files, profile)).toMatchObject({ found: { credentials } });
  });

  test("a named profile comes before the environment", () => {
    expect(find(KEYS, { "~/.tencentcloud/credentials": INI }, "ci")).toMatchObject({
      found: { credentials: { secretId: "c" } },
    });
  });

  test("the region beside them", () => {
    const files = { "~/.tccli/x.credential": TCCLI, "~/.tccli/x.configure": CONFIGURE };
    expect(find({}, files, "x")).toMatchObject({ found: { region: "ap-beijing" } });
    expect(find({ ...KEYS, TENCENTCLOUD_REGION: "ap-tokyo" })).toMatchObject({
      found: { region: "ap-tokyo" },
    });
  });

  test("what is wrong with each source", () => {
    const files = {
      "~/.tencentcloud/credentials": "[default]\nsecret_id = a\n",
      "/etc/tencentcloud/credentials": "[other]\n",
      "~/.tccli/default.credential": "{",
    };
    expect(find({ TENCENTCLOUD_SECRET_ID: "id" }, files)).toEqual({
      kind: "missing",
      tried: [
        "environment: TENCENTCLOUD_SECRET_KEY not set",
        "~/.tencentcloud/credentials: [default] lacks secret_id or secret_key",
        "/etc/tencentcloud/credentials: no section [default]",
        "~/.tccli/default.credential: not the JSON that tccli writes",
      ],
    });
  });
});

describe("proxies", () => {
  const host = "vpc.tencentcloudapi.com";
  test.each([
    [{}, true, null],
    [{ HTTPS_PROXY: "http://p:1" }, true, "http://p:1"],
    [{ https_proxy: "http://p:1" }, true, "http://p:1"],
    [{ https_proxy: "http://low:1", HTTPS_PROXY: "http://up:1" }, true, "http://low:1"],
    [{ HTTP_PROXY: "http://p:1" }, true, null],
    [{ HTTP_PROXY: "p:1" }, false, "http://p:1"],
    [{ ALL_PROXY: "http://p:1" }, true, "http://p:1"],
    [{ HTTPS_PROXY: "http://p:1", NO_PROXY: "*" }, true, null],
    [{ HTTPS_PROXY: "http://p:1", no_proxy: ".tencentcloudapi.com" }, true, null],
    [{ HTTPS_PROXY: "http://p:1", NO_PROXY: "a.com, tencentcloudapi.com" }, true, null],
    [{ HTTPS_PROXY: "http://p:1", NO_PROXY: "cloudapi.com" }, true, "http://p:1"],
    [{ HTTPS_PROXY: "http://p:1", NO_PROXY: "VPC.tencentcloudapi.com" }, true, null],
  ])("%j", (env, secure, expected) => {
    expect(proxyFor(env, host, secure)).toBe(expected);
  });

  test("with a port in NO_PROXY", () => {
    const env = { HTTP_PROXY: "http://p:1", NO_PROXY: "127.0.0.1:80" };
    expect(proxyFor(env, "127.0.0.1:80", false)).toBe(null);
    expect(proxyFor(env, "127.0.0.1:81", false)).toBe("http://p:1");
  });
});

test.each([
  ["http://127.0.0.1:8080", { secure: false, host: "127.0.0.1:8080" }],
  ["https://cloud.example.com/", { secure: true, host: "cloud.example.com" }],
  ["cloud.example.com", { secure: true, host: "cloud.example.com" }],
  ["http://[::1]:80", { secure: false, host: "[::1]" }],
  ["http://u:p@x", { why: "holds a password; expected http://HOST:PORT or https://HOST" }],
  ["not a url", { why: "is no URL; expected http://HOST:PORT or https://HOST" }],
])("endpoint %s", (text, expected) => {
  expect(parseEndpoint(text)).toEqual(expected);
});

describe("errors", () => {
  const call = callNamed("DescribeSubnets");
  const kindOf = (error: unknown) => liveError(error, call, "ap-guangzhou", ["hunter22"]);

  test.each([
    [{ code: "RequestLimitExceeded.IPLimitExceeded" }, "throttled"],
    [{ code: "UnauthorizedOperation" }, "denied"],
    [{ code: "AuthFailure.UnauthorizedOperation" }, "denied"],
    [{ code: "UnauthorizedOperation.CamNoAuth" }, "denied"],
    [{ code: "AuthFailure.SecretIdNotFound" }, "credentials"],
    [{ code: "AuthFailure.TokenFailure" }, "credentials"],
    [{ code: "AuthFailure.SignatureExpire" }, "clock"],
    [{ code: "ActionOffline" }, "withdrawn"],
    [{ code: "UnsupportedRegion" }, "withdrawn"],
    [{ code: "FailedOperation.ServiceNotActivated" }, "withdrawn"],
    [{ code: "ResourceNotFound" }, "gone"],
    [{ code: "InvalidInstanceId.NotFound" }, "gone"],
    [{ code: "InternalError" }, "server"],
    [{ code: "InvalidParameterValue" }, "refused"],
    [{ httpCode: 502, message: "Bad Gateway" }, "server"],
    [{ httpCode: 403, message: "Forbidden" }, "refused"],
    [{ httpCode: 429, message: "" }, "throttled"],
    [new Error("network timeout at: http://x"), "timeout"],
    [new Error("request to http://x failed, reason: connect ECONNREFUSED 127.0.0.1:1"), "network"],
    [new Error("request to http://x failed, reason: read ECONNRESET"), "network"],
    [new Error("request to http://x failed, reason: getaddrinfo ENOTFOUND x"), "unresolved"],
    [new Error("request to http://x failed, reason: getaddrinfo EAI_AGAIN x"), "network"],
    [new Error("invalid json response body at http://x reason: Unexpected token <"), "malformed"],
    [new TypeError("Cannot read properties of undefined (reading 'Error')"), "malformed"],
    ["nonsense", "malformed"],
    [{}, "malformed"],
  ])("%j", (error, kind) => {
    expect(kindOf(error)).toMatchObject({
      kind,
      action: "vpc:DescribeSubnets",
      region: "ap-guangzhou",
    });
  });

  test("carry the request id, one short line, and no secret", () => {
    const message = `no\u001b[31m entry for hunter22\n${"x".repeat(1000)}`;
    const error = kindOf({ code: "UnauthorizedOperation", message, requestId: "r-1" });
    expect(error.requestId).toBe("r-1");
    expect(error.message).toMatch(/^no \[31m entry for \*\*\* x+\.\.\.$/);
    expect(error.message.length).toBeLessThan(410);
  });
});

describe("roles", () => {
  const answer = (seconds: number, id = "tmp") => ({
    TmpSecretId: id,
    TmpSecretKey: "k",
    Token: "t",
    ExpiredTime: seconds,
  });
  const options = (over: Partial<RoleOptions>): RoleOptions => ({
    env: {},
    read: () => ({ why: "no such file" }),
    request: () => Promise.reject(new Error("nobody")),
    endpoint: null,
    date: () => 0,
    ...over,
  });

  test("of a CVM are renewed before they expire", async () => {
    let now = 0;
    let given = 0;
    const get = roleCredentials(
      "cvm",
      options({
        date: () => now,
        request: async (url) =>
          url.endsWith("/") ? "reader\n" : JSON.stringify(answer(3600, `tmp${++given}`)),
      }),
    );
    expect([(await get()).secretId, (await get()).secretId]).toEqual(["tmp1", "tmp1"]);
    now = 3_590_000;
    expect((await get()).secretId).toBe("tmp2");
  });

  test("of a pod come from STS, unsigned", async () => {
    const env = {
      TKE_REGION: "ap-guangzhou",
      TKE_PROVIDER_ID: "p",
      TKE_WEB_IDENTITY_TOKEN_FILE: "/token",
      TKE_ROLE_ARN: "arn",
    };
    const asked: unknown[] = [];
    const get = roleCredentials(
      "tke",
      options({
        env,
        read: (path) => (path === "/token" ? "jwt\n" : { why: "no such file" }),
        request: async (url, init) => {
          asked.push([url, init.headers?.["X-TC-Action"], JSON.parse(init.body ?? "")]);
          const { ExpiredTime, ...Credentials } = answer(3600);
          return JSON.stringify({ Response: { Credentials, ExpiredTime } });
        },
      }),
    );
    expect(await get()).toEqual({ secretId: "tmp", secretKey: "k", token: "t" });
    expect(asked).toEqual([
      [
        "https://sts.tencentcloudapi.com/",
        "AssumeRoleWithWebIdentity",
        { RoleArn: "arn", RoleSessionName: "sglint", WebIdentityToken: "jwt", ProviderId: "p" },
      ],
    ]);
  });

  test("STS says why it gives none", async () => {
    const names = ["TKE_REGION", "TKE_PROVIDER_ID", "TKE_WEB_IDENTITY_TOKEN_FILE", "TKE_ROLE_ARN"];
    const get = roleCredentials(
      "tke",
      options({
        env: Object.fromEntries(names.map((name) => [name, "x"])),
        read: () => "jwt",
        request: async () => '{"Response":{"Error":{"Code":"AuthFailure.InvalidToken"}}}',
      }),
    );
    await expect(get()).rejects.toThrow(/this pod's role: AuthFailure.InvalidToken$/);
  });

  test.each(["cvm", "tke"] as const)("of a machine that has none: %s", async (kind) => {
    await expect(roleCredentials(kind, options({}))()).rejects.toBeInstanceOf(NoRole);
  });
});

test("every live call only reads", () => {
  expect(LIVE_CALLS.filter(({ action }) => !/^Describe[A-Z]/.test(action))).toEqual([]);
});
