import { describe, expect, test } from "vitest";
import { EVERY_IPV4 } from "../../../src/net/address.ts";
import type { Policy, SecurityGroup } from "../../../src/model/inventory.ts";
import { pathOf } from "../../../src/model/place.ts";
import { isUnknown } from "../../../src/model/unknown.ts";
import {
  factOf,
  knownOf,
  lineAt,
  listOf,
  load,
  messages,
  raw,
  SHAPES,
  spot,
  spots,
  type Json,
} from "./fixtures/answers.ts";

const file = "sg-1a2b3c4d.json";
const policySet = (ingress: unknown, egress: unknown = []) =>
  raw({ SecurityGroupPolicySet: { Version: "3", Ingress: ingress, Egress: egress } });

function ingressOf(...policies: unknown[]): {
  policies: Policy[];
  said: string[];
  spots: string[];
} {
  const draft = load({ [file]: policySet(policies) });
  const group = draft.groups[0] as SecurityGroup;
  return {
    policies: [...knownOf(group.ingress)] as Policy[],
    said: messages(draft),
    spots: spots(draft),
  };
}

test.each([
  [{}, null],
  [{ "limits.json": quota(200) }, 200],
  [{ "a.json": quota(200), "b.json": quota(150) }, 150],
  [{ "limits.json": quota("100") }, null],
  [{ "limits.json": raw({ SecurityGroupLimitSet: { SecurityGroupLimit: 50 } }) }, null],
])("the quota of policies in a list: %j", (files, expected) => {
  const { groups, complaints } = load({ [file]: policySet([]), ...files });
  expect(groups.map(({ policyLimit }) => policyLimit)).toEqual([expected]);
  expect(complaints).toEqual([]);
});

function quota(SecurityGroupPolicyLimit: unknown): Json {
  return raw({ SecurityGroupLimitSet: { SecurityGroupLimit: 50, SecurityGroupPolicyLimit } });
}

const one = (policy: Json) => {
  const { policies, said } = ingressOf({ PolicyIndex: 0, Action: "ACCEPT", ...policy });
  return { policy: policies[0]!, said };
};

describe("peers", () => {
  test.each<[Json, object]>([
    [
      { CidrBlock: "10.0.0.0/8" },
      { kind: "addresses", text: "10.0.0.0/8", hostBits: false, zeroPrefix: false },
    ],
    [{ CidrBlock: "10.0.0.5/8" }, { kind: "addresses", text: "10.0.0.5/8", hostBits: true }],
    [
      { CidrBlock: " 10.0.0.5 " },
      { kind: "addresses", text: "10.0.0.5", set: { v4: [167772165, 167772166], v6: [] } },
    ],
    [{ CidrBlock: "0.0.0.0/8" }, { kind: "addresses", zeroPrefix: true, set: EVERY_IPV4 }],
    [
      { Ipv6CidrBlock: "::/0" },
      { kind: "addresses", text: "::/0", set: { v4: [], v6: [0n, 1n << 128n] } },
    ],
    [{ SecurityGroupId: "sg-ops" }, { kind: "group", id: "sg-ops" }],
    [{ AddressTemplate: { AddressId: "ipm-a" } }, { kind: "address-template", id: "ipm-a" }],
    [
      { AddressTemplate: { AddressGroupId: "ipmg-a" } },
      { kind: "address-template-group", id: "ipmg-a" },
    ],
    [
      { AddressTemplate: { AddressId: "ipmg-a" } },
      { kind: "address-template-group", id: "ipmg-a" },
    ],
  ])("%j", (fields, peer) => {
    const empty = {
      CidrBlock: "",
      Ipv6CidrBlock: "",
      SecurityGroupId: "",
      AddressTemplate: { AddressId: "", AddressGroupId: "" },
    };
    for (const filler of [{}, empty, { CidrBlock: null, AddressTemplate: null }]) {
      const { policy, said } = one({ ...filler, ...fields });
      expect(said).toEqual([]);
      expect(policy.peer).toMatchObject(peer);
    }
  });

  test.each<[string, Json, RegExp, string]>([
    ["none", {}, /^this policy names no source; expected one of CidrBlock, /, "{"],
    ["empty ones", { CidrBlock: "", SecurityGroupId: "" }, /names no source/, "{"],
    ["several", { CidrBlock: "10.0.0.0/8", SecurityGroupId: "sg-a" }, /names several sources/, "{"],
    [
      "both of a template",
      { AddressTemplate: { AddressId: "ipm-a", AddressGroupId: "ipmg-b" } },
      /several/,
      "{",
    ],
    [
      "no address",
      { CidrBlock: "10.0.0.0/40" },
      /^CidrBlock: .*prefix length above 32/,
      '"CidrBlock"',
    ],
    ["a number", { CidrBlock: 10 }, /^CidrBlock: found 10, expected an IPv4/, '"CidrBlock"'],
    ["IPv6 as CidrBlock", { CidrBlock: "::/0" }, /expected an IPv4 address/, '"CidrBlock"'],
    [
      "IPv4 as Ipv6CidrBlock",
      { Ipv6CidrBlock: "0.0.0.0/0" },
      /expected an IPv6 address/,
      '"Ipv6CidrBlock"',
    ],
    [
      "a group that is none",
      { SecurityGroupId: { a: 1 } },
      /^SecurityGroupId is an object/,
      '"SecurityGroupId"',
    ],
    [
      "a template that is none",
      { AddressTemplate: { AddressId: 7 } },
      /^AddressId is 7/,
      '"AddressId"',
    ],
  ])("%s: unknown, with a complaint", (_, fields, message, at) => {
    const draft = load({ [file]: policySet([{ PolicyIndex: 0, Action: "DROP", ...fields }]) });
    const [policy] = knownOf(draft.groups[0]!.ingress) as Policy[];
    expect(factOf(policy!.peer).id).toBe("source of ingress policy 0 of sg-1a2b3c4d");
    expect(messages(draft)[0]).toMatch(message);
    const place = draft.complaints[0]!.place!;
    expect(at === "{" ? lineAt(place) : JSON.stringify(pathOf(place).at(-1))).toBe(at);
  });

  test("MY_PUBLIC_IP is unknown, and no mistake", () => {
    const { policy, said } = one({ CidrBlock: "MY_PUBLIC_IP" });
    expect(factOf(policy.peer).text).toContain("MY_PUBLIC_IP");
    expect(said).toEqual([]);
  });

  test("the facts of egress speak of destinations", () => {
    const draft = load({ [file]: policySet([], [{ Action: "ACCEPT" }]) });
    const [policy] = knownOf(draft.groups[0]!.egress) as Policy[];
    expect(factOf(policy!.peer).id).toBe("destination of egress policy 0 of sg-1a2b3c4d");
  });

  test("equal sources share one object, so that large accounts stay small", () => {
    const open = { CidrBlock: "9.0.0.0/8", Protocol: "tcp", Port: "80" };
    const { policies } = ingressOf({ ...open }, { ...open });
    expect(policies[0]!.service).toMatchObject({ text: "tcp/80" });
    expect(policies[0]!.peer).toBe(policies[1]!.peer);
    expect(policies[0]!.service).toBe(policies[1]!.service);
  });
});

describe("services", () => {
  const from = { CidrBlock: "10.0.0.0/8" };
  test.each<[Json, object]>([
    [{ Protocol: "tcp", Port: "80" }, { text: "tcp/80" }],
    [{ Protocol: "TCP", Port: 80 }, { text: "tcp/80" }],
    [{ Protocol: "TCP", Port: "80,443" }, { text: "tcp/80,443" }],
    [{ Protocol: "UDP", Port: "8000-9000" }, { text: "udp/8000-9000" }],
    [{ Protocol: "TCP", Port: "ALL" }, { text: "tcp" }],
    [{ Protocol: "TCP", Port: null }, { text: "tcp" }],
    [{ Protocol: "icmp", Port: "ALL" }, { text: "icmp" }],
    [{ Protocol: "ICMPv6", Port: "" }, { text: "icmpv6" }],
    [{ Protocol: "ALL", Port: "all" }, { text: "all" }],
    [{ Protocol: "", Port: "" }, { text: "all" }],
    [{ Protocol: null, Port: null }, { text: "all" }],
    [{ Protocol: "all" }, { text: "all" }],
    [{ Protocol: "gre" }, { text: "gre" }],
    [
      { ServiceTemplate: { ServiceId: "", ServiceGroupId: "" }, Protocol: "tcp", Port: "" },
      { text: "tcp" },
    ],
    [{ ServiceTemplate: { ServiceId: "ppm-a" } }, { kind: "service-template", id: "ppm-a" }],
    [
      { ServiceTemplate: { ServiceId: "ppm-a" }, Protocol: "ALL" },
      { kind: "service-template", id: "ppm-a" },
    ],
    [
      { ServiceTemplate: { ServiceGroupId: "ppmg-a" } },
      { kind: "service-template-group", id: "ppmg-a" },
    ],
    [
      { ServiceTemplate: { ServiceId: "ppmg-a" } },
      { kind: "service-template-group", id: "ppmg-a" },
    ],
  ])("%j", (fields, service) => {
    const { policy, said } = one({ ...from, ...fields });
    expect(said).toEqual([]);
    expect(policy.service).toMatchObject(service);
  });

  test.each<[Json, string]>([
    [{}, "Protocol"],
    [{ Port: "80" }, "Protocol"],
    [{ ServiceTemplate: { ServiceId: "" }, Port: "ALL" }, "Protocol"],
    [{ Protocol: "tcp" }, "Port"],
    [{ Protocol: "UDP", ServiceTemplate: { ServiceId: "", ServiceGroupId: "" } }, "Port"],
  ])("what was left out of %j is not every service", (fields, missing) => {
    const { policy, said } = one({ ...from, ...fields });
    expect(said).toEqual([]);
    expect(factOf(policy.service).text).toBe(
      `ingress policy 0 (the first) of sg-1a2b3c4d has no ${missing} in the saved answer, which the cloud always writes`,
    );
  });

  test.each<[Json, RegExp, string]>([
    [{ Protocol: "SCTP" }, /unknown protocol "SCTP"/, "Protocol"],
    [{ Protocol: 6 }, /^Protocol is 6, expected text/, "Protocol"],
    [{ Protocol: "TCP", Port: "http" }, /"http" is not a port/, "Port"],
    [{ Protocol: "TCP", Port: [80] }, /^Port is a list, expected text/, "Port"],
    [{ Protocol: "ALL", Port: "80" }, /needs protocol TCP or UDP/, "Port"],
    [{ Protocol: "icmp", Port: "80" }, /needs protocol TCP or UDP/, "Port"],
    [
      { ServiceTemplate: { ServiceId: "ppm-a" }, Protocol: "TCP" },
      /names several services/,
      "ServiceTemplate",
    ],
    [
      { ServiceTemplate: { ServiceId: "ppm-a", ServiceGroupId: "ppmg-a" } },
      /several services/,
      "ServiceTemplate",
    ],
    [{ ServiceTemplate: { ServiceId: 5 } }, /cannot be read/, "ServiceTemplate"],
  ])("%j is unknown, with a complaint at the value", (fields, message, key) => {
    const draft = load({ [file]: policySet([{ Action: "ACCEPT", ...from, ...fields }]) });
    const [policy] = knownOf(draft.groups[0]!.ingress) as Policy[];
    expect(isUnknown(policy!.service)).toBe(true);
    expect(messages(draft)).toEqual([expect.stringMatching(message)]);
    expect(pathOf(draft.complaints[0]!.place!).at(-1)).toBe(key);
  });
});

test.each([
  ["ACCEPT", "ACCEPT"],
  ["accept", "ACCEPT"],
  ["Drop", "DROP"],
])("action %s", (text, action) => {
  expect(one({ CidrBlock: "1.1.1.1", Action: text }).policy.action).toBe(action);
});

test("an absent action is unknown, a wrong one is a complaint too", () => {
  const { policies, said } = ingressOf(
    { CidrBlock: "1.1.1.1", Action: null },
    { CidrBlock: "1.1.1.1", Action: "DENY" },
  );
  expect(policies.map((p) => isUnknown(p.action))).toEqual([true, true]);
  expect(said).toEqual(['Action is "DENY", expected ACCEPT or DROP']);
});

describe("order", () => {
  const at = (PolicyIndex: unknown, last: number) => ({
    PolicyIndex,
    CidrBlock: `10.0.0.${last}`,
    Action: "ACCEPT",
  });
  const order = (policies: readonly Policy[]) =>
    policies.map((p) => (p.peer as { text: string }).text.split(".")[3]).join();

  test("PolicyIndex decides, equal ones keep their order", () => {
    const { policies, said } = ingressOf(at(2, 1), at(0, 2), at(2, 3), at(1, 4));
    expect(order(policies)).toBe("2,4,1,3");
    expect(said).toEqual([]);
  });

  test("a policy's place is its element, wherever it is sorted to", () => {
    const { policies } = ingressOf(at(1, 1), at(0, 2));
    expect(policies.map((p) => pathOf(p.place).at(-1))).toEqual([1, 0]);
  });

  test("without an index the list is as it is", () => {
    const { policies, said } = ingressOf(at(undefined, 2), at(null, 1));
    expect([order(policies), said]).toEqual(["2,1", []]);
  });

  test("an index on some only is a complaint", () => {
    const { policies, said } = ingressOf(at(1, 1), at(null, 2), at(0, 3));
    expect(order(policies)).toBe("1,2,3");
    expect(said[0]).toContain("only some policies of sg-1a2b3c4d have a PolicyIndex");
  });
});

describe("the group", () => {
  const listed = (id: string, name: string | null = "orders") =>
    listOf("SecurityGroupSet", { SecurityGroupId: id, SecurityGroupName: name });

  test("is joined with its policies and stands where it is listed", () => {
    const draft = load({ "groups.json": listed("sg-1a2b3c4d"), [file]: policySet([], []) });
    expect(draft.groups).toHaveLength(1);
    const [group] = draft.groups;
    expect(group).toMatchObject({ id: "sg-1a2b3c4d", name: "orders", ingress: [], egress: [] });
    expect(spot(group!.place)).toBe("groups.json:5");
    expect(group!.membersUnknown).toMatchObject({ id: "members of sg-1a2b3c4d" });
    expect(group!.membersUnknown!.remedy).toMatch(/DescribeInstances.*DescribeNetworkInterfaces/);
  });

  test("listed without policies keeps them unknown and says which call to save", () => {
    const [group] = load({ "groups.json": listed("sg-a", null) }).groups;
    expect(group!.name).toBeNull();
    expect(factOf(group!.ingress)).toMatchObject({
      id: "policies of sg-a",
      text: "the policies of sg-a are not in the saved answers",
      remedy:
        "save what this prints: `tccli vpc DescribeSecurityGroupPolicies --SecurityGroupId sg-a > sg-a.json`",
    });
    expect(factOf(group!.egress).id).toBe("policies of sg-a");
  });

  test("that nothing lists stands at the root of its policies", () => {
    const [group] = load({ [file]: policySet([]) }).groups;
    expect([group!.id, group!.name, pathOf(group!.place)]).toEqual(["sg-1a2b3c4d", null, []]);
  });

  test.each(Object.entries(SHAPES))(
    "null and absent lists are unknown, empty ones are not (%s)",
    (_, shape) => {
      const set = { SecurityGroupPolicySet: { Ingress: [], Egress: null } };
      const [group] = load({ [file]: shape(set) }).groups;
      expect(group!.ingress).toEqual([]);
      expect(factOf(group!.egress).id).toBe("egress policies of sg-1a2b3c4d");
      const [without] = load({ [file]: shape({ SecurityGroupPolicySet: { Ingress: [] } }) }).groups;
      expect(isUnknown(without!.egress)).toBe(true);
      const [nothing] = load({ [file]: shape({ SecurityGroupPolicySet: null }) }).groups;
      expect(isUnknown(nothing!.ingress)).toBe(true);
    },
  );

  test("malformed lists are complaints", () => {
    const draft = load({ [file]: policySet("all", [5]) });
    expect(messages(draft)).toEqual([
      'ingress policies of sg-1a2b3c4d: Ingress is "all", expected a list of policies',
      "expected a policy, found 5",
    ]);
    const [policy] = knownOf(draft.groups[0]!.egress) as Policy[];
    expect([policy!.action, policy!.peer, policy!.service].every(isUnknown)).toBe(true);
  });
});
