import { describe, expect, test } from "vitest";
import { answerOwner } from "../../../src/load/answers/owner.ts";
import { ID_KINDS } from "../../../src/model/id.ts";
import { savedCall } from "../../../src/load/vendor/calls.ts";
import { load, messages, raw, spot } from "./fixtures/answers.ts";

const rule = savedCall("DescribeSecurityGroupPolicies").saved.owner!;

test.each<[file: string, wrapper: object, known: string[], owner: string | null]>([
  ["sg-1a2b3c4d.json", {}, [], "sg-1a2b3c4d"],
  ["dump/2024/sg-1a2b3c4d.json", {}, [], "sg-1a2b3c4d"],
  ["sg-1a2b3c4d.policies.json", {}, [], "sg-1a2b3c4d"],
  ["sg-1a2b3c4d-policies.json", {}, [], "sg-1a2b3c4d"],
  ["sg-1a2b3c4d_2024-11-05.json", {}, [], "sg-1a2b3c4d"],
  ["sg-1a2b3c4d (1).json", {}, [], "sg-1a2b3c4d"],
  ["sg-backend.json", {}, [], "sg-backend"],
  ["sg-orders-api.json", {}, [], "sg-orders-api"],
  ["sg-orders-policies.json", {}, ["sg-orders"], "sg-orders"],
  ["sg-orders-api.json", {}, ["sg-orders", "sg-orders-api"], "sg-orders-api"],
  ["policies.json", { SecurityGroupId: "sg-a" }, [], "sg-a"],
  ["sg-a.json", { SecurityGroupId: "sg-a" }, [], "sg-a"],
  ["sg-a-policies.json", { SecurityGroupId: "sg-a" }, [], "sg-a"],
  ["sg-a.json", { SecurityGroupId: null }, [], "sg-a"],
  ["lb-a.json", {}, [], null],
  ["my-sg-a.json", {}, [], null],
  ["sg-.json", {}, [], null],
])("%s with wrapper %j and known %j is about %s", (file, wrapper, known, owner) => {
  const found = answerOwner(rule, wrapper as Record<string, unknown>, file, new Set(known));
  expect(found).toEqual(owner === null ? { kind: "nobody" } : { kind: "owner", id: owner });
});

test.each<[file: string, wrapper: object]>([
  ["sg-a.json", { SecurityGroupId: "sg-b" }],
  ["policies.json", { SecurityGroupId: 5 }],
  ["policies.json", { SecurityGroupId: "" }],
])("%s with wrapper %j is ambiguous", (file, wrapper) => {
  expect(answerOwner(rule, wrapper as Record<string, unknown>, file, new Set()).kind).toBe(
    "ambiguous",
  );
});

describe("an answer that nobody can place is a complaint that says how to name it", () => {
  const bodies = {
    DescribeSecurityGroupPolicies: raw({ SecurityGroupPolicySet: { Ingress: [] } }),
    DescribeListeners: raw({ TotalCount: 0, Listeners: [] }),
    DescribeTargets: raw({ Listeners: [{ ListenerId: "lbl-a", Targets: [] }] }),
    DescribeClusterInstances: raw({
      InstanceSet: [{ InstanceId: "ins-a", InstanceRole: "WORKER" }],
    }),
    DescribeNetworkAclQuintupleEntries: raw({ NetworkAclQuintupleSet: [] }),
    DescribeApisStatus: raw({ Result: { TotalCount: 0, ApiIdStatusSet: [] } }),
    DescribeApi: raw({ Result: { ApiId: "api-a", ServiceType: "MOCK" } }),
  };
  test.each(Object.entries(bodies))("%s", (call, body) => {
    const draft = load({ "saved.json": body });
    const { key, kind, ending } = savedCall(call as keyof typeof bodies).saved.owner!;
    const { prefix } = ID_KINDS[kind];
    expect(messages(draft)).toHaveLength(1);
    expect(messages(draft)[0]).toContain(`${prefix}xxxxxxxx${ending}`);
    expect(messages(draft)[0]).toContain(`{ "${key}": "${prefix}xxxxxxxx", "Response": ... }`);
    expect([draft.groups, draft.loadBalancers, draft.clusters, draft.gateways]).toEqual([
      [],
      [],
      [],
      [],
    ]);
  });
});

test("wrapper and file name that disagree name both and leave the group unknown", () => {
  const draft = load({
    "sg-a.json": { SecurityGroupId: "sg-b", ...raw({ SecurityGroupPolicySet: { Ingress: [] } }) },
  });
  expect(messages(draft)[0]).toMatch(
    /^the wrapper says sg-b and the file name sg-a; name the file /,
  );
  expect(draft.groups).toEqual([]);
});

test("two files about one group make two groups, so that the merge can name both", () => {
  const body = raw({ SecurityGroupPolicySet: { Ingress: [], Egress: [] } });
  const draft = load({ "a/sg-x.json": body, "b/sg-x.json": body });
  expect(draft.groups.map(({ id, place }) => [id, spot(place)])).toEqual([
    ["sg-x", "a/sg-x.json:1"],
    ["sg-x", "b/sg-x.json:1"],
  ]);
});

test("a wrapper without Response, as jq makes it, is read too", () => {
  const draft = load({
    "x.json": { SecurityGroupId: "sg-x", SecurityGroupPolicySet: { Ingress: [] } },
  });
  expect(draft.groups.map((g) => [g.id, g.ingress])).toEqual([["sg-x", []]]);
});
