// Rates, waits and deadlines on a clock that jumps: what takes minutes against the real API takes none here.
import { describe, expect, test } from "vitest";
import {
  readRegion,
  type TaskOutcome,
  type Task,
} from "../../../../src/load/fetch/live/account.ts";
import { asker, type AskOptions, type Transport } from "../../../../src/load/fetch/live/ask.ts";
import type { LiveCall } from "../../../../src/load/vendor/call.ts";
import { callNamed, LIVE_CALLS } from "../../../../src/load/vendor/calls.ts";
import { LiveError } from "../../../../src/load/fetch/live/errors.ts";
import { limiter } from "../../../../src/load/fetch/live/limiter.ts";
import { ACTIONS } from "../../../cloud/cloud.ts";
import { meter } from "../../../cloud/limits.ts";
import { dice } from "../../../cloud/seed.ts";
import { simulatedClock, type SimulatedClock } from "./simulated.ts";

const SIZES: Readonly<Record<string, number>> = {
  DescribeSecurityGroups: 10_000,
  DescribeInstances: 10_000,
  DescribeNetworkInterfaces: 11_000,
  DescribeLoadBalancers: 1_000,
};

interface Sent {
  readonly action: string;
  readonly at: number;
}

/** Lists of the sizes above; everything else is empty. Answers take 30 to 230 ms. */
function bigAccount(clock: SimulatedClock, sent: Sent[], sizes = SIZES): Transport {
  return async ({ call, params }) => {
    sent.push({ action: call.action, at: clock.now() });
    await clock.sleep(30 + ((sent.length * 7919) % 200));
    const total = sizes[call.action] ?? 0;
    const offset = Number(params["Offset"] ?? 0);
    const count = Math.max(0, Math.min(100, total - offset));
    const list = Array.from({ length: count }, (_, i) => ({ [call.id!]: `x-${offset + i}` }));
    const content = call.list ? { TotalCount: total, [call.key]: list } : {};
    return call.in === "Result" ? { Result: content } : content;
  };
}

function options(clock: SimulatedClock, transport: Transport): AskOptions {
  const { signal } = new AbortController();
  return {
    transport,
    limiter: limiter(clock, signal),
    clock,
    chance: () => 0.5,
    secrets: [],
    deadline: 3_600_000,
    timeout: 30_000,
    signal,
  };
}

const NOTHING_KEPT = { has: () => null, compare: () => "unknown" as const };

function watch(done: (task: Task) => void) {
  return { done, kept: () => {}, changed: () => {}, planned: () => {} };
}

/** The most requests that any window of one second holds. */
function peak(times: readonly number[]): number {
  let [first, most] = [0, 0];
  for (const [last, time] of times.entries()) {
    while (times[first]! <= time - 1000) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

describe("an account of 10,000 groups, 10,000 instances and 1,000 load balancers", async () => {
  const clock = simulatedClock();
  const sent: Sent[] = [];
  const ask = asker(options(clock, bigAccount(clock, sent)));
  let done = 0;
  await clock.run(
    readRegion(
      ask,
      "ap-guangzhou",
      NOTHING_KEPT,
      watch(() => done++),
    ),
  );
  const timesOf = (call: LiveCall): number[] =>
    sent.filter(({ action }) => action === call.action).map(({ at }) => at);

  test("is read whole", () => {
    expect(done).toBe(LIVE_CALLS.filter((call) => !call.global && !call.each).length + 12_000);
  });

  test.each(LIVE_CALLS.filter(({ global }) => !global))("keeps the limit of $action", (call) => {
    expect(peak(timesOf(call))).toBeLessThanOrEqual(call.rate);
  });

  test.each(["DescribeSecurityGroupPolicies", "DescribeListeners", "DescribeTargets"])(
    "uses three quarters of the rate of %s",
    (action) => {
      const call = callNamed(action);
      const times = timesOf(call);
      const seconds = (times.at(-1)! - times[0]!) / 1000;
      expect(times.length / seconds).toBeGreaterThanOrEqual(0.75 * call.rate);
    },
  );

  test("takes hardly longer than its longest call alone", () => {
    expect(clock.now() / 1000).toBeLessThan(10_000 / 80 + 10);
  });
});

describe("as the cloud counts, with late arrivals, broken requests and others in the account", async () => {
  const REGIONS = ["ap-beijing", "ap-guangzhou"];
  const clock = simulatedClock();
  const roll = dice(1, "network");
  const rates = meter({});
  const account = bigAccount(clock, [], {
    DescribeSecurityGroups: 2_500,
    DescribeLoadBalancers: 500,
  });
  const arrived: (Sent & { readonly region: string | null })[] = [];
  const transport: Transport = async (request) => {
    const { action } = request.call;
    const region = request.region ?? "";
    // Held up on its way, and the next one is not.
    await clock.sleep(roll.below(100));
    arrived.push({ action, region, at: clock.now() });
    rates.enter(
      ACTIONS.find(({ name }) => name === action)!,
      region,
      "id",
      clock.now(),
    );
    if (roll.chance(0.02)) throw { httpCode: 502, message: "Bad Gateway" };
    if (roll.chance(0.001)) throw { code: "RequestLimitExceeded", message: "others ask as well" };
    return account(request);
  };
  const retried: LiveError[] = [];
  const failed: Task[] = [];
  const ask = asker({
    ...options(clock, transport),
    chance: () => roll.below(1000) / 1000,
    onRetry: (error) => void retried.push(error),
  });
  const heard = (task: Task, outcome: TaskOutcome): void => {
    if (outcome instanceof LiveError) failed.push(task);
  };
  for (const region of REGIONS)
    await clock.run(readRegion(ask, region, NOTHING_KEPT, { ...watch(() => {}), done: heard }));

  test("nothing is lost, and no request of ours is one too many", () => {
    expect(failed).toEqual([]);
    expect(retried.length).toBeGreaterThan(100);
    const throttled = retried.filter(({ kind }) => kind === "throttled");
    expect(new Set(throttled.map(({ message }) => message))).toEqual(
      new Set(["others ask as well"]),
    );
  });

  const busy = ["DescribeSecurityGroupPolicies", "DescribeListeners", "DescribeTargets"];
  test.each(REGIONS.flatMap((region) => busy.map((action) => [action, region] as const)))(
    "%s of %s uses three quarters of the rate, and no second holds more than the whole",
    (action, region) => {
      const times = arrived
        .filter((one) => one.action === action && one.region === region)
        .map(({ at }) => at)
        .toSorted((a, b) => a - b);
      const { rate } = callNamed(action);
      const seconds = (times.at(-1)! - times[0]!) / 1000;
      expect(peak(times)).toBeLessThanOrEqual(rate);
      expect(times.length / seconds).toBeGreaterThanOrEqual(0.75 * rate);
    },
  );
});

describe("a request that fails", () => {
  const call = callNamed("DescribeSubnets");
  const params = { Offset: "0", Limit: "100" };

  async function failing(errors: readonly unknown[], over: Partial<AskOptions> = {}) {
    const clock = simulatedClock();
    const times: number[] = [];
    const transport: Transport = async () => {
      const error = errors[times.length];
      times.push(clock.now());
      if (error !== undefined) throw error;
      return { TotalCount: 0 };
    };
    const ask = asker({ ...options(clock, transport), ...over });
    const outcome = await clock.run(ask(call, params, "ap-guangzhou").catch((e: unknown) => e));
    return { times, outcome, end: clock.now() };
  }
  const throttled = { code: "RequestLimitExceeded.GlobalRegionUinLimitExceeded", message: "slow" };
  const broken = { httpCode: 502, message: "Bad Gateway" };

  test.each(["constructor", "__proto__"])("an answer that holds %s is one", async (name) => {
    const clock = simulatedClock();
    const ask = asker(
      options(clock, async () => JSON.parse(`{ "TotalCount": 0, "${name}": "x" }`)),
    );
    expect(await clock.run(ask(call, params, "ap-guangzhou"))).toMatchObject({ TotalCount: 0 });
  });

  test("waits longer each time, up to a bound", async () => {
    const { times } = await failing(Array.from({ length: 11 }, () => throttled));
    const waits = times.slice(1).map((time, i) => Math.round(time - times[i]!));
    expect(waits.map((wait) => Math.round(wait / 250) * 250)).toEqual([
      250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000, 10_000, 10_000,
    ]);
  });

  test.each([
    ["throttled twelve times", throttled, 12, "throttled"],
    ["broken six times", broken, 6, "server"],
  ])("is given up when %s", async (_, error, attempts, kind) => {
    const { times, outcome } = await failing(Array.from({ length: 20 }, () => error));
    expect(times).toHaveLength(attempts);
    expect(outcome).toMatchObject({ kind, action: "vpc:DescribeSubnets", region: "ap-guangzhou" });
  });

  test("is not asked again where that cannot help", async () => {
    const { times, outcome } = await failing([{ code: "UnauthorizedOperation", message: "no" }]);
    expect(times).toHaveLength(1);
    expect(outcome).toMatchObject({ kind: "denied" });
  });

  test.each([
    "self-signed certificate",
    "self signed certificate in certificate chain",
    "unable to verify the first certificate",
    "certificate has expired",
    "Hostname/IP does not match certificate's altnames: IP: 127.0.0.1 is not in the cert's list",
    "CERT_HAS_EXPIRED",
  ])(
    "is not asked again, nor anything else, where the other side is not trusted: %s",
    async (why) => {
      const message = `request to https://127.0.0.1/ failed, reason: ${why}`;
      const clock = simulatedClock();
      let sent = 0;
      const ask = asker(
        options(clock, async () => {
          sent++;
          throw new Error(message);
        }),
      );
      for (let i = 0; i < 3; i++) {
        const outcome = await clock.run(ask(call, params, null).catch((e: unknown) => e));
        expect(outcome).toMatchObject({ kind: "untrusted", message });
      }
      expect(sent).toBe(1);
    },
  );

  test("what was said before it only took too long is what it failed of", async () => {
    const slow = new Error("network timeout at: https://vpc.tencentcloudapi.com");
    const reset = new Error("request failed, reason: read ECONNRESET");
    const late = await failing([reset, slow, slow, slow, slow, slow]);
    expect(late.outcome).toMatchObject({ kind: "network", message: reset.message });
    const twice = await failing([slow, reset, broken, slow, slow, slow]);
    expect(twice.outcome).toMatchObject({ kind: "server" });
    const only = await failing([slow, slow, slow, slow, slow, slow]);
    expect(only.outcome).toMatchObject({ kind: "timeout" });
  });

  test("and is throttled holds back all of its API, which then begins slowly", async () => {
    const clock = simulatedClock();
    const sent: Sent[] = [];
    const transport: Transport = async ({ call: { action } }) => {
      const isFirst = sent.push({ action, at: clock.now() }) === 1;
      await clock.sleep(20);
      if (isFirst) throw throttled;
      return {};
    };
    const ask = asker({ ...options(clock, transport), chance: () => 0.999 });
    const asked = ["DescribeSubnets", "DescribeInstances"].flatMap((action) =>
      Array.from({ length: 60 }, () => ask(callNamed(action), params, "ap-guangzhou")),
    );
    await clock.run(Promise.all(asked));
    const within = (action: string, from: number, to: number): number =>
      sent.filter((one) => one.action === action && one.at > from && one.at < to).length;
    expect(within("DescribeSubnets", 20, 515)).toBe(0);
    expect(within("DescribeSubnets", 515, 550)).toBeLessThan(5);
    expect(within("DescribeInstances", 20, 515)).toBeGreaterThan(10);
  });

  test("is not asked again beyond the deadline", async () => {
    const { end, outcome } = await failing(
      Array.from({ length: 20 }, () => throttled),
      { deadline: 5_000 },
    );
    expect(end).toBeLessThan(5_000);
    expect(outcome).toMatchObject({ kind: "throttled" });
  });

  test("full jitter: any wait from none up to the whole one", async () => {
    const none = await failing([broken, broken], { chance: () => 0 });
    const most = await failing([broken, broken], { chance: () => 0.999_999 });
    // Between two requests of one API stand 12.5 ms at most.
    expect(none.end).toBeLessThan(50);
    expect(Math.round(most.end / 100) * 100).toBe(1500);
  });

  test("and hangs is aborted, then asked again", async () => {
    const clock = simulatedClock();
    let aborted = 0;
    let asked = 0;
    const transport: Transport = ({ signal }) =>
      ++asked < 3
        ? new Promise((_, reject) => {
            signal.addEventListener("abort", () => {
              aborted++;
              reject(new Error("The user aborted a request."));
            });
          })
        : Promise.resolve({ TotalCount: 0 });
    const ask = asker(options(clock, transport));
    expect(await clock.run(ask(call, params, "ap-guangzhou"))).toEqual({ TotalCount: 0 });
    expect({ asked, aborted }).toEqual({ asked: 3, aborted: 2 });
    expect(clock.now()).toBeGreaterThan(60_000);
  });

  test("an interrupt ends a wait at once", async () => {
    const clock = simulatedClock();
    const controller = new AbortController();
    const transport: Transport = () => {
      void clock.sleep(100).then(() => controller.abort());
      return Promise.reject(throttled);
    };
    const { signal } = controller;
    const own = { signal, limiter: limiter(clock, signal), chance: () => 1 };
    const ask = asker({ ...options(clock, transport), ...own });
    const outcome = await clock.run(ask(call, params, "ap-guangzhou").catch((e: unknown) => e));
    expect(outcome).toBeInstanceOf(LiveError);
    expect(outcome).toMatchObject({ kind: "cancelled" });
    expect(clock.now()).toBeLessThan(500);
  });
});

describe("thousands that wait", () => {
  const call = callNamed("DescribeTargets");

  async function many(transport: (clock: SimulatedClock) => Transport, over: Partial<AskOptions>) {
    const clock = simulatedClock();
    const ask = asker({ ...options(clock, transport(clock)), ...over });
    const asked = Array.from({ length: 2_000 }, (_, i) =>
      ask(call, { LoadBalancerId: `lb-${i}` }, "ap-guangzhou").then(
        () => "answered",
        (error: unknown) => (error as LiveError).kind,
      ),
    );
    const outcomes = await clock.run(Promise.all(asked));
    return { end: clock.now(), count: (kind: string) => outcomes.filter((k) => k === kind).length };
  }

  test("are let go at the deadline", async () => {
    const prompt = (clock: SimulatedClock): Transport => {
      return async () => {
        await clock.sleep(50);
        return {};
      };
    };
    const { end, count } = await many(prompt, { deadline: 5_000 });
    expect(end).toBeLessThan(5_200);
    expect(count("answered")).toBeGreaterThan(70);
    expect(count("answered") + count("deadline") + count("timeout")).toBe(2_000);
  });

  test.each([
    ["credentials", "AuthFailure.TokenFailure"],
    ["clock", "AuthFailure.SignatureExpire"],
  ])("are not sent any more after %s were refused", async (kind, code) => {
    let sent = 0;
    const ending = (clock: SimulatedClock): Transport => {
      return async () => {
        const own = ++sent;
        await clock.sleep(50);
        if (own <= 10) return {};
        // The one before waits long to be asked again, when the news comes.
        throw own === 11 ? { httpCode: 500 } : { code, message: "no" };
      };
    };
    const { end, count } = await many(ending, { chance: () => 0.99 });
    expect(sent).toBeLessThan(25);
    expect(end).toBeLessThan(1_500);
    expect({ answered: count("answered"), refused: count(kind) }).toEqual({
      answered: 10,
      refused: 1_990,
    });
  });
});
