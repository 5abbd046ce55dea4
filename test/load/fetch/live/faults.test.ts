// What can go wrong, with each service: nothing is lost, and what is missing is said with the right words.
import { describe, expect, test } from "vitest";
import { loadSnapshot } from "../../../../src/load/fetch/reading/load.ts";
import { mergeDrafts } from "../../../../src/load/merge/merge.ts";
import { LiveError } from "../../../../src/load/fetch/live/errors.ts";
import { generateAccount, tally, type Fault } from "../../../cloud/cloud.ts";
import { some } from "../../../depth.ts";
import { cloudFor, fetchCloud, wired, type Fetched } from "./reading.ts";

const ACCOUNT = generateAccount({
  groups: 3,
  instances: 4,
  balancers: 2,
  gateways: 1,
  apisPerGateway: 2,
  clusters: 1,
  templates: 1,
  microservices: 1,
  cloudNativeGateways: 1,
});

/** A list and a call about one resource, of each service. */
const LISTS = [
  "vpc.DescribeSecurityGroups",
  "cvm.DescribeInstances",
  "clb.DescribeLoadBalancers",
  "apigateway.DescribeServicesStatus",
  "tke.DescribeClusters",
  "tsf.DescribeSimpleNamespaces",
  "tse.DescribeCloudNativeAPIGateways",
] as const;
const DETAILS = [
  "vpc.DescribeSecurityGroupPolicies",
  "clb.DescribeTargets",
  "apigateway.DescribeApi",
  "tke.DescribeClusterInstances",
  "tsf.DescribeMicroservice",
  "tse.DescribeCloudNativeAPIGatewayNodes",
] as const;

function permissionOf(call: string): string {
  return call.replace("apigateway.", "apigw.").replace(".", ":");
}

async function fetched(
  ...faults: readonly Fault[]
): Promise<Fetched & { asked: Record<string, number> }> {
  const cloud = await cloudFor({ account: ACCOUNT, faults, limits: false });
  const all = await fetchCloud(cloud, { transport: wired(cloud) });
  return { ...all, asked: tally(cloud.log) };
}

function complaintsOf({ document }: Fetched): string[] {
  return mergeDrafts(loadSnapshot(document)).complaints.map(({ message }) => message);
}

const whole = fetchedOnce();
function fetchedOnce() {
  let text: Promise<string> | null = null;
  return () => (text ??= fetched().then((one) => one.text));
}

describe("passes by itself", () => {
  const passing: readonly (readonly [string, Fault["effect"]])[] = [
    ["throttling", { kind: "throttle" }],
    ["a throttling subcode", { kind: "throttle", code: "RequestLimitExceeded.UinLimitExceeded" }],
    ["HTTP 500", { kind: "status", status: 500 }],
    ["HTTP 503 with HTML", { kind: "html", status: 503 }],
    ["an HTML page as answer", { kind: "html" }],
    ["an answer that ends early", { kind: "truncated-json" }],
    ["a reset connection", { kind: "reset" }],
    ["a connection reset within the answer", { kind: "reset", at: "middle" }],
    ["InternalError", { kind: "error", code: "InternalError" }],
    ["no answer", { kind: "hang" }],
    ["half an answer, then nothing", { kind: "hang", at: "middle" }],
    ["a list as answer", { kind: "answer", response: [1] }],
    ["null as answer", { kind: "answer", response: null }],
    ["an error without a code", { kind: "answer", response: { Error: "no" } }],
    ["a stream of events", { kind: "answer", response: {}, type: "text/event-stream" }],
  ];
  // In short, each fault meets one call, and each call a fault or two.
  for (const [i, [name, effect]] of passing.entries())
    test.each(some([...LISTS, ...DETAILS], LISTS.length + DETAILS.length, i))(
      `${name}: %s`,
      { timeout: 60_000 },
      async (call) => {
        const one = await fetched({ call, when: { nth: 1 }, effect });
        expect(one.text === (await whole())).toBe(true);
        expect(one.snapshot.complete).toBe(true);
      },
    );
});

describe("an answer that never ends", () => {
  test.each(some(LISTS, LISTS.length))(
    "%s is given up, and the rest is kept",
    { timeout: 60_000 },
    async (call) => {
      const cloud = await cloudFor({
        account: ACCOUNT,
        faults: [{ call, effect: { kind: "endless" } }],
        limits: false,
      });
      const one = await fetchCloud(cloud, { transport: wired(cloud), timeout: 20_000 });
      expect(one.snapshot.calls.filter(({ failed }) => failed > 0)).toMatchObject([
        { call: permissionOf(call), asked: 1 },
      ]);
      expect(complaintsOf(one).join("\n")).toContain("the answer is longer than any of this API");
    },
  );
});

test("a request that was given up leaves no timer behind, which would hold the command", async () => {
  const timers = (): number =>
    process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const faults: Fault[] = [
    { call: "DescribeTargets", when: { nth: 1 }, effect: { kind: "hang", at: "middle" } },
  ];
  await fetched();
  const before = timers();
  await fetched(...faults);
  expect(timers()).toBeLessThanOrEqual(before);
});

describe("a list that is refused", () => {
  test.each(some(LISTS, 3))("%s", async (call) => {
    const one = await fetched({ call, effect: { kind: "deny" } });
    const count = one.snapshot.calls.find((c) => c.call === permissionOf(call));
    expect(count).toMatchObject({ asked: 1, answered: 0, failed: 1 });
    expect(one.snapshot.complete).toBe(false);
    expect(one.asked[`${call.split(".")[1]} UnauthorizedOperation`]).toBe(1);
    const [first] = complaintsOf(one);
    expect(first).toContain(`${permissionOf(call)} is not permitted (UnauthorizedOperation)`);
    expect(first).toContain("sglint fetch --print-policy");
  });
});

describe("a call about one resource that is refused", () => {
  test.each(some(DETAILS, 3))("%s leaves the others alone", async (call) => {
    const one = await fetched({ call, when: { nth: 1 }, effect: { kind: "deny" } });
    const count = one.snapshot.calls.find((c) => c.call === permissionOf(call))!;
    expect(count).toMatchObject({ failed: 1, answered: count.asked - 1 });
    expect(complaintsOf(one).filter((text) => text.includes("is not permitted"))).toHaveLength(1);
  });
});

describe("a service that is not there", () => {
  const gone = LISTS.flatMap((call) => [
    [call, "offline"] as const,
    [call, "unsupported"] as const,
  ]);
  test.each(some(gone, 3))("%s: %s", async (call, kind) => {
    const one = await fetched({ call, effect: { kind } });
    expect(one.snapshot.complete).toBe(true);
    const { notices } = mergeDrafts(loadSnapshot(one.document));
    expect(notices.map(({ text }) => text).join("\n")).toMatch(
      new RegExp(
        `${call.split(".")[0]} in ap-guangzhou was passed over, as ${permissionOf(call)} is not available`,
      ),
    );
  });

  test("no gateway is left, and the notices say so", async () => {
    const one = await fetched({ call: "apigateway.*", effect: { kind: "offline" } });
    const { notices, gateways } = mergeDrafts(loadSnapshot(one.document));
    expect(gateways.filter(({ product }) => product === "api-gateway")).toEqual([]);
    expect(notices.map(({ text }) => text).join("\n")).toContain("no gateway was read");
  });
});

describe("ends the fetch", () => {
  test.each([
    ["an expired token", { kind: "token-expired" }, "credentials"],
    ["a wrong key", { kind: "error", code: "AuthFailure.SignatureFailure" }, "credentials"],
    ["a wrong clock", { kind: "skew", ms: 3_600_000 }, "clock"],
  ] as const)("%s", async (_, effect, kind) => {
    const cloud = await cloudFor({
      account: ACCOUNT,
      faults: [{ call: ["vpc.*", "clb.*"], when: { from: 4 }, effect }],
    });
    const { result } = await fetchCloud(cloud, { transport: wired(cloud) });
    expect(result.fatal).toBeInstanceOf(LiveError);
    expect(result.fatal).toMatchObject({ kind });
    expect(
      cloud.log.filter(({ outcome }) => outcome.startsWith("AuthFailure")).length,
    ).toBeLessThan(40);
  });
});

describe("pages that do not fit", () => {
  const few = { groups: 2, instances: 2, balancers: 2 };
  const many = generateAccount({ ...few, instances: 250 });
  const paged = [
    ["DescribeSecurityGroups", { ...few, groups: 250 }],
    ["DescribeInstances", { ...few, instances: 250 }],
    ["DescribeLoadBalancers", { ...few, balancers: 120 }],
  ] as const;
  const limits = false;

  test.each(some(paged, paged.length))(
    "%s: a page cut short is filled",
    { timeout: 60_000 },
    async (call, size) => {
      const account = generateAccount(size);
      const plain = await fetchCloud(await cloudFor({ account, limits }));
      const faults: Fault[] = [
        { call, when: { nth: 1 }, effect: { kind: "short-page", missing: 7 } },
      ];
      const one = await fetchCloud(await cloudFor({ account, limits, faults }));
      const answersOf = ({ snapshot }: Fetched) => snapshot.answers;
      expect(answersOf(one)).toEqual(answersOf(plain));
      expect(one.snapshot.notices.join()).toContain("the list changed while it was read");
    },
  );

  test.each([
    ["vanish", 3],
    ["come into being", -3],
  ])("elements %s between two pages: read again, and said", { timeout: 60_000 }, async (_, by) => {
    const call = "DescribeInstances";
    const faults: Fault[] = [{ call, when: { from: 2 }, effect: { kind: "shift", by } }];
    const one = await fetchCloud(await cloudFor({ account: many, limits, faults }));
    const list = one.snapshot.answers.find(({ Action }) => Action === call)!;
    const { InstanceSet, TotalCount } = list["Response"] as {
      InstanceSet: unknown[];
      TotalCount: number;
    };
    expect(InstanceSet).toHaveLength(250 - by);
    expect(TotalCount).toBe(250 - by);
    expect(one.snapshot.complete).toBe(true);
    expect(one.snapshot.notices).toEqual([
      "cvm:DescribeInstances of ap-guangzhou: the list changed while it was read; it was read again until it fitted",
    ]);
  });

  test("a list that never fits is a gap", { timeout: 60_000 }, async () => {
    const call = "DescribeSubnets";
    const effect = { kind: "short-page", missing: 1 } as const;
    const one = await fetchCloud(
      await cloudFor({ account: many, limits, faults: [{ call, effect }] }),
    );
    expect(one.snapshot.complete).toBe(false);
    expect(complaintsOf(one)[0]).toMatch(
      /^vpc:DescribeSubnets of ap-guangzhou lists \d+ of \d+: the rest is unknown/,
    );
  });
});
