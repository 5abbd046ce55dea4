import { describe, expect, test } from "vitest";
import { isUnknown } from "../../../src/model/unknown.ts";
import { factOf, knownOf, listOf, load, messages, raw, spots, tccli } from "./fixtures/answers.ts";

const failure = {
  Error: { Code: "UnauthorizedOperation", Message: "you are not\u001b[31m authorized\n to call" },
  RequestId: "req-17",
};

describe("an error answer", () => {
  test.each([
    ["raw", { Response: failure }],
    ["without Response", failure],
  ])(
    "%s: a complaint with code, message and request id, cleaned of control characters",
    (_, value) => {
      const draft = load({ "groups.json": value });
      expect(messages(draft)).toEqual([
        "the call answered with the error UnauthorizedOperation: you are not [31m authorized to call " +
          "(request id req-17); what it should tell is unknown: allow the call and save its answer again",
      ]);
      expect(draft.groups).toEqual([]);
    },
  );

  test("leaves the group it is about unknown, not absent", () => {
    const draft = load({ "sg-1a2b3c4d.json": { Response: failure } });
    const [group] = draft.groups;
    expect(group!.id).toBe("sg-1a2b3c4d");
    expect(factOf(group!.ingress)).toMatchObject({
      id: "policies of sg-1a2b3c4d",
      text: "the policies of sg-1a2b3c4d are unknown: the call answered with the error UnauthorizedOperation",
    });
  });

  test("leaves a load balancer's targets, a cluster's nodes, an ACL's entries, a service's APIs unknown", () => {
    const listeners = raw({
      TotalCount: 1,
      Listeners: [{ ListenerId: "lbl-a", Protocol: "TCP", Port: 80, HealthCheck: null }],
    });
    const draft = load({
      "lb-1a2b3c4d.listeners.json": listeners,
      "lb-1a2b3c4d.targets.json": { Response: failure },
      "x.json": { ClusterId: "cls-a", Response: failure },
      "acl-1a2b3c4d.json": { Response: failure },
      "service-1a2b3c4d.apis.json": { Response: failure },
    });
    const [listener] = knownOf(draft.loadBalancers[0]!.listeners);
    expect(factOf(listener!.targets).text).toContain("UnauthorizedOperation");
    expect(factOf(draft.clusters[0]!.nodes).text).toContain("UnauthorizedOperation");
    expect(factOf(draft.networkAcls[0]!.ingress).text).toContain("UnauthorizedOperation");
    expect(factOf(draft.gateways[0]!.apis).text).toContain("UnauthorizedOperation");
    expect(draft.complaints).toHaveLength(4);
  });
});

test.each<[string, unknown]>([
  ["sg-1a2b3c4d.json", {}],
  ["sg-1a2b3c4d.json", "null"],
  ["sg-1a2b3c4d.json", []],
  ["anything.json", { Response: {} }],
  ["anything.json", { Response: null }],
])("%s holding %j is a complaint about an empty answer", (file, value) => {
  expect(messages(load({ [file]: value }))[0]).toContain("this answer is empty");
});

test("an answer of another call under the name of a group is a complaint", () => {
  const draft = load({ "sg-1a2b3c4d.json": raw({ Something: 1 }) });
  expect(messages(draft)[0]).toContain("this holds no answer that sglint knows");
});

describe("truncated dumps", () => {
  const page = (total: number, ...ids: string[]) =>
    raw({
      TotalCount: total,
      InstanceSet: ids.map((InstanceId) => ({ InstanceId, Placement: {} })),
    });

  test("name the call, both counts and the next page, at TotalCount", () => {
    const draft = load({ "instances.json": page(57, "ins-a", "ins-b") });
    expect(messages(draft)).toEqual([
      "DescribeInstances lists 2 of 57 (TotalCount): the dump is truncated; save the other pages too " +
        "(`--Offset 2 --Limit 100`), as files of their own or in one list of answers",
    ]);
    expect(spots(draft)).toEqual(["instances.json:3"]);
  });

  test("pages are summed over files and lists", () => {
    const whole = { "1.json": page(3, "ins-a"), "2.json": [page(3, "ins-b"), page(3, "ins-c")] };
    expect(messages(load(whole))).toEqual([]);
    expect(messages(load({ "1.json": page(3, "ins-a"), "2.json": page(3, "ins-b") }))[0]).toContain(
      "2 of 3",
    );
  });

  test("the same page twice does not make up for a missing one", () => {
    const draft = load({ "1.json": page(2, "ins-a"), "2.json": page(2, "ins-a") });
    expect(messages(draft)[0]).toContain("1 of 2");
    expect(draft.instances).toHaveLength(2);
  });

  test("an answer that is whole by itself says nothing about the others", () => {
    const draft = load({
      "gz/all.json": page(2, "ins-a", "ins-b"),
      "sh/all.json": page(3, "ins-c"),
    });
    expect(messages(draft)).toHaveLength(1);
    expect(messages(draft)[0]).toContain("1 of 3");
  });

  test("lists of different owners are not mixed", () => {
    const nodes = (id: string) =>
      raw({ TotalCount: 2, InstanceSet: [{ InstanceId: id, InstanceRole: "WORKER" }] });
    const draft = load({ "cls-a.json": nodes("ins-a"), "cls-b.json": nodes("ins-b") });
    expect(messages(draft).map((m) => m.split(" (")[0])).toEqual([
      "DescribeClusterInstances of cls-a lists 1 of 2",
      "DescribeClusterInstances of cls-b lists 1 of 2",
    ]);
  });

  test("a missing list is cut off, and counts in Result count", () => {
    expect(
      messages(load({ "a.json": tccli({ TotalCount: 4, SecurityGroupSet: null }) }))[0],
    ).toContain("0 of 4");
    const services = raw({ Result: { TotalCount: 2, ServiceSet: [{ ServiceId: "service-a" }] } });
    expect(messages(load({ "a.json": services }))[0]).toContain(
      "DescribeServicesStatus lists 1 of 2",
    );
  });

  test.each([0, null, undefined, 1, "9"])("TotalCount %j is no reason to complain", (total) => {
    const value = raw({ TotalCount: total, SecurityGroupSet: [{ SecurityGroupId: "sg-a" }] });
    expect(messages(load({ "a.json": value }))).toEqual([]);
  });

  test("where TotalCount counts the page alone, RealCount counts all", () => {
    const members = (...ids: string[]) => {
      const TargetGroupInstanceSet = ids.map((InstanceId) => ({ Type: "CVM", InstanceId }));
      return raw({ TotalCount: ids.length, RealCount: 3, TargetGroupInstanceSet });
    };
    expect(messages(load({ "lbtg-a.json": members("ins-a", "ins-b") }))[0]).toContain(
      "DescribeTargetGroupInstances of lbtg-a lists 2 of 3 (RealCount)",
    );
    const pages = [members("ins-a", "ins-b"), members("ins-c")];
    expect(messages(load({ "lbtg-a.json": pages }))).toEqual([]);
  });

  test("calls without pages are to be saved again", () => {
    const value = raw({
      TotalCount: 2,
      Listeners: [{ ListenerId: "lbl-a", Scheduler: "WRR", Protocol: "TCP", Port: 80 }],
    });
    expect(messages(load({ "lb-a.listeners.json": value }))[0]).toContain(
      "save it again without filters",
    );
  });
});

describe("elements that are none", () => {
  test("complain at the element and leave the others alone", () => {
    const draft = load({
      "g.json": listOf("SecurityGroupSet", { SecurityGroupId: "sg-a" }, null, 7, {}),
    });
    expect(messages(draft)).toEqual([
      "DescribeSecurityGroups: expected an object, found null",
      "DescribeSecurityGroups: expected an object, found 7",
      "DescribeSecurityGroups: this element has no SecurityGroupId; it was passed over",
    ]);
    expect(draft.groups.map((g) => g.id)).toEqual(["sg-a"]);
  });

  test("a list that is none complains once, however many readers ask for it", () => {
    expect(messages(load({ "g.json": raw({ NetworkAclSet: 5 }) }))).toEqual([
      "DescribeNetworkAcls: expected a list, found 5",
    ]);
  });
});

describe.each(["constructor", "__proto__", "toString"])("answers that name %s", (name) => {
  test("as protocol, port, type or product know nothing of it", () => {
    const policy = { Action: "ACCEPT", Protocol: name, Port: name, CidrBlock: name };
    const api = { ApiId: "api-a", ServiceId: "service-a", ServiceType: name, AuthType: name };
    const draft = load({
      "sg-1a2b3c4d.json": raw({ SecurityGroupPolicySet: { Ingress: [policy], Egress: [] } }),
      "api.json": raw({ Result: { ...api, ServiceTimeout: 1 } }),
    });
    const [first] = knownOf(draft.groups[0]!.ingress);
    expect([first!.peer, first!.service].every(isUnknown)).toBe(true);
    const [only] = knownOf(draft.gateways[0]!.apis);
    expect([only!.auth, only!.backend].every(isUnknown)).toBe(true);
  });

  test("as code of an error or owner say so", () => {
    const error = { SecurityGroupId: name, ...raw({ Error: { Code: name, Message: name } }) };
    expect(messages(load({ "x.json": error }))).toEqual([
      `the call about ${name} answered with the error ${name}: ${name} (request id 5cf1a813-d4f8); what it should tell is unknown: allow the call and save its answer again`,
    ]);
  });
});

test("a protocol that holds a port is no other protocol with that port", () => {
  const policy = (Protocol: string | null, Port: string | null) => {
    return { Action: "ACCEPT", Protocol, Port, CidrBlock: "10.0.0.0/8" };
  };
  const Ingress = [
    policy("TCP", "80"),
    policy("TCP 80", null),
    policy(null, null),
    policy("null", "null"),
  ];
  const set = { SecurityGroupPolicySet: { Ingress, Egress: [] } };
  const draft = load({ "sg-1a2b3c4d.json": raw(set) });
  const list = knownOf(draft.groups[0]!.ingress);
  expect(list.map(({ service }) => isUnknown(service))).toEqual([false, true, false, true]);
});
