// Each fault as the vendor's SDK sees it, when each strikes, and the request limits.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { generateAccount, peak, startCloud, tally, type Cloud, type Fault } from "./cloud.ts";
import { clientsOf, failureOf, type Failure } from "./clients.ts";

let cloud: Cloud;
let now = 0;
beforeEach(async () => {
  now = 1_000_000;
  cloud = await startCloud({
    account: generateAccount({ groups: 230, instances: 130 }),
    clock: () => now,
  });
});
afterEach(() => cloud.close());

const groups = (params: { Offset?: string; Limit?: string } = {}, timeout = 10) =>
  clientsOf(cloud, { timeout }).vpc.DescribeSecurityGroups(params);
const outcomes = () => cloud.log.map((entry) => entry.outcome);

type Effect = Fault["effect"];
// prettier-ignore
const SEEN: readonly (readonly [Effect, Partial<Failure>, RegExp])[] = [
  [{ kind: "throttle" }, { code: "RequestLimitExceeded" }, /Too many/],
  [{ kind: "throttle", code: "RequestLimitExceeded.UinLimitExceeded" }, { code: "RequestLimitExceeded.UinLimitExceeded" }, /./],
  [{ kind: "deny" }, { code: "UnauthorizedOperation" }, /\(vpc:DescribeSecurityGroups\)/],
  [{ kind: "offline" }, { code: "ActionOffline" }, /offline/],
  [{ kind: "unsupported" }, { code: "UnsupportedOperation" }, /not supported/],
  [{ kind: "token-expired" }, { code: "AuthFailure.TokenFailure" }, /Token/],
  [{ kind: "error", code: "InternalError", message: "try later" }, { code: "InternalError" }, /try later/],
  [{ kind: "status", status: 500 }, { code: undefined, httpCode: 500 }, /Internal Server Error/],
  [{ kind: "status", status: 503 }, { code: undefined, httpCode: 503 }, /Service Unavailable/],
  [{ kind: "html" }, { code: undefined, httpCode: undefined }, /invalid json/],
  [{ kind: "html", status: 502 }, { code: undefined, httpCode: 502 }, /Bad Gateway/],
  [{ kind: "truncated-json" }, { code: undefined }, /invalid json/],
  [{ kind: "reset" }, { code: undefined }, /ECONNRESET|socket hang up/],
  [{ kind: "answer", response: null }, { code: undefined }, /reading 'Error'/],
  [{ kind: "skew", ms: 600_000 }, { code: "AuthFailure.SignatureExpire" }, /five minutes/],
];

describe("what the SDK sees", () => {
  test.each(SEEN)("%j", async (effect, expected, words) => {
    cloud.fail([{ when: { nth: 1 }, effect }]);
    const failure = await failureOf(groups());
    expect(failure).toMatchObject(expected);
    expect(failure.message).toMatch(words);
    expect((await groups()).TotalCount).toBe(230);
  });

  test("hanging: the SDK gives up after its own time", async () => {
    cloud.fail([{ when: { nth: 1 }, effect: { kind: "hang" } }]);
    expect((await failureOf(groups({}, 0.15))).message).toMatch(/network timeout/);
    expect((await groups()).TotalCount).toBe(230);
    expect(outcomes()).toEqual(["hang", "ok"]);
  });

  test("a connection that closes in the middle of an answer: the SDK sees it only at its timeout", async () => {
    cloud.fail([{ when: { nth: 1 }, effect: { kind: "reset", at: "middle" } }]);
    expect((await failureOf(groups({}, 0.3))).message).toMatch(/Response timeout/);
    expect((await groups()).TotalCount).toBe(230);
    expect(outcomes()).toEqual(["reset", "ok"]);
  });

  test.each([{ kind: "hang", at: "middle" }, { kind: "endless" }] as const)(
    "an answer that does not end: %j",
    async (effect) => {
      cloud.fail([{ when: { nth: 1 }, effect }]);
      expect((await failureOf(groups({}, 0.3))).message).toMatch(/Response timeout/);
      expect((await groups()).TotalCount).toBe(230);
    },
  );

  test("hanging ends when the cloud closes", async () => {
    cloud.fail([{ effect: { kind: "hang" } }]);
    const failure = failureOf(groups());
    while (cloud.log.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await cloud.close();
    expect((await failure).message).toMatch(/socket hang up|ECONNRESET/);
  });

  test("slow answers are whole; too slow ones end in the SDK's timeout", async () => {
    cloud.fail([{ effect: { kind: "slow", ms: 120 } }]);
    const started = performance.now();
    expect((await groups()).TotalCount).toBe(230);
    expect(performance.now() - started).toBeGreaterThan(110);
    expect((await failureOf(groups({}, 0.05))).message).toMatch(/network timeout/);
  });

  test("a short page lacks items that TotalCount counts", async () => {
    cloud.fail([{ when: { nth: 2 }, effect: { kind: "short-page", missing: 3 } }]);
    const sizes = [];
    for (const Offset of ["0", "100", "200"]) {
      const page = await groups({ Offset, Limit: "100" });
      sizes.push([page.SecurityGroupSet!.length, page.TotalCount]);
    }
    expect(sizes).toEqual([
      [100, 230],
      [97, 230],
      [30, 230],
    ]);
  });

  test.each([
    ["vanish", 1, 229, [0, 1]],
    ["come into being", -1, 231, [1, 0]],
  ] as const)("items that %s between pages", async (_, by, total, [repeated, lost]) => {
    const whole = await read();
    cloud.fail([
      { call: "vpc.DescribeSecurityGroups", when: { from: 2 }, effect: { kind: "shift", by } },
    ]);
    const seen = await read();
    expect(seen.totals).toEqual([230, total, total]);
    expect(seen.ids.length - new Set(seen.ids).size).toBe(repeated);
    expect(whole.ids.filter((id) => !seen.ids.includes(id)).length).toBe(lost);
  });
});

async function read() {
  const ids: string[] = [];
  const totals: number[] = [];
  for (const Offset of ["0", "100", "200"]) {
    const page = await groups({ Offset, Limit: "100" });
    totals.push(page.TotalCount!);
    ids.push(...page.SecurityGroupSet!.map((group) => group.SecurityGroupId));
  }
  return { ids, totals };
}

describe("when a fault strikes", () => {
  const deny: Effect = { kind: "deny" };
  const NO = "UnauthorizedOperation";
  test.each([
    ["always", undefined, [NO, NO, NO, NO, NO, NO]],
    ["the nth call", { nth: 2 }, ["ok", NO, "ok", "ok", "ok", "ok"]],
    ["some calls", { nth: [1, 3] }, [NO, "ok", NO, "ok", "ok", "ok"]],
    ["from one call on", { from: 5 }, ["ok", "ok", "ok", "ok", NO, NO]],
    ["a stretch", { from: 2, to: 3 }, ["ok", NO, NO, "ok", "ok", "ok"]],
    ["every third", { every: 3 }, ["ok", "ok", NO, "ok", "ok", NO]],
  ] as const)("%s", async (_, when, expected) => {
    cloud.fail([{ ...(when && { when }), effect: deny }]);
    for (let i = 0; i < 6; i++) await groups().catch(() => null);
    expect(outcomes()).toEqual(expected);
  });

  test("by chance, the same calls each time", async () => {
    const once = async (seed: number) => {
      const from = cloud.log.length;
      cloud.fail([{ when: { probability: 0.3, seed }, effect: deny }]);
      for (let i = 0; i < 60; i++) await groups().catch(() => null);
      now += 1000;
      return outcomes().slice(from);
    };
    const [a, b, c] = [await once(1), await once(1), await once(2)];
    expect(b).toEqual(a);
    expect(c).not.toEqual(a);
    const struck = a.filter((outcome) => outcome === NO).length;
    expect(struck).toBeGreaterThan(8);
    expect(struck).toBeLessThan(30);
  });

  test("by action, service, region and resource", async () => {
    const { vpc, cvm } = clientsOf(cloud);
    const far = clientsOf(cloud, { region: "ap-tokyo" });
    const [one, two] = (await groups()).SecurityGroupSet!.map((group) => group.SecurityGroupId);
    cloud.fail([
      { call: "DescribeSubnets", effect: deny },
      { call: ["cvm.*"], effect: { kind: "offline" } },
      { call: "*", region: "ap-tokyo", effect: { kind: "unsupported" } },
      { call: "vpc.DescribeSecurityGroupPolicies", about: two!, effect: deny },
    ]);
    const codes = [
      failureOf(vpc.DescribeSubnets({})),
      failureOf(cvm.DescribeInstances({})),
      failureOf(far.vpc.DescribeNetworkAcls({})),
      failureOf(vpc.DescribeSecurityGroupPolicies({ SecurityGroupId: two! })),
    ].map(async (failure) => (await failure).code);
    expect(await Promise.all(codes)).toEqual([NO, "ActionOffline", "UnsupportedOperation", NO]);
    const fine = await vpc.DescribeSecurityGroupPolicies({ SecurityGroupId: one! });
    expect(fine.SecurityGroupPolicySet!.Ingress!.length).toBeGreaterThan(0);
  });
});

describe("request limits", () => {
  const burst = async (times: number) => {
    const { cvm } = clientsOf(cloud);
    const calls = Array.from({ length: times }, () => cvm.DescribeInstances({ Limit: 1 }));
    return (await Promise.allSettled(calls)).filter((one) => one.status === "rejected");
  };

  test("the documented 40 a second of cvm DescribeInstances; the window slides", async () => {
    expect(await burst(40)).toHaveLength(0);
    const [refused] = await burst(1);
    expect(refused!.reason).toMatchObject({
      code: "RequestLimitExceeded",
      message:
        "Your current request times equals to `41` in a second, which exceeds the frequency limit `40` for a second. Please reduce the frequency of calls.",
    });
    now += 999;
    expect(await burst(1)).toHaveLength(1);
    now += 1;
    expect(await burst(40)).toHaveLength(0);
    expect(await burst(5)).toHaveLength(5);
    expect(tally(cloud.log)).toEqual({
      "DescribeInstances ok": 80,
      "DescribeInstances RequestLimitExceeded": 7,
    });
    expect(peak(cloud.log, "DescribeInstances")).toBe(46);
  });

  test("each action and each region counts for itself", async () => {
    await burst(40);
    const { clb } = clientsOf(cloud);
    const far = clientsOf(cloud, { region: "ap-tokyo" });
    expect((await far.cvm.DescribeInstances({})).TotalCount).toBe(0);
    expect((await clb.DescribeLoadBalancers({})).TotalCount).toBe(6);
  });

  test("other limits, and none", async () => {
    const few = await startCloud({ limits: { "cvm.DescribeInstances": 2 }, clock: () => now });
    const free = await startCloud({ limits: false, clock: () => now });
    try {
      const ask = (target: Cloud, times: number) =>
        Promise.allSettled(
          Array.from({ length: times }, () => clientsOf(target).cvm.DescribeInstances({})),
        );
      const refused = (await ask(few, 5)).filter((one) => one.status === "rejected");
      expect(refused).toHaveLength(3);
      expect((await ask(free, 90)).every((one) => one.status === "fulfilled")).toBe(true);
    } finally {
      await Promise.all([few.close(), free.close()]);
    }
  });
});
