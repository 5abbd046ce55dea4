import { describe, expect, test } from "vitest";
import { isUnknown } from "../../../src/model/unknown.ts";
import {
  factOf,
  listOf,
  load,
  messages,
  raw,
  SHAPES,
  spot,
  texts,
  type Json,
} from "./fixtures/answers.ts";

const saved = {
  InstanceId: "ins-a",
  PrivateIpAddresses: ["10.0.3.17"],
  PublicIpAddresses: [],
  SecurityGroupIds: ["sg-b", "sg-a"],
  VirtualPrivateCloud: { VpcId: "vpc-a", SubnetId: "subnet-a" },
};
const instances = (...list: Json[]) =>
  listOf("InstanceSet", ...list.map((fields) => ({ ...saved, ...fields })));
const eni = (fields: Json) => ({
  NetworkInterfaceId: "eni-a",
  Primary: true,
  Attachment: { InstanceId: "ins-a" },
  GroupSet: ["sg-b", "sg-a"],
  SubnetId: "subnet-a",
  PrivateIpAddressSet: [{ PrivateIpAddress: "10.0.3.17", PublicIpAddress: "" }],
  ...fields,
});
const enis = (...list: Json[]) => listOf("NetworkInterfaceSet", ...list.map(eni));

describe("DescribeInstances", () => {
  test.each(Object.entries(SHAPES))("%s", (_, shape) => {
    const draft = load({ "i.json": shape({ TotalCount: 1, InstanceSet: [saved] }) });
    const [instance] = draft.instances;
    expect(instance).toMatchObject({
      id: "ins-a",
      subnet: "subnet-a",
      securityGroups: ["sg-b", "sg-a"],
      enis: [],
      publicIps: [],
    });
    expect(texts(instance!.privateIps)).toEqual(["10.0.3.17"]);
  });

  test("absent and null fields are unknown and name the call that tells them", () => {
    const [instance] = load({
      "i.json": listOf("InstanceSet", { InstanceId: "ins-a", SecurityGroupIds: null }),
    }).instances;
    const { privateIps, publicIps, subnet, securityGroups } = instance!;
    const nouns = [privateIps, publicIps, subnet, securityGroups].map((value) => factOf(value).id);
    expect(nouns).toEqual([
      "private IPs of ins-a",
      "public IPs of ins-a",
      "subnet of ins-a",
      "security groups of ins-a",
    ]);
    expect(factOf(securityGroups).remedy).toBe("save a full answer: `tccli cvm DescribeInstances`");
  });

  test("an empty list says that no group is bound, an empty subnet id that there is none", () => {
    const value = instances({ SecurityGroupIds: [], VirtualPrivateCloud: { SubnetId: "" } });
    expect(load({ "i.json": value }).instances[0]).toMatchObject({
      securityGroups: [],
      subnet: null,
    });
  });

  test("IPv6 addresses belong to it, and their absence says nothing", () => {
    const [a, b] = load({
      "i.json": instances(
        { IPv6Addresses: ["2001:db8::5"] },
        { InstanceId: "ins-b", IPv6Addresses: null },
      ),
    }).instances;
    expect(texts(a!.privateIps)).toEqual(["10.0.3.17", "2001:db8::5"]);
    expect(texts(b!.privateIps)).toEqual(["10.0.3.17"]);
  });

  test.each<[Json, RegExp]>([
    [{ PrivateIpAddresses: ["10.0.3.0/24"] }, /^private IPs of ins-a: .* is a CIDR/],
    [
      { PrivateIpAddresses: "10.0.3.1" },
      /PrivateIpAddresses is "10.0.3.1", expected a list of addresses/,
    ],
    [{ PublicIpAddresses: [7] }, /^public IPs of ins-a: 7 is not an address/],
    [{ SecurityGroupIds: [1] }, /SecurityGroupIds is a list, expected a list of ids/],
    [{ VirtualPrivateCloud: { SubnetId: 3 } }, /SubnetId is 3, expected an id/],
  ])("%j is a complaint", (fields, message) => {
    expect(messages(load({ "i.json": instances(fields) }))).toEqual([
      expect.stringMatching(message),
    ]);
  });

  test("an instance on two pages stays there twice, for the merge to name both", () => {
    const draft = load({ "1.json": instances({}), "2.json": instances({}) });
    expect(draft.instances.map(({ place }) => spot(place))).toEqual(["1.json:5", "2.json:5"]);
  });
});

describe("DescribeNetworkInterfaces", () => {
  test("the primary interface completes its instance", () => {
    const draft = load({
      "i.json": instances({
        SecurityGroupIds: null,
        VirtualPrivateCloud: null,
        PublicIpAddresses: null,
      }),
      "e.json": enis({
        PrivateIpAddressSet: [
          { PrivateIpAddress: "10.0.3.17", PublicIpAddress: "203.0.113.9" },
          { PrivateIpAddress: "10.0.3.18", PublicIpAddress: "" },
        ],
        Ipv6AddressSet: [{ Address: "2001:db8::5" }],
      }),
    });
    const [instance] = draft.instances;
    expect(instance).toMatchObject({
      id: "ins-a",
      securityGroups: ["sg-b", "sg-a"],
      subnet: "subnet-a",
      enis: [],
    });
    expect(texts(instance!.privateIps)).toEqual(["10.0.3.17", "10.0.3.18", "2001:db8::5"]);
    expect(texts(instance!.publicIps)).toEqual(["203.0.113.9"]);
    expect([draft.interfaces, messages(draft)]).toEqual([[], []]);
  });

  test.each([
    ["other groups", ["sg-c"], "sg-c"],
    ["another order", ["sg-a", "sg-b"], "sg-a, sg-b"],
    ["no group", [], "no security group"],
  ])("%s: a notice, and the interface counts", (_, GroupSet, text) => {
    const draft = load({ "i.json": instances({}), "e.json": enis({ GroupSet }) });
    expect(draft.instances[0]!.securityGroups).toEqual(GroupSet);
    expect(draft.notices[0]!.text).toContain(
      `DescribeNetworkInterfaces binds ${text} to its primary interface eni-a`,
    );
  });

  test("an interface that does not tell its groups leaves those of the instance", () => {
    const draft = load({ "i.json": instances({}), "e.json": enis({ GroupSet: null }) });
    expect(draft.instances[0]!.securityGroups).toEqual(["sg-b", "sg-a"]);
    expect(draft.notices).toHaveLength(1);
  });

  test("secondary interfaces hang on their instance, or stand alone when it is not in the input", () => {
    const second = { NetworkInterfaceId: "eni-b", Primary: false, GroupSet: ["sg-x"] };
    const far = { ...second, NetworkInterfaceId: "eni-c", Attachment: { InstanceId: "ins-z" } };
    const loose = { ...second, NetworkInterfaceId: "eni-d", Attachment: null };
    const draft = load({ "i.json": instances({}), "e.json": enis({}, second, far, loose) });
    expect(draft.instances[0]!.enis).toMatchObject([{ id: "eni-b", securityGroups: ["sg-x"] }]);
    expect(draft.interfaces.map((face) => face.id)).toEqual(["eni-c", "eni-d"]);
  });

  test("a primary interface alone makes its instance", () => {
    const draft = load({ "e.json": enis({}, { NetworkInterfaceId: "eni-b", Primary: false }) });
    expect(draft.instances).toMatchObject([
      { id: "ins-a", securityGroups: ["sg-b", "sg-a"], enis: [{ id: "eni-b" }] },
    ]);
    expect(draft.interfaces).toEqual([]);
  });

  test.each<[string, Json, boolean]>([
    ["EniType 1", { Primary: null, EniType: 1 }, true],
    ["EniType 0", { Primary: null, EniType: 0 }, false],
    ["a shared address", { Primary: null }, true],
    [
      "another address",
      { Primary: null, PrivateIpAddressSet: [{ PrivateIpAddress: "10.0.4.4" }] },
      false,
    ],
  ])("whether it is the primary one is told by %s", (_, fields, primary) => {
    const draft = load({ "i.json": instances({}), "e.json": enis(fields) });
    expect(draft.instances[0]!.enis).toHaveLength(primary ? 0 : 1);
  });

  test("null public addresses are unknown, and so are absent lists", () => {
    const [, second] = [
      null,
      load({
        "e.json": enis({
          Primary: false,
          Attachment: null,
          PrivateIpAddressSet: [{ PrivateIpAddress: "10.0.0.1", PublicIpAddress: null }],
        }),
      }),
    ];
    expect(isUnknown(second.interfaces[0]!.publicIps)).toBe(true);
    expect(texts(second.interfaces[0]!.privateIps)).toEqual(["10.0.0.1"]);
    const none = load({ "e.json": enis({ Attachment: null, PrivateIpAddressSet: null }) });
    expect(isUnknown(none.interfaces[0]!.privateIps)).toBe(true);
  });

  test("one saved twice is a complaint that names both files", () => {
    const draft = load({ "1.json": enis({}), "2.json": enis({}) });
    expect(messages(draft)).toEqual([
      "network interface eni-a is saved twice, in 1.json and 2.json; keep one",
    ]);
  });
});

describe("clusters", () => {
  const cluster = (fields: Json) =>
    listOf("Clusters", { ClusterId: "cls-a", ClusterName: "orders", ...fields });
  const nodes = (...ids: string[]) =>
    raw({
      TotalCount: ids.length,
      InstanceSet: ids.map((InstanceId) => ({ InstanceId, InstanceRole: "WORKER" })),
    });

  test("nodes come from the call about the cluster, by file name or wrapper", () => {
    const wrapped = { ClusterId: "cls-b", ...nodes("ins-c") };
    const draft = load({
      "c.json": cluster({}),
      "cls-a.instances.json": nodes("ins-a", "ins-b"),
      "x.json": wrapped,
    });
    expect(draft.clusters.map((c) => [c.id, c.nodes])).toEqual([
      ["cls-a", ["ins-a", "ins-b"]],
      ["cls-b", ["ins-c"]],
    ]);
  });

  test("without it they are unknown", () => {
    expect(factOf(load({ "c.json": cluster({}) }).clusters[0]!.nodes)).toMatchObject({
      id: "nodes of cls-a",
      remedy:
        "save what this prints: `tccli tke DescribeClusterInstances --ClusterId cls-a > cls-a.instances.json`",
    });
  });

  test.each<[Json, string | null]>([
    [{ Property: '{"NodeNameType":"lan-ip","NetworkType":"GR"}' }, "GlobalRouter"],
    [{ Property: '{"NetworkType":"VPC-CNI"}' }, "VPC-CNI"],
    [{ ClusterNetworkSettings: { Subnets: ["subnet-a"] } }, "VPC-CNI"],
    [{ ClusterNetworkSettings: { Cni: true, Subnets: null } }, null],
    [{ Property: "not json" }, null],
  ])("network of %j", (fields, network) => {
    expect(load({ "c.json": cluster(fields) }).clusters[0]!.network).toBe(network);
  });
});
