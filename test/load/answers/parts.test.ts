// Lists that are a part of the whole, and whole ones that must never look like one.
import { describe, expect, test } from "vitest";
import type { Policy } from "../../../src/model/inventory.ts";
import { isUnknown } from "../../../src/model/unknown.ts";
import { factOf, knownOf, listOf, load, messages, raw, type Json } from "./fixtures/answers.ts";

const v4 = (PolicyIndex: unknown): Json => ({
  PolicyIndex,
  Protocol: "tcp",
  Port: "80",
  CidrBlock: "10.0.0.0/8",
  Action: "ACCEPT",
});
const v6 = (PolicyIndex: unknown): Json => ({
  ...v4(PolicyIndex),
  CidrBlock: "",
  Ipv6CidrBlock: "2001:db8::/32",
});
const group = (PolicyIndex: unknown): Json => ({
  ...v4(PolicyIndex),
  CidrBlock: "",
  SecurityGroupId: "sg-ops",
});
const template = (PolicyIndex: unknown): Json => ({
  ...v4(PolicyIndex),
  CidrBlock: "",
  AddressTemplate: { AddressId: "ipm-a", AddressGroupId: "" },
});

function judged(Ingress: readonly Json[], PolicyStatistics?: Json) {
  const body = { SecurityGroupPolicySet: { Egress: [], Ingress, PolicyStatistics } };
  const draft = load({ "sg-5t6y7u8i.json": raw(body) });
  const list = knownOf(draft.groups[0]!.ingress) as readonly Policy[];
  return {
    places: list.map(({ peer }) => (isUnknown(peer) ? "?" : peer.kind[0])).join(""),
    said: messages(draft),
    facts: list.flatMap(({ action }) => (isUnknown(action) ? [factOf(action)] : [])),
  };
}

describe("policies that PolicyIndex skips are unknown, at their places", () => {
  test.each<[string, Json[], string, string]>([
    ["in the middle", [v4(0), v4(2)], "a?a", "1"],
    ["on top", [v4(1), v4(2)], "?aa", "0"],
    ["several", [v4(0), v4(3), v4(4), v4(9)], "a??aa????a", "1, 2 and 5 to 8"],
    ["however the list is sorted", [v4(4), v4(0)], "a???a", "1 to 3"],
    ["where both families are one numbering", [v4(0), v6(3)], "a??a", "1 and 2"],
    ["where each family has its own", [v4(0), v6(0), v4(2), v6(1)], "aa?aa", "1"],
    ["beside a group", [v4(0), group(1), v4(4)], "ag??a", "2 and 3"],
    ["of groups alone", [group(2)], "??g", "0 and 1"],
  ])("%s", (_, list, places, named) => {
    const found = judged(list);
    expect(found.places.replaceAll(/[a-f]/g, "a")).toBe(places);
    expect(found.said).toEqual([
      `this answer holds a part of the ingress policies of sg-5t6y7u8i only: its PolicyIndex skips ${named}; save it again, without filters: \`tccli vpc DescribeSecurityGroupPolicies --SecurityGroupId sg-5t6y7u8i > sg-5t6y7u8i.json\``,
    ]);
    expect(new Set(found.facts.map(({ id }) => id))).toEqual(
      new Set(["missing ingress policies of sg-5t6y7u8i"]),
    );
  });

  test.each<[string, Json[]]>([
    ["one after the other", [v4(0), v4(1), v4(2)]],
    ["in any order", [v4(2), v4(0), v4(1)]],
    ["families in one numbering", [v4(0), v6(1), v4(2), v6(3)]],
    ["families each from the top", [v4(0), v4(1), v6(0), v6(1), v6(2)]],
    ["a group that fills the place of either", [v4(0), v6(0), group(1), v4(2)]],
    ["no numbers", [v4(null), v4(undefined)]],
    ["every number the same", [v4(0), v4(0), v4(0)]],
    ["numbers that are no places", [v4(1.5), v4(-3)]],
    ["numbers beyond any list", [v4(0), v4(1_000_000_000)]],
    ["nothing", []],
  ])("a whole list stays whole: %s", (_, list) => {
    const found = judged(list);
    expect(found.said).toEqual([]);
    expect(found.places).toHaveLength(list.length);
    expect(found.places).not.toContain("?");
  });
});

const counts = (v4Count: unknown, v6Count: unknown = 0): Json => ({
  IngressIPv4TotalCount: v4Count,
  IngressIPv6TotalCount: v6Count,
  EgressIPv4TotalCount: 0,
  EgressIPv6TotalCount: 0,
});

describe("policies that PolicyStatistics counts and no list holds are unknown", () => {
  test.each<[string, Json[], Json, string, string]>([
    ["behind the last number", [v4(0), v4(1)], counts(5), "aa?", "counts 5 where it lists 2"],
    ["anywhere without numbers", [v4(null), v4(null)], counts(3), "?aa", "counts 3"],
    ["of an empty list", [], counts(2), "?", "counts 2 where it lists 0"],
    ["of the other family", [v4(0)], counts(1, 2), "a?", "counts 3 where it lists 1"],
    ["the same that the numbers skip", [v4(0), v4(2)], counts(3), "a?a", "skips 1, and its Pol"],
    ["and more than they skip", [v4(0), v4(2)], counts(9), "a?a?", "counts 9 where it lists 2"],
  ])("%s", (_, list, statistics, places, said) => {
    const found = judged(list, statistics);
    expect(found.places).toBe(places);
    expect(found.said).toEqual([expect.stringContaining(said)]);
  });

  test.each<[string, Json[], Json]>([
    ["below the list", [v4(0), v4(1)], counts(0)],
    ["equal to it", [v4(0), v6(1)], counts(1, 1)],
    ["equal to it, but for the families", [v4(0), v6(1)], counts(2, 0)],
    ["a group that counts for both families", [group(0), v4(1)], counts(2, 1)],
    ["a template, whose count is not documented", [template(0)], counts(7)],
    ["no number", [v4(0)], counts("9")],
  ])("they prove nothing: %s", (_, list, statistics) => {
    const found = judged(list, statistics);
    expect(found.said).toEqual([]);
    expect(found.places).not.toContain("?");
  });
});

test.each<[string, Json]>([
  ["a policy set spread into its group", { Ingress: [v4(0)], Egress: [] }],
  ["Cloud Custodian's names", { IpPermissions: [v4(0)], IpPermissionsEgress: [] }],
])("the statistics beside %s count as well", (_, lists) => {
  const element = { SecurityGroupId: "sg-5t6y7u8i", SecurityGroupName: "web", ...lists };
  const saved = (PolicyStatistics: Json) =>
    load({ "groups.json": listOf("SecurityGroupSet", { ...element, PolicyStatistics }) });
  expect(messages(saved(counts(1)))).toEqual([]);
  expect(messages(saved(counts(3)))).toEqual([
    expect.stringContaining("counts 3 where it lists 1"),
  ]);
});

describe("entries that Priority skips are unknown", () => {
  const triple = (Priority: unknown, more: Json = { CidrBlock: "10.0.0.0/8" }): Json => ({
    Protocol: "tcp",
    Port: "80",
    Action: "ACCEPT",
    Priority,
    ...more,
  });
  const acl = (IngressEntries: Json[]) =>
    load({
      "acls.json": listOf("NetworkAclSet", {
        NetworkAclId: "acl-3e4r5t6y",
        NetworkAclType: "TRIPLE",
        IngressEntries,
        EgressEntries: [],
      }),
    });
  const marks = (entries: readonly { readonly action: unknown }[]) =>
    entries.map(({ action }) => (isUnknown(action) ? "?" : "a")).join("");

  test.each<[string, Json[], string]>([
    ["in the middle", [triple(1), triple(4)], "a??a"],
    ["on top", [triple(3)], "??a"],
    ["counted from 0", [triple(0), triple(2)], "a?a"],
  ])("of TRIPLE: %s", (_, entries, places) => {
    const draft = acl(entries);
    expect(marks(knownOf(draft.networkAcls[0]!.ingress))).toBe(places);
    expect(messages(draft)).toEqual([
      expect.stringContaining("a part of the ingress entries of acl-3e4r5t6y only: its Priority"),
    ]);
  });

  test.each<[string, Json[]]>([
    ["from 1", [triple(2), triple(1)]],
    ["from 0", [triple(0), triple(1)]],
    ["each family from 1", [triple(1), triple(2), triple(1, { Ipv6CidrBlock: "::/0" })]],
    ["in steps of ten", [triple(20), triple(10)]],
    ["none", [triple(null), triple(null)]],
  ])("a whole TRIPLE list stays whole: %s", (_, entries) => {
    const draft = acl(entries);
    expect(messages(draft)).toEqual([]);
    expect(marks(knownOf(draft.networkAcls[0]!.ingress))).toBe("a".repeat(entries.length));
  });

  const quintuple = (NetworkAclDirection: string, Priority: number): Json => ({
    NetworkAclDirection,
    Protocol: "TCP",
    SourceCidr: "10.0.0.0/8",
    DestinationCidr: "10.0.3.0/24",
    SourcePort: "ALL",
    DestinationPort: "80",
    Action: "ACCEPT",
    Priority,
  });
  const entries = (...set: Json[]) =>
    load({ "acl-3e4r5t6y.entries.json": listOf("NetworkAclQuintupleSet", ...set) });

  test("of QUINTUPLE, in one direction", () => {
    const draft = entries(quintuple("INGRESS", 1), quintuple("INGRESS", 3), quintuple("EGRESS", 1));
    expect(marks(knownOf(draft.networkAcls[0]!.ingress))).toBe("a?a");
    expect(marks(knownOf(draft.networkAcls[0]!.egress))).toBe("a");
    expect(messages(draft)).toEqual([
      expect.stringMatching(
        /ingress entries .* skips 2; save it again, without filters: `tccli vpc DescribeNetworkAclQ/,
      ),
    ]);
  });

  test("of QUINTUPLE, not where both directions may be one numbering", () => {
    const draft = entries(quintuple("INGRESS", 1), quintuple("EGRESS", 2), quintuple("INGRESS", 3));
    expect(messages(draft)).toEqual([]);
    expect(marks(knownOf(draft.networkAcls[0]!.ingress))).toBe("aa");
  });
});

test("listeners that are counted and not listed leave the listeners of the load balancer unknown", () => {
  const body = { TotalCount: 3, Listeners: [{ ListenerId: "lbl-a", Protocol: "TCP", Port: 80 }] };
  const draft = load({ "lb-7u8i9o0p.listeners.json": raw(body) });
  expect(isUnknown(draft.loadBalancers[0]!.listeners)).toBe(true);
  expect(messages(draft)).toEqual([expect.stringContaining("lists 1 of 3")]);
});
