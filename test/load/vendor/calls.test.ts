// The table of the vendor's calls: one entry a call, and everything that follows from it.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SERVICES } from "../../../src/load/vendor/call.ts";
import {
  CALLS,
  findSaved,
  ID_KEYS,
  LIVE_CALLS,
  permission,
  SAVED_CALLS,
  saveCommand,
} from "../../../src/load/vendor/calls.ts";
import { ID_KINDS, saveOf } from "../../../src/model/id.ts";
import { load, messages, raw } from "../answers/fixtures/answers.ts";

test("every action stands there once, and only reads", () => {
  const names = CALLS.map(({ action }) => action);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^Describe[A-Z]/.test(name))).toEqual([]);
  expect(new Set(CALLS.map(({ service }) => service))).toEqual(new Set(Object.keys(SERVICES)));
});

test("every call can be asked, or its saved answers read", () => {
  expect(new Set([...LIVE_CALLS, ...SAVED_CALLS])).toEqual(new Set(CALLS));
  const only = (some: typeof CALLS, others: typeof CALLS) =>
    some.filter((call) => !others.includes(call)).map(permission);
  expect(only(LIVE_CALLS, SAVED_CALLS).toSorted()).toEqual([
    "cvm:DescribeAccountQuota",
    "cvm:DescribeRegions",
    "tsf:DescribeSimpleNamespaces",
  ]);
  expect(only(SAVED_CALLS, LIVE_CALLS)).toEqual(["apigw:DescribeService"]);
});

test("the readers ask for every call whose saved answers are understood", () => {
  const folder = new URL("../../../src/load/answers/", import.meta.url);
  const code = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
  const unread = SAVED_CALLS.filter(({ action }) => !code.join("\n").includes(`"${action}"`));
  expect(unread.map(permission)).toEqual([]);
});

test("a call asks about the elements of another of its service, which stands before it", () => {
  for (const [i, { each, service }] of LIVE_CALLS.entries()) {
    if (!each) continue;
    const parent = LIVE_CALLS.findIndex(({ action }) => action === each.of);
    expect(LIVE_CALLS[parent]!.service).toBe(service);
    expect(parent).toBeLessThan(i);
  }
});

test("a saved answer of calls that share a key is of just one of them", () => {
  const keys = SAVED_CALLS.map((call) => `${call.in} ${call.key}`);
  const shared = SAVED_CALLS.filter(
    (_, i) => keys.indexOf(keys[i]!) !== keys.lastIndexOf(keys[i]!),
  );
  expect(shared.filter(({ saved }) => !saved.fits)).toEqual([]);
  const hints = ["lb-a.targets.json", "lb-a.json", "cls-a.json", "x.json"];
  const firsts = [{ Targets: [] }, { InstanceRole: "WORKER" }, { Placement: {} }, {}];
  for (const first of [null, ...firsts])
    for (const file of hints)
      for (const call of shared) {
        const content = { [call.key]: first === null ? [] : [first] };
        const hint = { file, wrapper: {} };
        const fitting = shared.filter(
          (one) =>
            one.key === call.key && one.in === call.in && one.saved.fits!(content, first, hint),
        );
        expect(fitting.length).toBeLessThanOrEqual(1);
      }
});

describe("the page that a truncated dump asks for", () => {
  test.each(SAVED_CALLS.filter(({ page }) => page))("$action", (call) => {
    const element = call.id === null ? {} : { [call.id]: "x-1" };
    const content = { TotalCount: 7, [call.key]: [element] };
    const wrapper = { Action: call.action, [call.saved.owner?.key ?? "Region"]: "x-1" };
    const body = call.in === "Result" ? { Result: content } : content;
    expect(messages(load({ "x.json": { ...wrapper, ...raw(body) } })).join("\n")).toContain(
      `\`--Offset 1 --Limit ${call.page!.size}\``,
    );
  });
});

test("what is to be typed has the call's own parameters", () => {
  expect(saveCommand("DescribeListeners", "lb-a")).toBe(
    "clb DescribeListeners --LoadBalancerId lb-a > lb-a.listeners.json",
  );
  expect(saveCommand("DescribeApi", "service-a", "api-a")).toBe(
    "apigateway DescribeApi --ServiceId service-a --ApiId api-a > api-a.json",
  );
  expect(saveCommand("DescribeTargetGroupInstances", "lbtg-a")).toBe(
    `clb DescribeTargetGroupInstances --Filters '[{"Name":"TargetGroupId","Values":["lbtg-a"]}]' > lbtg-a.json`,
  );
});

describe("an error says whom it is about by the keys and prefixes of the table", () => {
  const error = raw({ Error: { Code: "FailedOperation", Message: "no" } });
  test.each(ID_KEYS)("$key", ({ key, prefix }) => {
    const id = `${prefix}1a2b3c4d`;
    const said = `the call about ${id} answered with the error FailedOperation`;
    expect(messages(load({ "x.json": { [key]: id, ...error } }))[0]).toContain(said);
    expect(messages(load({ [`${id}.json`]: error }))[0]).toContain(said);
  });
});

test.each(["constructor", "__proto__", "toString", "hasOwnProperty"])("%s is no call", (name) => {
  expect(findSaved(name)).toBeNull();
  const wrapper = JSON.parse(`{ "Action": "${name}", "Service": "vpc", "Region": "${name}" }`);
  const answer = { ...wrapper, ...raw({ SecurityGroupSet: [{ SecurityGroupId: "sg-a" }] }) };
  const draft = load({ "x.json": answer });
  expect([draft.groups.map(({ id }) => id), draft.complaints]).toEqual([["sg-a"], []]);
});

test("what an id kind says to save is a call of this table, and saves it", () => {
  for (const [kind, { prefix, save }] of Object.entries(ID_KINDS)) {
    if (save === null) continue;
    const id = `${prefix}0a1b2c3d`;
    const [service, action] = save.split(" ");
    const call = SAVED_CALLS.find((one) => one.service === service && one.action === action);
    expect(call, kind).toBeDefined();
    const own = "owner" in call!.saved && call!.saved.owner ? saveCommand(call!.action, id) : null;
    if (own !== null) expect(save.replaceAll(/\bID\b/g, id)).toBe(own);
    else if (save.includes("ID.json"))
      expect(save).toContain(`--${String(call!.id)}s '["ID"]' > ID.json`);
  }
  expect(saveOf("subnet", "subnet-4d8s1m0q")).toContain(`'["subnet-4d8s1m0q"]'`);
  for (const own of ["subnet-a", "tencentcloud_subnet.a", "subnet-4d8s1m0q;id", "sg-4d8s1m0q"])
    expect(saveOf("subnet", own)).toBeNull();
});
