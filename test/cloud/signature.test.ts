// Who may call: signatures, tokens and clocks, as the SDK meets them.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EXAMPLE, startCloud, type Cloud, type Credential } from "./cloud.ts";
import { clientsOf, failureOf, type ClientOptions } from "./clients.ts";
import { authenticate, type Signed } from "./signature.ts";

const HOUR = 3_600_000;
const TEMPORARY: Credential = {
  secretId: "AKIDtemporary",
  secretKey: "temporary",
  token: "token-a",
  expiresAt: Date.now() + HOUR,
};
const ENDED: Credential = { ...TEMPORARY, secretId: "AKIDended", expiresAt: Date.now() - HOUR };

let cloud: Cloud;
beforeEach(async () => {
  cloud = await startCloud({ credentials: [EXAMPLE, TEMPORARY, ENDED] });
});
afterEach(() => cloud.close());

const call = (options: ClientOptions) => clientsOf(cloud, options).vpc.DescribeSecurityGroups({});

test("the vendor's published example has the signature that is printed beside it", () => {
  const headers: Record<string, string> = {
    authorization:
      "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, " +
      "SignedHeaders=content-type;host, " +
      "Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168",
    "content-type": "application/json; charset=utf-8",
    host: "cvm.tencentcloudapi.com",
    "x-tc-timestamp": "1551113065",
  };
  const body = String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`;
  const request: Signed = {
    method: "POST",
    path: "/",
    query: "",
    header: (name) => headers[name],
    body: Buffer.from(body),
    now: 1_551_113_065_000,
  };
  const credential = {
    secretId: "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE",
    secretKey: "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
  };
  expect(authenticate(request, "cvm", [credential])).toBe(credential);
  const altered = { ...request, body: Buffer.from(`${body} `) };
  expect(() => authenticate(altered, "cvm", [credential])).toThrow("could not be validated");
  expect(() => authenticate(request, "vpc", [credential])).not.toThrow();
  headers["host"] = "vpc.tencentcloudapi.com";
  expect(() => authenticate(request, "vpc", [credential])).toThrow("could not be validated");
});

describe("credentials", () => {
  test.each([
    ["the right ones", { ...EXAMPLE }, null],
    ["temporary ones with their token", TEMPORARY, null],
    ["another key", { ...EXAMPLE, secretKey: "other" }, "AuthFailure.SignatureFailure"],
    ["another id", { ...EXAMPLE, secretId: "AKIDother" }, "AuthFailure.SecretIdNotFound"],
    ["none", {}, "AuthFailure.SecretIdNotFound"],
    ["another token", { ...TEMPORARY, token: "token-b" }, "AuthFailure.TokenFailure"],
    [
      "no token",
      { secretId: TEMPORARY.secretId, secretKey: TEMPORARY.secretKey },
      "AuthFailure.TokenFailure",
    ],
    ["a token too many", { ...EXAMPLE, token: "token-a" }, "AuthFailure.TokenFailure"],
    ["a token that has ended", ENDED, "AuthFailure.TokenFailure"],
  ] as const)("%s", async (_, credential, code) => {
    if (code === null) expect((await call({ credential })).TotalCount).toBe(12);
    else expect((await failureOf(call({ credential }))).code).toBe(code);
  });

  test("temporary ones may end between two calls", async () => {
    const soon = { ...TEMPORARY, secretId: "AKIDsoon", expiresAt: Date.now() + 200 };
    const short = await startCloud({ credentials: [soon] });
    try {
      const { vpc } = clientsOf(short, { credential: soon });
      expect((await vpc.DescribeSubnets({})).TotalCount).toBe(2);
      await new Promise((resolve) => setTimeout(resolve, 220));
      expect((await failureOf(vpc.DescribeSubnets({}))).code).toBe("AuthFailure.TokenFailure");
    } finally {
      await short.close();
    }
  });
});

describe("clocks", () => {
  test.each([
    [0, null],
    [290_000, null],
    [-290_000, null],
    [310_000, "AuthFailure.SignatureExpire"],
    [-310_000, "AuthFailure.SignatureExpire"],
  ] as const)("off by %i ms: %s", async (ms, code) => {
    cloud.fail([{ effect: { kind: "skew", ms } }]);
    if (code === null) expect((await call({})).TotalCount).toBe(12);
    else expect((await failureOf(call({}))).code).toBe(code);
  });

  test("every service is signed alike through one endpoint", async () => {
    const sdk = clientsOf(cloud);
    await Promise.all([
      sdk.cvm.DescribeInstances({}),
      sdk.clb.DescribeLoadBalancers({}),
      sdk.apigateway.DescribeServicesStatus({}),
      sdk.sts.GetCallerIdentity(),
    ]);
    expect(cloud.log.map((entry) => entry.outcome)).toEqual(["ok", "ok", "ok", "ok"]);
  });
});
