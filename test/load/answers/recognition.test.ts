import { describe, expect, test } from "vitest";
import { looksLikeApiAnswer } from "../../../src/load/answers/index.ts";
import { news } from "../../../src/model/notice.ts";
import {
  documentOf,
  listOf,
  load,
  messages,
  raw,
  SHAPES,
  tccli,
  type Json,
} from "./fixtures/answers.ts";

const policies = { SecurityGroupPolicySet: { Version: "1", Ingress: [], Egress: [] } };

/** One answer of each call, with the file name it needs. */
const CALLS: [call: string, body: Json, file?: string][] = [
  [
    "DescribeSecurityGroups",
    { TotalCount: 1, SecurityGroupSet: [{ SecurityGroupId: "sg-1a2b3c4d" }] },
  ],
  ["DescribeSecurityGroupPolicies", policies, "sg-1a2b3c4d.json"],
  [
    "DescribeAddressTemplates",
    { AddressTemplateSet: [{ AddressTemplateId: "ipm-a", AddressSet: [] }] },
  ],
  [
    "DescribeAddressTemplateGroups",
    { AddressTemplateGroupSet: [{ AddressTemplateGroupId: "ipmg-a" }] },
  ],
  [
    "DescribeServiceTemplates",
    { ServiceTemplateSet: [{ ServiceTemplateId: "ppm-a", ServiceSet: [] }] },
  ],
  [
    "DescribeServiceTemplateGroups",
    { ServiceTemplateGroupSet: [{ ServiceTemplateGroupId: "ppmg-a" }] },
  ],
  ["DescribeNetworkInterfaces", { NetworkInterfaceSet: [{ NetworkInterfaceId: "eni-a" }] }],
  ["DescribeNetworkAcls", { NetworkAclSet: [{ NetworkAclId: "acl-a", NetworkAclType: "TRIPLE" }] }],
  ["DescribeNetworkAclQuintupleEntries", { NetworkAclQuintupleSet: [] }, "acl-1a2b3c4d.json"],
  ["DescribeSubnets", { SubnetSet: [{ SubnetId: "subnet-a", VpcId: "vpc-a" }] }],
  ["DescribeSecurityGroupLimits", { SecurityGroupLimitSet: { SecurityGroupLimit: 50 } }],
  ["DescribeLoadBalancers", { LoadBalancerSet: [{ LoadBalancerId: "lb-a" }] }],
  [
    "DescribeListeners",
    { Listeners: [{ ListenerId: "lbl-a", HealthCheck: null }] },
    "lb-1a2b3c4d.json",
  ],
  ["DescribeTargets", { Listeners: [{ ListenerId: "lbl-a", Targets: null }] }, "lb-1a2b3c4d.json"],
  [
    "DescribeInstances",
    { InstanceSet: [{ InstanceId: "ins-a", InstanceState: "RUNNING", Placement: {} }] },
  ],
  ["DescribeServicesStatus", { Result: { ServiceSet: [{ ServiceId: "service-a" }] } }],
  [
    "DescribeApisStatus",
    { Result: { ApiIdStatusSet: [{ ServiceId: "service-a", ApiId: "api-a" }] } },
  ],
  ["DescribeApi", { Result: { ServiceId: "service-a", ApiId: "api-a", ServiceType: "MOCK" } }],
  ["DescribeUpstreams", { Result: { UpstreamSet: [{ UpstreamId: "upstream-a", Nodes: [] }] } }],
  ["DescribeService", { ServiceId: "service-a", ServiceName: "orders", ApiIdStatusSet: [] }],
  ["DescribeExclusiveInstanceDetail", { Result: { InstanceId: "instance-a", NetworkConfig: {} } }],
  ["DescribeClusters", { Clusters: [{ ClusterId: "cls-a", ClusterName: "orders" }] }],
  [
    "DescribeClusterInstances",
    { InstanceSet: [{ InstanceId: "ins-a", InstanceRole: "WORKER", InstanceState: "running" }] },
    "cls-1a2b3c4d.json",
  ],
];

describe.each(Object.entries(SHAPES))("%s", (_, shape) => {
  test.each(CALLS)("%s is recognised", (call, body, file = "saved.json") => {
    const value = shape(body);
    expect(looksLikeApiAnswer(documentOf(file, value))).toBe(true);
    const draft = load({ [file]: value });
    expect(draft.notices[0]).toEqual({
      kind: "read",
      text: `read saved API answers: ${call}`,
    });
    expect(draft.complaints).toEqual([]);
  });
});

test.each<[string, unknown]>([
  ["a package", { name: "x", version: "1", dependencies: {} }],
  ["definitions", { version: 1, securityGroups: [{ id: "sg-a", ingress: [] }], instances: [] }],
  ["a Terraform state", { version: 4, resources: [{ type: "tencentcloud_security_group" }] }],
  ["AWS load balancer listeners", { Listeners: [{ ListenerArn: "arn:aws:..." }] }],
  ["AWS clusters", { Clusters: [{ ClusterIdentifier: "redshift" }] }],
  ["an empty list of clusters", { Clusters: [] }],
  ["instances of another product", { InstanceSet: [{ InstanceId: "crs-1", Port: 6379 }] }],
  ["a list of things", [{ a: 1 }, 2, null]],
  ["an empty list", []],
  ["text", '"hello"'],
  ["null", null],
])("foreign JSON is not claimed: %s", (_, value) => {
  expect(looksLikeApiAnswer(documentOf("values.json", value ?? "null"))).toBe(false);
});

test("answers of calls that are not used are passed over with a notice", () => {
  const draft = load({ "vpcs.json": listOf("VpcSet", { VpcId: "vpc-a" }) });
  expect(draft.notices).toEqual([
    news("vpcs.json answers a call that sglint does not use; it was passed over"),
  ]);
  expect(draft.complaints).toEqual([]);
});

test("one file may hold several answers, of one call or of several, wrapped or not", () => {
  const draft = load({
    "all.json": [
      raw({ TotalCount: 2, SecurityGroupSet: [{ SecurityGroupId: "sg-a" }] }),
      tccli({ TotalCount: 2, SecurityGroupSet: [{ SecurityGroupId: "sg-b" }] }),
      { SecurityGroupId: "sg-b", Response: { ...policies } },
      listOf("LoadBalancerSet", { LoadBalancerId: "lb-a" }),
    ],
  });
  expect(messages(draft)).toEqual([]);
  expect(draft.groups.map((g) => g.id)).toEqual(["sg-a", "sg-b"]);
  expect(draft.groups[1]!.ingress).toEqual([]);
  expect(draft.loadBalancers.map((b) => b.id)).toEqual(["lb-a"]);
});

test("listeners and targets that hold nothing are told apart by what stands around them", () => {
  const bare = { Listeners: [{ ListenerId: "lbl-a", Protocol: "TCP", Port: 80 }] };
  const called = (file: string, value: Json) => load({ [file]: value }).notices[0]!.text;
  expect(called("lb-a.targets.json", raw(bare))).toContain("DescribeTargets");
  expect(called("lb-a.listeners.json", raw(bare))).toContain("DescribeListeners");
  expect(called("lb-a.json", raw({ ...bare, TotalCount: 1 }))).toContain("DescribeListeners");
});

test("an empty InstanceSet belongs to a cluster only where something names one", () => {
  const empty = { TotalCount: 0, InstanceSet: [] };
  expect(load({ "all.json": raw(empty) }).notices[0]!.text).toContain("DescribeInstances");
  expect(load({ "cls-a.instances.json": raw(empty) }).clusters[0]?.nodes).toEqual([]);
  expect(load({ "x.json": { ClusterId: "cls-b", ...raw(empty) } }).clusters[0]?.nodes).toEqual([]);
});
