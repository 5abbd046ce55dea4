// Answers of a snapshot that were given and tell nothing: gaps, whatever its header says.
import { describe, expect, test } from "vitest";
import { parseDocument } from "../../../../src/load/text/document.ts";
import { loadSnapshot } from "../../../../src/load/fetch/reading/load.ts";
import { isUnknown } from "../../../../src/model/unknown.ts";

type Json = Readonly<Record<string, unknown>>;

const REGION = "ap-guangzhou";

interface Entry {
  readonly call: string;
  readonly subject?: Json;
  readonly Response: Json;
}

function load(...entries: readonly Entry[]) {
  const value = {
    sglint: "snapshot",
    version: 1,
    tool: "sglint 0.0.0",
    account: "1250000000",
    redacted: false,
    regions: [REGION],
    time: { started: "2026-01-01T00:00:00Z", finished: "2026-01-01T00:01:00Z", sittings: 1 },
    complete: true,
    calls: entries.map(({ call }) => ({
      region: REGION,
      call,
      asked: 1,
      answered: 1,
      withdrawn: 0,
      failed: 0,
      pending: 0,
    })),
    notices: [],
    answers: entries.map(({ call, subject, Response }) => {
      const [Service, Action] = call.split(":");
      return { Region: REGION, Service, Action, ...subject, Response };
    }),
  };
  const document = parseDocument("s.json", JSON.stringify(value));
  if (!("value" in document)) throw new Error(document[0]?.message);
  const drafts = loadSnapshot(document);
  return {
    said: drafts.flatMap(({ complaints }) => complaints.map(({ message }) => message)),
    groups: drafts.flatMap(({ groups }) => groups),
    balancers: drafts.flatMap(({ loadBalancers }) => loadBalancers),
  };
}

const groups = (SecurityGroupSet: Json[]): Entry => ({
  call: "vpc:DescribeSecurityGroups",
  Response: { TotalCount: SecurityGroupSet.length, SecurityGroupSet },
});

describe("an answer that tells nothing is a gap, said once", () => {
  test.each<[string, Entry, string]>([
    [
      "an empty list answer",
      { call: "vpc:DescribeSubnets", Response: {} },
      "answered without SubnetSet",
    ],
    [
      "a list that is absent beside a count",
      { call: "cvm:DescribeInstances", Response: { TotalCount: 2 } },
      "answered without InstanceSet",
    ],
    [
      "a list without ids",
      {
        call: "cvm:DescribeInstances",
        Response: { TotalCount: 1, InstanceSet: [{ InstanceName: "a" }] },
      },
      "lists 1 element without InstanceId",
    ],
    [
      "an empty answer about one group",
      {
        call: "vpc:DescribeSecurityGroupPolicies",
        subject: { SecurityGroupId: "sg-a" },
        Response: {},
      },
      "answered without SecurityGroupPolicySet",
    ],
    [
      "nothing in a Result",
      { call: "apigw:DescribeServicesStatus", Response: { Result: {} } },
      "answered without ServiceSet",
    ],
  ])("%s", (_, entry, says) => {
    const given = { ...entry, call: entry.call.replace("apigw:", "apigateway:") };
    const { said } = load(given);
    expect(said.filter((text) => !text.includes("answers are here"))).toEqual([
      `${entry.call} of ${REGION} ${says}: the rest is unknown; fetch again with --resume`,
    ]);
  });

  test("the policies of such a group are unknown", () => {
    const policies = {
      call: "vpc:DescribeSecurityGroupPolicies",
      subject: { SecurityGroupId: "sg-a" },
      Response: {},
    };
    const { groups: found } = load(groups([{ SecurityGroupId: "sg-a" }]), policies);
    expect(found.map(({ ingress }) => isUnknown(ingress))).toEqual([true]);
  });

  test("members are a lower bound where machines have no ids", () => {
    const machines = (call: string, key: string, element: Json): Entry => ({
      call,
      Response: { TotalCount: 1, [key]: [element] },
    });
    const faces = machines("vpc:DescribeNetworkInterfaces", "NetworkInterfaceSet", {
      NetworkInterfaceId: "eni-a",
    });
    const known = (element: Json) =>
      load(
        groups([{ SecurityGroupId: "sg-a" }]),
        machines("cvm:DescribeInstances", "InstanceSet", element),
        faces,
      ).groups.map(({ membersUnknown }) => membersUnknown === null);
    expect(known({ InstanceId: "ins-a" })).toEqual([true]);
    expect(known({ InstanceName: "a" })).toEqual([false]);
  });
});

describe("what says that there is nothing is no gap", () => {
  test.each<[string, Entry]>([
    ["an empty list", groups([])],
    [
      "a list that is absent beside a count of 0",
      { call: "vpc:DescribeSubnets", Response: { TotalCount: 0 } },
    ],
    [
      "targets of a load balancer without listeners",
      { call: "clb:DescribeTargets", subject: { LoadBalancerId: "lb-a" }, Response: {} },
    ],
  ])("%s", (_, entry) => {
    expect(load(entry).said.filter((text) => !text.includes("answers are here"))).toEqual([]);
  });
});
