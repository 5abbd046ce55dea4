// Lists that do not keep to the rules: counts that lie, grow or are missing, pages that overlap, elements that are none.
import { describe, expect, test } from "vitest";
import type { Ask } from "../../../../src/load/fetch/live/ask.ts";
import type { LiveCall } from "../../../../src/load/vendor/call.ts";
import { callNamed, LIVE_CALLS } from "../../../../src/load/vendor/calls.ts";
import { LiveError } from "../../../../src/load/fetch/live/errors.ts";
import { askWhole, type Whole } from "../../../../src/load/fetch/live/pages.ts";

const GROUPS = callNamed("DescribeSecurityGroups");
const BACKENDS = callNamed("DescribeTargetGroupInstances");

interface Asked {
  readonly offset: number;
  readonly limit: number;
  readonly nth: number;
}
type Content = Readonly<Record<string, unknown>>;

async function read(
  call: LiveCall,
  answer: (asked: Asked) => Content,
): Promise<Whole & { readonly asked: number }> {
  let nth = 0;
  const ask: Ask = async (_, { Offset, Limit }) => {
    const content = answer({ offset: Number(Offset), limit: Number(Limit), nth: ++nth });
    return call.in === "Result" ? { Result: content } : content;
  };
  return { ...(await askWhole(ask, call, {}, "ap-guangzhou")), asked: nth };
}

/** A page of so many elements. */
function page(call: LiveCall, total: number, { offset, limit }: Asked): Content[] {
  const length = Math.max(0, Math.min(limit, total - offset));
  return Array.from({ length }, (_, i) => ({ [call.id ?? "InstanceId"]: `x-${offset + i}` }));
}

describe("every list", () => {
  const paged = LIVE_CALLS.filter((call) => call.page);
  test.each(
    paged.flatMap((call) => {
      const size = call.page!.size;
      return [0, 1, size - 1, size, size + 1, 2 * size, 10_000, 12_345].map(
        (total) => [call.action, total, call] as const,
      );
    }),
  )("%s of %i elements is read whole", async (_, total, call) => {
    const whole = await read(call, (asked) => ({
      TotalCount: total,
      [call.key]: page(call, total, asked),
    }));
    expect(whole).toMatchObject({ changed: false, incomplete: null });
    expect(whole.elements).toHaveLength(total);
    const { size } = call.page!;
    // A full page whose count says no more may count itself: one more is asked for.
    expect(whole.asked).toBe(total === size ? 2 : Math.max(1, Math.ceil(total / size)));
  });

  test.each([
    ["is missing", () => ({})],
    ["is text", () => ({ TotalCount: "250" })],
    ["counts its own page", (asked: Asked) => ({ TotalCount: page(GROUPS, 250, asked).length })],
    ["is negative", () => ({ TotalCount: -1 })],
  ])("is read whole where TotalCount %s", async (_, count) => {
    const whole = await read(GROUPS, (asked) => ({
      ...count(asked),
      SecurityGroupSet: page(GROUPS, 250, asked),
    }));
    expect(whole).toMatchObject({ changed: false, incomplete: null });
    expect(whole.elements).toHaveLength(250);
    expect(whole.response).toMatchObject({ TotalCount: 250 });
  });

  test.each([0, 99, 100, 101, 200, 250])("of %i backends by RealCount", async (real) => {
    const whole = await read(BACKENDS, (asked) => {
      const TargetGroupInstanceSet = page(BACKENDS, real, asked);
      const TotalCount = TargetGroupInstanceSet.length;
      return { TargetGroupInstanceSet, TotalCount, RealCount: real };
    });
    expect(whole).toMatchObject({ changed: false, incomplete: null });
    expect(whole.elements).toHaveLength(real);
  });

  test("backends that the credentials may not see are missing", async () => {
    const whole = await read(BACKENDS, (asked) => {
      const TargetGroupInstanceSet = page(BACKENDS, 30, asked);
      return { TargetGroupInstanceSet, TotalCount: 30, RealCount: 40 };
    });
    expect(whole.incomplete).toBe("lists 30 of 40");
  });
});

function nested(levels: number): unknown {
  let inner: unknown = [];
  for (let i = 0; i < levels; i++) inner = i % 2 === 0 ? [inner] : { inner };
  return inner;
}

describe("a list that never fits", () => {
  const listed = (TotalCount: number, SecurityGroupSet: unknown): Content => ({
    TotalCount,
    SecurityGroupSet,
  });
  const id = (i: number): Content => ({ SecurityGroupId: `sg-${i}` });
  test.each<[string, (asked: Asked) => Content, RegExp, number]>([
    [
      "as it grows with each page",
      (asked) => listed(asked.offset + 300, page(GROUPS, 1e9, asked)),
      /^lists [36]00 of \d+$/,
      20,
    ],
    [
      "as it counts 10^12",
      (asked) => listed(1e12, page(GROUPS, 1e9, asked)),
      /^lists 200000 of/,
      4_100,
    ],
    [
      "as it counts what is not there",
      (asked) => listed(50, page(GROUPS, 1, asked)),
      /^lists 1 of 50$/,
      8,
    ],
    [
      "as the count never agrees",
      (asked) => listed(50 + asked.nth, page(GROUPS, 1, asked)),
      /^lists 1 of 5\d$/,
      8,
    ],
    [
      "as ids stand on two pages",
      ({ offset }) =>
        listed(
          250,
          Array.from({ length: Math.min(100, 250 - offset) }, (_, i) => id(i % 90)),
        ),
      /^lists 90 of 250$/,
      9,
    ],
    [
      "as it never ends and has no count",
      (asked) => ({ SecurityGroupSet: page(GROUPS, 1e9, asked) }),
      /^lists 200000 and changed/,
      6_000,
    ],
    ["as it counts none and lists one", () => listed(0, [id(1)]), /^lists 1 and changed/, 6],
  ])("%s", async (_, answer, incomplete, most) => {
    const whole = await read(GROUPS, answer);
    expect(whole.incomplete).toMatch(incomplete);
    expect(whole.changed).toBe(true);
    expect(whole.asked).toBeLessThanOrEqual(most);
  });
});

test("an answer without pages that counts more than it lists", async () => {
  const listed = (most: number) => (asked: Asked) => {
    const Listeners = [{ ListenerId: "lbl-1" }, { ListenerId: "lbl-2" }].slice(0, most);
    return { TotalCount: 2, Listeners: asked.nth === 1 ? Listeners.slice(0, 1) : Listeners };
  };
  const call = callNamed("DescribeListeners");
  expect(await read(call, listed(2))).toMatchObject({ changed: true, incomplete: null, asked: 2 });
  expect(await read(call, listed(1))).toMatchObject({ incomplete: "lists 1 of 2", asked: 3 });
});

describe("an answer without a list", () => {
  test.each<[string, string, Content]>([
    ["text", "DescribeSecurityGroups", { TotalCount: 3, SecurityGroupSet: "abc" }],
    ["an object", "DescribeSecurityGroups", { SecurityGroupSet: {} }],
    ["numbers", "DescribeSecurityGroups", { SecurityGroupSet: [1, 2, 3] }],
    ["lists", "DescribeListeners", { Listeners: [[]] }],
    [
      "nested without end",
      "DescribeSecurityGroupPolicies",
      { SecurityGroupPolicySet: nested(9_999) },
    ],
    ["a number within Result", "DescribeServicesStatus", { ServiceSet: 5 }],
  ])("%s is unreadable: %s", async (_, action, content) => {
    const error = await read(callNamed(action), () => content).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(LiveError);
    expect(error).toMatchObject({ kind: "malformed", code: "unreadable answer" });
  });

  test("null stays unknown", async () => {
    const whole = await read(GROUPS, () => ({ TotalCount: 0, SecurityGroupSet: null }));
    expect(whole.response).toEqual({ TotalCount: 0 });
  });
});
