// What people keep in scripts, settings and parameters is nobody's business: it is dropped as it arrives.
import { expect, test } from "vitest";
import { callNamed } from "../../../../src/load/vendor/calls.ts";
import { askWhole } from "../../../../src/load/fetch/live/pages.ts";

test.each([
  ["DescribeInstances", { LoginSettings: { Password: "canary", KeyIds: ["skey-1a2b3c4d"] } }],
  ["DescribeInstances", { UserData: "canary" }],
  ["DescribeInstances", { Metadata: { Items: [{ Key: "db", Value: "canary" }] } }],
  ["DescribeClusterInstances", { InstanceAdvancedSettings: { UserScript: "canary" } }],
  ["DescribeClusterInstances", { InstanceAdvancedSettings: { PreStartUserScript: "canary" } }],
  [
    "DescribeClusterInstances",
    { InstanceAdvancedSettings: { ExtraArgs: { Kubelet: ["canary"] } } },
  ],
  ["DescribeApi", { ConstantParameters: [{ Name: "X-Key", DefaultValue: "canary" }] }],
  ["DescribeApi", { ServiceParameters: [{ Name: "k", DefaultValue: "canary" }] }],
  ["DescribeApi", { RequestParameters: [{ Name: "k", DefaultValue: "canary" }] }],
  ["DescribeApi", { ResponseSuccessExample: "canary", ResponseFailExample: "canary" }],
  ["DescribeApi", { ServiceMockReturnMessage: "canary" }],
  ["DescribeApisStatus", { OauthConfig: { PublicKey: "canary", LoginRedirectUrl: "canary" } }],
  ["DescribeUpstreams", { HealthChecker: { ActiveRequestHeader: [{ Value: "canary" }] } }],
  ["DescribeMicroservice", { EnvironmentVariables: [{ Name: "DB", Value: "canary" }] }],
  ["DescribeMicroservice", { Envs: [{ Name: "DB", Value: "canary" }] }],
])("%s %j", async (name, secret) => {
  const call = callNamed(name);
  const element = { Name: "kept", ...secret };
  const content = call.list ? { [call.key]: [element] } : element;
  const { response, elements } = await askWhole(
    async () => (call.in === "Result" ? { Result: content } : content),
    call,
    {},
    "ap-guangzhou",
  );
  expect(JSON.stringify([response, elements])).toContain("kept");
  expect(JSON.stringify([response, elements])).not.toContain("canary");
});

test("what routes are judged by stays", async () => {
  const kept = {
    HealthCheck: { SourceIpType: 1 },
    MicroServices: [{ ClusterId: "c", MicroServiceName: "orders" }],
    ServiceConfig: { Product: "clb", Url: "http://10.0.0.1" },
    RequestConfig: { Path: "/a" },
    AuthType: "SECRET",
  };
  const { response } = await askWhole(
    async () => ({ Result: kept }),
    callNamed("DescribeApi"),
    {},
    "ap-guangzhou",
  );
  expect(response).toEqual({ Result: kept });
});
