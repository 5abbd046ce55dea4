// The vendor's SDK against the local cloud: every action, pages, ids, sizes.
import { networkInterfaces } from "node:os";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ACTIONS, generateAccount, startCloud, type Cloud } from "./cloud.ts";
import { clientsOf, failureOf } from "./clients.ts";

const ACCOUNT = {
  groups: 250,
  instances: 130,
  balancers: 30,
  gateways: 9,
  templates: 120,
  regions: ["ap-guangzhou", "ap-singapore"],
};

let cloud: Cloud;
let sdk: ReturnType<typeof clientsOf>;
beforeAll(async () => {
  cloud = await startCloud({ account: generateAccount(ACCOUNT), limits: false });
  sdk = clientsOf(cloud);
});
afterAll(() => cloud.close());

type Row = Readonly<Record<string, unknown>>;
type Ask = (action: string, params?: object) => Promise<Row>;

const asking =
  (service: keyof typeof sdk): Ask =>
  async (action, params = {}) =>
    (await sdk[service].request(action, params)) as Row;

interface Paged {
  readonly service: keyof ReturnType<typeof clientsOf>;
  readonly action: string;
  readonly list: string;
  readonly id: string;
  readonly total: number;
  readonly as?: "text";
  readonly in?: "Result";
  readonly params?: object;
}

const text = "text" as const;
const result = "Result" as const;
// prettier-ignore
const PAGED: readonly Paged[] = [
  { service: "vpc", action: "DescribeSecurityGroups", list: "SecurityGroupSet", id: "SecurityGroupId", total: 250, as: text },
  { service: "vpc", action: "DescribeAddressTemplates", list: "AddressTemplateSet", id: "AddressTemplateId", total: 120, as: text },
  { service: "vpc", action: "DescribeAddressTemplateGroups", list: "AddressTemplateGroupSet", id: "AddressTemplateGroupId", total: 120, as: text },
  { service: "vpc", action: "DescribeServiceTemplates", list: "ServiceTemplateSet", id: "ServiceTemplateId", total: 120, as: text },
  { service: "vpc", action: "DescribeServiceTemplateGroups", list: "ServiceTemplateGroupSet", id: "ServiceTemplateGroupId", total: 120, as: text },
  { service: "vpc", action: "DescribeNetworkInterfaces", list: "NetworkInterfaceSet", id: "NetworkInterfaceId", total: 143 },
  { service: "vpc", action: "DescribeSubnets", list: "SubnetSet", id: "SubnetId", total: 2, as: text },
  { service: "vpc", action: "DescribeNetworkAcls", list: "NetworkAclSet", id: "NetworkAclId", total: 2 },
  { service: "cvm", action: "DescribeInstances", list: "InstanceSet", id: "InstanceId", total: 130 },
  { service: "clb", action: "DescribeLoadBalancers", list: "LoadBalancerSet", id: "LoadBalancerId", total: 30 },
  { service: "clb", action: "DescribeTargetGroups", list: "TargetGroupSet", id: "TargetGroupId", total: 3 },
  { service: "clb", action: "DescribeTargetGroupList", list: "TargetGroupSet", id: "TargetGroupId", total: 3 },
  { service: "apigateway", action: "DescribeServicesStatus", list: "ServiceSet", id: "ServiceId", total: 9, in: result },
  { service: "apigateway", action: "DescribeUpstreams", list: "UpstreamSet", id: "UpstreamId", total: 5, in: result },
  { service: "apigateway", action: "DescribeExclusiveInstances", list: "InstanceSet", id: "InstanceId", total: 3, in: result },
  { service: "tke", action: "DescribeClusters", list: "Clusters", id: "ClusterId", total: 4 },
  { service: "tsf", action: "DescribeClusters", list: "Content", id: "ClusterId", total: 2, in: result },
  { service: "tsf", action: "DescribeSimpleNamespaces", list: "Content", id: "NamespaceId", total: 4, in: result },
  { service: "tse", action: "DescribeCloudNativeAPIGateways", list: "GatewayList", id: "GatewayId", total: 1, in: result },
];

/** Every element of a list, read in pages of an odd size. */
async function readAll(row: Paged, size = 47): Promise<Row[]> {
  const all: Row[] = [];
  for (let offset = 0; ; offset += size) {
    const page = row.as === "text" ? [String(offset), String(size)] : [offset, size];
    const params = { ...row.params, Offset: page[0], Limit: page[1] };
    const answer = await asking(row.service)(row.action, params);
    const content = (row.in ? answer[row.in] : answer) as Row;
    expect(content["TotalCount"]).toBe(row.total);
    const items = content[row.list] as Row[];
    all.push(...items);
    if (items.length < size) return all;
  }
}

describe("lists", () => {
  test.each(PAGED)("$service $action pages until TotalCount", async (row) => {
    const all = await readAll(row);
    expect(all).toHaveLength(row.total);
    expect(new Set(all.map((item) => item[row.id])).size).toBe(row.total);
  });

  test("every served action stands in one of the tables", () => {
    const tabled = new Set([...PAGED, ...SINGLE].map((row) => `${row.service}.${row.action}`));
    const served = ACTIONS.map((action) => `${action.service}.${action.name}`);
    expect(served.filter((name) => !tabled.has(name))).toEqual([]);
  });

  test.each([
    ["vpc", "DescribeSecurityGroups", { Limit: 100 }, "InvalidParameter", "`string`"],
    ["vpc", "DescribeServiceTemplates", { Offset: 0 }, "InvalidParameter", "`string`"],
    ["vpc", "DescribeSubnets", { Limit: 100 }, "InvalidParameter", "`string`"],
    ["vpc", "DescribeNetworkInterfaces", { Limit: "100" }, "InvalidParameter", "`integer`"],
    ["vpc", "DescribeNetworkAcls", { Limit: "100" }, "InvalidParameter", "`integer`"],
    ["cvm", "DescribeInstances", { Limit: "100" }, "InvalidParameter", "`integer`"],
    ["clb", "DescribeLoadBalancers", { Offset: "0" }, "InvalidParameter", "`integer`"],
    ["vpc", "DescribeSecurityGroups", { Limit: "101" }, "InvalidParameterValue", "exceeds 100"],
    ["vpc", "DescribeSecurityGroups", { Offset: "-1" }, "InvalidParameterValue", "`-1`"],
    [
      "tsf",
      "DescribeMicroservices",
      { NamespaceId: "x", Limit: 51 },
      "InvalidParameterValue",
      "50",
    ],
    ["apigateway", "DescribeUpstreams", { Offset: 0 }, "MissingParameter", "`Limit`"],
    ["vpc", "DescribeSecurityGroupPolicies", {}, "MissingParameter", "`SecurityGroupId`"],
    ["clb", "DescribeTargetGroupInstances", {}, "MissingParameter", "`Filters`"],
    ["vpc", "DescribeSubnets", { Limitt: "1" }, "UnknownParameter", "`Limitt`"],
    [
      "vpc",
      "DescribeSecurityGroupPolicies",
      { SecurityGroupId: "sg-none" },
      "ResourceNotFound",
      "sg-none",
    ],
    [
      "clb",
      "DescribeListeners",
      { LoadBalancerId: "lb-none" },
      "InvalidParameter.LBIdNotFound",
      "lb-none",
    ],
    [
      "cvm",
      "DescribeInstances",
      { InstanceIds: ["ins-no"] },
      "InvalidInstanceId.NotFound",
      "ins-no",
    ],
    [
      "vpc",
      "DescribeSecurityGroups",
      { SecurityGroupIds: ["sg-a"], Filters: [{ Name: "a", Values: [] }] },
      "InvalidParameter.Coexist",
      "exclude",
    ],
  ] as const)("%s %s %j is refused as %s", async (service, action, params, code, words) => {
    const failure = await failureOf(asking(service)(action, params));
    expect(failure.code).toBe(code);
    expect(failure.message).toContain(words);
    expect(failure.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});

/** Actions that answer about one thing, and where the id they need comes from. */
interface Single {
  readonly service: keyof ReturnType<typeof clientsOf>;
  readonly action: string;
  readonly params?: () => Promise<object>;
}

// prettier-ignore
const SINGLE: readonly Single[] = [
  { service: "vpc", action: "DescribeSecurityGroupPolicies", params: async () => ({ SecurityGroupId: await first("vpc", "DescribeSecurityGroups") }) },
  { service: "vpc", action: "DescribeSecurityGroupLimits" },
  { service: "vpc", action: "DescribeNetworkAclQuintupleEntries", params: async () => ({ NetworkAclId: await first("vpc", "DescribeNetworkAcls", 1) }) },
  { service: "clb", action: "DescribeListeners", params: balancerId },
  { service: "clb", action: "DescribeTargets", params: balancerId },
  { service: "clb", action: "DescribeTargetGroupInstances", params: targetGroup },
  { service: "cvm", action: "DescribeAccountQuota" },
  { service: "cvm", action: "DescribeRegions" },
  { service: "apigateway", action: "DescribeApisStatus", params: async () => ({ ServiceId: await first("apigateway", "DescribeServicesStatus") }) },
  { service: "apigateway", action: "DescribeApi", params: api },
  { service: "apigateway", action: "DescribeExclusiveInstanceDetail", params: async () => ({ InstanceId: await first("apigateway", "DescribeExclusiveInstances") }) },
  { service: "tke", action: "DescribeClusterInstances", params: async () => ({ ClusterId: await first("tke", "DescribeClusters") }) },
  { service: "tsf", action: "DescribeMicroservices", params: async () => ({ NamespaceId: await first("tsf", "DescribeSimpleNamespaces") }) },
  { service: "tsf", action: "DescribeMicroservice", params: microservice },
  { service: "tsf", action: "DescribeClusterInstances", params: async () => ({ ClusterId: await first("tsf", "DescribeClusters") }) },
  { service: "tse", action: "DescribeCloudNativeAPIGatewayNodes", params: async () => ({ GatewayId: await first("tse", "DescribeCloudNativeAPIGateways") }) },
  { service: "sts", action: "GetCallerIdentity" },
  { service: "cam", action: "GetUserAppId" },
  { service: "region", action: "DescribeRegions", params: async () => ({ Product: "cvm" }) },
];

async function first(service: string, action: string, index = 0): Promise<string> {
  const row = PAGED.find((one) => one.service === service && one.action === action)!;
  return (await readAll(row))[index]![row.id] as string;
}

async function balancerId(): Promise<object> {
  return { LoadBalancerId: await first("clb", "DescribeLoadBalancers") };
}

async function targetGroup(): Promise<object> {
  const id = await first("clb", "DescribeTargetGroups");
  return { Filters: [{ Name: "TargetGroupId", Values: [id] }] };
}

async function api(): Promise<object> {
  const ServiceId = await first("apigateway", "DescribeServicesStatus");
  const { Result } = await sdk.apigateway.DescribeApisStatus({ ServiceId });
  return { ServiceId, ApiId: Result!.ApiIdStatusSet[0]!.ApiId };
}

async function microservice(): Promise<object> {
  const NamespaceId = await first("tsf", "DescribeSimpleNamespaces");
  const { Result } = await sdk.tsf.DescribeMicroservices({ NamespaceId });
  return { MicroserviceId: Result!.Content![0]!.MicroserviceId };
}

describe("single answers", () => {
  test.each(SINGLE)("$service $action", async ({ service, action, params }) => {
    const answer = await asking(service)(action, (await params?.()) ?? {});
    const { RequestId, ...content } = answer;
    expect(RequestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(content).length).toBeGreaterThan(20);
  });

  test("the generated account hangs together", async () => {
    const groups = new Set((await readAll(PAGED[0]!)).map((group) => group["SecurityGroupId"]));
    const instances = await readAll(PAGED.find((row) => row.action === "DescribeInstances")!);
    const ids = new Set(instances.map((instance) => instance["InstanceId"]));
    const ips = instances.flatMap((instance) => instance["PrivateIpAddresses"] as string[]);
    expect(new Set(ips).size).toBe(instances.length);
    for (const instance of instances)
      for (const group of instance["SecurityGroupIds"] as string[]) expect(groups).toContain(group);
    const balancers = await readAll(PAGED.find((row) => row.action === "DescribeLoadBalancers")!);
    for (const balancer of balancers) {
      const LoadBalancerId = balancer["LoadBalancerId"] as string;
      const { Listeners = [] } = await sdk.clb.DescribeTargets({ LoadBalancerId });
      const targets = Listeners.flatMap((l) => [l, ...(l.Rules ?? [])]).flatMap(
        (l) => l.Targets ?? [],
      );
      for (const target of targets) expect(ids).toContain(target.InstanceId);
    }
  });

  test("two regions differ, a third is empty, an unknown one is refused", async () => {
    const groupsIn = async (region: string) =>
      await clientsOf(cloud, { region }).vpc.DescribeSecurityGroups({ Limit: "1" });
    const [one, two] = [await groupsIn("ap-guangzhou"), await groupsIn("ap-singapore")];
    expect([one.TotalCount, two.TotalCount]).toEqual([250, 250]);
    expect(one.SecurityGroupSet![0]!.SecurityGroupId).not.toBe(
      two.SecurityGroupSet![0]!.SecurityGroupId,
    );
    expect((await groupsIn("ap-tokyo")).TotalCount).toBe(0);
    expect((await failureOf(groupsIn("ap-atlantis"))).code).toBe("UnsupportedRegion");
    const nowhere = await failureOf(groupsIn(""));
    expect([nowhere.code, nowhere.message]).toEqual([
      "MissingParameter",
      "The request is missing a required parameter `Region`.",
    ]);
  });

  test("ids and filters choose; a load balancer's id limit is 20", async () => {
    const all = await readAll(PAGED[0]!);
    const wanted = all.slice(100, 103).map((group) => group["SecurityGroupId"] as string);
    const byId = await sdk.vpc.DescribeSecurityGroups({ SecurityGroupIds: wanted });
    expect(byId.SecurityGroupSet!.map((group) => group.SecurityGroupId)).toEqual(wanted);
    const eni = await sdk.vpc.DescribeNetworkInterfaces({
      Filters: [{ Name: "groups.security-group-id", Values: [wanted[0]!] }],
    });
    expect(eni.TotalCount).toBeGreaterThan(0);
    for (const { GroupSet } of eni.NetworkInterfaceSet!) expect(GroupSet).toContain(wanted[0]);
    const many = Array.from({ length: 21 }, () => "lb-x");
    const failure = await failureOf(sdk.clb.DescribeLoadBalancers({ LoadBalancerIds: many }));
    expect(failure.code).toBe("InvalidParameterValue");
  });
});

test("the same seed answers alike, another one otherwise, a later revision in part", async () => {
  const policiesOf = async (options: object) => {
    cloud.use(generateAccount({ ...ACCOUNT, ...options }));
    const { SecurityGroupSet } = await sdk.vpc.DescribeSecurityGroups({ Limit: "100" });
    const ids = SecurityGroupSet!.map((group) => group.SecurityGroupId);
    const sets = ids.map((SecurityGroupId) =>
      sdk.vpc.DescribeSecurityGroupPolicies({ SecurityGroupId }),
    );
    const answers = await Promise.all(sets);
    return { ids, sets: answers.map((one) => JSON.stringify(one.SecurityGroupPolicySet)) };
  };
  const [once, again] = [await policiesOf({}), await policiesOf({})];
  const [other, later] = [await policiesOf({ seed: 2 }), await policiesOf({ revision: 1 })];
  cloud.use(generateAccount(ACCOUNT));
  expect(again).toEqual(once);
  expect(other.ids).not.toEqual(once.ids);
  expect(later.ids).toEqual(once.ids);
  const changed = later.sets.filter((set, i) => set !== once.sets[i]).length;
  expect(changed).toBeGreaterThan(3);
  expect(changed).toBeLessThan(40);
});

test("10,000 groups are served quickly and kept nowhere", async () => {
  const large = await startCloud({
    account: generateAccount({ groups: 10_000, instances: 10_000, balancers: 1000 }),
    limits: false,
  });
  try {
    const { vpc } = clientsOf(large);
    const before = process.memoryUsage().heapUsed;
    const ids = new Set<string>();
    for (let offset = 0; offset < 10_000; offset += 100) {
      const page = await vpc.DescribeSecurityGroups({ Offset: String(offset), Limit: "100" });
      for (const group of page.SecurityGroupSet!) ids.add(group.SecurityGroupId);
    }
    const last = [...ids].at(-1)!;
    const { SecurityGroupPolicySet } = await vpc.DescribeSecurityGroupPolicies({
      SecurityGroupId: last,
    });
    expect(ids.size).toBe(10_000);
    expect(SecurityGroupPolicySet!.Ingress!.length).toBeGreaterThan(1);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * 2 ** 20);
  } finally {
    await large.close();
  }
});

describe("the server", () => {
  test("listens on 127.0.0.1 only", async () => {
    const port = Number(cloud.endpoint.split(":")[1]);
    const others = Object.values(networkInterfaces())
      .flatMap((all) => all ?? [])
      .filter((one) => one.family === "IPv4" && !one.internal)
      .map((one) => one.address);
    expect(cloud.endpoint.startsWith("127.0.0.1:")).toBe(true);
    for (const host of ["127.0.0.2", ...others]) expect(await reaches(host, port)).toBe(false);
    expect(await reaches("127.0.0.1", port)).toBe(true);
  });

  test("ends by itself after its lifetime", async () => {
    const short = await startCloud({ lifetime: 30, faults: [{ effect: { kind: "hang" } }] });
    const failure = failureOf(clientsOf(short).vpc.DescribeSecurityGroups({}));
    await short.closed;
    expect((await failure).message).toMatch(/socket hang up|ECONNRESET/);
  });

  test("refuses what is not the protocol", async () => {
    const ask = async (init: RequestInit) => (await fetch(cloud.url, init)).text();
    expect(await ask({})).toContain("UnsupportedProtocol");
    const post = { method: "POST", body: "{}", headers: { "content-type": "application/json" } };
    expect(await ask(post)).toContain("MissingParameter");
    const named = { ...post.headers, "x-tc-action": "DescribeFoo", "x-tc-version": "2017-03-12" };
    expect(await ask({ ...post, headers: named })).toContain("InvalidAction");
    const dated = { ...named, "x-tc-version": "2016-01-01" };
    expect(await ask({ ...post, headers: dated })).toContain("NoSuchVersion");
    const known = { ...named, "x-tc-action": "DescribeSubnets" };
    expect(await ask({ ...post, headers: known, body: "[" })).toContain("InvalidRequest");
    expect(await ask({ ...post, headers: known })).toContain("AuthFailure.InvalidAuthorization");
  });
});

function reaches(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 500 });
    const end = (reached: boolean) => {
      socket.destroy();
      resolve(reached);
    };
    socket.on("connect", () => end(true));
    socket.on("error", () => end(false));
    socket.on("timeout", () => end(false));
  });
}
